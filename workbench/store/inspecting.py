"""Whether everything in a knowledge base is as it should be.

In: a database. Out: what is not, one sentence each. Guarantee: nothing is changed; every table, the index of words and
the log are looked at.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from engine.whole import AFTER_ALL, FIRST_DAY
from workbench.store import indexing, shelving
from workbench.store.audit import broken
from workbench.store.tables import (
    AnswerTable,
    DocumentTable,
    DueTable,
    PartyTable,
    PassageTable,
    StandingTable,
    StatementTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from workbench.store.database import Database


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not as it should be: a key of the catalogue and what it speaks of."""

    key: str
    values: dict[str, object] = field(default_factory=dict)


def faults(database: Database) -> list[Fault]:
    """What is not as it should be; nothing when all is."""
    found: list[Fault] = []
    if database.dialect == indexing.SQLITE:
        with database.writing() as session:  # FTS5 is checked by a command that looks like an insertion
            found += _of_sqlite(session)
    with database.reading() as session:
        found += [*_documents(session), *_strays(session)]
        found += [Fault("inspect.log", {"number": number}) for number in broken(session)]
    return found


def _of_sqlite(session: Session) -> Iterator[Fault]:
    for pragma in ("integrity_check", "foreign_key_check"):
        for row in session.execute(text(f"PRAGMA {pragma}")):
            if row[0] != "ok":
                yield Fault("inspect.file", {"reason": " ".join(map(str, row))})
    for of in (AnswerTable, PassageTable):
        name = indexing.index_of(of)
        try:
            session.execute(text(f"INSERT INTO {name}({name}) VALUES ('integrity-check')"))
        except DatabaseError as error:
            yield Fault("inspect.file", {"reason": f"{name}: {error.orig}"})
        held = session.scalar(text(f"SELECT count(*) FROM {name}_docsize"))
        rows = session.scalar(select(func.count(of.id)))
        if held != rows:
            yield Fault("inspect.rows", {"name": name, "one": held, "other": rows})


def _documents(session: Session) -> Iterator[Fault]:
    statements, passages = (_counted(session, table) for table in (StatementTable, PassageTable))
    query = select(DocumentTable.id, DocumentTable.name, DocumentTable.statements, DocumentTable.passages)
    for row in session.execute(query.add_columns(DocumentTable.text_sha256)).all():
        for what, one, other in (
            ("statements", row.statements, statements.get(row.id, 0)),
            ("passages", row.passages, passages.get(row.id, 0)),
        ):
            if one != other:
                yield Fault("inspect.rows", {"name": f"{row.name} {what}", "one": one, "other": other})
        yield from _document(session, row)


def _document(session: Session, row: Any) -> Iterator[Fault]:
    """Text, passages and standings of one document."""
    held = shelving.raw(session, row.name).document.text
    own = select(PassageTable.body).where(PassageTable.document_id == row.id, PassageTable.start >= 0)
    joined = "".join(session.scalars(own.order_by(PassageTable.start)))
    digest = hashlib.sha256(held.encode("utf-8", "surrogatepass")).hexdigest()
    if joined != held or digest != row.text_sha256:
        yield Fault("inspect.text", {"name": row.name})
    spans = select(StandingTable.since, StandingTable.until).where(StandingTable.document_id == row.id)
    days = [day for span in session.execute(spans.order_by(StandingTable.since)) for day in span]
    if days[:1] != [FIRST_DAY] or days[-1:] != [AFTER_ALL] or days[1:-1:2] != days[2::2]:
        yield Fault("inspect.standings", {"name": row.name})


def _counted(session: Session, table: Any) -> dict[int, int]:
    rows = session.execute(select(table.document_id, func.count()).group_by(table.document_id))
    return {row[0]: row[1] for row in rows}


def _strays(session: Session) -> Iterator[Fault]:
    """Rows of nothing."""
    for table in (DueTable, PartyTable):
        alone = select(func.count()).select_from(table).outerjoin(AnswerTable, AnswerTable.id == table.answer_id)
        number = session.scalar(alone.where(AnswerTable.id.is_(None)))
        if number:
            yield Fault("inspect.strays", {"name": table.__tablename__, "number": number})
