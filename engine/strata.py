"""The order in which rules run.

In: checked rules. Out: strata, each a tuple of rules in the order of their codes; which of them can fire.
Guarantee: whatever a rule of a stratum denies is settled by an earlier one; a recursion through negation is a
`RuleError`. The conclusions of one rule stand in one stratum.
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
        woken = [rule for rule in rules if rule.code not in found and known.issuperset(_asked(rule))]
        found |= {rule.code: rule for rule in woken}
        known |= {head for rule in woken for head in _heads(rule)}
        grows = bool(woken)
    return list(found.values())


def _levels(rules: Sequence[Rule]) -> dict[str, int]:
    """Predicate -> number of its stratum: not below what it follows from, above what is denied for it."""
    _refuse_cycles(rules)
    concluded = {head for rule in rules for head in _heads(rule)}
    level: dict[str, int] = defaultdict(int)
    grows = True
    while grows:
        grows = False
        for rule in rules:  # facts from outside are settled before any rule runs
            above = [level[atom.predicate] + (atom.predicate in concluded) for atom in rule.absent]
            least = max([*above, *(level[name] for name in (*_heads(rule), *_asked(rule)))])
            grows = grows or any(level[head] < least for head in _heads(rule))
            level |= dict.fromkeys(_heads(rule), least)
    return level


def _refuse_cycles(rules: Sequence[Rule]) -> None:
    follows: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for name in (*_heads(rule), *_asked(rule), *(atom.predicate for atom in rule.absent)):
            follows[name].update(_heads(rule))
    for rule in rules:
        for atom in rule.absent:
            for head in _heads(rule):
                if atom.predicate in _reached(head, follows):
                    problem = f"谓词 {head} 通过否定依赖于自身，无法推导"
                    problem_en = f"predicate {head} depends on its own negation"
                    raise RuleError(atom.at.file, atom.at.line, atom.at.column, problem, problem_en)


def _reached(start: str, follows: Mapping[str, Iterable[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        new = set(follows[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return reached


def _heads(rule: Rule) -> list[str]:
    return [conclusion.atom.predicate for conclusion in rule.conclusions]


def _asked(rule: Rule) -> list[str]:
    return [atom.predicate for atom in rule.premises]
