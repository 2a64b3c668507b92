"""Phrases of time and their values (tests/fixtures/deadlines/phrases.yaml)."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.context import deadlines_of
from obligations.deadlines import Period, with_event
from obligations.from_document import extract
from policies.from_source import read_text

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "deadlines" / "phrases.yaml"
PHRASES: list[dict[str, Any]] = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))
GATE = 0.95  # 38 of 40
DAY = r"\d{4}-\d{2}-\d{2}"
LENGTH = r"P(\d+(Y|M|W|D|WD|Q)|T\d+H)"
FORMS = re.compile(
    rf"date:{DAY}|from:{DAY}|range:{DAY}/{DAY}|yearly:\d{{2}}-\d{{2}}|monthly(:\d{{2}})?|quarterly|halfyearly"
    rf"|relative:{LENGTH}( (after|before) .+)?"
)
DATED = ("date:", "from:", "range:")
# Neither a year nor an event stands in these.
UNANCHORED = [
    "6月30日前",
    "年底前",
    "3月底前",
    "12月10日前",
    "上半年",
    "下半年",
    "月底前",
    "底前",
    "前",
    "十日",
    "1月—3月",
]


def value_of(phrase: str, period: Period | None = None) -> str | None:
    return ",".join(due.value for due in deadlines_of(phrase, period)) or None


def period_of(row: dict[str, Any]) -> Period | None:
    return (row["period"][0], row["period"][1]) if "period" in row else None


def test_the_phrases_have_their_values() -> None:
    read = [(row["phrase"], row["value"], value_of(row["phrase"], period_of(row))) for row in PHRASES]
    wrong = [each for each in read if each[1] != each[2]]
    assert len(read) - len(wrong) >= GATE * len(read), wrong


def test_the_table_is_long_enough() -> None:
    assert len(PHRASES) >= 40
    assert len({(row["phrase"], period_of(row)) for row in PHRASES}) == len(PHRASES)
    assert all(set(row) <= {"phrase", "value", "period"} for row in PHRASES)


@pytest.mark.parametrize("phrase", UNANCHORED)
def test_no_silent_anchor(phrase: str) -> None:
    assert not (value_of(phrase) or "").startswith(DATED)
    norms = extract(read_text(f"建设单位应当在{phrase}完成整改。", "例.txt")).norms
    assert not any(norm.deadline and norm.deadline.norm.startswith(DATED) for norm in norms)


@pytest.mark.parametrize("row", PHRASES, ids=range(len(PHRASES)))
def test_a_value_has_a_known_form_and_names_days_of_the_calendar(row: dict[str, Any]) -> None:
    for value in (value_of(row["phrase"], period_of(row)) or "").split(","):
        assert value == "" or FORMS.fullmatch(value), value
        assert all(date.fromisoformat(day) for day in re.findall(DAY, value))


@STEADY
@given(st.integers(1, 12), st.integers(1, 28), st.sampled_from(["前", "底前", "", "之前", "以前"]))
def test_a_day_without_a_year_is_never_a_date(month: int, day: int, end: str) -> None:
    assert not (value_of(f"{month}月{day}日{end}") or "").startswith(DATED)
    assert not (value_of(f"{month}月{end}") or "").startswith(DATED)


@STEADY
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_calendar_is_read(day: date) -> None:
    assert value_of(f"{day.year}年{day.month}月{day.day}日前") == f"date:{day}"


@STEADY
@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 40))
def test_a_range_ends_after_it_begins(day: date, years: int) -> None:
    text = f"{day.year}年{day.month}月至{day.year + years}年{day.month}月"
    first, _, last = (value_of(text) or "").removeprefix("range:").partition("/")
    assert date.fromisoformat(first) < date.fromisoformat(last)


@STEADY
@given(st.integers(2, 99), st.sampled_from([("日", "D"), ("个工作日", "WD"), ("个月", "M"), ("年", "Y")]))
def test_a_length_keeps_its_event(number: int, unit: tuple[str, str]) -> None:
    assert value_of(f"自收到材料之日起{number}{unit[0]}内") == f"relative:P{number}{unit[1]} after 收到材料之日"


@pytest.mark.parametrize("phrase", ["2031年2月30日前", "2031年13月", "每年2月30日前", "2031年4月31日前"])
def test_a_day_that_is_not_in_the_calendar_is_no_date(phrase: str) -> None:
    assert "-02-30" not in (value_of(phrase) or "")
    assert "-04-31" not in (value_of(phrase) or "")


@pytest.mark.parametrize(
    ("value", "event", "expected"),
    [
        ("relative:P3M", "投产", "relative:P3M after 投产"),
        ("relative:P3M", "", "relative:P3M"),
        ("relative:P30D before", "届满", "relative:P30D before 届满"),
        ("relative:P30D after 受理之日", "投产", "relative:P30D after 受理之日"),
        ("date:2031-06-30", "投产", "date:2031-06-30"),
    ],
)
def test_a_bare_length_takes_an_event(value: str, event: str, expected: str) -> None:
    assert with_event(value, event) == expected
