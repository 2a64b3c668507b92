"""Who did what: a chain that nobody can change unseen.

In: a session that writes. Out: a row. Guarantee: rows are never changed or taken away (the database refuses); each row
holds the digest of the one before it, so that a row changed by force breaks the chain.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.store.tables import AuditTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

SYSTEM = "zhize"  # whose doing it is when nobody asked for it


def now() -> str:
    """This moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def log(session: Session, by: str, action: str, of: str, detail: dict[str, object] | None = None) -> None:
    """Add a row within the transaction of what it tells of."""
    last = session.scalars(select(AuditTable).order_by(AuditTable.id.desc()).limit(1)).first()
    row = AuditTable(
        id=last.id + 1 if last else 1,
        at=now(),
        by=by,
        action=action,
        subject=of,
        detail=detail or {},
        before=last.digest if last else "",
    )
    row.digest = digest(row)
    session.add(row)
    session.flush()


def digest(row: AuditTable) -> str:
    """Of all that a row says, and of the row before it."""
    said = [row.id, row.at, row.by, row.action, row.subject, row.detail, row.before]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def broken(session: Session) -> Iterator[int]:
    """The rows whose digest is not theirs, or that do not follow the row before them."""
    before, number = "", 0
    for row in session.scalars(select(AuditTable).order_by(AuditTable.id).execution_options(yield_per=1000)):
        if row.before != before or row.digest != digest(row) or row.id != number + 1:
            yield row.id
        before, number = row.digest, row.id
