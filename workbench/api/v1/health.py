"""Whether the server can answer.

In: nothing; no name is asked for. Out: that the knowledge base can be read, or 503. Guarantee: nothing of its content.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Literal

from fastapi import APIRouter

from workbench.api.access import Served
from workbench.records.answer_record import Record

router = APIRouter(tags=["health"])


class HealthRecord(Record):
    """That the server can answer."""

    status: Literal["ok"]
    version: str


@router.get("/health")
def health(served: Served) -> HealthRecord:
    """Whether the knowledge base can be read."""
    served.base.audit(limit=1)
    return HealthRecord(status="ok", version=version("zhize"))
