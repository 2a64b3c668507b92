"""What is not there: all that follows from the facts, worked out plainly.

In: rules and facts. Out: the rows of a predicate. Guarantee: written for this alone, by no method of the inference: a
rule is tried on all rows until nothing new follows, stratum by stratum. Slow where much follows; only the rules on
which the asked predicate depends are tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from engine.comparisons import holds
from engine.language import Atom, Constant, Rule, RuleBase, Term, Variable
from obligations.model import Fact

Binding = dict[str, str]
Row = tuple[str, ...]
Pattern = Sequence[str | None]  # None: anything


def relevant(rules: RuleBase, predicates: Iterable[str]) -> set[str]:
    """The codes of the rules on which these predicates depend, directly or through others."""
    codes: set[str] = set()
    waiting = set(predicates)
    seen: set[str] = set()
    while waiting:
        predicate = waiting.pop()
        seen.add(predicate)
        for rule in rules.rules.values():
            if any(each.atom.predicate == predicate for each in rule.conclusions):
                codes.add(rule.code)
                waiting |= {atom.predicate for atom in (*rule.premises, *rule.absent)} - seen
    return codes


def fitted(atom: Atom, row: Row, binding: Binding) -> Binding | None:
    """The binding under which an atom has these arguments, None when there is none."""
    found = dict(binding)
    for term, value in zip(atom.terms, row, strict=True):
        if isinstance(term, Variable):
            if found.setdefault(term.name, value) != value:
                return None
        elif isinstance(term, Constant) and term.value != value:
            return None
    return found


def meant(term: Term, binding: Binding) -> str | None:
    """What a term stands for, None for anything and for a variable without a value."""
    if isinstance(term, Variable):
        return binding.get(term.name)
    return term.value if isinstance(term, Constant) else None


def pattern(atom: Atom, binding: Binding) -> tuple[str | None, ...]:
    """The arguments of an atom."""
    return tuple(meant(term, binding) for term in atom.terms)


class World:
    """The facts of some documents and, as far as they were asked for, all that follows from them."""

    def __init__(self, rules: RuleBase, facts: Iterable[Fact]) -> None:
        self._rules = rules
        self._settled: set[str] = set()  # codes of the rules from which nothing more follows
        self._rows: dict[str, dict[Row, None]] = defaultdict(dict)
        self._having: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
        for fact in facts:
            self._add(fact.predicate, fact.args)

    def rows(self, predicate: str) -> list[Row]:
        """All arguments for which a predicate holds."""
        self._settle(relevant(self._rules, [predicate]))
        return list(self._rows[predicate])

    def has(self, predicate: str, wanted: Pattern) -> bool:
        """Whether a predicate holds for some arguments of this pattern."""
        self._settle(relevant(self._rules, [predicate]))
        return self._matches(predicate, wanted)

    def _settle(self, codes: set[str]) -> None:
        if codes <= self._settled:
            return
        for stratum in self._rules.strata:
            rules = [rule for rule in stratum if rule.code in codes - self._settled]
            while sum(self._apply(rule) for rule in rules):
                pass
        self._settled |= codes

    def _apply(self, rule: Rule) -> int:
        """The number of new rows that follow by a rule."""
        follows = [
            (conclusion.atom.predicate, tuple(str(meant(term, binding)) for term in conclusion.atom.terms))
            for binding in self._bindings(rule.premises, {})
            if self._is_open(rule, binding)
            for conclusion in rule.conclusions
        ]
        return sum(self._add(predicate, row) for predicate, row in follows)

    def _is_open(self, rule: Rule, binding: Binding) -> bool:
        """Whether the comparisons of a rule hold and nothing that it denies does."""
        return all(
            holds(str(meant(each.left, binding)), each.op, str(meant(each.right, binding))) for each in rule.comparisons
        ) and not any(self._matches(atom.predicate, pattern(atom, binding)) for atom in rule.absent)

    def _bindings(self, premises: Sequence[Atom], binding: Binding) -> Iterator[Binding]:
        if not premises:
            yield binding
            return
        first, *rest = premises
        for row in self._candidates(first.predicate, pattern(first, binding)):
            found = fitted(first, row, binding)
            if found is not None:
                yield from self._bindings(rest, found)

    def _matches(self, predicate: str, wanted: Pattern) -> bool:
        return any(
            all(value is None or value == row[place] for place, value in enumerate(wanted))
            for row in self._candidates(predicate, wanted)
        )

    def _candidates(self, predicate: str, wanted: Pattern) -> Sequence[Row]:
        """The rows that may fit: of all that share one known argument, the fewest."""
        known = [
            self._having.get((predicate, place, value), []) for place, value in enumerate(wanted) if value is not None
        ]
        return min(known, key=len) if known else tuple(self._rows[predicate])

    def _add(self, predicate: str, row: Row) -> bool:
        if row in self._rows[predicate]:
            return False
        self._rows[predicate][row] = None
        for place, value in enumerate(row):
            self._having[predicate, place, value].append(row)
        return True
