"""Penalties over all documents.

In: filters. Out: the record of `zhize penalties --format json`, page by page.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from workbench.api import caching, rows
from workbench.api.access import Language, Reader, Served
from workbench.api.given import AnswerQuery
from workbench.records.answer_record import PenaltiesRecord

router = APIRouter(tags=["answers"])


@router.get("/penalties", response_model=PenaltiesRecord)
def penalties(
    request: Request,
    *,
    given: Annotated[AnswerQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """What follows from a breach."""

    def answer() -> caching.Answer:
        asked = given.filter
        page = served.base.penalties(asked, given.after, given.limit)
        record = PenaltiesRecord(
            question=rows.question(asked),
            day=rows.day(asked),
            notes=[],
            policies=rows.policies(served.base, page.items, asked.as_of, lang),
            penalties=[rows.penalty(row) for row in page.items],
        )
        return caching.of(record, page.after)

    return caching.answered(request, served.base, lang, answer)
