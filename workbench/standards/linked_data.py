"""Documents and statements as linked data (JSON-LD 1.1).

In: documents. Out: one object with a context of its own and a flat graph. Documents are legal resources of ELI and
schema.org, norms rules of ODRL; what these have no term for has one of ``urn:zhize:term:``. Guarantee: every statement
is there, each with its source; nothing has to be fetched to read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from obligations.joins import Joiner
from obligations.model import Incentive, Modality, Norm, Responsibility, Sanction, Target
from workbench.rendering.cited import cited, title
from workbench.rendering.plain import iri
from workbench.standards.akoma_ntoso.inline import actors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from obligations.model import Actor, Statement
    from policies.model import Document
    from workbench.model import Entry

Node = dict[str, Any]

_LINK, _DAY, _NUMBER = "@id", "xsd:date", "xsd:decimal"
CONTEXT: Node = {
    "@version": 1.1,
    "eli": "http://data.europa.eu/eli/ontology#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "zhize": "urn:zhize:term:",
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@language": "zh"},
    "title": {"@id": "eli:title", "@language": "zh"},
    "number": "eli:id_local",
    "passedBy": {"@id": "eli:passed_by", "@type": _LINK},
    "issued": {"@id": "eli:date_document", "@type": _DAY},
    "inForceFrom": {"@id": "eli:first_date_entry_in_force", "@type": _DAY},
    "inForceUntil": {"@id": "eli:date_no_longer_in_force", "@type": _DAY},
    "cites": {"@id": "eli:cites", "@type": _LINK},
    "jurisdiction": {"@id": "schema:legislationJurisdiction", "@language": "zh"},
    "obligation": {"@id": "odrl:obligation", "@type": _LINK},
    "prohibition": {"@id": "odrl:prohibition", "@type": _LINK},
    "permission": {"@id": "odrl:permission", "@type": _LINK},
    "assignee": {"@id": "odrl:assignee", "@type": _LINK},
    "action": "odrl:action",
    "consequence": {"@id": "odrl:consequence", "@type": _LINK},
    "remedy": {"@id": "odrl:remedy", "@type": _LINK},
    "constraint": "odrl:constraint",
    "operand": {"@id": "odrl:leftOperand", "@type": _LINK},
    "operator": {"@id": "odrl:operator", "@type": _LINK},
    "day": {"@id": "odrl:rightOperand", "@type": _DAY},
    "document": {"@id": "eli:is_part_of", "@type": _LINK},
    "sha256": "zhize:sha256",
    "deadline": "zhize:deadline",
    "place": {"@id": "zhize:place", "@language": "zh"},
    "provision": "zhize:provision",
    "quote": {"@id": "zhize:quote", "@language": "zh"},
    "start": "zhize:start",
    "end": "zhize:end",
    "condition": {"@id": "zhize:condition", "@language": "zh"},
    "recipient": {"@id": "zhize:recipient", "@type": _LINK},
    "directed": {"@id": "zhize:directed", "@type": _LINK},
    "lead": {"@id": "zhize:lead", "@type": _LINK},
    "support": {"@id": "zhize:support", "@type": _LINK},
    "enforcer": {"@id": "zhize:enforcer", "@type": _LINK},
    "provider": {"@id": "zhize:provider", "@type": _LINK},
    "trigger": {"@id": "zhize:trigger", "@language": "zh"},
    "punishes": {"@id": "zhize:punishes", "@type": _LINK},
    "fineAtLeast": {"@id": "zhize:fineAtLeast", "@type": _NUMBER},
    "fineAtMost": {"@id": "zhize:fineAtMost", "@type": _NUMBER},
    "fineBasis": {"@id": "zhize:fineBasis", "@language": "zh"},
    "subject": {"@id": "zhize:subject", "@language": "zh"},
    "scope": {"@id": "zhize:scope", "@language": "zh"},
    "metric": {"@id": "zhize:metric", "@language": "zh"},
    "comparison": "zhize:comparison",
    "value": {"@id": "zhize:value", "@type": _NUMBER},
    "unit": "zhize:unit",
    "by": {"@id": "zhize:by", "@type": _DAY},
}
RULES = {
    Modality.OBLIGATION: ("obligation", ["zhize:Obligation", "odrl:Duty"]),
    Modality.PROHIBITION: ("prohibition", ["zhize:Prohibition", "odrl:Prohibition"]),
    Modality.PERMISSION: ("permission", ["zhize:Permission", "odrl:Permission"]),
    Modality.ENCOURAGEMENT: ("", ["zhize:Encouragement"]),
}
WHOLE_DAY = 10  # characters of an ISO day


def linked_data(entries: Sequence[Entry]) -> Node:
    """The whole of it."""
    graph = [node for entry in entries for node in _nodes(entry)]
    named = {actor.name: None for entry in entries for one in entry.extraction.statements for actor in actors(one)}
    named |= {issuer: None for entry in entries for issuer in entry.document.metadata.issuers}
    graph += [{"id": iri("actor", name), "type": "odrl:Party", "label": name} for name in named]
    return {"@context": CONTEXT, "@graph": graph}


def _nodes(entry: Entry) -> Iterator[Node]:
    document, places = entry.document, cited(entry, "zh", headed=True)
    joiner = Joiner(document, entry.extraction)
    punished = {one.id: [join.duty for join in joiner.of(one).joins] for one in entry.extraction.sanctions}
    sanctions: dict[str, list[str]] = {}
    for sanction, duties in punished.items():
        for duty in duties:
            sanctions.setdefault(duty, []).append(sanction)
    yield _document(entry)
    for one in entry.extraction.statements:
        node = {
            "id": _statement(one.id),
            **_content(one),
            "document": iri("document", document.id),
            "provision": one.eid,
            "place": places.get(one.eid, ""),
            "quote": document.quote(one.span),
            "start": one.span.start,
            "end": one.span.end,
            "punishes": [_statement(duty) for duty in punished.get(one.id, ())],
        }
        follows = "remedy" if isinstance(one, Norm) and one.modality is Modality.PROHIBITION else "consequence"
        yield _filled({**node, follows: [_statement(each) for each in sanctions.get(one.id, ())]})


def _document(entry: Entry) -> Node:
    document, found = entry.document, entry.document.metadata
    listed: dict[str, list[str]] = {}
    for one in entry.extraction.norms:
        listed.setdefault(RULES[one.modality][0], []).append(_statement(one.id))
    listed.pop("", None)
    return _filled(
        {
            "id": iri("document", document.id),
            "type": ["eli:LegalResource", "schema:Legislation", "odrl:Set"],
            "title": title(document),
            "number": found.doc_number,
            "passedBy": [iri("actor", issuer) for issuer in found.issuers],
            "issued": _dated(found.issued),
            "inForceFrom": _dated(found.effective),
            "inForceUntil": _dated(found.expires),
            "jurisdiction": found.jurisdiction,
            "sha256": document.sha256,
            "cites": _cited(document),
            **listed,
        }
    )


def _cited(document: Document) -> list[str]:
    return list(dict.fromkeys(iri("instrument", citation.title) for citation in document.citations))


def _content(one: Statement) -> Node:
    match one:
        case Norm():
            return {
                "type": RULES[one.modality][1],
                "assignee": _links(one.bearers),
                "action": _action(one.action.value),
                "recipient": _links([one.recipient]),
                "directed": _links(one.directed),
                "condition": one.condition.value if one.condition else None,
                "deadline": one.deadline.norm if one.deadline else None,
                "constraint": _until(one.deadline.norm) if one.deadline else None,
            }
        case Responsibility():
            action = _action(one.task.value if one.task else one.section)
            return {
                "type": "zhize:Responsibility",
                "lead": _links(one.lead),
                "support": _links(one.support),
                "action": action,
            }
        case Target():
            measured = {"subject": one.subject, "scope": one.scope, "metric": one.metric}
            figure = {"comparison": one.op, "value": f"{one.value:f}", "unit": one.unit}
            return {"type": "zhize:Target", **measured, **figure, "by": one.by}
        case Incentive():
            beneficiary, provider = _links([one.beneficiary]), _links([one.provider])
            action = _action(one.benefit.value)
            return {"type": "zhize:Incentive", "assignee": beneficiary, "provider": provider, "action": action}
        case Sanction():
            return {
                "type": ["zhize:Sanction", "odrl:Duty"],
                "assignee": _links([one.target]),
                "enforcer": _links(one.enforcers),
                "trigger": one.trigger.value,
                "action": [_action(measure.value) for measure in one.measures],
                **_fine(one),
            }


def _fine(one: Sanction) -> Node:
    if one.fine is None:
        return {}
    bounds = {"fineAtLeast": one.fine.min, "fineAtMost": one.fine.max}
    told = {name: f"{value:f}" for name, value in bounds.items() if value is not None}
    return {**told, "fineBasis": one.fine.basis}


def _dated(day: str | None) -> str | Node | None:
    """A day, or the month when the text says no more."""
    return day if not day or len(day) == WHOLE_DAY else {"@value": day, "@type": "xsd:gYearMonth"}


def _until(deadline: str) -> Node | None:
    """The day that a deadline states, as ODRL tells it."""
    form, _, rest = deadline.partition(":")
    day = rest.rpartition("/")[2]
    if form not in {"date", "range"} or "," in deadline:
        return None
    return {"type": "odrl:Constraint", "operand": "odrl:dateTime", "operator": "odrl:lteq", "day": day}


def _action(words: str) -> Node:
    return {"type": "odrl:Action", "label": words}


def _links(found: Iterable[Actor | None]) -> list[str]:
    return [iri("actor", actor.name) for actor in found if actor]


def _statement(identity: str) -> str:
    return iri("statement", identity)


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
