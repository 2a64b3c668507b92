"""Who did what: the log, for administrators.

In: nothing. Out: rows of the log, the latest first. Guarantee: each row holds the digest of all before it.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from workbench.api import caching
from workbench.api.access import Administrator, Language, Served
from workbench.api.given import Paged
from workbench.records.answer_record import Record

router = APIRouter(tags=["log"])


class LogRecord(Record):
    """What somebody did."""

    number: int
    at: str
    by: str
    action: str
    object: str
    detail: dict[str, Any]
    digest: str


class LogPage(Record):
    """The log, the latest first."""

    rows: list[LogRecord]


@router.get("/log", response_model=LogPage)
def log(
    request: Request, *, given: Annotated[Paged, Query()], served: Served, lang: Language, _: Administrator
) -> Response:
    """Who did what."""

    def answer() -> caching.Answer:
        page = served.base.audit(given.after, given.limit)
        rows = [
            LogRecord(
                number=row.number,
                at=row.at,
                by=row.by,
                action=row.action,
                object=row.object,
                detail=row.detail,
                digest=row.digest,
            )
            for row in page.items
        ]
        return caching.of(LogPage(rows=rows), page.after)

    return caching.answered(request, served.base, lang, answer)
