"""Duties over all documents.

In: filters. Out: the record of `zhize duties --format json`, page by page.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from workbench.api import caching, rows
from workbench.api.access import Language, Reader, Served
from workbench.api.given import AnswerQuery
from workbench.records.answer_record import DutiesRecord

router = APIRouter(tags=["answers"])


@router.get("/duties", response_model=DutiesRecord)
def duties(
    request: Request,
    *,
    given: Annotated[AnswerQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """Who must, must not, may or is encouraged to do what."""

    def answer() -> caching.Answer:
        asked = given.filter
        page = served.base.duties(asked, given.after, given.limit)
        record = DutiesRecord(
            question=rows.question(asked),
            day=rows.day(asked),
            notes=[],
            policies=rows.policies(served.base, page.items, asked.as_of, lang),
            duties=[rows.duty(row, lang) for row in page.items],
        )
        return caching.of(record, page.after)

    return caching.answered(request, served.base, lang, answer)
