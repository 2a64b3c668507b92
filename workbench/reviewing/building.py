"""A record to a statement.

In: a document, a kind, a span, fields in the names of `docs/schema/extract.json`. Out: a statement of
`obligations.model`. Guarantee: every value has a span: that of its words within the statement, else within its
provision, else the statement itself; what is not valid under the schema is refused with the field that is wrong.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from engine.calendar import RELATIVE, awaited
from obligations.model import (
    Actor,
    Deadline,
    Fine,
    Incentive,
    Modality,
    Norm,
    Responsibility,
    Sanction,
    Statement,
    Target,
    Text,
)
from policies.model import Span
from policies.navigate import path_to
from workbench.records.extraction_record import (
    IncentiveRecord,
    NormRecord,
    ResponsibilityRecord,
    SanctionRecord,
    TargetRecord,
)
from workbench.store.errors import RefusedError
from workbench.store.words import found, phrases

if TYPE_CHECKING:
    from policies.model import Document
    from workbench.records.extraction_record import StatementRecord

RECORDS: dict[str, type[StatementRecord]] = {
    "norm": NormRecord,
    "target": TargetRecord,
    "responsibility": ResponsibilityRecord,
    "sanction": SanctionRecord,
    "incentive": IncentiveRecord,
}
PLACED = ("id", "eid", "start", "end", "quote")
UNSAID: dict[str, dict[str, Any]] = {
    "norm": {
        **{"bearers": [], "explicit": True, "recipient": None, "deadline": None},
        **{"condition": None, "directed": [], "directed_action": None},
    },
    "target": {"metric": "", "by": None, "scope": None, "unit": ""},
    "responsibility": {"lead": [], "support": [], "section": ""},
    "sanction": {"target": None, "enforcer": None, "measures": [], "fine": None, "breached": []},
    "incentive": {"beneficiary": None, "provider": None},
}
FINE: dict[str, Any] = {"min": None, "max": None, "basis": None, "low": None, "high": None, "base": None, "per": []}


def whole(document: Document, kind: str, span: Span, fields: dict[str, Any]) -> dict[str, Any]:
    """All fields of a statement, checked, those not given as unsaid.

    Raises:
        RefusedError: there is no such kind or field, or a value is not valid.
    """
    if kind not in RECORDS:
        raise RefusedError("error.store_value", value=kind, known=" ".join(RECORDS))
    if not 0 <= span.start < span.end <= len(document.text):
        raise RefusedError("error.review_span", start=span.start, end=span.end, length=len(document.text))
    given = {name: value for name, value in fields.items() if name not in PLACED}
    if isinstance(given.get("fine"), dict):
        given["fine"] = FINE | given["fine"]
    placed = {"id": "", "eid": "", "start": span.start, "end": span.end, "quote": document.quote(span)}
    try:
        record = RECORDS[kind].model_validate({**UNSAID[kind], **given, **placed})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise RefusedError("error.review_field", field=name, reason=first["msg"]) from error
    if isinstance(record, NormRecord) and record.deadline:
        _check_deadline(record.deadline.norm)
    return {name: value for name, value in record.model_dump(mode="json").items() if name not in PLACED}


def build(document: Document, identity: str, kind: str, span: Span, record: dict[str, Any]) -> Statement:
    """The statement of a record that `whole` has checked."""
    place = _Place(document, span)
    common: dict[str, Any] = {"id": identity, "eid": place.eid, "span": span}
    if kind == "norm":
        return _norm(common, record, place)
    if kind == "target":
        value = Decimal(str(record["value"]))
        texts: dict[str, Any] = {name: record[name] for name in ("subject", "metric", "op", "unit", "by", "scope")}
        return Target(**common, value=value, **texts)
    if kind == "responsibility":
        sides: dict[str, Any] = {name: place.actors(record[name]) for name in ("lead", "support")}
        return Responsibility(**common, **sides, section=record["section"])
    if kind == "sanction":
        return _sanction(common, record, place)
    actors: dict[str, Any] = {name: place.actor(record[name]) for name in ("beneficiary", "provider")}
    return Incentive(**common, **actors, benefit=place.text(record["benefit"]))


class _Place:
    """Where words stand: in the statement, else in its provision."""

    def __init__(self, document: Document, span: Span) -> None:
        self.document, self.span = document, span
        leaf = path_to(document.root, span.start)[-1]
        self.eid, self.around = leaf.eid, leaf.span

    def of(self, words: str) -> Span:
        """The place of words."""
        meant = phrases("".join(words.split()))
        for where in (self.span, self.around):
            for start, end in found(self.document.quote(where), meant):
                return Span(where.start + start, where.start + end)
        return self.span

    def text(self, words: str) -> Text:
        """Words with their place."""
        return Text(words, self.of(words))

    def actor(self, name: str | None) -> Actor | None:
        """An actor with its place."""
        return Actor(name, self.of(name)) if name else None

    def actors(self, names: list[str]) -> tuple[Actor, ...]:
        """Actors with their places."""
        return tuple(Actor(name, self.of(name)) for name in names)


def _norm(common: dict[str, Any], record: dict[str, Any], place: _Place) -> Norm:
    deadline = record["deadline"]
    return Norm(
        **common,
        modality=Modality(record["modality"]),
        bearers=place.actors(record["bearers"]),
        explicit=record["explicit"],
        action=place.text(record["action"]),
        recipient=place.actor(record["recipient"]),
        deadline=Deadline(deadline["norm"], place.of(deadline["quote"])) if deadline else None,
        condition=place.text(record["condition"]) if record["condition"] else None,
        directed=place.actors(record["directed"]),
        directed_action=place.text(record["directed_action"]) if record["directed_action"] else None,
    )


def _sanction(common: dict[str, Any], record: dict[str, Any], place: _Place) -> Sanction:
    enforcer = place.actor(record["enforcer"])
    return Sanction(
        **common,
        trigger=place.text(record["trigger"]),
        target=place.actor(record["target"]),
        enforcers=(enforcer,) if enforcer else (),
        measures=tuple(place.text(words) for words in record["measures"]),
        fine=_fine(record["fine"]) if record["fine"] else None,
    )


def _fine(record: dict[str, Any]) -> Fine:
    bounds = {
        name: None if record[name] is None else Decimal(str(record[name])) for name in ("min", "max", "low", "high")
    }
    return Fine(**bounds, basis=record["basis"], base=record["base"] or "", per=tuple(record["per"]))


def _check_deadline(norm: str) -> None:
    for value in norm.split(","):
        kind, _, rest = value.partition(":")
        readable = RELATIVE.fullmatch(rest) if kind == "relative" else awaited(value) is None
        if not readable:
            raise RefusedError("error.review_deadline", value=value[:80])
