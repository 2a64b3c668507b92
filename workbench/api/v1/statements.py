"""Statements over all documents.

In: filters. Out: statements as `zhize extract --format json` prints them, corrections in place, page by page.
"""

from __future__ import annotations

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from obligations.model import Modality
from workbench.api import caching
from workbench.api.access import Language, Reader, Served
from workbench.api.given import Names, Paged
from workbench.records.answer_record import Record
from workbench.records.extraction_record import (
    IncentiveRecord,
    NormRecord,
    ResponsibilityRecord,
    SanctionRecord,
    TargetRecord,
)
from workbench.store.rows import StatementFilter

Kind = Literal["norm", "target", "responsibility", "sanction", "incentive"]
Statement = NormRecord | TargetRecord | ResponsibilityRecord | SanctionRecord | IncentiveRecord
KINDS: dict[str, type[Statement]] = {
    "norm": NormRecord,
    "target": TargetRecord,
    "responsibility": ResponsibilityRecord,
    "sanction": SanctionRecord,
    "incentive": IncentiveRecord,
}
router = APIRouter(tags=["documents"])


class StatementQuery(Paged):
    """Which statements."""

    document: Names = Field([], description="names of documents; all when left out")
    kind: list[Kind] = Field([], description="all when left out")
    modality: Modality | None = None
    corrected: bool = Field(False, description="those alone that a reviewer corrected or added")


class StatementListed(Record):
    """A statement, and where it stands."""

    document: str
    kind: Kind
    section: str
    correction: int | None = Field(description="number of the reviewer's correction, null for what was read")
    statement: Statement


class StatementsPage(Record):
    """Statements in the order of documents and texts."""

    statements: list[StatementListed]


@router.get("/statements", response_model=StatementsPage)
def statements(
    request: Request,
    *,
    given: Annotated[StatementQuery, Query()],
    served: Served,
    lang: Language,
    _: Reader,
) -> Response:
    """What the texts state."""

    def answer() -> caching.Answer:
        modality = given.modality.value if given.modality else ""
        asked = StatementFilter(tuple(given.document), tuple(given.kind), modality, given.corrected)
        page = served.base.statements(asked, given.after, given.limit)
        record = StatementsPage(
            statements=[
                StatementListed(
                    document=row.document,
                    kind=cast("Kind", row.kind),
                    section=row.section,
                    correction=row.correction,
                    statement=KINDS[row.kind].model_validate(row.record),
                )
                for row in page.items
            ]
        )
        return caching.of(record, page.after)

    return caching.answered(request, served.base, lang, answer)
