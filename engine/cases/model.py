"""A case and its answer: frozen values.

In: nothing. Out: what `engine.cases.from_yaml` reads, and what `engine.cases.answers` gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.model import Answer, Fine, Successor
from obligations.model import Source


class Kind(StrEnum):
    """What kind of event it is, in the words of the case file."""

    HAPPENS = "发生"  # something happens, or the actor does it
    FAILS = "未履行"  # the actor does not do what he must
    INSPECTION = "检查"  # with a result
    ORDER = "责令改正"  # with a time limit
    REMEDY = "改正"


PASSED, FAILED = "合格", "不合格"


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of a case.

    Attributes:
        roles: as documents call such actors; an actor may have several.
        place: where he is; the documents of this place and of those around it bind him.
        since, until: the days between which he exists.
        attributes: name and value, as text; a name may stand there more than once.
        line: of the case file, 1-based.
    """

    name: str
    roles: tuple[str, ...]
    place: str
    since: date | None
    until: date | None
    attributes: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        id: 第12行, the line of the case file; 假设1 for what is assumed.
        what: in the words of the documents.
        result: of an inspection: `PASSED` or `FAILED`.
        within: of an order: its time limit as text; `until` its last day.
        due: for an act that is due again and again: the last day of the time that it is for.
    """

    id: str
    day: date
    actor: str
    kind: Kind
    what: str
    result: str = ""
    within: str = ""
    until: date | None = None
    due: date | None = None

    @property
    def told(self) -> str:
        """The event in few words."""
        told = self.what or self.within or self.kind.value
        return f"{told}：{self.result}" if self.result else told


@dataclass(frozen=True, slots=True)
class Case:
    """A case.

    Attributes:
        file: its name, for messages.
        documents: IDs asked for; empty for all that bind the actors.
        answers: words of a condition, and whether it holds: True, False, or the day since which it does.
        text, sha256: of the file.
        assumed: events that are assumed, in words, beside those of the file; `events` has them too.
    """

    file: str
    title: str
    as_of: date | None
    documents: tuple[str, ...]
    parties: tuple[Party, ...]
    events: tuple[Event, ...]
    answers: tuple[tuple[str, bool | date], ...]
    text: str = ""
    sha256: str = ""
    assumed: tuple[str, ...] = ()


class State(StrEnum):
    """How a duty stands on the day."""

    UPCOMING = "upcoming"  # the time for it has not begun
    DUE = "due"  # to be done now, or to be kept all the time
    FULFILLED = "fulfilled"
    VIOLATED = "violated"
    EXCUSED = "excused"  # an exception holds
    UNDETERMINED = "undetermined"


class Step(StrEnum):
    """How a consequence stands on the day."""

    INCURRED = "incurred"
    NEXT = "next"  # once an order is not obeyed
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds: True, False, or None for not known."""

    condition: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is missing: the question, and how the case file answers it."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class CaseDuty:
    """One duty in a case, on one of its days.

    Attributes:
        actor: of the case; `bearer` is whom the text names.
        object: the duty is another's, and is carried out upon the actor.
        due: the day (ISO), "" when it has none.
        basis: how the day follows, or why there is none.
        done: the day on which it was done, "" when it was not.
        conditions: what it depends on.
        questions: what would decide it.
        derived: the text does not say in so many words that it is the bearer's.
        key: of the conclusion that proves its state.
    """

    id: str
    document: str
    norm: str
    actor: str
    bearer: str
    object: bool
    modality: str
    action: str
    state: State
    due: str
    basis: str
    done: str
    conditions: tuple[Verdict, ...]
    questions: tuple[Missing, ...]
    derived: bool
    rule: str
    source: Source
    key: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """One consequence in a case.

    Attributes:
        enforcers: who imposes it, as the text names them; `successors`: who has their powers today.
        since: the day from which it is incurred, "" while it is not.
        until: the last day of an order to correct, "" when there is none.
        follows: the sanction it comes after, "" for a first one.
        at_hand: it is of a chain that has begun; others wait for an answer to a question.
        questions: what would decide it.
    """

    id: str
    document: str
    sanction: str
    actor: str
    trigger: str
    measures: tuple[str, ...]
    fine: Fine | None
    basis: str
    enforcers: tuple[str, ...]
    successors: tuple[Successor, ...]
    step: Step
    since: str
    until: str
    follows: str
    at_hand: bool
    questions: tuple[Missing, ...]
    rule: str
    source: Source
    key: str


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is missing.

    Attributes:
        missing: the question.
        decides: what it decides alone; `touches`: what it decides with others. IDs.
    """

    missing: Missing
    decides: tuple[str, ...]
    touches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseAnswer(Answer):
    """What holds in a case: duties and consequences in the order of documents and texts, questions by weight."""

    duties: tuple[CaseDuty, ...]
    consequences: tuple[Consequence, ...]
    questions: tuple[Question, ...]
