"""The canonical texts of facts, conclusions, absences and comparisons: the premises of a proof.

In: predicates and arguments. Out: texts that are the same in every run.
Guarantee: different facts have different texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from engine.binding import Binding, value
from engine.language import Anything, Atom, Comparison


def key_of(predicate: str, args: Iterable[str]) -> str:
    """``bearer("n1", "矿山企业")``"""
    return f"{predicate}({', '.join(map(_quoted, args))})"


def absence(atom: Atom, binding: Binding) -> str:
    """``not expires("weihai-2021", _)``"""
    terms = (value(t, binding) if isinstance(t, Anything) else _quoted(value(t, binding)) for t in atom.terms)
    return f"not {atom.predicate}({', '.join(terms)})"


def relation(comparison: Comparison, binding: Binding) -> str:
    """``"2025-06-01" < "2025-12-31"``"""
    left, right = (_quoted(value(term, binding)) for term in (comparison.left, comparison.right))
    return f"{left} {comparison.op} {right}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
