"""Targets over time: what each document wants of one thing, year by year.

In: a matrix. Out: `Series`, one for each document, key features, subject and unit, with its steps in the order of days.
Guarantee: every target of the matrix is a step of one series; what a document states of the same thing without a
number (小型矿山: the goal is left to the 州（市）) is told beside the numbers, unless the same paragraph gives the
number.
"""

from __future__ import annotations

from engine.comparison.model import Item, Matrix, Series, Step
from obligations.model import Target

UNDATED = "9999"  # behind all years


def series(matrix: Matrix) -> tuple[Series, ...]:
    """The series of a matrix: those of one thing together, in the order of its documents."""
    told = [cell.item for row in matrix.rows for cell in row.cells if cell.item]
    counted = {_where(item) for item in told if isinstance(item.statement, Target)}
    items = [item for item in told if isinstance(item.statement, Target) or _where(item) not in counted]
    found: dict[object, list[Item]] = {}
    for item in sorted(items, key=lambda each: (_by(each) or UNDATED, each.source.start, each.id)):
        found.setdefault((_thing(item), item.side, _subject(item)), []).append(item)
    names = list(dict.fromkeys((each.group, each.name) for each in matrix.topic.features))
    ordered = sorted(found.values(), key=lambda steps: (_place(steps[0], names), steps[0].side))
    return tuple(_series(steps) for steps in ordered)


def _where(item: Item) -> tuple[object, ...]:
    return item.side, str(item.keys), _by(item), item.source.eid


def _series(steps: list[Item]) -> Series:
    first = steps[0]
    found = tuple(Step(_by(each), each) for each in steps)
    return Series(first.side, first.keys, _unit(first), _subject(first), found)


def _by(item: Item) -> str:
    """The last day of its time limit; "" when it has none that is a day."""
    if isinstance(item.statement, Target):
        return item.statement.by or ""
    form, _, days = item.deadlines[-1].partition(":") if item.deadlines else ("", "", "")
    return days.rpartition("/")[2] if form in ("date", "range") else ""


def _unit(item: Item) -> str:
    return item.statement.unit if isinstance(item.statement, Target) else ""


def _subject(item: Item) -> str:
    return item.statement.subject if isinstance(item.statement, Target) else ""


def _thing(item: Item) -> tuple[str, str]:
    """What a series is of: its key features, or its subject where there are none."""
    return str(item.keys), "" if item.keys else _subject(item)


def _place(item: Item, names: list[tuple[str, str]]) -> tuple[int, ...]:
    """Things in the order of the features of the topic; those that lack a group behind those that have it."""
    groups = dict.fromkeys(group for group, _ in names)
    return tuple(
        min((names.index((group, name)) for name in item.keys.get(group, ())), default=len(names)) for group in groups
    )
