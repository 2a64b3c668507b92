"""Which words of a case are those of a provision: compared, never guessed at."""

from __future__ import annotations

import pytest

from engine.cases import acts
from engine.cases.limits import length


def is_mine(name: str) -> bool:
    return name in {"矿山", "矿山企业", "采矿权人"}


@pytest.mark.parametrize(
    ("events", "action", "done"),
    [
        (["提交年度报告"], "按规定提交年度报告", True),
        (["按时提交年度报告"], "提交年度报告", True),
        (["于2月1日向省厅提交年度报告"], "提交年度报告", True),
        (["完成绿色矿山建设、评估与核查入库"], "正常运营后一年内完成绿色矿山建设、评估与核查入库", True),
        (["建立台账，定期报告储量"], "建立台账，定期报告储量", True),
        (["建立台账", "定期报告储量"], "建立台账，定期报告储量", True),
        (["建立台账"], "建立台账，定期报告储量", False),  # one part of two
        (["正常运营"], "正常运营后一年内完成绿色矿山建设", False),  # the event that the time counts from
        (["报告"], "按规定提交年度报告", False),  # too short to be found inside
        (["报送年度报告"], "提交年度报告", False),  # the same act in other words
        ([], "提交年度报告", False),
    ],
)
def test_an_act_is_done_when_events_have_its_words(events: list[str], action: str, done: bool) -> None:
    assert acts.is_done(events, action) is done


@pytest.mark.parametrize(
    ("what", "text", "same"),
    [
        ("正常运营", "矿山正常运营", True),
        ("收到通知", "收到通知之日", True),
        ("矿山关闭", "在矿山关闭时", True),
        ("以承包等方式擅自转让采矿权", "违反本办法规定，以承包等方式擅自转让采矿权的", True),
        ("正常运营", "选矿厂正常运营", False),  # the actor is no 选矿厂
        ("运营", "矿山正常运营", False),
        ("领取采矿许可证", "领取勘查许可证之日", False),
    ],
)
def test_an_event_is_the_one_that_a_text_names(what: str, text: str, same: bool) -> None:
    assert acts.is_event(what, text, is_mine) is same


@pytest.mark.parametrize(
    ("what", "text", "same"),
    [
        ("采矿权出让合同中绿色矿山建设任务", "未履行采矿权出让合同中绿色矿山建设任务的", True),
        ("推进绿色矿山建设", "不按要求推进绿色矿山建设的矿山企业", True),
        ("提交年度报告", "矿山企业未按照规定提交年度报告的", True),
        ("提交年度报告", "未提交月度报告的", False),
        ("办理登记", "登记后不办理注销的", False),
    ],
)
def test_not_doing_something_is_the_case_of_a_text(what: str, text: str, same: bool) -> None:
    assert acts.is_failing(what, text, is_mine) is same


@pytest.mark.parametrize(
    ("what", "text", "same"),
    [
        ("绿色矿山建设标准", "抽查不符合标准的", True),
        ("绿色矿山建设要求和相关标准", "不符合绿色矿山建设要求和相关标准的", True),
        ("安全条件", "验收不合格的", True),
        ("安全条件", "不符合环保条件的", False),
        ("标准", "抽查不符合绿色矿山建设标准的", False),  # the case says less than the text
        ("标准", "情节严重的", False),
    ],
)
def test_failing_a_check_is_the_case_of_a_text(what: str, text: str, same: bool) -> None:
    assert acts.is_found(what, text) is same


@pytest.mark.parametrize(
    ("words", "value"),
    [("三十日内", "relative:P30D"), ("20个工作日", "relative:P20WD"), ("六个月内", "relative:P6M"), ("尽快", "")],
)
def test_the_limit_of_an_order_is_read_by_the_grammar_of_deadlines(words: str, value: str) -> None:
    assert length(words) == value
