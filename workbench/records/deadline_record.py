"""The JSON of deadlines: what `zhize deadlines --format json` prints.

In: deadlines. Out: a record under `docs/schema/deadlines.json`. Guarantee: as `workbench.records.answer_record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engine.questions import question as understood
from workbench.records.answer_record import (
    Day,
    DutyRecord,
    PolicyRecord,
    QuestionRecord,
    Record,
    duty,
    policies,
    question,
)
from workbench.rendering.cited import by_document
from workbench.rendering.identity import identities

if TYPE_CHECKING:
    from workbench.model import Deadlines


class DueRecord(Record):
    """A day on which duties of one norm fall due."""

    uid: str = Field(description="the same over runs and versions of the document; that of the calendar entry")
    day: Day | None = Field(description="null while the deadline waits for its event")
    basis: str = Field(description="how the day follows from the text, or why there is none")
    actors: list[str] = Field(description="whose duty it is; empty when the text names nobody")
    duty: DutyRecord = Field(description="one of these duties, for everything else")


class DeadlinesRecord(Record):
    """Answer of `zhize deadlines --format json`."""

    question: QuestionRecord
    day: Day = Field(description="the day validity is told for")
    first: Day | None = Field(description="first day looked at; null: the first that a document knows")
    last: Day = Field(description="last day looked at")
    notes: list[str] = Field(description="how the question was understood, in the language asked for")
    policies: list[PolicyRecord]
    deadlines: list[DueRecord]


def deadlines(answer: Deadlines) -> DeadlinesRecord:
    """The record of deadlines."""
    sections = by_document(answer.entries)
    moment = understood(**answer.asked).moment
    return DeadlinesRecord(
        question=question(answer.asked),
        day=answer.found.day,
        first=moment.first.isoformat() if moment.first else None,
        last=moment.last.isoformat(),
        notes=list(answer.found.notes),
        policies=policies(answer.found, answer.entries),
        deadlines=[
            DueRecord(
                uid=uid, day=due.day or None, basis=due.basis, actors=list(due.actors), duty=duty(due.duty, sections)
            )
            for due, uid in zip(answer.found.dues, identities(answer), strict=True)
        ],
    )
