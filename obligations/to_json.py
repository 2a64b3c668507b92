"""An extraction as one JSON object.

In: a document and its extraction. Out: the record that `zhize extract --format json` prints: meta, origins, outline,
norms, targets, responsibilities, sanctions, incentives, coverage; every record with `start` and `end`, offsets in code
points into the text, end exclusive.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from obligations.model import Actor, Extraction, Fine, Incentive, Norm, Responsibility, Sanction, Target
from policies.model import Document, Provision, Span
from policies.navigate import outline
from policies.view import clean

Record = dict[str, Any]


def as_record(document: Document, extraction: Extraction) -> Record:
    """The whole object."""
    return {
        "meta": _meta(document),
        "origins": [{"start": o.start, "page": o.page, "paragraph": o.paragraph} for o in document.origins],
        "outline": [_unit(document, p) for p in outline(document)],
        "norms": [_norm(document, n) for n in extraction.norms],
        "targets": [_target(document, t) for t in extraction.targets],
        "responsibilities": [_responsibility(document, r) for r in extraction.responsibilities],
        "sanctions": [_sanction(document, s) for s in extraction.sanctions],
        "incentives": [_incentive(document, i) for i in extraction.incentives],
        "coverage": [
            {"start": s.span.start, "end": s.span.end, "kind": s.coverage.value, "reason": s.reason}
            for s in extraction.ledger
        ],
    }


def _meta(document: Document) -> Record:
    m = document.metadata
    return {
        "document": document.id,
        "source": document.source,
        "sha256": document.sha256,
        "title": m.title,
        "doc_number": m.doc_number,
        "issuers": list(m.issuers),
        "issued": m.issued,
        "effective": m.effective,
        "expires": m.expires,
        "jurisdiction": m.jurisdiction,
        "level": m.level,
        "validity": m.validity,
        "validity_from": m.validity_from,
        "period": list(m.period) if m.period else None,
        "addressees": list(m.addressees),
        "citations": [{"title": c.title, "doc_number": c.doc_number, **_span(c.span)} for c in document.citations],
        "diagnostics": [
            {"code": d.code, "message": d.message, **(_span(d.span) if d.span else {})} for d in document.diagnostics
        ],
    }


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end}


def _unit(document: Document, unit: Provision) -> Record:
    return {"eid": unit.eid, "number": unit.number, "label": unit.label, "title": unit.title, **_span(unit.span)}


def _statement(document: Document, statement: Norm | Target | Responsibility | Sanction | Incentive) -> Record:
    return {
        "id": statement.id,
        "eid": statement.eid,
        "quote": document.quote(statement.span),
        **_span(statement.span),
    }


def _names(actors: tuple[Actor, ...]) -> list[str]:
    return [a.name for a in actors]


def _name(actor: Actor | None) -> str | None:
    return actor.name if actor else None


def _printed(document: Document, actors: tuple[Actor, ...]) -> str | None:
    """The actors as the text prints them together (主管部门或者监察机关)."""
    if len(actors) < 2:
        return actors[0].name if actors else None
    return clean(document.text, Span(actors[0].span.start, max(a.span.end for a in actors))).text


def _norm(document: Document, norm: Norm) -> Record:
    return {
        **_statement(document, norm),
        "modality": norm.modality.value,
        "bearers": _names(norm.bearers),
        "explicit": norm.explicit,
        "action": norm.action.value,
        "recipient": _name(norm.recipient),
        "deadline": (
            {"quote": document.quote(norm.deadline.span), "norm": norm.deadline.norm} if norm.deadline else None
        ),
        "condition": norm.condition.value if norm.condition else None,
        "directed": _names(norm.directed),
        "directed_action": norm.directed_action.value if norm.directed_action else None,
    }


def _target(document: Document, target: Target) -> Record:
    return {
        **_statement(document, target),
        "subject": target.subject,
        "metric": target.metric,
        "op": target.op,
        "value": number(target.value),
        "unit": target.unit,
        "by": target.by,
        "scope": target.scope,
    }


def _responsibility(document: Document, responsibility: Responsibility) -> Record:
    return {
        **_statement(document, responsibility),
        "lead": _names(responsibility.lead),
        "support": _names(responsibility.support),
        "section": responsibility.section,
    }


def _sanction(document: Document, sanction: Sanction) -> Record:
    return {
        **_statement(document, sanction),
        "trigger": sanction.trigger.value,
        "target": _name(sanction.target),
        "enforcer": _printed(document, sanction.enforcers),
        "measures": [m.value for m in sanction.measures],
        "fine": _fine(sanction.fine),
        "breached": list(sanction.breached),
    }


def _fine(fine: Fine | None) -> Record | None:
    if fine is None:
        return None
    return {
        "min": number(fine.min) if fine.min is not None else None,
        "max": number(fine.max) if fine.max is not None else None,
        "basis": fine.basis,
        "low": number(fine.low) if fine.low is not None else None,
        "high": number(fine.high) if fine.high is not None else None,
        "base": fine.base or None,
        "per": list(fine.per),
    }


def _incentive(document: Document, incentive: Incentive) -> Record:
    return {
        **_statement(document, incentive),
        "beneficiary": _name(incentive.beneficiary),
        "benefit": incentive.benefit.value,
        "provider": _name(incentive.provider),
    }


def number(value: Decimal) -> int | float:
    """A number as JSON has it: whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
