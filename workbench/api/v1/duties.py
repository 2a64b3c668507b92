"""Duties over all documents.

In: filters. Out: the record of `zhize duties --format json`, page by page.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from workbench.api import caching, paging, rows
from workbench.api.access import Language, Reader, Served
from workbench.api.given import AnswerQuery
from workbench.records import DutiesRecord

router = APIRouter(tags=["answers"])


@router.get("/duties")
def duties(
    request: Request,
    response: Response,
    *,
    given: Annotated[AnswerQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> DutiesRecord:
    """Who must, must not, may or is encouraged to do what."""
    caching.tag(request, response, served.base, lang)
    asked = given.filter
    page = served.base.duties(asked, given.after, given.limit)
    paging.link(request, response, page.after)
    return DutiesRecord(
        question=rows.question(asked),
        day=rows.day(asked),
        notes=[],
        policies=rows.policies(served.base, page.items, asked.as_of, lang),
        duties=[rows.duty(row, lang) for row in page.items],
    )
