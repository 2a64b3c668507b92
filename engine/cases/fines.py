"""Fines in yuan, once the case has the amount that they are counted from.

In: the bounds and the base of a fine, as the text states them, and the amounts of the case. Out: the range.
Guarantee: without the amount of its base a bound is "", never guessed; amounts are exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from obligations.attributes import attributes, called
from obligations.conditions import plain
from obligations.numerals import number_or_none

_SHARE = re.compile(
    r"(?:百分之(?P<of>[零一二两三四五六七八九十百点]+)|(?P<percent>[\d.]+)[%％]|(?P<times>[\d.]+|[一二两三四五六七八九十]+)倍)"
    r"(?P<bound>以上|以下|以内)?"
)


@dataclass(frozen=True, slots=True)
class Range:
    """The range of a fine; `basis` tells how it was counted, or why it was not."""

    least: str
    most: str
    basis: str


def base_of(basis: str) -> str:
    """The attribute that a fine is counted from: 违法所得; "" when it is none that a case can have."""
    word = next((word for word in sorted(called(), key=len, reverse=True) if basis.startswith(word)), "")
    return called().get(word, "")


def computed(least: str, most: str, basis: str, amounts: Mapping[str, str]) -> Range:
    """The range of a fine in a case.

    Args:
        least: stated lower bound in yuan, "" for none.
        most: stated upper bound.
        basis: 违法所得百分之二十以上百分之五十以下; "" for none.
        amounts: attribute -> amount, of the case.
    """
    if not basis:
        return Range(least, most, "条文写明的幅度")
    name = base_of(basis)
    shares = list(_SHARE.finditer(basis))
    if not name or not shares:
        return Range(least, most, f"计算基数是“{basis}”，读不成数额")
    if name not in amounts:
        return Range(least, most, f"计算基数是“{basis}”，案件没有写明{name}")
    amount = Decimal(amounts[name])
    low, high = _bounds(shares, amount)
    unit = attributes()[name].unit
    return Range(least or low, most or high, f"{name}{plain(amount)}{unit}，按“{basis}”计算")


def _bounds(shares: list[re.Match[str]], amount: Decimal) -> tuple[str, str]:
    low = high = ""
    for found in shares:
        value = plain(_ratio(found) * amount)
        if found["bound"] == "以上":
            low = value
        elif found["bound"]:
            high = value
        else:
            low = high = value
    return low, high


def _ratio(found: re.Match[str]) -> Decimal:
    if found["times"]:
        return number_or_none(found["times"]) or Decimal(0)
    return (number_or_none(found["of"] or found["percent"]) or Decimal(0)) / 100
