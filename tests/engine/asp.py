"""The rules as an answer set program: clingo's opinion on what durable_rules derives (docs/second-engine.md).

In: a `RuleBase` and facts. Out: the program as text; every derivation that clingo finds.
Guarantee: rules, joins, recursion and absence are clingo's own; only the comparison of two values is the engine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import clingo

from engine.comparisons import holds
from engine.keys import absence, key_of, relation
from engine.language import Anything, Atom, Comparison, Rule, RuleBase, Term, Variable
from engine.model import Derivation
from obligations.model import Fact

FIRED = "fired_"


def program(base: RuleBase) -> str:
    """The rules: what fires, with its premises and its conclusion, and that the conclusion then holds."""
    known = (f"#defined {each.predicate}/{len(each.parameters)}." for each in base.declarations.values())
    return "\n".join([*known, *(line for rule in base.rules.values() for line in _rule(rule))])


def derivations(base: RuleBase, facts: Iterable[Fact]) -> set[Derivation]:
    """All instances of rules in the one stable model of the program and the facts."""
    control = clingo.Control()
    stated = "".join(f"{_fact(fact)}.\n" for fact in facts)
    control.add("base", [], f"{program(base)}\n{stated}")
    control.ground([("base", [])], context=_Comparisons())
    models = []
    control.solve(on_model=lambda model: models.append(model.symbols(atoms=True)))
    (model,) = models
    return {_derivation(base, symbol) for symbol in model if symbol.name.startswith(FIRED)}


class _Comparisons:
    """What the program asks outside: clingo orders strings and whole numbers otherwise than the rule language."""

    def holds(self, left: clingo.Symbol, op: clingo.Symbol, right: clingo.Symbol) -> clingo.Symbol:
        return clingo.Number(int(holds(left.string, op.string, right.string)))


def _rule(rule: Rule) -> Iterator[str]:
    premises = [_atom(atom, f"A{place}_") for place, atom in enumerate(rule.premises)]
    absent = [f"not {_atom(atom)}" for atom in rule.absent]
    body = ", ".join([*premises, *absent, *map(_comparison, rule.comparisons)])
    for conclusion in rule.conclusions:
        head = _atom(conclusion.atom)
        fired = f"{FIRED}{rule.code}(({', '.join(premises)},), {head})"
        yield f"{fired} :- {body}."
        yield f"{head} :- {fired}."


def _atom(atom: Atom, anything: str = "") -> str:
    """An atom; its `_` stay as they are, or get the name `anything` and a number, to be told afterwards."""
    terms = [
        f"{anything}{place}" if anything and isinstance(term, Anything) else _term(term)
        for place, term in enumerate(atom.terms)
    ]
    return f"{atom.predicate}({', '.join(terms)})"


def _term(term: Term) -> str:
    if isinstance(term, Variable):
        return f"V_{term.name}"
    return "_" if isinstance(term, Anything) else str(clingo.String(term.value))


def _comparison(comparison: Comparison) -> str:
    return f'@holds({_term(comparison.left)}, "{comparison.op}", {_term(comparison.right)}) = 1'


def _fact(fact: Fact) -> str:
    return str(clingo.Function(fact.predicate, [clingo.String(arg) for arg in fact.args]))


def _derivation(base: RuleBase, fired: clingo.Symbol) -> Derivation:
    rule = base.rules[fired.name.removeprefix(FIRED)]
    premises, head = fired.arguments
    binding = {
        term.name: arg
        for atom, premise in zip(rule.premises, premises.arguments, strict=True)
        for term, arg in zip(atom.terms, _args(premise), strict=True)
        if isinstance(term, Variable)
    }
    told = (
        *(key_of(premise.name, _args(premise)) for premise in premises.arguments),
        *(absence(atom, binding) for atom in rule.absent),
        *(relation(comparison, binding) for comparison in rule.comparisons),
    )
    return Derivation(key_of(head.name, _args(head)), head.name, _args(head), rule.code, told)


def _args(symbol: clingo.Symbol) -> tuple[str, ...]:
    return tuple(each.string for each in symbol.arguments)
