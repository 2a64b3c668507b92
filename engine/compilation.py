"""Rules in the definition form of durable_rules.

In: rules, and the numbers under which it sees their constants. Out: the conditions of each rule as its JSON form has
them. Guarantee: the joins, constants and absences of a rule are all in its conditions; only comparisons are not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from engine.language import Atom, Constant, Rule, RuleBase, Term, Variable

DENIED = "~"  # marks a fact told only so that rules may deny it
BATCH = 500  # instances of a rule given to its action at once
BEGIN = "."  # the predicate of the message that opens a session

Place = tuple[str, str]  # name of a message, name of an argument


def constants(base: RuleBase) -> dict[str, int]:
    """The constants of the rules with a number each: durable_rules compares numbers exactly and at once."""
    atoms = [atom for rule in base.rules.values() for atom in (*rule.premises, *rule.absent)]
    values = sorted({term.value for atom in atoms for term in atom.terms if isinstance(term, Constant)})
    return {value: number for number, value in enumerate(values)}


def tested(rules: Iterable[Rule]) -> dict[str, tuple[int, ...]]:
    """Predicate -> the places of its arguments that a condition of these rules looks at; no other need be told."""
    places: dict[str, set[int]] = defaultdict(set)
    for rule in rules:
        atoms = (*rule.premises, *rule.absent)
        times = Counter(name for atom in atoms for name in atom.variables)
        for atom in atoms:
            places[atom.predicate] |= {place for place, term in enumerate(atom.terms) if _is_tested(term, times)}
    return {predicate: tuple(sorted(found)) for predicate, found in places.items()}


def _is_tested(term: Term, times: Counter[str]) -> bool:
    return isinstance(term, Constant) or (isinstance(term, Variable) and times[term.name] > 1)


def message_names(rule: Rule) -> list[str]:
    """The names under which an action finds the premises, in order."""
    return [f"m{place}" for place in range(len(rule.premises))]


def opening() -> dict[str, object]:
    """The conditions of the rule that answers the message that opens a session."""
    return {"all": [{"m0": {"p": BEGIN}}]}


def definition(rule: Rule, numbers: dict[str, int]) -> dict[str, object]:
    """The conditions of a rule. ``dist 0``: one fact may serve two premises; ``cap``: instances come in batches."""
    seen: dict[str, Place] = {}
    named = zip(message_names(rule), rule.premises, strict=True)
    tests = [{name: _test(atom, name, numbers, seen)} for name, atom in named]
    denials = [{f"d{place}$not": _test(atom, "", numbers, seen, DENIED)} for place, atom in enumerate(rule.absent)]
    return {"all": [*tests, *denials], "dist": 0, "cap": BATCH}


def _test(atom: Atom, name: str, numbers: dict[str, int], seen: dict[str, Place], mark: str = "") -> dict[str, object]:
    """The conditions on one message; `seen` gives each variable the place where it stood first."""
    conditions: list[dict[str, object]] = [{"p": mark + atom.predicate}]
    for position, term in enumerate(atom.terms):
        here = (name, f"a{position}")
        if isinstance(term, Constant):
            conditions.append({here[1]: numbers[term.value]})
        elif isinstance(term, Variable) and seen.setdefault(term.name, here) != here:
            message, argument = seen[term.name]
            conditions.append({here[1]: {"$m" if message == name else message: argument}})
    return {"$and": conditions}
