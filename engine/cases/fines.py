"""Fines in yuan, once the case has the amount that they are counted from.

In: the facts of a fine (`fine`, `fine_share`, `fine_per`), and the amounts of a case. Out: the range.
Guarantee: without the amount of its base a bound is "", never guessed; amounts are exact decimals; a cap in yuan holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from obligations.attributes import attributes, called
from obligations.model import Fact
from obligations.numerals import printed

STATED = "条文写明的幅度"


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine as a text states it.

    Attributes:
        least, most: bounds in yuan; with a share, `most` is a cap; "" where there is none.
        basis: what the amount depends on, as printed.
        low, high: multiples of `base`.
        units: for each of what the amount is meant.
    """

    fact: Fact
    least: str
    most: str
    basis: str
    low: str = ""
    high: str = ""
    base: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """The range of a fine; `basis` tells how it was counted, or why it was not."""

    least: str
    most: str
    basis: str


def fines(facts: Iterable[Fact]) -> Iterator[Fine]:
    """The fines of a document, one for each sanction that has one."""
    known = list(facts)
    shares = {fact.args[0]: fact.args[1:] for fact in known if fact.predicate == "fine_share"}
    units: dict[str, tuple[str, ...]] = {}
    for fact in known:
        if fact.predicate == "fine_per":
            units[fact.args[0]] = (*units.get(fact.args[0], ()), fact.args[1])
    for fact in known:
        if fact.predicate == "fine":
            sanction, least, most, basis = fact.args
            low, high, base = shares.get(sanction, ("", "", ""))
            yield Fine(fact, least, most, basis, low, high, base, units.get(sanction, ()))


def computed(fine: Fine, amounts: Mapping[str, str]) -> Range:
    """The range of a fine in a case.

    Args:
        fine: as the text states it.
        amounts: attribute -> amount, of the case.
    """
    if fine.units:
        return Range("", "", f"按“{fine.basis}”计算，案件没有数量")
    if not fine.base:
        return Range(fine.least, fine.most, f"按“{fine.basis}”计算" if fine.basis else STATED)
    name = called().get(fine.base, "")
    if name not in amounts:
        return Range("", fine.most, f"按“{fine.basis}”计算，案件没有写明{name or fine.base}")
    amount = Decimal(amounts[name])
    low, high = (printed(Decimal(share) * amount) if share else "" for share in (fine.low, fine.high))
    if fine.most and (not high or Decimal(high) > Decimal(fine.most)):
        high = fine.most
    return Range(low, high, f"{name}{printed(amount)}{attributes()[name].unit}，按“{fine.basis}”计算")
