"""Rules, derivations, proofs and answers: frozen values.

In: facts of `obligations.to_facts.VOCABULARY`. Out: what the rules conclude, each with its proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from obligations.model import Source


@dataclass(frozen=True, slots=True)
class Derivation:
    """One conclusion: `predicate(args…)`, by the rule `rule`, from `premises`.

    `key` is the canonical text ``predicate("arg", …)``; the same conclusion has the same key in every run. `premises`
    are the keys of facts and derivations in the order of the rule, then its absences (``not expires("doc", _)``), then
    its comparisons (``"2025-06-01" < "2025-12-31"``).
    """

    key: str
    predicate: str
    args: tuple[str, ...]
    rule: str
    premises: tuple[str, ...]


class Step(StrEnum):
    """What a node of a proof is."""

    DERIVED = "derived"  # concluded by a rule from the premises below it
    STATED = "stated"  # a fact of the text
    COMPUTED = "computed"  # a fact that is not of the text, or not of the text alone; the note says where from
    ABSENT = "absent"  # a fact or conclusion that there is not
    COMPARED = "compared"  # a comparison of two values
    LISTED = "listed"  # all that follows from a statement or document


@dataclass(frozen=True, slots=True)
class Proof:
    """A conclusion with its reasons, down to quoted leaves.

    The same is said twice: in a sentence for people, and in the terms of the rules, by which it can be checked.

    Attributes:
        conclusion: Chinese sentence for a lawyer, no machine words.
        step: what this node is.
        predicate: of the rules' vocabulary; the sign of a comparison; the kind of a list.
        args: its arguments; None where an absence stands for anything.
        rule: code of the rule, "" for a leaf.
        label: the rule's Chinese label.
        premises: proofs of the premises.
        source: for a leaf of the text: where it is written.
        note: for a leaf that is not of the text, or not of the text alone: what it is (actor taxonomy, calendar, day
            asked, absence, comparison).
        binding: of the rule's variables, in the order of its premises.
    """

    conclusion: str
    step: Step
    predicate: str
    args: tuple[str | None, ...]
    rule: str = ""
    label: str = ""
    premises: tuple[Proof, ...] = ()
    source: Source | None = None
    note: str = ""
    binding: tuple[tuple[str, str], ...] = ()


class Force(StrEnum):
    """Whether a document holds on the day asked."""

    IN_FORCE = "inForce"
    NOT_YET = "notYet"
    EXPIRED = "expired"
    REPEALED = "repealed"  # another document of the library repeals it
    SUPERSEDED = "superseded"  # a later version or the next of its series has taken its place
    PERIOD = "period"  # belongs to a plan period that covers the day
    PERIOD_PASSED = "periodPassed"  # belongs to a plan period that has passed
    UNDETERMINED = "undetermined"  # states a length of validity, but not the day it counts from
    UNSTATED = "unstated"  # states no expiry


CLOSED = frozenset(
    {Force.NOT_YET, Force.EXPIRED, Force.REPEALED, Force.SUPERSEDED, Force.PERIOD_PASSED}
)  # outside its validity on the day


@dataclass(frozen=True, slots=True)
class Validity:
    """A document's validity on a day, with the reason as a Chinese sentence and its proof."""

    document: str
    force: Force
    reason: str
    proof: Proof


class Charge(StrEnum):
    """An actor's part in a task that a sentence assigns."""

    LEAD = "lead"  # is in charge of it: 财政部门负责……
    SUPPORT = "support"  # assists with it: 市场监管部门配合……


@dataclass(frozen=True, slots=True)
class Successor:
    """An organ that has the competence of another on the day asked; `share` is what it has of it, "" for all."""

    name: str
    share: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one actor: an answer. An actor of "" means that the text names none.

    Attributes:
        id: stable; `zhize explain ID` prints the proof.
        norm: the statement it comes from: a norm, or a sentence that puts units in charge.
        relation: how the bearer relates to the actor asked: "self", "inherited" (stated for a wider class),
            "narrower" (stated for some of the asked class), "" when no actor was asked.
        derived: True when the text does not say it in so many words (organised by another, addressee, section lead).
        deadline: as in `obligations.model.Deadline.norm`.
        due: dated instances (ISO) within the window asked and the validity of the document.
        lead, support: departments that answer for it.
        rule: code of the rule that gives the actor this duty.
        validity: on the day asked, or on its first dated instance when days were asked for.
        awaits: for a deadline without a date: why.
        event: what it counts from, "" when the text names nothing; None when nothing is awaited.
        successors: who has the competence of the actor on the day asked, where it is an organ that is no more.
        charge: the actor's part, where this is a task that a sentence assigns; None for what a norm demands.
    """

    id: str
    document: str
    norm: str
    actor: str
    relation: str
    modality: str
    action: str
    recipient: str | None
    deadline: str | None
    due: tuple[str, ...]
    condition: str | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    derived: bool
    rule: str
    validity: Validity
    source: Source
    awaits: str | None = None
    event: str | None = None
    charge: Charge | None = None
    successors: tuple[Successor, ...] = ()


@dataclass(frozen=True, slots=True)
class Fine:
    """Bounds of a fine in yuan, and a base it is counted from (违法所得的50%); "" where the text states none."""

    least: str
    most: str
    basis: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """One measure that one actor may suffer: an answer. An actor of "" means that the text names none.

    Attributes:
        trigger: the case in which it is suffered.
        fine: its bounds, or None.
        enforcers: who imposes it, in the order of the text; empty when it names nobody.
        norms: the duties whose breach the sanction names.
        lead: departments that answer for the section; useful where no enforcer is named.
    """

    id: str
    document: str
    sanction: str
    actor: str
    relation: str
    trigger: str
    measure: str
    fine: Fine | None
    enforcers: tuple[str, ...]
    norms: tuple[str, ...]
    rule: str
    validity: Validity
    source: Source
    lead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What every answer says of the documents it looked at.

    Attributes:
        day: the day (ISO) validity is told for.
        validities: one for each document looked at, in their order.
        withheld: documents outside their validity on a day asked for, with the number of items not listed.
        notes: Chinese sentences on how the question was understood.
    """

    day: str
    validities: tuple[Validity, ...]
    withheld: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyAnswer(Answer):
    """Duties in the order of documents and texts."""

    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class PenaltyAnswer(Answer):
    """Penalties in the order of documents and texts."""

    penalties: tuple[Penalty, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A day on which duties of one norm fall due; `day` is "" while a deadline waits for its event.

    Attributes:
        basis: how the day follows from the text, or why there is none.
        actors: whose duty it is.
        duty: one of these duties, for everything else.
    """

    day: str
    basis: str
    actors: tuple[str, ...]
    duty: Duty


@dataclass(frozen=True, slots=True)
class DeadlineAnswer(Answer):
    """Deadlines in the order of their days, those without a day last."""

    dues: tuple[Due, ...]


class Outcome(StrEnum):
    """What the hierarchy of norms says of a conflict."""

    PREVAILS = "prevails"  # one of the two applies
    UNDECIDED = "undecided"  # an organ decides
    OPEN = "open_conflict"  # no rule decides, and no organ is named


@dataclass(frozen=True, slots=True)
class Party:
    """One of two provisions that contradict each other.

    Attributes:
        instrument: the kind of its document, "" where the metadata do not tell.
        actors: whom it is for, as printed.
        modality: of a norm, "" for a sanction.
        words: the act.
        fine: least and most in yuan, "" where not stated; None for a norm.
    """

    document: str
    statement: str
    instrument: str
    actors: tuple[str, ...]
    modality: str
    words: str
    fine: tuple[str, str] | None
    source: Source


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two provisions that cannot both be followed, and which applies.

    Attributes:
        id: the IDs of the two statements, joined by ~.
        matter: in what they contradict each other.
        prevailing: the statement that applies, "" when that is not decided.
        rule, label: by which it is decided, or left undecided.
        told: the outcome in a sentence.
    """

    id: str
    parties: tuple[Party, Party]
    matter: str
    outcome: Outcome
    prevailing: str
    rule: str
    label: str
    told: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class ConflictAnswer(Answer):
    """Conflicts in the order of documents and texts."""

    conflicts: tuple[Conflict, ...]


class GapKind(StrEnum):
    """What a document leaves open, and how its work is spread."""

    UNSANCTIONED = "unsanctioned"  # an obligation or a prohibition whose breach no sanction of the document punishes
    UNJOINED = "unjoined"  # an act that a sanction punishes, and no duty of the document is joined to
    UNOWNED = "unowned"  # an obligation of nobody: no bearer, and no unit leads the part
    UNDATED = "undated"  # an obligation without a time limit
    ACROSS = "across"  # a sanction that punishes the breach of another document's duty: no gap, once both are given
    EXCEEDS = "exceeds"  # a fine outside the range that a superior document gives for the same act
    LOAD = "load"  # what each department answers for in each quarter


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a document leaves open: an answer.

    Attributes:
        id: of the statement; `zhize explain ID` prints what is known of it.
        actors: who bears it; of a sanction, who suffers it. Empty when the text names nobody.
        modality: of a duty; "" of a sanction.
        words: the act; of a sanction, the act or the provision that is joined to nothing.
        reason: why a sanction is joined to nothing; of a duty of organs, that only neglect in general is punished; of a
            sanction of another document's duty, which duty, how it was found and how far it can be relied on; of a fine
            that exceeds a superior one, both ranges; "" where the kind says all. In the language asked for.
        lead: departments that answer for it.
    """

    id: str
    kind: GapKind
    document: str
    actors: tuple[str, ...]
    modality: str
    words: str
    reason: str
    lead: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Load:
    """How many statements a department answers for in a quarter, each counted once.

    Attributes:
        department: as printed.
        quarter: "2025Q1"; "" for what has no day within the time asked about.
        lead: those that it leads; support: those that it supports; duties: those that it bears by name.
    """

    department: str
    quarter: str
    lead: int
    support: int
    duties: int


@dataclass(frozen=True, slots=True)
class GapAnswer(Answer):
    """Gaps in the order of documents, kinds and texts; loads by department and quarter, those without a day last."""

    gaps: tuple[Gap, ...]
    loads: tuple[Load, ...]
