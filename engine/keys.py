"""The canonical texts of facts, conclusions, absences and comparisons: the premises of a proof.

In: predicates and arguments. Out: texts that are the same in every run.
Guarantee: different facts have different texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring

from engine.binding import Binding, value
from engine.language import Anything, Atom, Comparison


def key_of(predicate: str, args: Iterable[str]) -> str:
    """``bearer("n1", "矿山企业")``"""
    return f"{predicate}({', '.join(map(encode_basestring, args))})"


def absence(atom: Atom, binding: Binding) -> str:
    """``not expires("weihai-2021", _)``"""
    terms = (value(t, binding) if isinstance(t, Anything) else encode_basestring(value(t, binding)) for t in atom.terms)
    return f"not {atom.predicate}({', '.join(terms)})"


def relation(comparison: Comparison, binding: Binding) -> str:
    """``"2025-06-01" < "2025-12-31"``"""
    left, right = (encode_basestring(value(term, binding)) for term in (comparison.left, comparison.right))
    return f"{left} {comparison.op} {right}"
