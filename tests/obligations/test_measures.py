"""Measured goals of one clause: subject, comparison, value, unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations import measures
from obligations.measures import Measure
from obligations.words import lexer

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow


def goals_in(text: str) -> list[Measure]:
    return measures.read(lexer().tokens(text), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("污水处理率达到95%", ["污水处理率 >= 95 %"]),
        ("污水处理率不低于95%", ["污水处理率 >= 95 %"]),
        ("污水处理率达到95%以上", ["污水处理率 >= 95 %"]),
        ("污水处理率提高到95%", ["污水处理率 >= 95 %"]),
        ("污水处理率由80%提高到95%", ["污水处理率 >= 95 %"]),
        ("管网漏损率控制在9%以内", ["管网漏损率 <= 9 %"]),
        ("管网漏损率不超过百分之九", ["管网漏损率 <= 9 %"]),
        ("管网漏损率下降到8.5%", ["管网漏损率 <= 8.5 %"]),
        ("建成30家社区食堂", ["社区食堂 >= 30 家"]),
        ("建成社区食堂30家以上", ["社区食堂 >= 30 家"]),
        ("80%的小区达到节水标准", ["小区 >= 80 %"]),
        ("新建小区全部达到节水标准", ["新建小区 = 100 %"]),
        (
            "大、中、小型灌区节水率分别达到60%、50%、40%",
            ["大型灌区节水率 >= 60 %", "中型灌区节水率 >= 50 %", "小型灌区节水率 >= 40 %"],
        ),
    ],
)
def test_a_clause_has_its_goals(text: str, expected: list[str]) -> None:
    assert [f"{goal.subject} {goal.op} {goal.value} {goal.unit}" for goal in goals_in(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "减按15%税率征收所得税",
        "按工程造价的3%缴纳保证金",
        "第三十条规定的情形",
        "加强社区食堂建设",
        "2031年1月1日起施行",
        "",
    ],
)
def test_a_number_without_a_comparison_is_no_goal(text: str) -> None:
    assert goals_in(text) == []


@STEADY
@given(st.decimals(0, 100, places=1), st.sampled_from(["不低于", "达到", "提高到", "不超过", "控制在"]))
def test_values_are_exact(value: Decimal, comparison: str) -> None:
    (goal,) = goals_in(f"供水合格率{comparison}{value}%")
    assert goal.value == value
    assert goal.op == ("<=" if comparison in ("不超过", "控制在") else ">=")


def test_a_range_that_a_deadline_has_taken_is_no_value() -> None:
    tokens = lexer().tokens("3个月内完成95%")
    taken = [(tokens[0].start_pos or 0, tokens[1].end_pos or 0)]
    assert all(goal.value != 3 for goal in measures.read(tokens, taken))
