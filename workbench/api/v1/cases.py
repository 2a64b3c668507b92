"""Cases: what holds, what is missing.

In: a case, as a case file in JSON (docs/cases.md). Out: the records of `zhize case`. Guarantee: nothing of the case is
kept.
"""

from __future__ import annotations

import json
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from engine.cases.from_yaml import CaseFile, read_bytes
from workbench import case_record
from workbench.api import problems
from workbench.api.access import Language, Reader, Served
from workbench.api.given import TOGETHER, IsoDay
from workbench.api.given import Query as Asked
from workbench.api.places import HEAVY
from workbench.case_record import CaseRecord, QuestionsRecord

if TYPE_CHECKING:
    from engine.cases.model import Case
    from workbench.model import CaseReport
    from workbench.stored_base import StoredBase

router = APIRouter(tags=["cases"])
NAME = "request.json"


class CaseQuery(Asked):
    """The day."""

    as_of: IsoDay | None = Field(None, description="the day asked; that of the case, else today, when left out")


async def written(request: Request) -> bytes:
    """The case as the client wrote it, without escapes: JSON has two for what YAML has one."""
    return json.dumps(await request.json(), ensure_ascii=False).encode("utf-8", "replace")


Written = Annotated[bytes, Depends(written)]


@router.post("/cases", dependencies=[HEAVY])
def case(
    file: CaseFile, data: Written, *, given: Annotated[CaseQuery, Query()], served: Served, lang: Language, _: Reader
) -> CaseRecord:
    """What holds in a case."""
    return case_record.case(answered(data, given.as_of, served.base, lang))


@router.post("/cases/questions", dependencies=[HEAVY])
def questions(
    file: CaseFile, data: Written, *, given: Annotated[CaseQuery, Query()], served: Served, lang: Language, _: Reader
) -> QuestionsRecord:
    """Which facts a case leaves open, the most important first."""
    return case_record.questions(answered(data, given.as_of, served.base, lang))


def answered(data: bytes, as_of: date | None, base: StoredBase, lang: str) -> CaseReport:
    """The answer to a case.

    Raises:
        CaseError: it cannot be used.
    """
    found = read_bytes(NAME, data)
    return base.base(documents(found, base)).case(found, as_of or found.as_of or date.today(), lang)


def documents(found: Case, base: StoredBase) -> tuple[str, ...]:
    """The documents that a case names; all of a small library when it names none.

    Raises:
        Problem: it has to name them.
    """
    if len(found.documents) > TOGETHER:
        raise problems.of_key("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, "problem.case_documents", most=TOGETHER)
    if found.documents:
        return found.documents
    page = base.documents(limit=TOGETHER)
    if page.after is not None:
        raise problems.of_key("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, "problem.case_documents", most=TOGETHER)
    return tuple(row.id for row in page.items)
