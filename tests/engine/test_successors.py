"""Organs that are no more: who has their competence, since when; duties found under the successor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from engine.errors import SuccessionError
from engine.queries import Library, duties, explain, load, penalties
from engine.successors import read, succeeded, table
from obligations.model import Fact
from obligations.to_facts import taxonomy
from policies.model import Document

Build = Callable[..., tuple[Document, list[Fact]]]
LINES = (
    "norm(n1, {doc}, {unit}, obligation, 监督矿山企业) | 国土资源部门要监督矿山企业",
    "bearer(n1, 国土资源部门) | 国土资源部门要监督矿山企业",
    "norm(n2, {doc}, {unit}, obligation, 提供贷款) | 各级银监部门要督促银行提供贷款",
    "bearer(n2, 各级银监部门) | 各级银监部门要督促银行提供贷款",
    "sanction(s1, {doc}, {unit}, 越界开采) | 对越界开采的矿山企业，由国土资源部门责令停产",
    "sanction_target(s1, 矿山企业) | 对越界开采的矿山企业，由国土资源部门责令停产",
    "enforcer(s1, 国土资源部门) | 对越界开采的矿山企业，由国土资源部门责令停产",
    "measure(s1, 责令停产) | 对越界开采的矿山企业，由国土资源部门责令停产",
)
TABLE = """
endings = ["部门"]
[[reform]]
name = "一"
day = 2008-03-15
source = "方案"
[[reform]]
name = "二"
day = 2018-03-17
source = "方案"

[[succession]]
reform = "一"
fields = ["甲"]
successor = "乙"
competent = "部门"
says = "甲并入乙"

[[succession]]
reform = "二"
fields = ["乙"]
successor = "甲"
competent = "部门"
says = "乙并入甲"
"""


def heirs(name: str, place: str = "") -> list[tuple[str, str]]:
    """The successors of an organ with the year."""
    return [(fact.args[1], fact.args[-2][:4]) for fact in succeeded([name], place)]


@pytest.mark.parametrize(
    ("former", "expected"),
    [
        ("国土资源部", [("自然资源部", "2018")]),
        ("县级以上人民政府国土资源主管部门", [("县级以上人民政府自然资源主管部门", "2018")]),
        ("地质矿产行政主管部门", [("国土资源主管部门", "1998"), ("自然资源主管部门", "2018")]),
        ("银监部门", [("银行保险监督管理部门", "2018"), ("金融监管部门", "2023")]),
        ("国家环境保护总局", [("环境保护部", "2008"), ("生态环境部", "2018")]),
        ("食品药品监督管理部门", [("市场监督管理部门", "2018"), ("药品监督管理部门", "2018")]),
        ("农业主管部门", [("农业农村主管部门", "2018")]),
        ("农业农村主管部门", []),
        ("公安机关交通管理部门", []),  # the traffic police is no organ of transport
        ("卫生机构", []),  # a hospital is no organ
        ("县林业局", []),  # the law still says 林业主管部门; the national organ alone has another name
        ("国家林业局", [("国家林业和草原局", "2018")]),
        ("住房和城乡建设主管部门", []),
    ],
)
def test_the_table_knows_who_succeeds(former: str, expected: list[tuple[str, str]]) -> None:
    assert heirs(former) == expected


def test_a_row_may_hold_for_one_place() -> None:
    found = succeeded(["区国土房管局"], "重庆市万州区")
    assert {(fact.predicate, fact.args[1]) for fact in found} == {
        ("succeeded_in_part", "区规划和自然资源主管部门"),
        ("succeeded_in_part", "区住房城乡建设主管部门"),
    }
    assert succeeded(["区国土房管局"], "威海市") == []


def test_every_transfer_names_its_decision() -> None:
    assert all("方案》" in row.basis and row.since[:4] in row.basis for row in table())


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (TABLE, "own.toml:19: 承接关系有循环：“甲”由“乙”承接，“乙”由“甲”承接"),
        (TABLE.replace('reform = "二"', 'reform = "三"'), "own.toml:19: 没有名为“三”的改革"),
        (TABLE.replace('says = "甲并入乙"', ""), "own.toml:12: 缺少 says"),
        (TABLE.replace("2018-03-17", '"2018-03"'), "own.toml:7: day 应是日期，如 2018-03-17"),
        ("endings = [\n[[reform", "own.toml:2: 不是合法的 TOML"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(table: str, message: str) -> None:
    with pytest.raises(SuccessionError) as refused:
        read(table, "own.toml")
    assert str(refused.value) == message


@pytest.fixture
def library(build: Build) -> Library:
    return load([build("万州", *LINES)], taxonomy())


def test_a_duty_is_found_under_the_successor(library: Library) -> None:
    [duty] = duties(library, actor="自然资源主管部门", as_of=date(2020, 1, 1)).duties
    assert (duty.id, duty.actor, duty.relation) == ("n1@自然资源主管部门/国土资源部门", "国土资源部门", "successor")
    assert [each.name for each in duty.successors] == ["自然资源部门"]
    proof = explain(library, duty.id, date(2020, 1, 1))
    assert proof.conclusion == "自然资源部门承接国土资源部门的这一项职责，自然资源主管部门也是"
    told = proof.premises[0].premises[1]
    assert (told.rule, told.premises[1].note) == ("N101", "机构沿革")
    assert "《国务院机构改革方案》（2018年3月17日" in told.premises[1].conclusion


def test_before_the_reform_the_successor_has_no_duty(library: Library) -> None:
    before, on = date(2018, 3, 16), date(2018, 3, 17)
    assert duties(library, actor="自然资源主管部门", as_of=before).duties == ()
    assert len(duties(library, actor="自然资源主管部门", as_of=on).duties) == 1
    assert all(not duty.successors for duty in duties(library, as_of=before).duties)


def test_the_old_name_finds_it_too_before_and_after(library: Library) -> None:
    for day in (date(2017, 1, 1), date(2024, 1, 1)):
        assert [duty.id for duty in duties(library, actor="国土资源部门", as_of=day).duties] == ["n1@国土资源部门"]


def test_two_reforms_lead_to_the_last_successor(library: Library) -> None:
    [duty] = duties(library, actor="金融监管部门", as_of=date(2024, 1, 1)).duties
    assert [each.name for each in duty.successors] == ["各级金融监管部门"]
    assert duties(library, actor="金融监管部门", as_of=date(2022, 1, 1)).duties == ()
    assert [duty.norm for duty in duties(library, actor="银行保险监督管理机构", as_of=date(2022, 1, 1)).duties] == [
        "n2"
    ]
    assert explain(library, duty.id, date(2024, 1, 1)).rule == "N205"


def test_a_department_is_found_under_its_successor(library: Library) -> None:
    day = date(2020, 1, 1)
    assert [duty.norm for duty in duties(library, department="自然资源部门", as_of=day).duties] == ["n1"]
    assert [one.sanction for one in penalties(library, department="自然资源部门", as_of=day).penalties] == ["s1"]
    assert penalties(library, department="自然资源部门", as_of=date(2018, 1, 1)).penalties == ()
