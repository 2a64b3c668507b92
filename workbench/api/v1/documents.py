"""Documents: listed, read, added, removed.

In: filters, names, files. Out: documents as the library lists them, their text, what was read of them. Guarantee: an
uploaded file is read by the readers in a process of their own, with their limits; a name that comes with it is a name,
and never a place in a file system; a name that is there already means a new version of that document.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response, UploadFile
from fastapi.responses import PlainTextResponse
from pydantic import Field

from engine.model import Force
from obligations.to_json import as_record
from policies import readers
from workbench.api import caching
from workbench.api.access import Administrator, Language, Reader, Reviewer, Served
from workbench.api.given import DocumentQuery, IsoDay, Name, Words
from workbench.api.given import Query as Asked
from workbench.api.places import HEAVY
from workbench.api.problems import Problem
from workbench.api.uploads import received
from workbench.records.answer_record import Record
from workbench.records.extraction_record import ExtractionRecord
from workbench.store.rows import DocumentRow

router = APIRouter(tags=["documents"])
Named = Annotated[Name, Path(description="the name of a document")]


class DocumentRecord(Record):
    """A document of the library; "" where its text does not say."""

    id: str = Field(description="its name in every answer")
    title: str
    doc_number: str
    issuers: list[str]
    issued: str
    effective: str
    expires: str
    jurisdiction: str
    level: str
    force: Force
    reason: str = Field(description="of the force, in the language asked for")
    characters: int
    statements: int
    version: int = Field(description="counted from 1")
    source: str = Field(description="the name of its file")
    sha256: str
    added_at: str
    added_by: str


class DocumentsPage(Record):
    """Documents by name."""

    documents: list[DocumentRecord]


class VersionRecord(Record):
    """A version of a document."""

    number: int
    source: str
    sha256: str
    added_at: str
    added_by: str


class AddedRecord(Record):
    """What became of a file."""

    documents: list[str] = Field(description="names of those that were added, or got a new version")
    unchanged: list[str] = Field(description="names of those that were there with the same bytes")
    derived: list[str] = Field(description="names of other documents of which something else follows now")


class DayQuery(Asked):
    """A day."""

    as_of: IsoDay | None = Field(None, description="the day asked; today when left out")


class RemovalQuery(Asked):
    """Why."""

    reason: Words | None = Field(None, description="for the log")


@router.get("/documents", response_model=DocumentsPage)
def documents(
    request: Request,
    *,
    given: Annotated[DocumentQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """Documents by name."""

    def answer() -> caching.Answer:
        page = served.base.documents(given.filter, given.after, given.limit)
        return caching.of(DocumentsPage(documents=[record(row, lang) for row in page.items]), page.after)

    return caching.answered(request, served.base, lang, answer)


@router.post("/documents", status_code=HTTPStatus.CREATED, dependencies=[HEAVY])
def add(file: UploadFile, served: Served, principal: Reviewer) -> AddedRecord:
    """Add a file, or a new version of the document of its name."""
    upload = received(file, readers.LIMIT)
    done = served.base.add([upload], principal.name)
    for one in done.unreadable:
        raise Problem("unreadable", HTTPStatus.UNPROCESSABLE_ENTITY, (one.zh, one.en))
    return AddedRecord(documents=done.documents, unchanged=done.unchanged, derived=done.derived)


@router.get("/documents/{name}", response_model=DocumentRecord)
def document(
    request: Request,
    *,
    name: Named,
    given: Annotated[DayQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """One document."""

    def answer() -> caching.Answer:
        return caching.of(record(served.base.document(name, given.as_of), lang))

    return caching.answered(request, served.base, lang, answer)


@router.delete("/documents/{name}", status_code=HTTPStatus.NO_CONTENT, dependencies=[HEAVY])
def remove(name: Named, given: Annotated[RemovalQuery, Query()], served: Served, principal: Administrator) -> None:
    """Take a document out, with its versions; that it was there stays in the log."""
    served.base.remove(name, principal.name, given.reason or "")


@router.get("/documents/{name}/versions")
def versions(name: Named, served: Served, _: Reader) -> list[VersionRecord]:
    """Its versions, the newest first."""
    served.base.document(name)
    return [
        VersionRecord(
            number=row.number, source=row.source, sha256=row.sha256, added_at=row.added_at, added_by=row.added_by
        )
        for row in served.base.versions(name)
    ]


@router.get("/documents/{name}/text", response_class=PlainTextResponse)
def text(request: Request, *, name: Named, served: Served, lang: Language, _: Reader) -> Response:
    """Its exact text, into which all offsets point."""

    def answer() -> caching.Answer:
        return caching.Answer(served.base.text(name).encode("utf-8", "replace"), media_type="text/plain; charset=utf-8")

    return caching.answered(request, served.base, lang, answer)


@router.get("/documents/{name}/extraction", response_model=ExtractionRecord)
def extraction(request: Request, *, name: Named, served: Served, lang: Language, _: Reader) -> Response:
    """What was read of it, corrections in place: the record of `zhize extract --format json`."""

    def answer() -> caching.Answer:
        entry = served.base.entry(name)
        return caching.of(ExtractionRecord.model_validate(as_record(entry.document, entry.extraction)))

    return caching.answered(request, served.base, lang, answer)


def record(row: DocumentRow, lang: str) -> DocumentRecord:
    """The record of a document."""
    return DocumentRecord(
        id=row.id,
        title=row.title,
        doc_number=row.doc_number,
        issuers=list(row.issuers),
        issued=row.issued,
        effective=row.effective,
        expires=row.expires,
        jurisdiction=row.place,
        level=row.level,
        force=Force(row.state),
        reason=row.reason_en if lang == "en" else row.reason,
        characters=row.characters,
        statements=row.statements,
        version=row.version,
        source=row.source,
        sha256=row.sha256,
        added_at=row.added_at,
        added_by=row.added_by,
    )
