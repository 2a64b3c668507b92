"""How alike two phrases are, and how much of one stands in another: events, conditions, steps of a sanction.

In: two phrases. Out: a number from 0 to 1. Guarantee: 1 for the same phrase; swapping alike phrases changes nothing.
"""

from __future__ import annotations

from math import sqrt

from obligations.acts import row


def likeness(one: str, other: str) -> float:
    """The share of the pairs of characters that both have (cosine); 1 for the same phrase."""
    if one == other:
        return 1.0
    mine, theirs = frozenset(row(one)), frozenset(row(other))
    return len(mine & theirs) / sqrt(len(mine) * len(theirs)) if mine and theirs else 0.0


def contained(part: str, whole: str) -> float:
    """The share of the pairs of characters of a part that stand in the whole."""
    pairs = frozenset(row(part))
    return len(pairs & frozenset(row(whole))) / len(pairs) if pairs else float(part in whole)
