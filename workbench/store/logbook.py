"""The log, and whether everything is as it should be.

In: a session that reads. Out: pages of the log; what is not as it should be. Guarantee: nothing is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.store.cursors import cut, opened
from workbench.store.rows import AuditRow, Page
from workbench.store.tables import AuditTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


LAST = select(AuditTable.digest).order_by(AuditTable.id.desc()).limit(1)


def state(session: Session) -> str:
    """What changes with every write: each leaves a row, whose digest holds those before it; "" before the first."""
    return session.connection().scalar(LAST) or ""


def tells(session: Session, kind: str) -> bool:
    """Whether there is a row about things of a kind: the first word of its action."""
    query = select(AuditTable.id).where(AuditTable.action.startswith(f"{kind} ", autoescape=True)).limit(1)
    return session.scalar(query) is not None


def page(session: Session, after: str | None, limit: int) -> Page[AuditRow]:
    """The log, the latest first."""
    query = select(AuditTable).order_by(AuditTable.id.desc()).limit(limit + 1)
    if after:
        query = query.where(AuditTable.id < opened(after, int)[0])
    rows = [
        AuditRow(each.id, each.at, each.by, each.action, each.subject, each.detail, each.digest)
        for each in session.scalars(query)
    ]
    return cut(rows, limit, lambda row: [row.number])
