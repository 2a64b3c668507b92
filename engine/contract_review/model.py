"""What a review of a contract finds: frozen values.

In: nothing. Out: `Review` with its `Finding`s and `Question`s. Guarantee: every finding carries the rule behind it,
its proof, and the exact words of the contract and of the policy; where something is absent the finding has no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from engine.model import Proof, Validity
from obligations.contracts.model import Contract
from obligations.model import Source


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # the contract contradicts or lacks what is demanded
    WARNING = "warning"  # somebody has to look at it before the contract is signed
    NOTE = "note"  # worth knowing; never a reason to refuse


class Status(StrEnum):
    """How a finding counts."""

    FOUND = "found"
    WAIVED = "waived"  # somebody answers for it, with a reason and until a day
    BASELINE = "baseline"  # known from an earlier review


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a finding rests.

    Attributes:
        policy: ID of the policy, "" for what holds of every contract.
        title: of the policy, or of the general basis (《民法典》第一千二百六十条).
        provision: path of labels in the policy ("三/（三）"), "" for the general basis.
        statement: ID of the policy's statement, which `zhize explain` takes; "" for the general basis.
        source: the words of the policy, None for the general basis.
    """

    policy: str
    title: str
    provision: str
    statement: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a contract lacks or has wrong.

    Attributes:
        id: ``contract.rule.mark``: the same in every run as long as the rule, the demand of the policy and the words of
            the contract are the same, wherever in the contract they stand.
        rule: code of the rule that concluded it.
        label: the rule's label in the language asked for.
        severity: how much it weighs.
        contract: ID of the contract.
        clause: label of the clause ("第八条", "第八条第二款"), "" when something is absent, or before the first clause.
        source: the contract's words; None when something is absent.
        basis: on what it rests.
        says: what is wrong, in a sentence.
        advice: what to write instead.
        key: of the conclusion.
        proof: down to the words of the contract and of the policy.
        status: whether it counts.
    """

    id: str
    rule: str
    label: str
    severity: Severity
    contract: str
    clause: str
    source: Source | None
    basis: Basis
    says: str
    advice: str
    key: str
    proof: Proof
    status: Status = Status.FOUND


@dataclass(frozen=True, slots=True)
class Question:
    """Something that could not be decided, and what one would have to know.

    Attributes:
        clause: label of the clause, "" for the whole contract.
        source: the words in question, None for the whole contract.
        asks: the question, in a sentence.
        why: why it could not be decided.
    """

    clause: str
    source: Source | None
    asks: str
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """A contract against policies.

    Attributes:
        contract: as it was read.
        day: (ISO) for which everything is judged: the signing date, or the day asked for, or today.
        signed: whether `day` is the signing date.
        policies: those it was held against, with their validity on the day; of those out of force nothing is demanded.
        findings: in the order of the contract, what is absent first.
        questions: what could not be decided.
        notes: sentences on how the question was understood.
    """

    contract: Contract
    day: str
    signed: bool
    policies: tuple[Validity, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()
