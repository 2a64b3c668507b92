"""The coverage ledger in figures that add up.

In: an extraction. Out: shares of the text by kind and reason. Guarantee: the tenths of a per cent shown sum to 100.0
exactly (largest remainder), and no kind that holds a character is shown as nothing in the counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from obligations.model import Coverage

if TYPE_CHECKING:
    from obligations.model import Extraction


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the text: its kind, the reason (a code, "" for none), its characters, and tenths of a per cent."""

    coverage: Coverage
    reason: str
    characters: int
    permille: int


def shares(extraction: Extraction) -> list[Share]:
    """Parts of the text by kind and reason, in the order of `Coverage`, larger ones first within a kind."""
    counts: dict[tuple[Coverage, str], int] = {}
    for stretch in extraction.ledger:
        key = (stretch.coverage, stretch.reason)
        counts[key] = counts.get(key, 0) + stretch.span.end - stretch.span.start
    order = list(Coverage)
    keys = sorted(counts, key=lambda key: (order.index(key[0]), -counts[key], key[1]))
    tenths = apportion([counts[key] for key in keys])
    return [Share(*key, counts[key], part) for key, part in zip(keys, tenths, strict=True)]


def by_kind(parts: list[Share]) -> dict[Coverage, int]:
    """Tenths of a per cent by kind; they sum to 1000 for any text that has characters."""
    return {kind: sum(part.permille for part in parts if part.coverage is kind) for kind in Coverage}


def apportion(counts: list[int], whole: int = 1000) -> list[int]:
    """Integers in proportion to `counts` that sum to `whole` (largest remainder)."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    floors = [count * whole // total for count in counts]
    rest = sorted(range(len(counts)), key=lambda i: (-(counts[i] * whole % total), i))
    for index in rest[: whole - sum(floors)]:
        floors[index] += 1
    return floors
