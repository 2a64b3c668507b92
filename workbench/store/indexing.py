"""The index of words, on either database.

In: rows with words. Out: the index of them, and the condition that a row's words match. Guarantee: a row and its entry
in the index come and go together, in one transaction; both databases find the same.

SQLite: FTS5 tables that hold terms and no text; a row is taken out by giving its terms again, which the text that the
table of rows holds gives. PostgreSQL: a column of terms with their places, and a GIN index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Integer, Select, String, cast, column, insert, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from workbench.store.tables import AnswerTable, PassageTable
from workbench.store.words import Phrase, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    Row = dict[str, object]

Indexed = type[AnswerTable] | type[PassageTable]
SQLITE = "sqlite"
ALL = (0, (1 << 63) - 1)  # numbers of rows
LAST_PLACE = 16_383  # PostgreSQL knows no place after it


def index_of(of: Indexed) -> str:
    """The name of the FTS5 table."""
    return f"{of.__tablename__}_words"


def worded(of: Indexed) -> str:
    """The column that holds the words."""
    return "body" if of is PassageTable else "words"


def add(session: Session, of: Indexed, rows: Sequence[Row]) -> None:
    """Insert rows with their entries."""
    if not rows:
        return
    held = worded(of)
    if session.get_bind().dialect.name == SQLITE:
        session.connection().execute(insert(of), rows)
        entries = [{"rowid": row["id"], "terms": " ".join(terms(str(row[held])))} for row in rows]
        session.execute(text(f"INSERT INTO {index_of(of)}(rowid, terms) VALUES (:rowid, :terms)"), entries)
    else:
        session.connection().execute(insert(of), [{**row, "indexed": vector(str(row[held]))} for row in rows])


def remove(session: Session, of: Indexed, document_id: int) -> None:
    """Delete the rows of a document with their entries."""
    if session.get_bind().dialect.name == SQLITE:
        name, held = index_of(of), worded(of)
        rows = session.execute(select(of.id, getattr(of, held)).where(of.document_id == document_id)).all()
        entries = [{"rowid": number, "terms": " ".join(terms(words))} for number, words in rows]
        if entries:
            delete = f"INSERT INTO {name}({name}, rowid, terms) VALUES ('delete', :rowid, :terms)"
            session.execute(text(delete), entries)
    session.execute(of.__table__.delete().where(of.document_id == document_id))  # type: ignore[attr-defined]


def vector(words: str) -> str:
    """Terms with their places, as PostgreSQL writes them."""
    places: dict[str, list[str]] = {}
    for place, term in enumerate(terms(words)[:LAST_PLACE], 1):
        places.setdefault(term, []).append(str(place))
    return " ".join(f"{term}:{','.join(known[:255])}" for term, known in places.items())


def matches(session: Session, of: Indexed, phrase: Phrase) -> ColumnElement[bool]:
    """That the words of a row have a phrase."""
    if session.get_bind().dialect.name == SQLITE:
        return of.id.in_(matching(session, of, phrase))
    return _indexed(of, phrase)


def matching(session: Session, of: Indexed, phrase: Phrase, within: tuple[Any, Any] = ALL) -> Select[Any]:
    """The numbers (`id`), `within` a first and a last one, of the rows whose words have a phrase."""
    if session.get_bind().dialect.name == SQLITE:
        name = index_of(of)
        held = table(name, column("rowid", Integer), column(name, String))
        asked = f'"{" ".join(phrase.terms)}"{" *" if phrase.opens else ""}'
        return select(held.c.rowid.label("id")).where(
            held.c[name].op("MATCH", is_comparison=True)(asked), held.c.rowid.between(*within)
        )
    return select(of.id.label("id")).where(_indexed(of, phrase), of.id.between(*within))


def _indexed(of: Indexed, phrase: Phrase) -> ColumnElement[bool]:
    row = " <-> ".join(f"'{term}'" for term in phrase.terms) + (":*" if phrase.opens else "")
    return cast(of.indexed, TSVECTOR).op("@@", is_comparison=True)(cast(row, TSQUERY))
