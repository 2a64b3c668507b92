"""What the variables of a rule stand for.

In: a rule and the arguments of its premises. Out: variable -> value.
Guarantee: premises that do not fit the rule give None, never a wrong binding.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.language import Atom, Constant, Rule, Term, Variable

ANY = "_"
Binding = dict[str, str]


def bind(rule: Rule, premises: Sequence[tuple[str, ...]]) -> Binding | None:
    """The binding under which the rule's premises have these arguments, or None."""
    binding: Binding = {}
    for atom, args in zip(rule.premises, premises, strict=True):
        if not _extend(binding, atom, args):
            return None
    return binding


def _extend(binding: Binding, atom: Atom, args: tuple[str, ...]) -> bool:
    for term, arg in zip(atom.terms, args, strict=True):
        if isinstance(term, Variable) and binding.setdefault(term.name, arg) != arg:
            return False
        if isinstance(term, Constant) and term.value != arg:
            return False
    return True


def value(term: Term, binding: Binding) -> str:
    """What a term stands for; `_` for anything."""
    if isinstance(term, Variable):
        return binding[term.name]
    return term.value if isinstance(term, Constant) else ANY


def arguments(atom: Atom, binding: Binding) -> tuple[str, ...]:
    """The arguments of an atom."""
    return tuple(value(term, binding) for term in atom.terms)
