"""The case of a sanction whose measure is worded in one with it."""

from __future__ import annotations

import pytest

from engine.situations import situated
from obligations.model import Fact

CLOSED = "全面关停整改不符合安全、环保条件的矿山企业"
REMOVED = "及时按程序移出名录中不符合标准的矿山"


@pytest.mark.parametrize(
    ("trigger", "measure", "case"),
    [
        (CLOSED, CLOSED, "不符合安全、环保条件的矿山企业"),
        (REMOVED, REMOVED, "不符合标准的矿山"),
        ("依法取缔无证开采矿山", "依法取缔无证开采矿山", "无证开采矿山"),
        ("不断清理退出的矿山", "不断清理退出的矿山", "不断清理退出的矿山"),
        ("对抽查不符合标准的", "提出限期整改措施", "对抽查不符合标准的"),
        ("逾期不改正的", "逾期不改正的", "逾期不改正的"),
    ],
)
def test_the_case_is_told_without_the_measure(trigger: str, measure: str, case: str) -> None:
    facts = [Fact("sanction", ("s", "d", "u", trigger)), Fact("measure", ("s", measure))]
    assert situated(facts) == (Fact("sanction", ("s", "d", "u", case)), facts[1])
