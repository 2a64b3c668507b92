"""Deadlines become dates by tables, and never by guessing."""

from __future__ import annotations

from datetime import date

import pytest

from engine.calendar import awaited, instances, last_day, spoken

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)

DATES = [
    ("date:2025-05-31", ["2025-05-31"]),
    ("date:2026-01-01", []),
    ("range:2025-04-01/2025-06-30", ["2025-06-30"]),
    ("from:2024-06-01", []),
    ("yearly:12-15", ["2024-12-15", "2025-12-15"]),
    ("yearly:02-29", ["2024-02-29", "2025-02-28"]),
    ("quarterly", [f"{year}-{end}" for year in (2024, 2025) for end in ("03-31", "06-30", "09-30", "12-31")]),
    ("halfyearly", ["2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"]),
    ("relative:P1Y after 矿山投产", []),
    ("relative:P7D", []),
    ("yearly:13-01", []),
    ("yearly:", []),
    ("date:2025", []),
    ("及时", []),
]


@pytest.mark.parametrize(("value", "expected"), DATES)
def test_the_days_of_a_deadline(value: str, expected: list[str]) -> None:
    assert [dated.day.isoformat() for dated in instances(value, FIRST, LAST)] == expected


def test_monthly_deadlines() -> None:
    fifth = [dated.day for dated in instances("monthly:05", FIRST, LAST)]
    assert fifth == [date(year, month, 5) for year in (2024, 2025) for month in range(1, 13)]
    ends = [dated.day.day for dated in instances("monthly", FIRST, date(2024, 4, 30))]
    assert ends == [31, 29, 31, 30]
    rounded = instances("monthly:31", date(2025, 2, 1), date(2025, 2, 28))
    assert [dated.day for dated in rounded] == [date(2025, 2, 28)]
    assert "以月末为准" in rounded[0].basis


def test_both_ends_of_the_window_count() -> None:
    day = date(2025, 12, 15)
    assert instances("yearly:12-15", day, day)
    assert not instances("yearly:12-15", date(2025, 12, 16), date(2026, 12, 14))


AWAITED = [
    ("relative:P1Y after 矿山投产", "矿山投产", "“矿山投产”之后1年内"),
    ("relative:P30D before 有效期届满", "有效期届满", "“有效期届满”30日之前"),
    ("relative:P0D before 选址", "选址", "“选址”之前"),
    ("relative:P20WD after 受理", "受理", "20个工作日内"),
    ("relative:PT48H after 发现", "发现", "48小时内"),
    ("relative:P7D", "", "没有写明从何时起算"),
    ("及时", "", "无法换算为日期"),
    ("yearly:13-01", "", "不是日历上的日子"),
    ("date:2025-02-30", "", "不是日历上的日子"),
    ("monthly:0", "", "不是日历上的日子"),
    ("relative:x", "", "无法换算为日期"),
]


@pytest.mark.parametrize(("value", "event", "words"), AWAITED)
def test_what_has_no_date_says_why(value: str, event: str, words: str) -> None:
    waiting = awaited(value)
    assert waiting is not None
    assert waiting.event == event
    assert words in waiting.basis
    assert "不推算日期" in waiting.basis or "无法换算" in waiting.basis


@pytest.mark.parametrize("value", ["date:2025-05-31", "yearly:02-29", "monthly", "quarterly", "from:2021-01-01"])
def test_what_has_dates_waits_for_nothing(value: str) -> None:
    assert awaited(value) is None


PERIODS = [
    ("P5Y", "2021-02-01", "2026-01-31"),
    ("P5Y", "2025-01-01", "2029-12-31"),
    ("P2Y", "2024-02-29", "2026-02-28"),
    ("P1M", "2025-01-31", "2025-02-28"),
    ("P3M", "2025-06-15", "2025-09-14"),
    ("P1Y6M", "2025-01-01", "2026-06-30"),
    ("P30D", "2025-01-01", "2025-01-30"),
    ("P2W", "2025-01-01", "2025-01-14"),
]


@pytest.mark.parametrize(("duration", "start", "end"), PERIODS)
def test_the_last_day_of_a_period(duration: str, start: str, end: str) -> None:
    found = last_day(duration, date.fromisoformat(start))
    assert found is not None
    assert found.day.isoformat() == end
    assert end in found.basis


@pytest.mark.parametrize("duration", ["", "P", "五年", "P20WD"])
def test_a_length_that_cannot_be_read_has_no_end(duration: str) -> None:
    assert last_day(duration, FIRST) is None


def test_the_rounding_is_told() -> None:
    found = last_day("P1M", date(2025, 1, 31))
    assert found is not None
    assert "该月没有对应日，以月末为准" in found.basis


def test_durations_are_spoken() -> None:
    told = [spoken(value) for value in ("P5Y", "P1Y6M", "P30D", "P20WD", "PT48H", "P2W")]
    assert told == ["5年", "1年6个月", "30日", "20个工作日", "48小时", "2周"]
