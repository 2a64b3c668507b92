"""Cases: what holds, what is missing; and those that people keep.

In: a case, as a case file in JSON (docs/cases.md), or the number of one that is kept. Out: the records of `zhize case`.
Guarantee: nothing is kept of a case that is only asked.
"""

from __future__ import annotations

import json
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from engine.cases.from_yaml import LARGEST, CaseFile, read_bytes
from workbench.api import caching, problems
from workbench.api.access import Language, Reader, Reviewer, Served
from workbench.api.given import TOGETHER, IsoDay, Names, Paged, Words
from workbench.api.given import Query as Asked
from workbench.api.places import HEAVY
from workbench.records import case_record
from workbench.records.answer_record import Record
from workbench.records.case_record import CaseRecord, QuestionsRecord

if TYPE_CHECKING:
    from engine.cases.model import Case
    from workbench.model import CaseReport
    from workbench.store.rows import CaseRow
    from workbench.stored_base import StoredBase

router = APIRouter(tags=["cases"])
NAME = "request.json"
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


class CaseQuery(Asked):
    """The day."""

    as_of: IsoDay | None = Field(None, description="the day asked; that of the case, else today, when left out")


class CaseWish(Record):
    """A case to be kept."""

    title: Words
    text: Annotated[str, Field(min_length=1, max_length=LARGEST, description="a case file, YAML or JSON")]
    documents: Names = Field([], description="the documents it is asked of, when the case names none")


class KeptRecord(Record):
    """A case that is kept."""

    number: int
    title: str
    text: str
    documents: list[str]
    at: str
    by: str


class CasesPage(Record):
    """Cases, the latest first."""

    cases: list[KeptRecord]


async def written(request: Request) -> bytes:
    """The case as the client wrote it, without escapes: JSON has two for what YAML has one."""
    return json.dumps(await request.json(), ensure_ascii=False).encode("utf-8", "replace")


Written = Annotated[bytes, Depends(written)]


@router.post("/cases/answer", dependencies=[HEAVY])
def case(
    file: CaseFile, data: Written, *, given: Annotated[CaseQuery, Query()], served: Served, lang: Language, _: Reader
) -> CaseRecord:
    """What holds in a case."""
    return case_record.case(answered(read_bytes(NAME, data), (), given.as_of, served.base, lang=lang))


@router.post("/cases/questions", dependencies=[HEAVY])
def questions(
    file: CaseFile, data: Written, *, given: Annotated[CaseQuery, Query()], served: Served, lang: Language, _: Reader
) -> QuestionsRecord:
    """Which facts a case leaves open, the most important first."""
    return case_record.questions(answered(read_bytes(NAME, data), (), given.as_of, served.base, lang=lang))


@router.get("/cases", response_model=CasesPage)
def cases(request: Request, *, given: Annotated[Paged, Query()], served: Served, lang: Language, _: Reader) -> Response:
    """The cases that are kept, the latest first."""

    def answer() -> caching.Answer:
        page = served.base.cases(given.after, given.limit)
        return caching.of(CasesPage(cases=[record(row) for row in page.items]), page.after)

    return caching.answered(request, served.base, lang, answer)


@router.post("/cases", status_code=HTTPStatus.CREATED)
def keep(wish: CaseWish, served: Served, principal: Reviewer) -> KeptRecord:
    """Keep a case."""
    return record(served.base.save_case(None, wish.title, wish.text, principal.name, wish.documents))


@router.get("/cases/{number}")
def kept(number: Number, served: Served, _: Reader) -> KeptRecord:
    """A case that is kept."""
    return record(served.base.kept_case(number))


@router.put("/cases/{number}")
def change(number: Number, wish: CaseWish, served: Served, principal: Reviewer) -> KeptRecord:
    """Keep another case in its place."""
    return record(served.base.save_case(number, wish.title, wish.text, principal.name, wish.documents))


@router.delete("/cases/{number}", status_code=HTTPStatus.NO_CONTENT)
def remove(number: Number, served: Served, principal: Reviewer) -> None:
    """Keep a case no longer."""
    served.base.delete_case(number, principal.name)


@router.get("/cases/{number}/answer", dependencies=[HEAVY])
def answer_kept(
    number: Number, *, given: Annotated[CaseQuery, Query()], served: Served, lang: Language, _: Reader
) -> CaseRecord:
    """What holds in a case that is kept."""
    row = served.base.kept_case(number)
    found = read_bytes(row.title, row.text.encode())
    return case_record.case(answered(found, row.documents, given.as_of, served.base, lang=lang))


def answered(found: Case, documents: tuple[str, ...], as_of: date | None, base: StoredBase, *, lang: str) -> CaseReport:
    """The answer to a case.

    Raises:
        CaseError: it cannot be used.
        Problem: it has to name its documents.
    """
    names = found.documents or documents or all_of(base)
    if not names or len(names) > TOGETHER:
        raise problems.of_key("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, "problem.case_documents", most=TOGETHER)
    return base.base(names).case(found, as_of or found.as_of or date.today(), lang)


def all_of(base: StoredBase) -> tuple[str, ...]:
    """All documents of a small library, none of another."""
    page = base.documents(limit=TOGETHER)
    return () if page.after is not None else tuple(row.id for row in page.items)


def record(row: CaseRow) -> KeptRecord:
    """The record of a case that is kept."""
    return KeptRecord(
        number=row.number, title=row.title, text=row.text, documents=list(row.documents), at=row.at, by=row.by
    )
