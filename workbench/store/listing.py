"""Filters to pages of rows.

In: a session that reads, filters, a place to go on from. Out: rows. Guarantee: all that answers stands on one page and
on one only, however much is added meanwhile before it; the order is that of documents by number, then of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, case, func, or_, select

from engine.wording import days
from workbench.store import choosing
from workbench.store.cursors import LAST, cut, key, opened
from workbench.store.making import DUTY, PENALTY
from workbench.store.rows import (
    AnswerFilter,
    Count,
    DocumentFilter,
    DocumentRow,
    DueRow,
    DutyRow,
    Facets,
    NameRow,
    Page,
    PenaltyRow,
    Placed,
    StatementFilter,
    StatementRow,
    VersionRow,
)
from workbench.store.tables import (
    AnswerTable,
    DocumentTable,
    DueTable,
    NameTable,
    PartyTable,
    PassageTable,
    StandingTable,
    StatementTable,
    VersionTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from workbench.store.choosing import Chosen
    from workbench.store.naming import Names

COUNTED = 10_000  # further than that is not counted
LARGEST = 500  # rows of a page
STATED = (
    *("title", "doc_number", "issued", "effective", "expires", "place", "level", "characters", "statements"),
    *("version", "source", "sha256", "added_at", "added_by"),
)
LISTED = ("issuers", "relatives")
DOCUMENT = (DocumentTable.id, DocumentTable.name, *(getattr(DocumentTable, name) for name in (*STATED, *LISTED)))
ANSWER = (
    AnswerTable.id,
    AnswerTable.document_id,
    AnswerTable.place,
    AnswerTable.name,
    AnswerTable.statement,
    AnswerTable.actor_id,
    AnswerTable.modality,
    AnswerTable.derived,
    AnswerTable.start,
    AnswerTable.end,
    AnswerTable.record,
)


HELD = (
    select(*DOCUMENT, StandingTable.state, StandingTable.reason, StandingTable.reason_en)
    .join(StandingTable, StandingTable.document_id == DocumentTable.id)
    .where(StandingTable.since <= bindparam("day"), StandingTable.until > bindparam("day"))
)
BY_NUMBER = HELD.where(DocumentTable.id.in_(bindparam("numbers", expanding=True)))
BY_NAME = HELD.where(DocumentTable.name.in_(bindparam("names", expanding=True)))
QUOTES = select(StatementTable.document_id, StatementTable.name, StatementTable.quote).where(
    StatementTable.name.in_(bindparam("names", expanding=True))
)
DUES = (
    select(DueTable.answer_id, DueTable.day, DueTable.basis, DueTable.basis_en)
    .where(
        DueTable.answer_id.in_(bindparam("answers", expanding=True)),
        or_(DueTable.day.between(bindparam("first"), bindparam("last")), DueTable.day == LAST),
    )
    .order_by(DueTable.day)
)


def documents(session: Session, asked: DocumentFilter, after: str | None, limit: int) -> Page[DocumentRow]:
    """Documents by name."""
    limit = min(limit, LARGEST)
    day = choosing.day(asked.as_of)
    query = HELD.where(*choosing.documents(session, asked))
    if after:
        (name,) = opened(after, str)
        query = query.where(DocumentTable.name > name)
    rows = session.execute(query.order_by(DocumentTable.name).limit(limit + 1), {"day": day}).all()
    found = [_document(row, day) for row in rows]
    return cut(found, limit, lambda row: [row.id])


def named(session: Session, names: Sequence[str], as_of: date | None) -> list[DocumentRow]:
    """The documents of these names, in their order; those that are not there left out."""
    day = choosing.day(as_of)
    rows = session.connection().execute(BY_NAME, {"day": day, "names": list(names)})
    found = {row.name: _document(row, day) for row in rows}
    return [found[name] for name in names if name in found]


def by_number(session: Session, numbers: Iterable[int], day: str) -> dict[int, DocumentRow]:
    """Documents by their numbers."""
    rows = session.connection().execute(BY_NUMBER, {"day": day, "numbers": sorted(set(numbers))})
    return {row.id: _document(row, day) for row in rows}


def count_documents(session: Session, asked: DocumentFilter) -> Count:
    """How many documents there are."""
    return _count(session, select(DocumentTable.id).where(*choosing.documents(session, asked)))


def versions(session: Session, name: str) -> list[VersionRow]:
    """The versions of a document, the newest first."""
    query = select(VersionTable.number, VersionTable.source, VersionTable.sha256, VersionTable.added_at)
    query = query.add_columns(VersionTable.added_by).join(DocumentTable, DocumentTable.id == VersionTable.document_id)
    rows = session.execute(query.where(DocumentTable.name == name).order_by(VersionTable.number.desc()))
    return [VersionRow(*row) for row in rows]


def text(session: Session, name: str) -> str | None:
    """The text of a document; None when there is none of this name."""
    query = select(PassageTable.body).join(DocumentTable, DocumentTable.id == PassageTable.document_id)
    passages = session.scalars(query.where(DocumentTable.name == name).order_by(PassageTable.start)).all()
    return "".join(passages[1:]) if passages else None  # the first is the title


def statements(session: Session, asked: StatementFilter, after: str | None, limit: int) -> Page[StatementRow]:
    """Statements in the order of documents and texts."""
    limit = min(limit, LARGEST)
    query = select(StatementTable, DocumentTable.name).join(
        DocumentTable, DocumentTable.id == StatementTable.document_id
    )
    query = query.where(*choosing.statements(session, asked))
    order = (StatementTable.document_id, StatementTable.place)
    if after:
        query = query.where(choosing.beyond(order, *opened(after, int, int)))
    rows = session.execute(query.order_by(*order).limit(limit + 1)).all()
    page = cut(rows, limit, lambda row: [row[0].document_id, row[0].place])
    return Page(tuple(_statement(one, name) for one, name in page.items), page.after)


def duties(session: Session, names: Names, asked: AnswerFilter, after: str | None, limit: int) -> Page[DutyRow]:
    """Duties in the order of documents and texts."""
    chosen = choosing.answers(session, names, DUTY, asked)
    page = _answers(session, DUTY, chosen, after, limit)
    return Page(tuple(_duties(session, names, chosen, page.items)), page.after)


def penalties(session: Session, names: Names, asked: AnswerFilter, after: str | None, limit: int) -> Page[PenaltyRow]:
    """Penalties in the order of documents and texts."""
    chosen = choosing.answers(session, names, PENALTY, asked)
    page = _answers(session, PENALTY, chosen, after, limit)
    told = _told(session, names, chosen, page.items)
    return Page(tuple(_penalty(row, told) for row in page.items), page.after)


def count_answers(session: Session, names: Names, kind: str, asked: AnswerFilter) -> Count:
    """How many duties (`DUTY`) or penalties (`PENALTY`) there are."""
    chosen = choosing.answers(session, names, kind, asked)
    return _count(session, select(AnswerTable.id).where(AnswerTable.kind == kind, *chosen.conditions))


def deadlines(
    session: Session, names: Names, asked: AnswerFilter, after: str | None, limit: int, *, latest_first: bool
) -> Page[DueRow]:
    """The days on which duties fall due, those without a day last; the duties of one statement on one day as one row.

    A row is never cut: a page may have fewer rows than asked for, or one of more duties. With `latest_first` all stands
    the other way round.
    """
    limit = min(limit, LARGEST)
    chosen = choosing.answers(session, names, DUTY, asked, by_day=False)
    query = select(DueTable, *ANSWER).join(AnswerTable, AnswerTable.id == DueTable.answer_id)
    query = query.where(DueTable.told, *chosen.conditions, *choosing.days(asked))
    if after:
        place = opened(after, str, int)
        query = query.where(choosing.later(DueTable.day, DueTable.answer_id, *place, latest_first=latest_first))
    order = (DueTable.day, DueTable.answer_id, DueTable.basis)
    query = query.order_by(*(column.desc() for column in order) if latest_first else order)
    rows = session.execute(query.limit(limit + 1)).all()
    groups = _groups(rows)
    more = len(rows) > limit
    if more and len(groups) > 1:
        groups.pop()
    duties = {row.id: row for row in _known(session, names, chosen, [row for group in groups for row in group])}
    found = tuple(_due(group, duties) for group in groups)
    last = groups[-1][-1] if groups else None
    return Page(found, key([last[0].day, last.id]) if more and last else None)


def concerned(session: Session, names: Names, actors: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Documents with duties of these actors: how many name one of them, alone or with words before, and how many all.

    All are those of wider classes, too.
    """
    names.refresh(session)
    own = {number for actor in actors for number in names.called(actor)}
    every = own | {number for actor in actors for number in names.actor(actor).related}
    named = func.sum(case((choosing.among(session, AnswerTable.actor_id, sorted(own)), 1), else_=0))
    query = select(DocumentTable.name, named, func.count()).group_by(DocumentTable.name)
    query = query.join(AnswerTable, AnswerTable.document_id == DocumentTable.id)
    query = query.where(AnswerTable.kind == DUTY, choosing.among(session, AnswerTable.actor_id, sorted(every)))
    return {name: (own, every) for name, own, every in session.execute(query)}


def facets(session: Session, as_of: date | None) -> Facets:
    """How many documents there are of each sort."""
    day = choosing.day(as_of)
    places, levels = (
        session.execute(select(column, func.count()).group_by(column).order_by(func.count().desc(), column)).all()
        for column in (DocumentTable.place, DocumentTable.level)
    )
    held = select(StandingTable.state, func.count()).where(*choosing.standing(day)).group_by(StandingTable.state)
    states = session.execute(held.order_by(func.count().desc(), StandingTable.state)).all()
    totals = session.execute(select(func.count(), func.coalesce(func.sum(DocumentTable.statements), 0))).one()
    return Facets(totals[0], totals[1], *(tuple((row[0], row[1]) for row in rows) for rows in (places, states, levels)))


def actors(session: Session, names: Names, words: str, roles: Sequence[str], limit: int) -> list[NameRow]:
    """Actors whose names have the words, those with most answers first."""
    found = names.beginning(words) if words else list(names.names)
    counted = select(PartyTable.name_id, func.count(func.distinct(PartyTable.answer_id)).label("times"))
    if roles:
        counted = counted.where(PartyTable.role.in_(roles))
    if words:
        counted = counted.where(choosing.among(session, PartyTable.name_id, found))
    own = counted.group_by(PartyTable.name_id).subquery()
    query = select(NameTable.name, own.c.times).join(own, own.c.name_id == NameTable.id)
    rows = session.execute(query.order_by(own.c.times.desc(), NameTable.name).limit(limit))
    return [NameRow(name, times) for name, times in rows]


def _document(row: Row[Any], day: str) -> DocumentRow:
    known = row._mapping
    own: dict[str, Any] = {name: known[name] for name in STATED} | {name: tuple(known[name]) for name in LISTED}
    reason, english = _dated(row.reason, day, "zh"), _dated(row.reason_en, day, "en")
    return DocumentRow(id=row.name, state=row.state, reason=reason, reason_en=english, **own)


def _dated(reason: str, day: str, lang: str) -> str:
    return reason.replace("{day}", days(day, lang)) if "{day}" in reason else reason


def _statement(one: StatementTable, document: str) -> StatementRow:
    places = {"start": one.start, "end": one.end}
    record = {"id": one.name, "eid": one.eid, "quote": one.quote, **places, **one.record}
    own = (one.kind, one.section, one.start, one.end, one.eid, one.quote, record, one.correction)
    return StatementRow(one.name, document, *own)


def _answers(session: Session, kind: str, chosen: Chosen, after: str | None, limit: int) -> Page[Row[Any]]:
    limit = min(limit, LARGEST)
    query = select(*ANSWER).where(AnswerTable.kind == kind, *chosen.conditions)
    if after:
        query = query.where(choosing.beyond(chosen.order, *opened(after, int, int)))
    rows = session.connection().execute(query.order_by(*chosen.order).limit(limit + 1)).all()
    return cut(rows, limit, lambda row: [row.document_id, row.place])


def _duties(session: Session, names: Names, chosen: Chosen, rows: Sequence[Row[Any]]) -> list[DutyRow]:
    told = _told(session, names, chosen, rows)
    wanted = {"answers": [row.id for row in rows], "first": chosen.first, "last": chosen.last}
    dues: dict[int, list[Row[Any]]] = {}
    for due in session.connection().execute(DUES, wanted):
        dues.setdefault(due.answer_id, []).append(due)
    return [_duty(row, dues.get(row.id, []), told) for row in rows]


@dataclass(frozen=True, slots=True)
class _Told:
    """What rows of answers are told with: documents by number, words of statements, names, what was asked."""

    documents: dict[int, DocumentRow]
    quotes: dict[tuple[int, str], str]
    names: Names
    chosen: Chosen


def _told(session: Session, names: Names, chosen: Chosen, rows: Sequence[Row[Any]]) -> _Told:
    known = by_number(session, (row.document_id for row in rows), chosen.day)
    wanted = {"names": sorted({row.statement for row in rows})}
    quotes = {(row[0], row[1]): row[2] for row in session.connection().execute(QUOTES, wanted)}
    return _Told(known, quotes, names, chosen)


def _duty(row: Row[Any], dues: Sequence[Row[Any]], told: _Told) -> DutyRow:
    record = row.record
    awaited = next((due for due in dues if due.day == LAST), None)
    return DutyRow(
        **_common(row, told),
        modality=row.modality,
        action=record.get("action", ""),
        recipient=record.get("recipient"),
        deadline=record.get("deadline"),
        condition=record.get("condition"),
        due=tuple(dict.fromkeys(due.day for due in dues if due.day != LAST)),
        awaits=awaited.basis if awaited else None,
        awaits_en=awaited.basis_en if awaited else None,
        event=record.get("event"),
        support=tuple(record.get("support", ())),
        successors=tuple((name, share) for name, share in record.get("successors", ())),
        charge=record.get("charge"),
        derived=row.derived,
    )


def _penalty(row: Row[Any], told: _Told) -> PenaltyRow:
    record = row.record
    fine = record.get("fine")
    return PenaltyRow(
        **_common(row, told),
        trigger=record.get("trigger", ""),
        measure=record.get("measure", ""),
        fine=(fine["min"], fine["max"], fine["basis"]) if fine else None,
        enforcers=tuple(record.get("enforcers", ())),
        norms=tuple(record.get("norms", ())),
    )


def _common(row: Row[Any], told: _Told) -> dict[str, Any]:
    """What duties and penalties have alike."""
    record, document = row.record, told.documents[row.document_id]
    cited = record.get("cited", "")
    quote = record.get("quote") or told.quotes.get((row.document_id, row.statement), "")
    return {
        "id": row.name,
        "document": document.id,
        "title": document.title,
        "place": document.place,
        "state": document.state,
        "statement": row.statement,
        "actor": told.names.names.get(row.actor_id, ""),
        "relation": told.chosen.relation(row.actor_id),
        "lead": tuple(record.get("lead", ())),
        "rule": record["rule"],
        "source": Placed(
            eid=record.get("eid", ""),
            section=record.get("section", ""),
            cited=cited,
            cited_en=record.get("cited_en", cited),
            start=row.start,
            end=row.end,
            quote=quote,
        ),
    }


def _groups(rows: Sequence[Row[Any]]) -> list[list[Row[Any]]]:
    """Rows of one statement, day and act together."""
    groups: dict[tuple[object, ...], list[Row[Any]]] = {}
    for row in rows:
        own = (row[0].day, row[0].basis, row.document_id, row.statement, row.record.get("action", ""))
        groups.setdefault(own, []).append(row)
    return list(groups.values())


def _due(group: Sequence[Row[Any]], duties: dict[str, DutyRow]) -> DueRow:
    first = group[0]
    actors = dict.fromkeys(duties[row.name].actor for row in group)
    day = "" if first[0].day == LAST else first[0].day
    return DueRow(day, first[0].basis, first[0].basis_en, tuple(filter(None, actors)), duties[first.name])


def _known(session: Session, names: Names, chosen: Chosen, rows: Sequence[Row[Any]]) -> list[DutyRow]:
    distinct = {row.id: row for row in rows}
    return _duties(session, names, chosen, list(distinct.values()))


def _count(session: Session, query: Select[Any]) -> Count:
    number = session.scalar(select(func.count()).select_from(query.limit(COUNTED + 1).subquery())) or 0
    return Count(min(number, COUNTED), number <= COUNTED)
