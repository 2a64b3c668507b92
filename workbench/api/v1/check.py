"""A contract held against documents.

In: a contract as a file, names of documents. Out: the record of `zhize check`. Guarantee: nothing of the contract is
kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, UploadFile
from pydantic import Field

from policies import from_source, readers
from workbench.api.access import Language, Reader, Served
from workbench.api.given import TOGETHER, IsoDay, Name
from workbench.api.given import Query as Asked
from workbench.api.places import HEAVY
from workbench.api.uploads import received
from workbench.records import review_record
from workbench.records.review_record import ReviewsRecord

router = APIRouter(tags=["contracts"])


class CheckQuery(Asked):
    """What a contract is held against."""

    document: list[Name] = Field(min_length=1, max_length=TOGETHER, description="names of documents")
    as_of: IsoDay | None = Field(None, description="the day of a contract that names none; today when left out")


@router.post("/check", dependencies=[HEAVY])
def check(
    file: UploadFile, given: Annotated[CheckQuery, Query()], served: Served, lang: Language, _: Reader
) -> ReviewsRecord:
    """What is missing in a contract, weaker, later, out of date or open."""
    upload = received(file, readers.LIMIT)
    base = served.base.base(given.document)
    contract = from_source.read_bytes(upload.data, upload.name)
    answer = base.check([contract], given.as_of, lang)
    return review_record.reviews(replace(answer, files={contract.id: upload.name}))
