"""Documents side by side, and two versions of one.

In: names of documents, topics. Out: the records of `zhize compare` and `zhize diff`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from engine.comparison.topics import meant, topics
from workbench.api import caching
from workbench.api.access import Language, Reader, Served
from workbench.api.given import TOGETHER, IsoDay, Name
from workbench.api.given import Query as Asked
from workbench.api.places import HEAVY
from workbench.messages import load
from workbench.records import comparison_record
from workbench.records.comparison_record import ChangesRecord, ComparisonRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.comparison.model import Topic

router = APIRouter(tags=["answers"])
KNOWN = [each.id for each in topics()]


def _known(value: str) -> str:
    if value not in KNOWN:
        raise PydanticCustomError("no_topic", "there is no such topic")
    return value


TopicName = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list[str | int | None](KNOWN)})]


class CompareQuery(Asked):
    """Which documents, and what of them."""

    document: list[Name] = Field(min_length=2, max_length=TOGETHER, description="the first one is compared with")
    topic: list[TopicName] = Field([], description="all topics when left out")
    as_of: IsoDay | None = Field(None, description="the day for which validity is told; today when left out")


class ChangesQuery(Asked):
    """Which two."""

    old: Name
    new: Name


@router.get("/compare", dependencies=[HEAVY], response_model=ComparisonRecord)
def compare(
    request: Request,
    *,
    given: Annotated[CompareQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """Documents side by side, duty by duty."""

    def answer() -> caching.Answer:
        found = served.base.base(given.document).compare(chosen(given.topic), None, given.as_of, lang)
        return caching.of(comparison_record.comparison(found, load(lang)))

    return caching.answered(request, served.base, lang, answer)


@router.get("/changes", dependencies=[HEAVY], response_model=ChangesRecord)
def changes(
    request: Request,
    *,
    given: Annotated[ChangesQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """What changed from one document to another, and which answers rest on it."""

    def answer() -> caching.Answer:
        return caching.of(comparison_record.changes(served.base.base((given.old, given.new)).changes(), load(lang)))

    return caching.answered(request, served.base, lang, answer)


def chosen(names: Sequence[str]) -> Sequence[Topic]:
    """The topics asked for, all when none is."""
    return [topic for topic in map(meant, names) if topic is not None] or topics()
