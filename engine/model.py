"""Rules, derivations, proofs and answers: frozen values.

In: facts of `obligations.to_facts.VOCABULARY`. Out: what the rules conclude, each with its proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from obligations.model import Source


@dataclass(frozen=True, slots=True)
class Derivation:
    """One conclusion: `predicate(args…)`, by the rule `rule`, from `premises` (facts or derivations by key).

    `key` is the canonical text ``predicate(arg, …)``; the same conclusion has the same key in every run.
    """

    key: str
    predicate: str
    args: tuple[str, ...]
    rule: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A conclusion with its reasons, down to quoted leaves.

    Attributes:
        conclusion: Chinese sentence for a lawyer, no machine words.
        rule: code of the rule, "" for a leaf.
        label: the rule's Chinese label.
        premises: proofs of the premises.
        source: for a leaf of the text: where it is written.
        note: for a leaf that is not of the text: what it is (actor taxonomy, calendar, day asked).
    """

    conclusion: str
    rule: str = ""
    label: str = ""
    premises: tuple[Proof, ...] = ()
    source: Source | None = None
    note: str = ""


class Force(StrEnum):
    """Whether a document holds on the day asked."""

    IN_FORCE = "inForce"
    NOT_YET = "notYet"
    EXPIRED = "expired"
    UNSTATED = "unstated"  # holds as far as the text says, but it states no expiry / no issue date
    PERIOD = "period"  # belongs to a plan period that covers the day


@dataclass(frozen=True, slots=True)
class Validity:
    """A document's validity on a day, with the reason as a Chinese sentence and its proof."""

    document: str
    force: Force
    reason: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one actor: an answer.

    Attributes:
        id: stable; `zhize explain ID` prints the proof.
        norm: the norm it comes from.
        relation: how the bearer relates to the actor asked: "self", "inherited" (stated for a wider class),
            "narrower" (stated for some of the asked class), "" when no actor was asked.
        derived: True when the text does not say it in so many words (organised by another, addressee, section lead).
        due: dated instances (ISO) within the window asked.
        lead, support: departments that answer for it.
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


@dataclass(frozen=True, slots=True)
class Penalty:
    """One measure that one actor may suffer: an answer."""

    id: str
    document: str
    sanction: str
    actor: str
    relation: str
    trigger: str
    measure: str
    fine: str | None
    enforcer: str | None
    norms: tuple[str, ...]
    rule: str
    validity: Validity
    source: Source
