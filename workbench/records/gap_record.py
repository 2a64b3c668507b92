"""The JSON of gaps: what `zhize gaps --format json` prints.

In: gaps. Out: a record under `docs/schema/gaps.json`. Guarantee: as `workbench.records.answer_record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engine.model import GapKind
from obligations.model import Modality
from workbench.records.answer_record import (
    Day,
    PolicyRecord,
    QuestionRecord,
    Record,
    SourceRecord,
    policies,
    question,
    source,
)
from workbench.rendering.cited import by_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model import Gap
    from workbench.model import Gaps
    from workbench.rendering.cited import Sections


class GapRecord(Record):
    """Something that a document leaves open."""

    id: str
    kind: GapKind
    document: str
    actors: list[str] = Field(description="who bears it, or suffers it; empty when the text names nobody")
    modality: Modality | None = Field(description="null for a sanction")
    words: str = Field(description="the act; of a sanction, the act or provision that it punishes")
    reason: str = Field(description="why, in the language asked for; '' where the kind says all")
    lead: list[str]
    source: SourceRecord


class LoadRecord(Record):
    """How many statements a department answers for in a quarter."""

    department: str
    quarter: str = Field(description="2025Q1; '' for what has no day within the time asked about")
    lead: int
    support: int
    duties: int


class GapsRecord(Record):
    """Answer of `zhize gaps --format json`."""

    question: QuestionRecord
    kinds: list[GapKind] = Field(description="as asked; empty for all but the load")
    day: Day = Field(description="the day validity is told for")
    notes: list[str] = Field(description="how the question was understood, in the language asked for")
    policies: list[PolicyRecord]
    gaps: list[GapRecord]
    loads: list[LoadRecord]


def gaps(answer: Gaps) -> GapsRecord:
    """The record of gaps."""
    sections = by_document(answer.entries)
    return GapsRecord(
        question=question(answer.asked),
        kinds=list(answer.kinds),
        day=answer.found.day,
        notes=list(answer.found.notes),
        policies=policies(answer.found, answer.entries),
        gaps=[gap(one, sections) for one in answer.found.gaps],
        loads=[
            LoadRecord(
                department=one.department,
                quarter=one.quarter,
                lead=one.lead,
                support=one.support,
                duties=one.duties,
            )
            for one in answer.found.loads
        ],
    )


def gap(one: Gap, sections: Mapping[str, Sections]) -> GapRecord:
    """The record of one gap."""
    return GapRecord(
        id=one.id,
        kind=one.kind,
        document=one.document,
        actors=list(one.actors),
        modality=Modality(one.modality) if one.modality else None,
        words=one.words,
        reason=one.reason,
        lead=list(one.lead),
        source=source(one.source, sections),
    )
