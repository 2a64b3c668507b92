"""What the variables of a rule stand for.

In: a rule and the arguments of its premises. Out: variable -> value.
Guarantee: premises that do not fit the rule give None, never a wrong binding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.language import Atom, Constant, Rule, Term, Variable

ANY = "_"
Binding = dict[str, str]
Place = tuple[int, int]  # number of a premise, number of an argument


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a rule's variables get their values and what must agree.

    Attributes:
        firsts: each variable and the place that gives its value.
        repeats: the other places of a variable, each with the first.
        constants: places with the value they must have.
    """

    firsts: tuple[tuple[str, Place], ...]
    repeats: tuple[tuple[Place, Place], ...]
    constants: tuple[tuple[Place, str], ...]

    def bind(self, premises: Sequence[tuple[str, ...]]) -> Binding | None:
        """The binding under which the rule's premises have these arguments, or None."""
        for (premise, argument), wanted in self.constants:
            if premises[premise][argument] != wanted:
                return None
        for (premise, argument), (first, place) in self.repeats:
            if premises[premise][argument] != premises[first][place]:
                return None
        return {name: premises[premise][argument] for name, (premise, argument) in self.firsts}


def plan(rule: Rule) -> Plan:
    """How to bind the variables of a rule."""
    firsts: dict[str, Place] = {}
    repeats: list[tuple[Place, Place]] = []
    constants: list[tuple[Place, str]] = []
    for premise, atom in enumerate(rule.premises):
        for argument, term in enumerate(atom.terms):
            here = (premise, argument)
            if isinstance(term, Constant):
                constants.append((here, term.value))
            elif isinstance(term, Variable) and firsts.setdefault(term.name, here) != here:
                repeats.append((here, firsts[term.name]))
    return Plan(tuple(firsts.items()), tuple(repeats), tuple(constants))


def value(term: Term, binding: Binding) -> str:
    """What a term stands for; `_` for anything."""
    if isinstance(term, Variable):
        return binding[term.name]
    return term.value if isinstance(term, Constant) else ANY


def arguments(atom: Atom, binding: Binding) -> tuple[str, ...]:
    """The arguments of an atom."""
    return tuple(value(term, binding) for term in atom.terms)
