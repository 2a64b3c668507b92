"""The values of the rule language: frozen, no behaviour beyond small properties.

In: nothing. Out: what `engine.from_rules` reads from `engine/rules/*.rules`.
Guarantee: every value knows the line and column it stands at.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class At:
    """A place in a rule file; line and column are 1-based."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Variable:
    """``?actor``"""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """``"obligation"`` or ``3``, always a string here."""

    value: str


@dataclass(frozen=True, slots=True)
class Anything:
    """``_``"""


Term = Variable | Constant | Anything


@dataclass(frozen=True, slots=True)
class Atom:
    """``bearer(?norm, ?actor)``"""

    predicate: str
    terms: tuple[Term, ...]
    at: At

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of its variables, in order, repeated when they are."""
        return tuple(term.name for term in self.terms if isinstance(term, Variable))


@dataclass(frozen=True, slots=True)
class Comparison:
    """``?day > ?date``; `op` is one of < <= > >= == !=."""

    left: Term
    op: str
    right: Term
    at: At

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of its variables."""
        return tuple(term.name for term in (self.left, self.right) if isinstance(term, Variable))


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a rule concludes. `says` is the sentence a proof prints, "" for the one its declaration has."""

    atom: Atom
    says: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        code: stable code such as ``D101``.
        label: Chinese label that a proof prints.
        premises: facts that must hold.
        absent: facts that must not hold.
        comparisons: conditions on the values found.
        conclusions: what follows.
        text: its characters in the rule file, from ``rule`` to the last sentence.
    """

    code: str
    label: str
    premises: tuple[Atom, ...]
    absent: tuple[Atom, ...]
    comparisons: tuple[Comparison, ...]
    conclusions: tuple[Conclusion, ...]
    at: At
    text: str

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of its variables, each once, in the order of its premises."""
        return tuple(dict.fromkeys(name for atom in self.premises for name in atom.variables))


@dataclass(frozen=True, slots=True)
class Declaration:
    """A predicate with its Chinese sentence.

    Attributes:
        given: True for a fact that comes from outside, False for what rules conclude.
        step: True for a conclusion that is only a step to others, no answer of its own.
        says: sentence with {parameter} places.
        otherwise: sentence for its absence, "" when no rule may ask for it.
        text: its characters in the rule file.
    """

    given: bool
    step: bool
    predicate: str
    parameters: tuple[str, ...]
    says: str
    otherwise: str
    at: At
    text: str


@dataclass(frozen=True, slots=True)
class RuleBase:
    """Rules that passed every check.

    Attributes:
        declarations: predicate -> declaration.
        strata: the rules in the order in which they must run; a rule's negations are settled by earlier strata.
        digest: SHA-256 of the rule texts.
    """

    declarations: dict[str, Declaration]
    strata: tuple[tuple[Rule, ...], ...]
    digest: str

    @property
    def rules(self) -> dict[str, Rule]:
        """The rules by code."""
        return {rule.code: rule for stratum in self.strata for rule in stratum}
