"""Which statement that was read is the one that a reviewer speaks of.

In: records of statements, a kind, a span, the fields. Out: the record, or none. Guarantee: of one kind, with more
than half of the words in common; of several with as many, the one with most fields the same: 大、中、小型矿山分别达到
are three statements with the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policies.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

Record = tuple[str, dict[str, Any]]
ENOUGH = 0.5  # what two stretches must have in common, more than this


def closest(records: Iterable[Record], kind: str, span: Span, fields: dict[str, Any]) -> Record | None:
    """The record of a kind that is nearest to a span and to fields."""
    best: tuple[float, int] = (ENOUGH, -1)
    found: Record | None = None
    for name, record in records:
        if name == kind:
            common = shared(Span(record["start"], record["end"]), span)
            rank = (common, sum(plain(record.get(each)) == plain(value) for each, value in fields.items()))
            if common > ENOUGH and rank > best:
                best, found = rank, (name, record)
    return found


def shared(one: Span, other: Span) -> float:
    """What two stretches have in common, as a share of both together."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / (max(one.end, other.end) - min(one.start, other.start))


def plain(value: Any) -> Any:
    """A value without the white space that line breaks leave."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list) else value
