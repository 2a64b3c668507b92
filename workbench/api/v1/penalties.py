"""Penalties over all documents.

In: filters. Out: the record of `zhize penalties --format json`, page by page.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from workbench.api import caching, paging, rows
from workbench.api.access import Language, Reader, Served
from workbench.api.given import AnswerQuery
from workbench.records import PenaltiesRecord

router = APIRouter(tags=["answers"])


@router.get("/penalties")
def penalties(
    request: Request,
    response: Response,
    *,
    given: Annotated[AnswerQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> PenaltiesRecord:
    """What follows from a breach."""
    caching.tag(request, response, served.base, lang)
    asked = given.filter
    page = served.base.penalties(asked, given.after, given.limit)
    paging.link(request, response, page.after)
    return PenaltiesRecord(
        question=rows.question(asked),
        day=rows.day(asked),
        notes=[],
        policies=rows.policies(served.base, page.items, asked.as_of, lang),
        penalties=[rows.penalty(row) for row in page.items],
    )
