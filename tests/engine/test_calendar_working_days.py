"""Working days: the official holidays and the weekends worked instead, years without data, counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.working_days import counted, is_working_day, official

STEADY = settings(deadline=None, derandomize=True, max_examples=60)

# The notices of the General Office of the State Council for 2024 and 2025.
WORKED = [
    "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12",
    "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11",
]  # fmt: skip
FREE = [
    ("2024-01-01", 1), ("2024-02-10", 8), ("2024-04-04", 3), ("2024-05-01", 5), ("2024-06-10", 1), ("2024-09-15", 3),
    ("2024-10-01", 7), ("2025-01-01", 1), ("2025-01-28", 8), ("2025-04-04", 3), ("2025-05-01", 5), ("2025-05-31", 3),
    ("2025-10-01", 8),
]  # fmt: skip


@pytest.mark.parametrize("day", WORKED)
def test_a_weekend_that_is_worked_instead(day: str) -> None:
    worked = date.fromisoformat(day)
    assert worked.weekday() >= 5
    assert is_working_day(worked)


@pytest.mark.parametrize(("first", "days"), FREE)
def test_public_holidays(first: str, days: int) -> None:
    start = date.fromisoformat(first)
    assert not any(is_working_day(start + timedelta(days=n)) for n in range(days))


def test_the_days_of_two_years_are_all_told() -> None:
    exceptions = 0
    for n in range((date(2025, 12, 31) - date(2024, 1, 1)).days + 1):
        day = date(2024, 1, 1) + timedelta(days=n)
        exceptions += is_working_day(day) != (day.weekday() < 5)
    free_weekdays = sum(
        (date.fromisoformat(first) + timedelta(days=n)).weekday() < 5 for first, days in FREE for n in range(days)
    )
    assert exceptions == free_weekdays + len(WORKED)


@pytest.mark.parametrize("day", [date(2003, 10, 1), date(2099, 10, 1)])
def test_outside_the_known_years_only_weekdays_are_known(day: date) -> None:
    assert official(day) is None
    assert is_working_day(day) == (day.weekday() < 5)
    assert counted(day, 1).unknown == (day.year,)


def test_the_years_passed_are_named() -> None:
    assert counted(date(2025, 12, 30), 3).unknown == ()
    assert counted(date(2003, 12, 30), 5).unknown == (2003,)
    assert counted(date(2097, 12, 1), 300).unknown == (2097, 2098, 2099)


def test_no_day_is_no_day() -> None:
    assert counted(date(2025, 10, 1), 0).day == date(2025, 10, 1)


@STEADY
@given(st.dates(date(2004, 1, 1), date(2030, 12, 31)), st.integers(-120, 120).filter(bool))
def test_as_many_working_days_lie_between_as_were_counted(start: date, days: int) -> None:
    end = counted(start, days).day
    between = [start + timedelta(days=n) for n in range(1, abs((end - start).days) + 1)]
    if days < 0:
        between = [start - timedelta(days=n) for n in range(1, abs((end - start).days) + 1)]
    assert sum(is_working_day(day) for day in between) == abs(days)
    assert is_working_day(end)
