"""Words to documents with passages.

In: words. Out: documents that have all of them, those with the words in their title first. Guarantee: offsets are code
points of the exact text.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from workbench.api import caching, rows
from workbench.api.access import Language, Reader, Served
from workbench.api.given import DocumentQuery, Words
from workbench.records.answer_record import PolicyRecord, Record
from workbench.store.rows import DocumentFilter

router = APIRouter(tags=["documents"])


class SearchQuery(DocumentQuery):
    """Words, and which documents."""

    words: Words = Field(description="apart by white space; a document has all of them")
    limit: int = Field(20, ge=1, le=100, description="how many documents at most")


class RangeRecord(Record):
    """Words found, in the snippet, end exclusive."""

    start: int
    end: int


class PassageRecord(Record):
    """Where the words stand."""

    start: int = Field(description="of the snippet in the text")
    snippet: str
    ranges: list[RangeRecord]


class HitRecord(Record):
    """A document that has the words."""

    document: PolicyRecord
    matches: int = Field(description="passages that have one of the words")
    passages: list[PassageRecord] = Field(description="the first of them")


class SearchPage(Record):
    """Documents that have the words."""

    hits: list[HitRecord]


@router.get("/search", response_model=SearchPage)
def search(
    request: Request,
    *,
    given: Annotated[SearchQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """Documents that have all the words."""

    def answer() -> caching.Answer:
        asked = DocumentFilter(tuple(given.place), tuple(given.state), as_of=given.as_of)
        page = served.base.search(given.words, asked, given.after, given.limit)
        record = SearchPage(
            hits=[
                HitRecord(
                    document=rows.policy(hit.document, lang),
                    matches=hit.matches,
                    passages=[
                        PassageRecord(
                            start=one.start,
                            snippet=one.snippet,
                            ranges=[RangeRecord(start=start, end=end) for start, end in one.ranges],
                        )
                        for one in hit.passages
                    ],
                )
                for hit in page.items
            ]
        )
        return caching.of(record, page.after)

    return caching.answered(request, served.base, lang, answer)
