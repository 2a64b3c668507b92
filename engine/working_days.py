"""Working days: weekdays less the public holidays, with the weekends that are worked instead (调休).

In: a day and a number of working days. Out: the day that many on or back, and the years passed whose holidays are not
known. Guarantee: the first day is never counted; the official arrangement is that of the library chinesecalendar, none
of it stands here; in other years Monday to Friday are counted, and the result names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar

_SATURDAY = 5
_LONGEST = 10_000  # working days: no deadline is longer, and the count is one step a day


@dataclass(frozen=True, slots=True)
class Counted:
    """The day reached, and the years passed whose holidays are not known."""

    day: date
    unknown: tuple[int, ...]


def counted(start: date, days: int) -> Counted:
    """The day `days` working days after `start`, before it when negative; `start` is not counted.

    Raises:
        ValueError: more days than any deadline has.
        OverflowError: beyond the calendar.
    """
    if abs(days) > _LONGEST:
        raise ValueError(days)
    step = timedelta(days=1 if days > 0 else -1)
    day, left = start, abs(days)
    unknown: set[int] = set()
    while left:
        day += step
        working = official(day)
        if working is None:
            unknown.add(day.year)
            working = day.weekday() < _SATURDAY
        left -= working
    return Counted(day, tuple(sorted(unknown)))


def is_working_day(day: date) -> bool:
    """Whether a day is worked; by its weekday alone in a year whose holidays are not known."""
    working = official(day)
    return day.weekday() < _SATURDAY if working is None else working


def official(day: date) -> bool | None:
    """Whether a day is worked by the official arrangement, None when that of its year is not known."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
