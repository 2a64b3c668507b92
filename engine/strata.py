"""The order in which rules run.

In: checked rules. Out: strata, each a tuple of rules in the order of their codes; which of them can fire.
Guarantee: whatever a rule of a stratum denies is settled by an earlier one, and what it asks for too, unless the two
depend on each other; a recursion through negation is a `RuleError`. The conclusions of one rule stand in one stratum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from engine.errors import RuleError
from engine.language import Rule


def stratify(rules: Sequence[Rule]) -> tuple[tuple[Rule, ...], ...]:
    """The rules by stratum, lowest first.

    Raises:
        RuleError: a predicate depends on its own negation.
    """
    level = _levels(rules)
    strata: dict[int, list[Rule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: rule.code):
        strata[level[rule.conclusions[0].atom.predicate]].append(rule)
    return tuple(tuple(strata[number]) for number in sorted(strata))


def able(rules: Sequence[Rule], predicates: Iterable[str]) -> list[Rule]:
    """The rules that can fire: each premise has a predicate that is known, or that another of them concludes."""
    known = set(predicates)
    found: dict[str, Rule] = {}
    grows = True
    while grows:
        woken = [
            rule for rule in rules if rule.code not in found and all(atom.predicate in known for atom in rule.premises)
        ]
        found |= {rule.code: rule for rule in woken}
        known |= {head for rule in woken for head in _heads(rule)}
        grows = bool(woken)
    return list(found.values())


def _levels(rules: Sequence[Rule]) -> dict[str, int]:
    """Predicate -> number of its stratum: above all that it follows from, but for what follows from it in turn."""
    reached = _reached_from(rules)
    _refuse_cycles(rules, reached)
    level: dict[str, int] = defaultdict(int)
    grows = True
    while grows:
        grows = False
        for rule in rules:
            for head in _heads(rule):
                least = max(level[name] + _is_step(name, head, reached) for name in (*_heads(rule), *_names(rule)))
                grows = grows or level[head] < least
                level[head] = max(level[head], least)
    return level


def _is_step(name: str, head: str, reached: Mapping[str, set[str]]) -> bool:
    # Facts from outside, which nothing reaches, are there before any rule runs.
    return name in reached and name not in reached[head]


def _refuse_cycles(rules: Sequence[Rule], reached: Mapping[str, set[str]]) -> None:
    for rule in rules:
        for atom in rule.absent:
            for head in _heads(rule):
                if atom.predicate in reached[head]:
                    problem = f"谓词 {head} 通过否定依赖于自身，无法推导"
                    problem_en = f"predicate {head} depends on its own negation"
                    raise RuleError(atom.at.file, atom.at.line, atom.at.column, problem, problem_en)


def _reached_from(rules: Sequence[Rule]) -> dict[str, set[str]]:
    """Each conclusion, and all that follows from it, itself included."""
    follows: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for name in (*_heads(rule), *_names(rule)):
            follows[name].update(_heads(rule))
    return {head: _reached(head, follows) for rule in rules for head in _heads(rule)}


def _reached(start: str, follows: Mapping[str, Iterable[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        new = set(follows[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached


def _heads(rule: Rule) -> list[str]:
    return [conclusion.atom.predicate for conclusion in rule.conclusions]


def _names(rule: Rule) -> list[str]:
    return [atom.predicate for atom in (*rule.premises, *rule.absent)]
