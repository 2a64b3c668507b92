"""What was made of a document to rows.

In: a session that writes, `Made`. Out: rows. Guarantee: a document and everything of it come together, in the
transaction of the session; what the document was before stands in its earlier versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import delete, func, insert, select, update

from workbench.store import indexing
from workbench.store.audit import log, now
from workbench.store.errors import NotFoundError
from workbench.store.tables import (
    PASSAGES,
    AnswerTable,
    CorrectionTable,
    DocumentTable,
    DueTable,
    MentionTable,
    NameTable,
    PartyTable,
    PassageTable,
    StandingTable,
    StatementTable,
    VersionTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from workbench.store.making import Answers, Made

    Row = dict[str, Any]
    Table = type[Any]

NAMES_AT_A_TIME = 500
DUE = ("answer_id", "day", "basis", "basis_en", "told")


def put(session: Session, made: Made, by: str) -> int:
    """Add a document, or a new version of the one of its name; its number."""
    known = session.scalars(select(DocumentTable).where(DocumentTable.name == made.document["name"])).first()
    told = {"added_at": now(), "added_by": by}
    number = known.version + 1 if known else 1
    row = {**made.document, **told, "version": number, "related": [], "relatives": [], "stamp": ""}
    row |= {"derived_on": made.answers.day, "derived_until": made.answers.last}
    if known is None:
        ident = following(session, DocumentTable.id)
        session.execute(insert(DocumentTable), [{**row, "id": ident}])
    else:
        ident = known.id
        session.execute(update(DocumentTable).where(DocumentTable.id == ident).values(**row))
    session.execute(insert(VersionTable), [{**made.version, **told, "document_id": ident, "number": number}])
    put_passages(session, ident, made.passages)
    put_statements(session, ident, made.statements)
    put_answers(session, ident, made.answers)
    action = "document add" if known is None else "document replace"
    log(session, by, action, made.document["name"], {"sha256": made.document["sha256"], "version": number})
    return ident


def put_passages(session: Session, ident: int, rows: Sequence[Row]) -> None:
    """The passages of a document in the place of those it had."""
    indexing.remove(session, PassageTable, ident)
    made = [{**row, "id": ident * PASSAGES + place, "document_id": ident} for place, row in enumerate(rows)]
    indexing.add(session, PassageTable, made)


def put_statements(session: Session, ident: int, rows: Sequence[Row]) -> None:
    """The statements of a document in the place of those it had."""
    session.execute(delete(StatementTable).where(StatementTable.document_id == ident))
    first = following(session, StatementTable.id)
    made = [{**row, "id": first + place, "document_id": ident} for place, row in enumerate(rows)]
    _insert(session, StatementTable, made)


def put_answers(session: Session, ident: int, answers: Answers) -> None:
    """What follows from a document in the place of what followed."""
    clear_answers(session, ident)
    ids = _names(session, [*answers.mentions, *(name for row in answers.answers for _, name in row["parties"])])
    first = following(session, AnswerTable.id)
    rows: list[Row] = []
    dues: list[Row] = []
    parties: list[Row] = []
    for place, answer in enumerate(answers.answers):
        number = first + place
        own = {name: value for name, value in answer.items() if name not in ("actor", "dues", "parties")}
        actor = ids[answer["actor"]] if answer["actor"] else None
        rows.append({**own, "id": number, "document_id": ident, "place": place, "actor_id": actor})
        dues += [dict(zip(DUE, (number, *due), strict=True)) for due in answer["dues"]]
        parties += [{"answer_id": number, "role": role, "name_id": ids[name]} for role, name in answer["parties"]]
    indexing.add(session, AnswerTable, rows)
    _insert(session, DueTable, dues)
    _insert(session, PartyTable, parties)
    _insert(session, MentionTable, [{"document_id": ident, "name_id": ids[name]} for name in answers.mentions])
    _insert(session, StandingTable, [{**row, "document_id": ident} for row in answers.standings])
    days = {"derived_on": answers.day, "derived_until": answers.last, "stamp": uuid4().hex}
    session.execute(update(DocumentTable).where(DocumentTable.id == ident).values(**days))


def clear_answers(session: Session, ident: int) -> None:
    """Take out what followed from a document."""
    own = select(AnswerTable.id).where(AnswerTable.document_id == ident)
    for table in (DueTable, PartyTable):
        session.execute(delete(table).where(table.answer_id.in_(own)))
    indexing.remove(session, AnswerTable, ident)
    for other in (MentionTable, StandingTable):
        session.execute(delete(other).where(other.document_id == ident))


def drop(session: Session, name: str, by: str, reason: str) -> None:
    """Take a document out, with all its versions.

    Raises:
        NotFoundError: there is none of this name.
    """
    ident = number_of(session, name)
    clear_answers(session, ident)
    indexing.remove(session, PassageTable, ident)
    for table in (StatementTable, CorrectionTable, VersionTable):
        session.execute(delete(table).where(table.document_id == ident))
    session.execute(delete(DocumentTable).where(DocumentTable.id == ident))
    log(session, by, "document remove", name, {"reason": reason})


def number_of(session: Session, name: str) -> int:
    """The number of a document.

    Raises:
        NotFoundError: there is none of this name.
    """
    found = session.scalars(select(DocumentTable.id).where(DocumentTable.name == name)).first()
    if found is None:
        raise NotFoundError("error.store_no_document", name=name)
    return found


def following(session: Session, column: Any) -> int:
    """The next number of a table; there is one writer at a time."""
    return (session.scalar(select(func.max(column))) or 0) + 1


def _names(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The numbers of names, new ones given to those that have none."""
    wanted = list(dict.fromkeys(names))
    known: dict[str, int] = {}
    for start in range(0, len(wanted), NAMES_AT_A_TIME):
        part = wanted[start : start + NAMES_AT_A_TIME]
        rows = session.execute(select(NameTable.name, NameTable.id).where(NameTable.name.in_(part)))
        known |= {row.name: row.id for row in rows}
    fresh = [name for name in wanted if name not in known]
    first = following(session, NameTable.id) if fresh else 0
    made = {name: first + place for place, name in enumerate(fresh)}
    _insert(session, NameTable, [{"id": number, "name": name} for name, number in made.items()])
    return known | made


def _insert(session: Session, table: Table, rows: list[Row]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)
