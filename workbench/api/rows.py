"""Rows of the knowledge base as the records that the command line prints.

In: rows, and the language. Out: records of `workbench.records`. Guarantee: of documents, those that
the rows of a page speak of.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model import Charge, Force
from obligations.model import Modality
from workbench.records.answer_record import (
    DutyRecord,
    FineRecord,
    PenaltyRecord,
    PolicyRecord,
    QuestionRecord,
    SourceRecord,
    SuccessorRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.store.rows import AnswerFilter, DocumentRow, DutyRow, PenaltyRow
    from workbench.stored_base import StoredBase


def question(asked: AnswerFilter) -> QuestionRecord:
    """What was asked."""
    days = {name: getattr(asked, name) for name in ("due_from", "due_before", "as_of")}
    return QuestionRecord(
        policy=list(asked.documents),
        actor=asked.actor or None,
        department=asked.department or None,
        modality=Modality(asked.modality) if asked.modality else None,
        topic=asked.topic or None,
        **{name: value.isoformat() if value else None for name, value in days.items()},
    )


def day(asked: AnswerFilter) -> str:
    """The day validity is told for."""
    return (asked.as_of or date.today()).isoformat()


def policies(
    base: StoredBase, found: Iterable[DutyRow | PenaltyRow], as_of: date | None, lang: str
) -> list[PolicyRecord]:
    """The documents that rows speak of."""
    names = list(dict.fromkeys(row.document for row in found))
    return [policy(row, lang) for row in base.documents_named(names, as_of)]


def policy(row: DocumentRow, lang: str) -> PolicyRecord:
    """A document, and how it stands."""
    return PolicyRecord(
        id=row.id,
        title=row.title or row.source,
        jurisdiction=row.place or row.id,
        force=Force(row.state),
        reason=row.reason_en if lang == "en" else row.reason,
        withheld=0,
    )


def duty(row: DutyRow, lang: str) -> DutyRecord:
    """A duty."""
    return DutyRecord(
        id=row.id,
        document=row.document,
        actor=row.actor,
        relation=row.relation,
        modality=Modality(row.modality),
        charge=Charge(row.charge) if row.charge else None,
        action=row.action,
        recipient=row.recipient,
        deadline=row.deadline,
        due=list(row.due),
        awaits=row.awaits_en if lang == "en" else row.awaits,
        event=row.event,
        condition=row.condition,
        lead=list(row.lead),
        support=list(row.support),
        successors=[SuccessorRecord(name=name, share=share) for name, share in row.successors],
        derived=row.derived,
        rule=row.rule,
        norm=row.statement,
        source=source(row),
    )


def penalty(row: PenaltyRow) -> PenaltyRecord:
    """A penalty."""
    least, most, basis = row.fine or ("", "", "")
    return PenaltyRecord(
        id=row.id,
        document=row.document,
        actor=row.actor,
        relation=row.relation,
        trigger=row.trigger,
        measure=row.measure,
        fine=FineRecord(min=least or None, max=most or None, basis=basis or None) if row.fine else None,
        enforcers=list(row.enforcers),
        lead=list(row.lead),
        norms=list(row.norms),
        rule=row.rule,
        sanction=row.statement,
        source=source(row),
    )


def source(row: DutyRow | PenaltyRow) -> SourceRecord:
    """Where it is written."""
    where = row.source
    return SourceRecord(
        document=row.document,
        section=where.section,
        eid=where.eid,
        start=where.start,
        end=where.end,
        quote=where.quote,
    )
