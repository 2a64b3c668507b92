"""Which facts can take part in an instance of a rule at all, and which may be told in shares.

In: the rules of a stratum, and what is known before it runs. Out: whether a fact may meet a premise of theirs, or deny
one; the predicates whose facts may be told share by share, each in a session of its own, as the engine keeps all that
it is told. Guarantee: nothing that a rule could use is left out: a fact is refused only where a value to be shared with
another premise stands in none of its facts, and that premise is of a predicate that the stratum does not conclude
itself. (Semi-join reduction: Bernstein and Chiu, Using Semi-Joins to Solve Relational Queries, JACM 28, 1981.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.language import Atom, Constant, Rule, Term, Variable

Arguments = tuple[str, ...]
Fixed = tuple[tuple[int, str], ...]  # places of constants, and their values
Column = tuple[str, int, Fixed]  # a predicate, a place, and the constants of the atom: the values that stand there


@dataclass(frozen=True, slots=True)
class Demand:
    """What the arguments of a fact must be for one atom of a rule.

    Attributes:
        fixed: the constants.
        shared: places whose values must stand in a column of another premise, by its number.
    """

    fixed: Fixed
    shared: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Demands:
    """What rules ask of facts, by predicate: of those that meet a premise, and of those that deny one."""

    premises: Mapping[str, tuple[Demand, ...]]
    denials: Mapping[str, tuple[Demand, ...]]
    columns: tuple[Column, ...]


class Reduction:
    """The values that stand in the columns, for the facts of one document."""

    def __init__(self, demands: Demands, known: Mapping[str, Iterable[Arguments]]) -> None:
        """Read the facts.

        Args:
            demands: of the rules that can run.
            known: predicate -> the arguments of all that is known before the stratum runs.
        """
        self.demands = demands
        self._values: list[set[str]] = []
        for predicate, place, fixed in demands.columns:
            rows = known.get(predicate, ())
            meant = [args for args in rows if all(args[at] == value for at, value in fixed)] if fixed else rows
            self._values.append({args[place] for args in meant})

    def fits(self, wanted: Iterable[Demand], args: Arguments) -> bool:
        """Whether the arguments of a fact are what one of these demands asks for."""
        values = self._values
        for each in wanted:
            for place, value in each.fixed:
                if args[place] != value:
                    break
            else:
                for place, column in each.shared:
                    if args[place] not in values[column]:
                        break
                else:
                    return True
        return False


def divisible(rules: Sequence[Rule]) -> tuple[str, ...]:
    """The predicates whose facts may be told in shares: an instance of these rules has at most one of them.

    They are neither denied nor concluded by these rules, and what follows from them is asked for by none of these.
    """
    asked = {atom.predicate for rule in rules for atom in (*rule.premises, *rule.absent)}
    fixed = {atom.predicate for rule in rules for atom in rule.absent} | _concluded(rules)
    return tuple(
        name
        for name in sorted(asked - fixed)
        if all(_times(rule, name) <= 1 for rule in rules)
        and not _concluded([rule for rule in rules if _times(rule, name)]) & asked
    )


def _times(rule: Rule, predicate: str) -> int:
    return sum(atom.predicate == predicate for atom in rule.premises)


def _concluded(rules: Iterable[Rule]) -> set[str]:
    return {conclusion.atom.predicate for rule in rules for conclusion in rule.conclusions}


def demands(rules: Sequence[Rule]) -> Demands:
    """What rules of one stratum ask of facts."""
    concluded = _concluded(rules)
    columns: dict[Column, int] = {}
    premises: dict[str, dict[Demand, None]] = defaultdict(dict)
    denials: dict[str, dict[Demand, None]] = defaultdict(dict)
    for rule in rules:
        for number, atom in enumerate(rule.premises):
            others = [each for place, each in enumerate(rule.premises) if place != number]
            premises[atom.predicate][_demand(atom, others, concluded, columns)] = None
        for atom in rule.absent:
            denials[atom.predicate][_demand(atom, rule.premises, concluded, columns)] = None
    met, denied = ({name: tuple(found) for name, found in each.items()} for each in (premises, denials))
    return Demands(met, denied, tuple(columns))


def _demand(atom: Atom, others: Sequence[Atom], concluded: set[str], columns: dict[Column, int]) -> Demand:
    """The demand of an atom; the columns that it needs are added to those that are numbered already."""
    shared: dict[tuple[int, int], None] = {}
    for place, term in enumerate(atom.terms):
        for column in _sharing(term, others, concluded):
            shared[place, columns.setdefault(column, len(columns))] = None
    return Demand(_fixed(atom), tuple(shared))


def _sharing(term: Term, others: Sequence[Atom], concluded: set[str]) -> Iterator[Column]:
    """The columns of other premises in which a variable stands too."""
    for other in others:
        for place, one in enumerate(other.terms):
            same = isinstance(term, Variable) and isinstance(one, Variable) and one.name == term.name
            if same and other.predicate not in concluded:
                yield other.predicate, place, _fixed(other)


def _fixed(atom: Atom) -> Fixed:
    return tuple((place, term.value) for place, term in enumerate(atom.terms) if isinstance(term, Constant))
