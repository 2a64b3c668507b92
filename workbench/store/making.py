"""Bytes to everything that is stored of a document: what a worker does.

In: a file, or a document with its extraction and what other documents say of it. Out: `Made` and `Answers`, plain
values that can be sent to another process. Guarantee: they depend on the bytes, the corrections, what the others say,
the day and the program alone; a file that cannot be read gives its reason.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from engine import whole
from engine.known import stated
from engine.library import Held
from engine.places import citations, numbers
from engine.taxonomy import Taxonomy, build
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from obligations.to_json import as_record
from policies import from_source
from policies.model import Document
from workbench.building import failures
from workbench.building.fingerprint import fingerprint
from workbench.building.schema import kinds
from workbench.store.cursors import LAST
from workbench.store.frozen import facts_to_json, pack
from workbench.store.passages import passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.model import Duty, Penalty
    from engine.whole import Whole
    from obligations.model import Extraction, Fact
    from workbench.building.model import Failure

Row = dict[str, Any]
Due = tuple[str, str, str, bool]  # day, basis in both languages, whether it is among the deadlines

YEARS = 5  # before and after the year of a derivation, for which the days of recurring duties are stored
BEARER, LEAD, SUPPORT, ENFORCER, HEIR = "bearer", "lead", "support", "enforcer", "heir"
DUTY, PENALTY = "duty", "penalty"
COLUMNS = ("id", "start", "end", "eid", "quote")  # of a statement's record, which the table has columns for
APART = "｜"  # no word goes over it


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to add: its name, from which the document takes its own, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read.

    Attributes:
        upload: the file.
        name: of its document.
        held: the title of the document that has this name already; another title is another document, whose name
            takes a part of its digest along. None when the name is free, or the bytes are the same.
    """

    upload: Upload
    name: str
    held: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What follows from a document, as rows without numbers.

    Attributes:
        answers: duties and penalties; each with its `parties` (role, name), and the `dues` of a duty.
        standings: how it stands on which days.
        mentions: the actors it names.
        day, last: on which it was derived, and up to which days of recurring duties are known.
    """

    answers: tuple[Row, ...]
    standings: tuple[Row, ...]
    mentions: tuple[str, ...]
    day: str
    last: str


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that is stored of a document."""

    document: Row
    version: Row
    statements: tuple[Row, ...]
    passages: tuple[Row, ...]
    answers: Answers


@cache
def classes() -> Taxonomy:
    """The classes of actors."""
    return build(taxonomy())


def stretch(day: date) -> tuple[date, date]:
    """The days between which recurring duties are stored."""
    return date(max(day.year - YEARS, 1), 1, 1), date(min(day.year + YEARS, date.max.year), 12, 31)


def read(upload: Upload, name: str = "") -> Document | Failure:
    """The document of a file, under a name; or why it cannot be read."""
    try:
        found = from_source.read_bytes(upload.data, upload.name)
    except Exception as error:  # one document must not end the run
        return failures.unread(upload.name, error)
    return replace(found, id=name) if name else found


def make_all(wanted: Sequence[Wanted], day: date) -> list[Made | Failure]:
    """Several files."""
    return [make(each, day) for each in wanted]


def make(wanted: Wanted, day: date) -> Made | Failure:
    """Everything of a file, as nobody but itself speaks of it."""
    upload = wanted.upload
    try:
        found = read(upload, wanted.name)
        if wanted.held is not None and isinstance(found, Document) and not _is_titled(found, wanted.held):
            found = replace(found, id=f"{wanted.name}-{found.sha256[:8]}")
        return stored(found, extract(found), upload, day) if isinstance(found, Document) else found
    except Exception as error:
        return failures.unread(upload.name, error)


def _is_titled(document: Document, title: str) -> bool:
    return "".join((document.metadata.title or "").split()) == "".join(title.split())


def stored(document: Document, extraction: Extraction, upload: Upload, day: date) -> Made:
    """Everything of a document."""
    known = stated(document, facts(document, extraction))
    text_sha256 = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    statements = statement_rows(document, extraction)
    parts = tuple(passages(document))
    meta = document.metadata
    return Made(
        document={
            "name": document.id,
            "source": document.source,
            "sha256": document.sha256,
            "text_sha256": text_sha256,
            "title": meta.title or "",
            "doc_number": meta.doc_number or "",
            "issuers": list(meta.issuers),
            "issued": meta.issued or "",
            "effective": meta.effective or "",
            "expires": meta.expires or "",
            "place": meta.jurisdiction or "",
            "level": meta.level or "",
            "characters": len(document.text),
            "statements": len(statements),
            "passages": len(parts),
            "stating": facts_to_json(whole.stating(known)),
        },
        version={
            "source": document.source,
            "sha256": document.sha256,
            "text_sha256": text_sha256,
            "program": fingerprint(),
            "file": zlib.compress(upload.data),
            "document": pack(document),
            "extraction": pack(extraction),
        },
        statements=statements,
        passages=parts,
        answers=answers(document, extraction, (), day),
    )


def answers(document: Document, extraction: Extraction, related: tuple[Fact, ...], day: date) -> Answers:
    """What follows from a document.

    Args:
        document: the document.
        extraction: what was read of it, corrections in place.
        related: what other documents say of it.
        day: on which it is derived.
    """
    held = Held(document, stated(document, facts(document, extraction)))
    days = stretch(day)
    found = whole.whole(held, related, classes(), day, days)
    places = _Places(document, extraction, found)
    named = {duty.norm for duty in found.duties if not duty.derived}
    untold = {duty.id for duty in found.duties if duty.derived and duty.norm in named}
    dues: dict[str, list[Due]] = {}
    for each in found.instances:
        due = (each.day or LAST, each.basis, each.basis_en, each.duty not in untold)
        dues.setdefault(each.duty, []).append(due)
    rows = [
        *(_duty(duty, places, dues.get(duty.id, [])) for duty in found.duties),
        *(_penalty(penalty, places) for penalty in found.penalties),
    ]
    standings = tuple(
        {"since": s.since, "until": s.until, "state": s.force.value, "reason": s.reason, "reason_en": s.reason_en}
        for s in found.standings
    )
    return Answers(tuple(rows), standings, found.names, day.isoformat(), days[1].isoformat())


class _Places:
    """Where answers stand, and who has a part in them."""

    def __init__(self, document: Document, extraction: Extraction, found: Whole) -> None:
        self.found = found
        self.spans = {statement.id: statement.span for statement in extraction.statements}
        self.numbers, self.zh, self.en = numbers(document), citations(document), citations(document, "en")

    def source(self, answer: Duty | Penalty, statement: str) -> Row:
        """Where it is written; its words when they are not those of the statement, which are stored once."""
        one = answer.source
        zh, en = self.zh.get(one.eid, ""), self.en.get(one.eid, "")
        found = {"eid": one.eid, "section": self.numbers.get(one.eid, ""), "cited": zh}
        if en != zh:
            found["cited_en"] = en
        if self.spans.get(statement) != (one.start, one.end):
            found["quote"] = one.quote
        return found

    def parties(self, *roles: tuple[str, Sequence[str]]) -> list[tuple[str, str]]:
        """Role and name of each, those who have an organ's competence today among them."""
        named = [(role, name) for role, names in roles for name in names if name]
        heirs = [(HEIR, heir) for _, name in named for heir in self.found.heirs.get(name, ())]
        return list(dict.fromkeys((*named, *heirs)))

    def words(self, answer: Duty | Penalty, *more: str) -> str:
        """What it is found by: what it says, and the headings above it."""
        return APART.join(dict.fromkeys(filter(None, (*more, *self.found.titles.get(answer.source.eid, ())))))


def _duty(one: Duty, places: _Places, dues: list[Due]) -> Row:
    return {
        **_answer(one, DUTY, one.norm, places),
        "modality": one.modality,
        "derived": one.derived,
        "record": _said(
            action=one.action,
            recipient=one.recipient,
            deadline=one.deadline,
            condition=one.condition,
            lead=list(one.lead),
            support=list(one.support),
            rule=one.rule,
            charge=one.charge.value if one.charge else None,
            event=one.event,
            successors=[[each.name, each.share] for each in one.successors],
            **places.source(one, one.norm),
        ),
        "words": places.words(one, one.actor, one.action, one.condition or "", *one.lead, *one.support),
        "dues": dues,
        "parties": places.parties((BEARER, (one.actor,)), (LEAD, one.lead), (SUPPORT, one.support)),
    }


def _penalty(one: Penalty, places: _Places) -> Row:
    fine = {"min": one.fine.least, "max": one.fine.most, "basis": one.fine.basis} if one.fine else None
    return {
        **_answer(one, PENALTY, one.sanction, places),
        "modality": "",
        "derived": False,
        "record": _said(
            trigger=one.trigger,
            measure=one.measure,
            fine=fine,
            enforcers=list(one.enforcers),
            norms=list(one.norms),
            lead=list(one.lead),
            rule=one.rule,
            **places.source(one, one.sanction),
        ),
        "words": places.words(one, one.actor, one.trigger, one.measure, *one.enforcers),
        "dues": [],
        "parties": places.parties((BEARER, (one.actor,)), (ENFORCER, one.enforcers), (LEAD, one.lead)),
    }


def _said(**values: object) -> Row:
    """Without what is not said."""
    return {name: value for name, value in values.items() if value not in (None, [])}


def _answer(one: Duty | Penalty, kind: str, statement: str, places: _Places) -> Row:
    return {
        "kind": kind,
        "name": one.id,
        "statement": statement,
        "actor": one.actor,
        "start": one.source.start,
        "end": one.source.end,
    }


def statement_rows(
    document: Document, extraction: Extraction, corrections: Mapping[str, int] | None = None
) -> tuple[Row, ...]:
    """The statements of a document as rows without numbers; `corrections` has the number of each that was corrected."""
    return tuple(_statements(document, extraction, corrections or {}))


def records(document: Document, extraction: Extraction) -> Iterator[tuple[str, Row]]:
    """Kind and record of each statement, in the order of the text."""
    record = as_record(document, extraction)
    found = [(kind, one) for name, kind in kinds().items() for one in record[name]]
    yield from sorted(found, key=lambda each: (each[1]["start"], each[1]["end"]))


def _statements(document: Document, extraction: Extraction, corrections: Mapping[str, int]) -> Iterator[Row]:
    sections = numbers(document)
    for place, (kind, one) in enumerate(records(document, extraction)):
        yield {
            "place": place,
            "name": one["id"],
            "kind": kind,
            "modality": one.get("modality", ""),
            "start": one["start"],
            "end": one["end"],
            "eid": one["eid"],
            "section": sections.get(one["eid"], ""),
            "quote": one["quote"],
            "record": {name: value for name, value in one.items() if name not in COLUMNS},
            "correction": corrections.get(one["id"]),
        }
