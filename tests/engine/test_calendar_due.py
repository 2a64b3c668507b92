"""Deadlines that count from an event, once the event has its day: tables, and the rules told."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import awaited, due_date, spoken

STEADY = settings(deadline=None, derandomize=True)
PHRASES = Path(__file__).resolve().parents[1] / "fixtures" / "deadlines" / "phrases.yaml"
DAYS = st.dates(date(2004, 1, 1), date(2099, 12, 31))

DUE = [
    # months: the day of the same number, or the last of the month
    ("relative:P3M after 受理", "2025-06-15", "2025-09-15"),
    ("relative:P1M after 受理", "2025-01-31", "2025-02-28"),
    ("relative:P1M after 受理", "2024-01-31", "2024-02-29"),
    ("relative:P1M after 受理", "2024-01-30", "2024-02-29"),
    ("relative:P3M after 竣工验收", "2025-11-30", "2026-02-28"),
    ("relative:P1M after 受理", "2025-02-28", "2025-03-28"),
    ("relative:P6M after 施行", "2024-08-31", "2025-02-28"),
    ("relative:P2Q after 施行", "2025-01-15", "2025-07-15"),
    # years: a 29 February has none in most
    ("relative:P1Y after 投产", "2024-02-29", "2025-02-28"),
    ("relative:P4Y after 投产", "2024-02-29", "2028-02-29"),
    ("relative:P1Y6M after 投产", "2024-08-31", "2026-02-28"),
    # days: the first is not counted
    ("relative:P30D after 收到通知", "2025-03-01", "2025-03-31"),
    ("relative:P1D after 收到通知", "2024-02-28", "2024-02-29"),
    ("relative:P15D", "2025-12-20", "2026-01-04"),
    ("relative:P2W after 收到通知", "2025-01-01", "2025-01-15"),
    # working days: 2024-02-10 to 17 are free, 2024-02-18 is a worked Sunday; 2025-09-28 and 10-11 are worked
    ("relative:P1WD after 受理", "2024-02-09", "2024-02-18"),
    ("relative:P20WD after 受理", "2024-01-22", "2024-02-22"),
    ("relative:P1WD after 受理", "2025-09-30", "2025-10-09"),
    ("relative:P3WD after 受理", "2025-09-30", "2025-10-11"),
    ("relative:P5WD after 受理", "2025-04-25", "2025-05-06"),
    # before an event
    ("relative:P30D before 有效期届满", "2025-12-31", "2025-12-01"),
    ("relative:P1M before 有效期届满", "2025-03-31", "2025-02-28"),
    ("relative:P3M before 期满", "2024-05-31", "2024-02-29"),
    ("relative:P5WD before 开工", "2025-10-09", "2025-09-25"),
    ("relative:P0D before 投入使用", "2025-05-05", "2025-05-05"),
    # hours of a day whose hour is not known count from its beginning
    ("relative:PT48H after 发现", "2025-05-05", "2025-05-07"),
    ("relative:PT1H after 事故发生", "2025-05-05", "2025-05-05"),
]


@pytest.mark.parametrize(("value", "event", "due"), DUE)
def test_the_last_day(value: str, event: str, due: str) -> None:
    found = due_date(value, date.fromisoformat(event))
    assert found is not None
    assert found.day.isoformat() == due
    assert due in found.basis
    assert spoken(value.removeprefix("relative:").partition(" ")[0]) in found.basis or "P0D" in value


TOLD = [
    ("relative:P3M after 受理", date(2025, 6, 16), "当日不计入"),
    ("relative:P1M after 受理", date(2025, 1, 31), "没有对应日，以月末为准"),
    ("relative:P20WD after 受理", date(2025, 1, 2), "调休上班日计入"),
    ("relative:P20WD after 受理", date(2031, 1, 2), "2031年的节假日安排没有资料，只按周一至周五计算"),
    ("relative:P30D after 受理", date(2025, 9, 1), "该日不是工作日，文本没有写明顺延的，不顺延"),
    ("relative:P30D before 届满", date(2025, 12, 31), "往前30日"),
    ("relative:PT48H after 发现", date(2025, 5, 5), "没有写明时刻，按当日0时起算"),
]


@pytest.mark.parametrize(("value", "event", "words"), TOLD)
def test_the_rule_is_told(value: str, event: date, words: str) -> None:
    found = due_date(value, event)
    assert found is not None
    assert words in found.basis


def test_a_day_in_the_official_years_says_nothing_of_missing_holidays() -> None:
    found = due_date("relative:P20WD after 受理", date(2025, 1, 2))
    assert found is not None
    assert "没有资料" not in found.basis


def test_the_rounding_is_told_only_where_there_is_one() -> None:
    found = due_date("relative:P3M after 受理", date(2025, 6, 15))
    assert found is not None
    assert "月末" not in found.basis


def test_a_moment_gives_hours_their_end() -> None:
    found = due_date("relative:PT48H after 发现", datetime(2025, 5, 5, 21, 30))
    assert found is not None
    assert found.day == date(2025, 5, 7)
    assert "2025-05-07 21:30" in found.basis
    late = due_date("relative:PT4H after 发现", datetime(2025, 12, 31, 21, 30))
    assert late is not None
    assert late.day == date(2026, 1, 1)
    assert "没有写明时刻" not in late.basis


def test_a_moment_is_as_good_as_its_day_for_days() -> None:
    assert due_date("relative:P3M", datetime(2025, 6, 15, 23, 59)) == due_date("relative:P3M", date(2025, 6, 15))


@pytest.mark.parametrize(
    "value",
    [
        "date:2025-05-31",
        "yearly:12-15",
        "monthly",
        "from:2025-01-01",
        "relative:x",
        "relative:P",
        "relative:PT",
        "及时",
        "",
    ],
)
def test_what_counts_from_no_event_has_no_such_day(value: str) -> None:
    assert due_date(value, date(2025, 6, 15)) is None


@pytest.mark.parametrize("length", ["P9000Y", "P99999999D", "P9999999WD", "PT999999999H"])
@pytest.mark.parametrize("side", ["after", "before"])
def test_beyond_the_calendar_there_is_none(length: str, side: str) -> None:
    assert due_date(f"relative:{length} {side} 受理", date(2025, 6, 15)) is None


@STEADY
@given(DAYS, st.integers(1, 240))
def test_months_end_on_the_same_number_or_on_the_last_of_the_month(event: date, months: int) -> None:
    found = due_date(f"relative:P{months}M after 受理", event)
    assert found is not None
    year, month = divmod(event.year * 12 + event.month - 1 + months, 12)
    assert (found.day.year, found.day.month) == (year, month + 1)
    assert found.day.day == min(event.day, calendar.monthrange(year, month + 1)[1])


@STEADY
@given(DAYS, st.integers(1, 2000))
def test_days_are_counted_without_the_first(event: date, days: int) -> None:
    after = due_date(f"relative:P{days}D after 受理", event)
    assert after is not None
    assert after.day - event == timedelta(days=days)
    back = due_date(f"relative:P{days}D before 届满", after.day)
    assert back is not None
    assert back.day == event


def test_every_relative_phrase_of_the_fixture_has_a_day_once_the_event_has_one() -> None:
    rows: list[dict[str, Any]] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    values = [row["value"] for row in rows if str(row["value"]).startswith("relative:")]
    assert len(values) >= 10
    for value in values:
        assert awaited(value) is not None
        assert due_date(value, date(2025, 6, 15)) is not None, value
