"""What a document leaves open: each kind of gap, from a text a lawyer can check."""

from __future__ import annotations

from datetime import date

from engine.model import GapKind, Load
from engine.queries import Library, gaps, load
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_text

STATUTE = """某市矿山管理办法

第一条 采矿权人应当于每年三月三十一日前向主管部门提交储量报告。

第二条 采矿权人应当设置界桩。

第三条 采矿权人不得越界开采。

第四条 主管部门应当对界桩设置情况进行检查。

第五条 违反本办法第三条规定的，处一万元罚款。

第六条 采矿权人未按照要求报送储量报告的，责令改正；构成犯罪的，依法追究刑事责任。

第七条 违反《矿山安全法》第九条规定的，吊销许可证。

第八条 阻碍监督检查的，给予警告；情节严重的，处一万元罚款。

第九条 工作人员玩忽职守的，依法给予处分。
"""
PLAN = """某市绿色矿山建设方案

一、加强组织领导

加大宣传力度，普及绿色矿山知识。

二、推进治理

2025年6月底前，完成矿山治理。各县（市、区）人民政府每年12月10日前报告治理进展。（牵头单位：市自然资源局；配合单位：市财政局、市水利局）
"""
SPAN = {"due_from": date(2024, 1, 1), "due_before": date(2025, 12, 31)}


def library(*texts: str) -> Library:
    read = [read_text(text, f"例{number}.txt") for number, text in enumerate(texts, 1)]
    return load([(document, facts(document, extract(document))) for document in read], taxonomy())


def found(kind: GapKind, *texts: str, **asked: str) -> list[tuple[str, str]]:
    return [(gap.words, gap.reason) for gap in gaps(library(*texts), [kind], **asked).gaps]  # type: ignore[arg-type]


def test_duties_without_a_sanction() -> None:
    assert found(GapKind.UNSANCTIONED, STATUTE) == [
        ("设置界桩", ""),
        ("对界桩设置情况进行检查", "只有失职、渎职一类的概括规定"),
    ]


def test_sanctions_without_a_duty_say_why() -> None:
    assert found(GapKind.UNJOINED, STATUTE) == [
        ("《矿山安全法》第九条", "所违反的是另一文件的条款"),
        ("阻碍监督检查的", "没有同一行为的义务或者禁令"),
        ("工作人员玩忽职守的", "失职、渎职一类，不限于哪一项义务"),
    ]
    assert found(GapKind.UNJOINED, STATUTE, lang="en")[0] == ("《矿山安全法》第九条", "another instrument is breached")


def test_tasks_of_nobody_and_without_a_day() -> None:
    assert found(GapKind.UNOWNED, PLAN) == [("加大宣传力度，普及绿色矿山知识", "")]
    assert found(GapKind.UNDATED, PLAN) == [("加大宣传力度，普及绿色矿山知识", "")]
    assert [words for words, _ in found(GapKind.UNDATED, STATUTE)] == ["设置界桩", "对界桩设置情况进行检查"]


def test_all_kinds_but_the_load_are_told_unless_some_are_asked_for() -> None:
    answer = gaps(library(STATUTE, PLAN))
    between = {GapKind.ACROSS, GapKind.EXCEEDS}  # these two have nothing of each other
    assert {gap.kind for gap in answer.gaps} == set(GapKind) - {GapKind.LOAD} - between
    assert answer.loads == ()
    order = [(gap.document, list(GapKind).index(gap.kind), gap.source.start) for gap in answer.gaps]
    assert order == sorted(order)


def test_filters_leave_out_what_is_not_asked_for() -> None:
    assert found(GapKind.UNSANCTIONED, STATUTE, actor="采矿权人") == [("设置界桩", "")]
    assert [words for words, _ in found(GapKind.UNJOINED, STATUTE, topic="监督")] == ["阻碍监督检查的"]
    assert found(GapKind.UNJOINED, STATUTE, policy="例2") == []


def test_the_load_of_departments_by_quarter() -> None:
    answer = gaps(library(PLAN), [GapKind.LOAD], **SPAN)  # type: ignore[arg-type]
    assert answer.gaps == ()
    assert answer.loads == (
        Load("各县（市、区）人民政府", "2024Q4", 0, 0, 1),
        Load("各县（市、区）人民政府", "2025Q4", 0, 0, 1),
        Load("市水利局", "2024Q4", 0, 1, 0),
        Load("市水利局", "2025Q2", 0, 1, 0),
        Load("市水利局", "2025Q4", 0, 1, 0),
        Load("市自然资源局", "2024Q4", 1, 0, 0),
        Load("市自然资源局", "2025Q2", 1, 0, 1),
        Load("市自然资源局", "2025Q4", 1, 0, 0),
        Load("市财政局", "2024Q4", 0, 1, 0),
        Load("市财政局", "2025Q2", 0, 1, 0),
        Load("市财政局", "2025Q4", 0, 1, 0),
    )


def test_one_department_alone() -> None:
    answer = gaps(library(PLAN), [GapKind.LOAD], department="市财政局", **SPAN)  # type: ignore[arg-type]
    assert {one.department for one in answer.loads} == {"市财政局"}


def test_the_answer_for_a_document_does_not_depend_on_the_others() -> None:
    alone, together = gaps(library(STATUTE)), gaps(library(STATUTE, PLAN))
    assert alone.gaps == tuple(gap for gap in together.gaps if gap.document == "例1")
