"""The JSON of a case.

In: the answer to a case. Out: records with stable keys. Guarantee: what is printed is valid under
`docs/schema/case.json`; keys are English, values are the words of the texts and of the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engine.cases.model import State, Step
from obligations.model import Modality
from workbench.records.answer_record import (
    Day,
    FineRecord,
    PolicyRecord,
    Record,
    SourceRecord,
    SuccessorRecord,
    fine,
    policies,
    source,
)
from workbench.records.proof_record import ProofRecord, proof
from workbench.rendering.cited import by_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.cases.model import CaseDuty, Consequence, Question
    from workbench.model import CaseReport, Reason
    from workbench.rendering.cited import Sections


class VerdictRecord(Record):
    """Whether a condition holds of the actor; null: not known."""

    condition: str
    holds: bool | None


class CaseDutyRecord(Record):
    """One duty in a case, on one of its days."""

    id: str = Field(description="for --why and --why-not")
    document: str
    actor: str
    bearer: str = Field(description="whom the text names")
    object: bool = Field(description="the duty is another's, and is carried out upon the actor")
    modality: Modality
    action: str
    state: State
    due: Day | None
    basis: str = Field(description="how the day follows; '' when there is none")
    done: Day | None
    conditions: list[VerdictRecord]
    questions: list[str] = Field(description="what would decide it")
    derived: bool = Field(description="the text does not say it in so many words")
    rule: str
    norm: str
    source: SourceRecord


class ConsequenceRecord(Record):
    """One consequence in a case."""

    id: str = Field(description="for --why and --why-not")
    document: str
    actor: str
    trigger: str
    measures: list[str]
    fine: FineRecord | None
    basis: str = Field(description="how the fine was counted")
    enforcers: list[str] = Field(description="who imposes it; empty when the text names nobody")
    successors: list[SuccessorRecord] = Field(description="for organs that are no more on the day asked")
    step: Step
    since: Day | None
    until: Day | None = Field(description="last day of an order to put it right")
    follows: str = Field(description="the sanction that it comes after; '' for a first one")
    questions: list[str] = Field(description="what would decide it")
    rule: str
    sanction: str
    source: SourceRecord


class MissingRecord(Record):
    """A question that is open, with the duties and consequences that it decides."""

    question: str
    answer: str = Field(description="how the case file answers it")
    decides: list[str] = Field(description="IDs that it decides alone")
    touches: list[str] = Field(description="IDs that it decides together with other questions")


class CaseRecord(Record):
    """Answer of `zhize case FILE --format json`."""

    title: str
    day: Day
    notes: list[str]
    policies: list[PolicyRecord]
    duties: list[CaseDutyRecord]
    consequences: list[ConsequenceRecord]
    questions: list[MissingRecord]


class QuestionsRecord(Record):
    """Answer of `zhize case FILE --ask --format json`: the questions, those that decide most first."""

    title: str
    day: Day
    questions: list[MissingRecord]


class ReasonRecord(Record):
    """Answer of `zhize case FILE --why-not WORDS --format json`."""

    id: str
    proof: ProofRecord


def case(answer: CaseReport) -> CaseRecord:
    """The record of a case."""
    sections = by_document(answer.entries)
    return CaseRecord(
        title=answer.case.title,
        day=answer.found.day,
        notes=list(answer.found.notes),
        policies=policies(answer.found, answer.entries),
        duties=[duty(one, sections) for one in answer.found.duties],
        consequences=[consequence(one, sections) for one in answer.found.consequences],
        questions=[missing(one) for one in answer.found.questions],
    )


def questions(answer: CaseReport) -> QuestionsRecord:
    """The record of the questions of a case."""
    found = [missing(one) for one in answer.found.questions]
    return QuestionsRecord(title=answer.case.title, day=answer.found.day, questions=found)


def reason(answer: Reason) -> ReasonRecord:
    """The record of a reason."""
    return ReasonRecord(id=answer.id, proof=proof(answer.proof, by_document(answer.entries)))


def duty(one: CaseDuty, sections: Mapping[str, Sections]) -> CaseDutyRecord:
    """The record of a duty."""
    return CaseDutyRecord(
        id=one.id,
        document=one.document,
        actor=one.actor,
        bearer=one.bearer,
        object=one.object,
        modality=Modality(one.modality),
        action=one.action,
        state=one.state,
        due=one.due or None,
        basis=one.basis,
        done=one.done or None,
        conditions=[VerdictRecord(condition=each.condition, holds=each.holds) for each in one.conditions],
        questions=[each.text for each in one.questions],
        derived=one.derived,
        rule=one.rule,
        norm=one.norm,
        source=source(one.source, sections),
    )


def consequence(one: Consequence, sections: Mapping[str, Sections]) -> ConsequenceRecord:
    """The record of a consequence."""
    return ConsequenceRecord(
        id=one.id,
        document=one.document,
        actor=one.actor,
        trigger=one.trigger,
        measures=list(one.measures),
        fine=fine(one.fine) if one.fine else None,
        basis=one.basis,
        enforcers=list(one.enforcers),
        successors=[SuccessorRecord(name=each.name, share=each.share) for each in one.successors],
        step=one.step,
        since=one.since or None,
        until=one.until or None,
        follows=one.follows,
        questions=[each.text for each in one.questions],
        rule=one.rule,
        sanction=one.sanction,
        source=source(one.source, sections),
    )


def missing(one: Question) -> MissingRecord:
    """The record of a question."""
    return MissingRecord(
        question=one.missing.text,
        answer=one.missing.answer,
        decides=list(one.decides),
        touches=list(one.touches),
    )
