"""Filters as conditions of the database.

In: filters. Out: conditions. Guarantee: none for what is not asked; what is asked for in words of people becomes a
value of a condition, never a part of its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    any_,
    bindparam,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from engine.model import Force
from engine.taxonomy import Relation
from obligations.model import Modality
from workbench.store import indexing
from workbench.store.cursors import LAST
from workbench.store.errors import RefusedError
from workbench.store.making import HEIR, PENALTY
from workbench.store.rows import AnswerFilter, DocumentFilter, StatementFilter
from workbench.store.tables import (
    AnswerTable,
    DocumentTable,
    DueTable,
    MentionTable,
    PartyTable,
    StandingTable,
    StatementTable,
)
from workbench.store.words import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from workbench.store.naming import Meant, Names

    Condition = ColumnElement[bool]


# Answers that are listed and put in order; of more, a page is full sooner when all are gone through. To look at one
# answer for an actor is cheap, for a department it is another question.
FEW, FEW_OF_DEPARTMENT = 2_000, 30_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked for.

    Attributes:
        conditions: of the answers, their kind left aside.
        order: of documents and texts, as columns; computed where an index by this order would be the longer way.
        day: for which it is told how documents stand.
        first, last: days on which what is due is listed.
        meant: who the actor asked for is, None when none was.
    """

    conditions: tuple[Condition, ...]
    order: tuple[Any, Any]
    day: str
    first: str
    last: str
    meant: Meant | None

    def relation(self, actor: int | None) -> str:
        """How a bearer relates to the actor asked for."""
        if self.meant is None or actor is None:
            return ""
        if actor in self.meant.local:
            return Relation.NARROWER.value
        found = self.meant.related.get(actor, Relation.SUCCESSOR)
        return found.value


def day(as_of: date | None) -> str:
    """The day asked, ISO; today when none is."""
    return (as_of or date.today()).isoformat()


def among(session: Session, column: Any, numbers: Sequence[int]) -> Condition:
    """That a column is one of many numbers."""
    if session.get_bind().dialect.name == indexing.SQLITE:
        values = func.json_each(literal(f"[{','.join(map(str, numbers))}]")).table_valued("value")
        found: Condition = column.in_(select(values.c.value))
        return found
    same: Condition = column == any_(literal(list(numbers), ARRAY(Integer)))
    return same


def documents(session: Session, asked: DocumentFilter | AnswerFilter) -> list[Condition]:
    """Which documents."""
    found: list[Condition] = []
    if asked.places:
        found.append(or_(*(DocumentTable.place.startswith(each, autoescape=True) for each in asked.places)))
    if asked.levels:
        found.append(DocumentTable.level.in_(asked.levels))
    if asked.states:
        _checked(asked.states, Force)
        held = select(StandingTable.document_id).where(*standing(day(asked.as_of)))
        found.append(DocumentTable.id.in_(held.where(StandingTable.state.in_(asked.states))))
    if isinstance(asked, AnswerFilter):
        found += [DocumentTable.name.in_(asked.documents)] if asked.documents else []
    else:
        for word in asked.words.split():
            named = DocumentTable.title.contains(word, autoescape=True)
            found.append(
                or_(named, *(c.contains(word, autoescape=True) for c in (DocumentTable.doc_number, DocumentTable.name)))
            )
    return found


def standing(on: str) -> tuple[Condition, Condition]:
    """How documents stand on a day."""
    return StandingTable.since <= on, StandingTable.until > on


def statements(session: Session, asked: StatementFilter) -> list[Condition]:
    """Which statements."""
    found: list[Condition] = []
    if asked.documents:
        found.append(DocumentTable.name.in_(asked.documents))
    if asked.kinds:
        found.append(StatementTable.kind.in_(asked.kinds))
    if asked.modality:
        _checked((asked.modality,), Modality)
        found.append(StatementTable.modality == asked.modality)
    if asked.corrected:
        found.append(StatementTable.correction.is_not(None))
    return found


def answers(session: Session, names: Names, kind: str, asked: AnswerFilter, by_day: bool = True) -> Chosen:
    """Which answers; `by_day` False when the caller chooses among their days.

    Raises:
        RefusedError: a value that no such filter has.
    """
    names.refresh(session)
    found: list[Condition] = []
    of_documents = documents(session, asked)
    if of_documents:
        found.append(AnswerTable.document_id.in_(select(DocumentTable.id).where(*of_documents)))
    if asked.modality:
        _checked((asked.modality,), Modality)
        found.append(AnswerTable.modality == asked.modality)
    meant = names.actor(asked.actor) if asked.actor else None
    parts = [] if meant is None else [_actor(session, kind, meant)]
    if asked.department:
        parts.append(_department(session, names.department(asked.department)))
    listed = [_is_few(session, part) for part in parts]
    found += [
        AnswerTable.id.in_(part.numbers) if few else part.condition for part, few in zip(parts, listed, strict=True)
    ]
    found += [indexing.matches(session, AnswerTable, phrase) for phrase in phrases(asked.topic)]
    if by_day and (asked.due_from or asked.due_before or asked.awaited):
        found.append(AnswerTable.id.in_(select(DueTable.answer_id).where(*days(asked))))
    first = asked.due_from or (None if asked.due_before else asked.as_of or date.today())
    last = asked.due_before.isoformat() if asked.due_before else LAST
    order = (AnswerTable.document_id + 0 if any(listed) else AnswerTable.document_id, AnswerTable.place)
    return Chosen(tuple(found), order, day(asked.as_of), first.isoformat() if first else "0", last, meant)


def days(asked: AnswerFilter) -> list[Condition]:
    """Within the days asked for."""
    found: list[Condition] = [DueTable.day == LAST] if asked.awaited else []
    if asked.due_from or asked.due_before:
        found.append(DueTable.day >= (asked.due_from.isoformat() if asked.due_from else "0"))
        found.append(DueTable.day < LAST)
    if asked.due_before:
        found.append(DueTable.day <= asked.due_before.isoformat())
    return found


def beyond(order: tuple[Any, Any], document: object, place: object) -> Condition:
    """After a place in the order of documents and texts."""
    return tuple_(*order) > tuple_(literal(document), literal(place))


def later(column: Any, number: Any, on: object, last: object, *, latest_first: bool) -> Condition:
    """After an answer in the order of days."""
    here, there = tuple_(column, number), tuple_(literal(on), literal(last))
    return here < there if latest_first else here > there


@dataclass(frozen=True, slots=True)
class _Part:
    """Who has a part in an answer: the numbers of at most so many (`few`), or a condition to look at one by one."""

    numbers: Select[Any] | CompoundSelect[Any]
    condition: Condition
    few: int


def _is_few(session: Session, part: _Part) -> bool:
    """Whether listing the answers is the shorter way."""
    counted = select(func.count()).select_from(part.numbers.limit(part.few + 1).subquery())
    return (session.scalar(counted) or 0) <= part.few


def _actor(session: Session, kind: str, meant: Meant) -> _Part:
    ways: list[Condition] = [among(session, AnswerTable.actor_id, sorted(meant.related))]
    if meant.own:
        naming = select(MentionTable.document_id).where(MentionTable.name_id.in_(meant.own))
        local = among(session, AnswerTable.actor_id, meant.local)
        ways.append(and_(local, (AnswerTable.document_id + 0).in_(naming)))
        heirs = select(PartyTable.answer_id).where(PartyTable.name_id.in_(meant.own), PartyTable.role == HEIR)
        ways.append(AnswerTable.id.in_(heirs))
    if kind == PENALTY:  # a sanction that names nobody may concern anybody
        ways.append(AnswerTable.actor_id.is_(None))
    numbers = union_all(*(select(AnswerTable.id).where(AnswerTable.kind == kind, way) for way in ways))
    return _Part(numbers, or_(*ways), FEW)


def _department(session: Session, meant: Sequence[int]) -> _Part:
    numbers = select(PartyTable.answer_id)
    named: BindParameter[list[int]] = bindparam(None, list(meant), expanding=True, literal_execute=True)
    one = numbers.where(PartyTable.answer_id == AnswerTable.id, (PartyTable.name_id + 0).in_(named))
    return _Part(numbers.where(among(session, PartyTable.name_id, meant)), one.exists(), FEW_OF_DEPARTMENT)


def _checked(values: Sequence[str], kind: type[Force] | type[Modality]) -> None:
    for value in values:
        if value not in set(kind):
            raise RefusedError("error.store_value", value=value, known=" ".join(kind))
