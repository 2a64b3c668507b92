"""The JSON of conflicts: pydantic models at the border, their JSON Schema published in `docs/schema/conflicts.json`.

In: the answer of `engine.conflicts`. Out: records with stable keys. Guarantee: as in `workbench.records.answer_record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engine.conflicts import certified
from engine.model import Outcome
from obligations.model import Modality
from policies.instruments import Instrument
from workbench.records.answer_record import (
    Day,
    FineRecord,
    PolicyRecord,
    QuestionRecord,
    Record,
    SourceRecord,
    policies,
    question,
    source,
)
from workbench.records.proof_record import ExplanationRecord, explanation
from workbench.rendering.cited import by_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model import Conflict, Party
    from workbench.model import Conflicts
    from workbench.rendering.cited import Sections


class PartyRecord(Record):
    """One of two provisions that contradict each other."""

    document: str
    statement: str
    instrument: Instrument | None = Field(description="kind of instrument; null where the metadata do not tell")
    actors: list[str]
    modality: Modality | None = Field(description="of a norm; null for a sanction")
    words: str
    fine: FineRecord | None
    source: SourceRecord


class ConflictRecord(Record):
    """Two provisions that cannot both be followed, and which applies."""

    id: str
    matter: str = Field(description="in what they contradict each other, in the language asked for")
    parties: list[PartyRecord] = Field(description="the two provisions")
    outcome: Outcome
    prevailing: str | None = Field(description="the statement that applies; null when that is not decided")
    rule: str
    label: str
    told: str
    proof: ExplanationRecord = Field(description="with all that is needed to check it (`zhize verify`)")


class ConflictsRecord(Record):
    """Answer of `zhize conflicts --format json`."""

    question: QuestionRecord
    day: Day = Field(description="the day on which the documents compared hold")
    notes: list[str]
    policies: list[PolicyRecord]
    conflicts: list[ConflictRecord]


def conflicts(answer: Conflicts) -> ConflictsRecord:
    """The record of conflicts."""
    sections = by_document(answer.entries)
    return ConflictsRecord(
        question=question(answer.asked),
        day=answer.found.day,
        notes=list(answer.found.notes),
        policies=policies(answer.found, answer.entries),
        conflicts=[conflict(one, answer, sections) for one in answer.found.conflicts],
    )


def conflict(one: Conflict, answer: Conflicts, sections: Mapping[str, Sections]) -> ConflictRecord:
    """The record of a conflict."""
    documents = {entry.document.id: entry.document for entry in answer.entries}
    return ConflictRecord(
        id=one.id,
        matter=one.matter,
        parties=[party(each, sections) for each in one.parties],
        outcome=one.outcome,
        prevailing=one.prevailing or None,
        rule=one.rule,
        label=one.label,
        told=one.told,
        proof=explanation(certified(one, documents, answer.asked.get("lang", "zh")), sections),
    )


def party(one: Party, sections: Mapping[str, Sections]) -> PartyRecord:
    """The record of one of the two provisions."""
    least, most = one.fine or ("", "")
    return PartyRecord(
        document=one.document,
        statement=one.statement,
        instrument=Instrument(one.instrument) if one.instrument else None,
        actors=list(one.actors),
        modality=Modality(one.modality) if one.modality else None,
        words=one.words,
        fine=FineRecord(min=least or None, max=most or None, basis=None) if one.fine else None,
        source=source(one.source, sections),
    )
