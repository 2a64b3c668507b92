"""Cases and contracts that people keep.

In: a session, what they wrote. Out: rows. Guarantee: a case that cannot be read is refused with its line, and nothing
is stored; every change leaves a line in the log.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from engine.cases import from_yaml
from workbench.store.audit import log, now
from workbench.store.cursors import cut, opened
from workbench.store.errors import NotFoundError
from workbench.store.rows import CaseRow, ContractRow, Page
from workbench.store.tables import CaseTable, ContractTable
from workbench.store.writing import following

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

CONTRACT = (
    ContractTable.id,
    ContractTable.title,
    ContractTable.source,
    ContractTable.sha256,
    ContractTable.review,
    ContractTable.at,
    ContractTable.by,
)


def cases(session: Session, after: str | None, limit: int) -> Page[CaseRow]:
    """Cases, the latest first."""
    query = select(CaseTable).order_by(CaseTable.id.desc()).limit(limit + 1)
    if after:
        query = query.where(CaseTable.id < opened(after, int)[0])
    rows = [_case(row) for row in session.scalars(query)]
    return cut(rows, limit, lambda row: [row.number])


def case(session: Session, number: int) -> CaseRow:
    """A case.

    Raises:
        NotFoundError: there is none of this number.
    """
    row = session.get(CaseTable, number, populate_existing=True)
    if row is None:
        raise NotFoundError("error.store_no_case", number=number)
    return _case(row)


def save_case(
    session: Session, number: int | None, *, title: str, text: str, documents: Sequence[str], by: str
) -> CaseRow:
    """Keep a case, new or in the place of the one of this number.

    Raises:
        CaseError: the text is no case.
        NotFoundError: there is none of this number.
    """
    from_yaml.read_bytes(title, text.encode("utf-8", "replace"))
    values: dict[str, Any] = {"title": title, "text": text, "documents": list(documents), "at": now(), "by": by}
    if number is None:
        number = following(session, CaseTable.id)
        session.execute(insert(CaseTable), [{"id": number, **values}])
    else:
        case(session, number)
        session.execute(update(CaseTable).where(CaseTable.id == number).values(**values))
    log(session, by, "case save", str(number), {"title": title})
    return case(session, number)


def delete_case(session: Session, number: int, by: str) -> None:
    """Take a case out.

    Raises:
        NotFoundError: there is none of this number.
    """
    found = case(session, number)
    session.execute(delete(CaseTable).where(CaseTable.id == number))
    log(session, by, "case delete", str(number), {"title": found.title})


def contracts(session: Session, after: str | None, limit: int) -> Page[ContractRow]:
    """Contracts, the latest first."""
    query = select(*CONTRACT).order_by(ContractTable.id.desc()).limit(limit + 1)
    if after:
        query = query.where(ContractTable.id < opened(after, int)[0])
    rows = [ContractRow(*row) for row in session.execute(query)]
    return cut(rows, limit, lambda row: [row.number])


def contract(session: Session, number: int) -> ContractRow:
    """A contract.

    Raises:
        NotFoundError: there is none of this number.
    """
    row = session.execute(select(*CONTRACT).where(ContractTable.id == number)).first()
    if row is None:
        raise NotFoundError("error.store_no_contract", number=number)
    return ContractRow(*row)


def file_of(session: Session, number: int) -> bytes:
    """The file of a contract.

    Raises:
        NotFoundError: there is none of this number.
    """
    data = session.scalar(select(ContractTable.file).where(ContractTable.id == number))
    if data is None:
        raise NotFoundError("error.store_no_contract", number=number)
    return zlib.decompress(data)


def add_contract(session: Session, name: str, data: bytes, title: str, by: str) -> ContractRow:
    """Keep a contract."""
    number = following(session, ContractTable.id)
    values = {"title": title, "source": name, "sha256": hashlib.sha256(data).hexdigest(), "file": zlib.compress(data)}
    session.execute(insert(ContractTable), [{"id": number, **values, "review": None, "at": now(), "by": by}])
    log(session, by, "contract add", str(number), {"title": title, "sha256": values["sha256"]})
    return contract(session, number)


def save_review(session: Session, number: int, review: dict[str, Any], by: str) -> ContractRow:
    """Keep the findings on a contract.

    Raises:
        NotFoundError: there is none of this number.
    """
    contract(session, number)
    session.execute(update(ContractTable).where(ContractTable.id == number).values(review=review, at=now(), by=by))
    log(session, by, "contract review", str(number))
    return contract(session, number)


def delete_contract(session: Session, number: int, by: str) -> None:
    """Take a contract out.

    Raises:
        NotFoundError: there is none of this number.
    """
    found = contract(session, number)
    session.execute(delete(ContractTable).where(ContractTable.id == number))
    log(session, by, "contract delete", str(number), {"title": found.title})


def _case(row: CaseTable) -> CaseRow:
    return CaseRow(row.id, row.title, row.text, tuple(row.documents), row.at, row.by)
