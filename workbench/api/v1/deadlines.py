"""Deadlines over all documents, by day.

In: filters. Out: deadlines as `zhize deadlines --format json` tells them, page by page; those that wait for an event
last.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from workbench.api import caching, rows
from workbench.api.access import Language, Reader, Served
from workbench.api.given import AnswerQuery
from workbench.records.answer_record import Day, DutyRecord, PolicyRecord, QuestionRecord, Record

router = APIRouter(tags=["answers"])


class DueListed(Record):
    """A day on which duties of one norm fall due; the fields of `DueRecord` but its UID."""

    day: Day | None = Field(description="null while the deadline waits for its event")
    basis: str = Field(description="how the day follows from the text, or why there is none")
    actors: list[str] = Field(description="whose duty it is; empty when the text names nobody")
    duty: DutyRecord = Field(description="one of these duties, for everything else")


class DeadlinesPage(Record):
    """Deadlines."""

    question: QuestionRecord
    day: Day = Field(description="the day validity is told for")
    policies: list[PolicyRecord]
    deadlines: list[DueListed]


@router.get("/deadlines", response_model=DeadlinesPage)
def deadlines(
    request: Request,
    *,
    given: Annotated[AnswerQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """What falls due on which day."""

    def answer() -> caching.Answer:
        asked = given.filter
        page = served.base.deadlines(asked, given.after, given.limit)
        record = DeadlinesPage(
            question=rows.question(asked),
            day=rows.day(asked),
            policies=rows.policies(served.base, [row.duty for row in page.items], asked.as_of, lang),
            deadlines=[
                DueListed(
                    day=row.day or None,
                    basis=row.basis_en if lang == "en" else row.basis,
                    actors=list(row.actors),
                    duty=rows.duty(row.duty, lang),
                )
                for row in page.items
            ],
        )
        return caching.of(record, page.after)

    return caching.answered(request, served.base, lang, answer)
