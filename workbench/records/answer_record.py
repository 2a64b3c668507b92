"""The JSON of the answers: pydantic models at the border, their JSON Schema published in `docs/schema/`.

In: the answers of `workbench.model`. Out: records with stable keys. Guarantee: what is printed is valid under the
published schema; keys are English, values are the words of the texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from engine.model import Charge, Force
from obligations.model import Modality
from workbench.rendering.cited import by_document, documents, place, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.model import Answer, Duty, Fine, Penalty
    from engine.questions import Asked
    from obligations.model import Source
    from workbench.model import Duties, Entry, Penalties
    from workbench.rendering.cited import Sections

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a day, ISO 8601")]


class Record(BaseModel):
    """Base of all records."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceRecord(Record):
    """Where something is written; `quote` equals the document's text at [start, end), in code points."""

    document: str
    section: str = Field(description="section number as printed, labels joined by '/'; '' outside numbered sections")
    eid: str
    start: int
    end: int
    quote: str


class PolicyRecord(Record):
    """A document the question was asked of, and how it stands on the day of the answer."""

    id: str
    title: str
    jurisdiction: str
    force: Force
    reason: str = Field(description="in the language asked for")
    withheld: int = Field(description="answers left out because the document is not in force on the day asked for")


class SuccessorRecord(Record):
    """An organ that has the competence of the actor on the day asked."""

    name: str
    share: str = Field(description="what it has of the competence; '' for all")


class DutyRecord(Record):
    """One duty of one actor."""

    id: str
    document: str
    actor: str
    relation: str = Field(
        description="self, inherited, narrower, successor, partSuccessor, or '' when no actor was asked for"
    )
    modality: Modality
    charge: Charge | None = Field(description="for a task: the actor is in charge of it (负责), or supports it (配合)")
    action: str
    recipient: str | None
    deadline: str | None = Field(
        description="date:, from:, range:, yearly:, monthly:, quarterly, halfyearly, relative:"
    )
    due: list[Day]
    awaits: str | None = Field(description="why a deadline has no day, in the language asked for")
    event: str | None = Field(description="what such a deadline counts from; '' when the text names nothing")
    condition: str | None
    lead: list[str]
    support: list[str]
    successors: list[SuccessorRecord] = Field(description="for an organ that is no more on the day asked")
    derived: bool = Field(description="the text does not say it in so many words")
    rule: str
    norm: str
    source: SourceRecord


class FineRecord(Record):
    """Bounds in yuan, and a base such as 违法所得的50%; null where the text states none."""

    min: str | None
    max: str | None
    basis: str | None


class PenaltyRecord(Record):
    """One measure that one actor may suffer."""

    id: str
    document: str
    actor: str
    relation: str
    trigger: str
    measure: str
    fine: FineRecord | None
    enforcers: list[str] = Field(description="who imposes it; empty when the text names nobody")
    lead: list[str]
    norms: list[str]
    rule: str
    sanction: str
    source: SourceRecord


class QuestionRecord(Record):
    """What was asked; null or empty where nothing was."""

    policy: list[str]
    actor: str | None
    department: str | None
    modality: Modality | None
    topic: str | None
    due_from: Day | None
    due_before: Day | None
    as_of: Day | None


class DutiesRecord(Record):
    """Answer of `zhize duties --format json`."""

    question: QuestionRecord
    day: Day = Field(description="the day validity is told for")
    notes: list[str] = Field(description="how the question was understood, in the language asked for")
    policies: list[PolicyRecord]
    duties: list[DutyRecord]


class PenaltiesRecord(Record):
    """Answer of `zhize penalties --format json`."""

    question: QuestionRecord
    day: Day = Field(description="the day validity is told for")
    notes: list[str] = Field(description="how the question was understood, in the language asked for")
    policies: list[PolicyRecord]
    penalties: list[PenaltyRecord]


def duties(answer: Duties) -> DutiesRecord:
    """The record of duties."""
    sections = by_document(answer.entries)
    return DutiesRecord(
        question=question(answer.asked),
        day=answer.found.day,
        notes=list(answer.found.notes),
        policies=policies(answer.found, answer.entries),
        duties=[duty(one, sections) for one in answer.found.duties],
    )


def penalties(answer: Penalties) -> PenaltiesRecord:
    """The record of penalties."""
    sections = by_document(answer.entries)
    return PenaltiesRecord(
        question=question(answer.asked),
        day=answer.found.day,
        notes=list(answer.found.notes),
        policies=policies(answer.found, answer.entries),
        penalties=[penalty(one, sections) for one in answer.found.penalties],
    )


def question(asked: Asked) -> QuestionRecord:
    """The record of the question."""
    policy, kind = asked.get("policy") or (), asked.get("modality")
    days = {name: asked.get(name) for name in ("due_from", "due_before", "as_of")}
    return QuestionRecord(
        policy=[policy] if isinstance(policy, str) else list(policy),
        actor=asked.get("actor"),
        department=asked.get("department"),
        modality=Modality(kind) if kind else None,
        topic=asked.get("topic"),
        **{name: str(day) if day else None for name, day in days.items()},
    )


def policies(found: Answer, entries: tuple[Entry, ...]) -> list[PolicyRecord]:
    """The documents asked and their validity."""
    known = documents(entries)
    withheld = dict(found.withheld)
    return [
        PolicyRecord(
            id=one.document,
            title=title(known[one.document]),
            jurisdiction=place(known[one.document]),
            force=one.force,
            reason=one.reason,
            withheld=withheld.get(one.document, 0),
        )
        for one in found.validities
    ]


def source(one: Source, sections: Mapping[str, Sections]) -> SourceRecord:
    """The record of a place in a text."""
    return SourceRecord(
        document=one.document,
        section=sections[one.document].get(one.eid, ""),
        eid=one.eid,
        start=one.start,
        end=one.end,
        quote=one.quote,
    )


def duty(one: Duty, sections: Mapping[str, Sections]) -> DutyRecord:
    """The record of a duty."""
    return DutyRecord(
        id=one.id,
        document=one.document,
        actor=one.actor,
        relation=one.relation,
        modality=Modality(one.modality),
        charge=one.charge,
        action=one.action,
        recipient=one.recipient,
        deadline=one.deadline,
        due=list(one.due),
        awaits=one.awaits,
        event=one.event,
        condition=one.condition,
        lead=list(one.lead),
        support=list(one.support),
        successors=[SuccessorRecord(name=each.name, share=each.share) for each in one.successors],
        derived=one.derived,
        rule=one.rule,
        norm=one.norm,
        source=source(one.source, sections),
    )


def penalty(one: Penalty, sections: Mapping[str, Sections]) -> PenaltyRecord:
    """The record of a penalty."""
    return PenaltyRecord(
        id=one.id,
        document=one.document,
        actor=one.actor,
        relation=one.relation,
        trigger=one.trigger,
        measure=one.measure,
        fine=fine(one.fine) if one.fine else None,
        enforcers=list(one.enforcers),
        lead=list(one.lead),
        norms=list(one.norms),
        rule=one.rule,
        sanction=one.sanction,
        source=source(one.source, sections),
    )


def fine(one: Fine) -> FineRecord:
    """The record of a fine."""
    return FineRecord(min=one.least or None, max=one.most or None, basis=one.basis or None)
