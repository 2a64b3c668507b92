"""Proofs.

In: the ID of an answer or a statement. Out: the record of `zhize explain --format json`, which `zhize verify` checks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from workbench.api import caching
from workbench.api.access import Language, Reader, Served
from workbench.api.given import IsoDay, Words
from workbench.api.given import Query as Asked
from workbench.api.places import HEAVY
from workbench.records import proof_record
from workbench.records.proof_record import ExplanationRecord
from workbench.rendering.cited import by_document

if TYPE_CHECKING:
    from workbench.stored_base import StoredBase

router = APIRouter(tags=["answers"])


class ExplainQuery(Asked):
    """What is to be proved."""

    id: Words = Field(description="of a duty, a penalty or a statement")
    as_of: IsoDay | None = Field(None, description="the day asked; today when left out")


@router.get("/explain", dependencies=[HEAVY], response_model=ExplanationRecord)
def explain(
    request: Request,
    *,
    given: Annotated[ExplainQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """The proof of an answer, down to the words of the source."""

    def answer() -> caching.Answer:
        found = served.base.base(documents(given.id, served.base)).explain(given.id, given.as_of, lang)
        return caching.of(proof_record.explanation(found.certificate, by_document(found.entries)))

    return caching.answered(request, served.base, lang, answer)


def documents(identity: str, base: StoredBase) -> list[str]:
    """The document that an ID begins with; its name may have dots, too."""
    heads = [identity[: found.start()] for found in re.finditer(r"\.", identity)]
    return [row.id for row in base.documents_named(heads)][-1:]
