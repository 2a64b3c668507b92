"""The comparison of deadline phrases with JioNLP (bench/deadlines.py): how its answers are put, and what counts."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from bench import deadlines, page

ANSWERS: list[tuple[dict[str, Any] | None, str | None]] = [
    (None, None),
    ({"type": "time_span", "time": ["-inf", "2031-06-30 23:59:59"]}, "date:2031-06-30"),
    ({"type": "time_span", "time": ["2031-09-01 00:00:00", "inf"]}, "from:2031-09-01"),
    ({"type": "time_point", "time": ["2031-01-01 00:00:00", "2031-06-30 23:59:59"]}, "range:2031-01-01/2031-06-30"),
    ({"type": "time_period", "time": {"delta": {"year": 1}, "point": None}}, "yearly:12-31"),
    ({"type": "time_period", "time": {"delta": {"year": 0.5}, "point": None}}, "halfyearly"),
    ({"type": "time_period", "time": {"delta": {"month": 3}, "point": {"time": [None, None]}}}, "quarterly"),
    (
        {"type": "time_period", "time": {"delta": {"year": 1}, "point": {"time": ["-inf", "2030-04-15 23:59:59"]}}},
        "yearly:04-15",
    ),
    (
        {"type": "time_period", "time": {"delta": {"month": 1}, "point": {"time": ["-inf", "2030-03-10 23:59:59"]}}},
        "monthly:10",
    ),
    ({"type": "time_delta", "time": {"month": 3.0}}, "relative:P3M"),
    ({"type": "time_delta", "time": {"hour": 48.0}}, "relative:PT48H"),
    ({"type": "time_delta", "time": [{"month": 1.0}, {"month": 2.0}]}, None),
]


@pytest.mark.parametrize(("answer", "value"), ANSWERS)
def test_an_answer_is_put_into_the_forms_of_this_project(answer: dict[str, Any] | None, value: str | None) -> None:
    assert deadlines.translated(answer) == value


@pytest.mark.parametrize(
    ("expected", "value", "right"),
    [
        ("date:2031-06-30", "range:2025-06-16/2031-06-30", True),
        ("date:2031-06-30", "date:2031-06-29", False),
        ("relative:P3M after 投产", "relative:P3M", True),
        ("relative:P3M", "date:2025-09-30", False),
        ("monthly:05", "monthly:05", True),
        (None, None, True),
        (None, "date:2025-12-31", False),
    ],
)
def test_what_is_right(expected: str | None, value: str | None, right: bool) -> None:
    assert deadlines.same(expected, value) is right


@pytest.mark.parametrize(
    ("expected", "value", "anchor"),
    [
        (None, "date:2025-12-31", True),
        ("relative:P3M", "range:2025-06-16/2025-09-30", True),
        ("date:2031-06-30", "range:2025-06-16/2031-06-30", False),
        (None, None, False),
    ],
)
def test_a_date_from_nowhere_is_a_silent_anchor(expected: str | None, value: str | None, anchor: bool) -> None:
    assert deadlines.is_anchor(expected, value) is anchor


def test_without_jionlp_this_project_is_measured_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlines, "ROUNDS", 1)
    monkeypatch.setattr(deadlines, "theirs", lambda rows, python: None)
    monkeypatch.setattr(page, "put", lambda *_: pytest.fail("a section without the other side was written"))
    assert deadlines.main(["--python", sys.executable]) == 0
    told = capsys.readouterr().out
    assert "| silent anchors | | 0 |" in told
    assert "not installed" in told
