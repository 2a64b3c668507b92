"""Who is in charge of what, as answers; and whom a document means by 各责任单位."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.collectives import collective_names
from engine.queries import Library, duties, explain, load
from obligations.model import Fact, Source
from policies.model import Document

Build = Callable[..., tuple[Document, list[Fact]]]
LINES = (
    "responsibility(云南.r1, {doc}, 云南.r1) | 财政部门负责统筹保障工作经费",
    "leads(云南.r1, 财政部门) | 财政部门负责统筹保障工作经费",
    "task(云南.r1, 负责统筹保障工作经费) | 财政部门负责统筹保障工作经费",
    "responsibility(云南.r2, {doc}, 云南.r2) | 自然资源部门会同财政、生态环境部门推进绿色矿山建设",
    "leads(云南.r2, 自然资源部门) | 自然资源部门会同财政、生态环境部门推进绿色矿山建设",
    "supports(云南.r2, 财政部门) | 自然资源部门会同财政、生态环境部门推进绿色矿山建设",
    "supports(云南.r2, 生态环境部门) | 自然资源部门会同财政、生态环境部门推进绿色矿山建设",
    "task(云南.r2, 推进绿色矿山建设) | 自然资源部门会同财政、生态环境部门推进绿色矿山建设",
)


@pytest.fixture
def library(build: Build) -> Library:
    return load([build("云南", *LINES)], [("市财政部门", "财政部门")])


def test_a_task_is_a_duty_of_those_in_charge_and_of_those_who_assist(library: Library) -> None:
    found = [(d.id, d.charge, d.modality, d.derived) for d in duties(library, actor="财政部门").duties]
    assert found == [
        ("云南.r1@财政部门", "lead", "obligation", False),
        ("云南.r2@财政部门", "support", "obligation", False),
    ]
    assert duties(library, actor="财政部门").duties[1].lead == ("自然资源部门",)
    assert {d.id for d in duties(library, department="财政").duties} == {
        "云南.r1@财政部门",
        "云南.r2@自然资源部门",
        "云南.r2@财政部门",
        "云南.r2@生态环境部门",
    }
    assert duties(library, modality="prohibition").duties == ()


def test_a_task_is_proved_and_inherited(library: Library) -> None:
    assert explain(library, "云南.r1@财政部门").conclusion == "财政部门的职责：“负责统筹保障工作经费”"
    inherited = explain(library, "云南.r2@市财政部门/财政部门")
    assert inherited.conclusion == "市财政部门的配合职责：“推进绿色矿山建设”"
    told = {premise.conclusion for premise in explain(library, "云南.r2").premises}
    assert told == {
        "自然资源部门的职责：“推进绿色矿山建设”",
        "财政部门的配合职责：“推进绿色矿山建设”",
        "生态环境部门的配合职责：“推进绿色矿山建设”",
    }


def statement(quote: str, **units: str) -> list[Fact]:
    """A responsibility with each unit at its name in the quote."""
    made = [Fact("responsibility", ("r", "d", "u"), Source("d", "u", 100, 100 + len(quote), quote))]
    for name, predicate in units.items():
        start = 100 + quote.index(name)
        made.append(Fact(predicate, ("r", name), Source("d", "u", start, start + len(name), name)))
    return made


@pytest.mark.parametrize(
    ("facts", "called"),
    [
        (
            statement("由甲局牵头，乙局、丙局作为责任单位", 甲局="leads", 乙局="supports", 丙局="supports"),
            {"乙局", "丙局"},
        ),
        (
            statement("（责任单位：甲局，乙局；配合单位：丙局）", 甲局="leads", 乙局="leads", 丙局="supports"),
            {"甲局", "乙局"},
        ),
        (
            statement("（牵头单位：甲局 责任单位：乙局、丙局）", 甲局="leads", 乙局="supports", 丙局="supports"),
            {"乙局", "丙局"},
        ),
        (statement("（责任\n单位：甲局 配合单位：乙局）", 甲局="leads", 乙局="supports"), {"甲局"}),
        (statement("（牵头单位：甲局；配合单位：乙局）", 甲局="leads", 乙局="supports"), set()),
        (statement("甲局负责日常工作", 甲局="leads"), set()),
    ],
    ids=["作为责任单位", "责任单位：", "牵头与责任", "换行", "牵头与配合", "负责"],
)
def test_only_units_that_stand_at_the_word_are_called_so(facts: list[Fact], called: set[str]) -> None:
    assert {fact.args[2] for fact in collective_names(facts)} == called


@pytest.mark.parametrize(
    ("bearer", "word"), [("各责任单位", "责任单位"), ("责任部门", "责任部门"), ("有关责任单位", None), ("各单位", None)]
)
def test_all_units_of_that_name_are_meant_only_when_the_text_says_all(bearer: str, word: str | None) -> None:
    found = [fact.args[1] for fact in collective_names([Fact("bearer", ("n", bearer))])]
    assert found == ([word] if word else [])


def test_deadlines_name_whom_the_text_names(build: Build) -> None:
    from datetime import date

    from engine.queries import deadlines

    lines = (
        "norm(万州.n1, {doc}, {unit}, obligation, 反馈进展) | 各责任单位每年6月20日前反馈进展",
        "bearer(万州.n1, 各责任单位) | 各责任单位每年6月20日前反馈进展",
        "deadline(万州.n1, yearly:06-20) | 各责任单位每年6月20日前反馈进展",
        "responsibility(万州.r1, {doc}, 万州.r1) | 财政、安监等部门作为责任单位",
        "supports(万州.r1, 财政部门) | 财政、安监等部门作为责任单位",
        "supports(万州.r1, 安监部门) | 财政、安监等部门作为责任单位",
    )
    library = load([build("万州", *lines)])
    found = deadlines(library, as_of=date(2025, 6, 1)).dues
    assert [due.actors for due in found] == [("各责任单位",)]
    one = deadlines(library, as_of=date(2025, 6, 1), actor="安监部门").dues
    assert [due.actors for due in one] == [("安监部门",)]
