"""Comparisons of two values of facts.

In: two strings and an operator. Out: whether it holds.
Guarantee: two numbers compare as numbers, two other strings as strings (ISO dates in the order of time); a number and
a word are different and have no order.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeVar

Ordered = TypeVar("Ordered", str, Decimal)
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def holds(left: str, op: str, right: str) -> bool:
    """Whether ``left op right`` holds."""
    numbers = [NUMBER.fullmatch(value) is not None for value in (left, right)]
    if all(numbers):
        return _ordered(Decimal(left), op, Decimal(right))
    if any(numbers):
        return op == "!="
    return _ordered(left, op, right)


def _ordered(left: Ordered, op: str, right: Ordered) -> bool:
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "==": left == right}.get(
        op, left != right
    )
