"""What a request may ask for, checked.

In: query parameters. Out: filters of the knowledge base. Guarantee: a parameter that is unknown, blank or of another
kind is refused, not left out of the question in silence.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from engine.model import Force
from obligations.model import Modality
from workbench.store.rows import AnswerFilter, DocumentFilter

MOST = 200  # rows of a page
TOGETHER = 20  # documents that are asked together
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def _iso(value: Any) -> Any:
    if isinstance(value, str) and not ISO.fullmatch(value):
        raise PydanticCustomError("iso_day", "a day as YYYY-MM-DD is wanted")
    return value


def whole(value: Any) -> Any:
    """A whole number, in JSON; not a word that looks like one."""
    if isinstance(value, bool | str) or (isinstance(value, float) and not value.is_integer()):
        raise PydanticCustomError("whole_number", "a whole number is wanted")
    return value


IsoDay = Annotated[date, BeforeValidator(_iso)]
Words = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f\x85\xa0\u2000-\u200a\u3000][^\x00-\x1f\x7f]*$",
    ),
    AfterValidator(str.strip),
]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
Names = Annotated[list[Name], Field(max_length=TOGETHER)]


class Query(BaseModel):
    """Base of all questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Paged(Query):
    """A page of a list."""

    limit: int = Field(50, ge=1, le=MOST, description="how many at most")
    after: str | None = Field(
        None,
        min_length=1,
        max_length=512,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="where to go on: from the link to the next page",
    )


class DocumentQuery(Paged):
    """Which documents."""

    place: list[Words] = Field([], max_length=TOGETHER, description="where they hold, and all places below")
    state: list[Force] = Field([], description="how they stand on the day")
    words: Words | None = Field(None, description="in the title or the number, apart by white space")
    as_of: IsoDay | None = Field(None, description="the day asked; today when left out")

    @property
    def filter(self) -> DocumentFilter:
        """As the knowledge base takes it."""
        return DocumentFilter(tuple(self.place), tuple(self.state), (), self.words or "", self.as_of)


class AnswerQuery(Paged):
    """Which duties, penalties or deadlines; the words are those of `zhize duties`."""

    document: Names = Field([], description="names of documents; all when left out")
    actor: Words | None = Field(None, description="whose; classes above and below count")
    department: Words | None = Field(None, description="that leads, supports, bears or enforces")
    modality: Modality | None = None
    topic: Words | None = Field(None, description="words of the answer or the headings above it, all of them")
    due_from: IsoDay | None = Field(None, description="first day on which it falls due")
    due_before: IsoDay | None = Field(None, description="last day on which it falls due, included")
    place: list[Words] = Field([], max_length=TOGETHER, description="where documents hold, and all places below")
    state: list[Force] = Field([], description="how documents stand on the day")
    as_of: IsoDay | None = Field(None, description="the day asked; today when left out")

    @property
    def filter(self) -> AnswerFilter:
        """As the knowledge base takes it."""
        return AnswerFilter(
            actor=self.actor or "",
            department=self.department or "",
            modality=self.modality.value if self.modality else "",
            topic=self.topic or "",
            due_from=self.due_from,
            due_before=self.due_before,
            documents=tuple(self.document),
            places=tuple(self.place),
            states=tuple(self.state),
            as_of=self.as_of,
        )
