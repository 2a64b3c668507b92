"""Duties by the day on which they fall due.

In: the index of a document and a question. Out: its `Due`s.
Guarantee: the duties of one norm on one day are told once, with all whom the text names; those who bear them only by
derivation are told when it names nobody (各责任单位, not each of them).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.duties import duties_of
from engine.index import Index
from engine.model import Due, Duty
from engine.questions import Question


def dues_of(index: Index, asked: Question) -> list[Due]:
    """The days of one document on which something asked for is due, and what waits for an event, in no order."""
    found: dict[tuple[str, str, str, str], list[Duty]] = {}
    for duty in _plainest(duties_of(index, asked)):
        for day, basis in _dates(index, duty):
            found.setdefault((day, basis, duty.norm, duty.action), []).append(duty)
    return [_due(day, basis, same) for (day, basis, *_), same in found.items()]


def _plainest(found: list[Duty]) -> list[Duty]:
    stated = {duty.norm for duty in found if not duty.derived}
    return [duty for duty in found if not duty.derived or duty.norm not in stated]


def _dates(index: Index, duty: Duty) -> Iterator[tuple[str, str]]:
    for norm, day, basis in index.conclusions.rows("occurs"):
        if norm == duty.norm and day in duty.due:
            yield day, basis
    if duty.awaits is not None:
        yield "", duty.awaits


def _due(day: str, basis: str, same: list[Duty]) -> Due:
    return Due(day, basis, tuple(dict.fromkeys(duty.actor for duty in same if duty.actor)), same[0])


def by_day(due: Due) -> tuple[bool, str]:
    """The order of deadlines: those with a day first, by their day."""
    return (not due.day, due.day)
