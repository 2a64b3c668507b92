"""Contracts read: parties, kinds, blanks, days, amounts; what policies demand of contracts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from obligations.contracts.amounts import value
from obligations.contracts.demands import demands
from obligations.contracts.from_document import kind_of, read
from obligations.contracts.model import BlankKind, Contract
from obligations.from_document import extract
from policies import library
from policies.from_source import read_path, read_text

HEAD = "采矿权出让合同\n\n甲方（出让人）：某县自然资源局\n乙方（受让人）：某某公司\n\n"


def contract(text: str) -> Contract:
    return read(read_text(text, "contract.txt"))


def test_parties_have_names_and_roles_under_each_of_their_words() -> None:
    found = {each.called: (each.name, each.role) for each in contract(HEAD + "第一条 甲方出让采矿权。\n").parties}
    assert found == {
        "甲方": ("某县自然资源局", "自然资源主管部门"),
        "出让人": ("某县自然资源局", "自然资源主管部门"),
        "乙方": ("某某公司", "采矿权人"),
        "受让人": ("某某公司", "采矿权人"),
    }


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("甘肃省采矿权出让合同", "采矿权出让合同"),
        ("采 矿 权 出 让 合 同", "采矿权出让合同"),
        ("绿色矿山建设合同书", "绿色矿山建设合同"),
        ("国有土地使用权出让合同", "国有建设用地使用权出让合同"),
        ("房屋买卖合同", ""),
    ],
)
def test_the_title_tells_the_kind(title: str, kind: str) -> None:
    found = kind_of(title)
    assert (found.name if found else "") == kind


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("第一条 出让收益为人民币____元。", [BlankKind.RULE]),
        ("第一条 缴入【　　】账户。", [BlankKind.BRACKETS]),
        ("第一条 宗地位于[插入宗地位置]。", [BlankKind.BRACKETS]),
        ("第一条 乙方应当于　　年　　月　　日前缴清。", [BlankKind.DATE]),
        ("第一条 出让年限为      年，自登记之日起算。", [BlankKind.SPACE]),
        ("第一条 缴款方式：□一次性缴清 □分期缴纳。", [BlankKind.BOX]),
        ("第一条 缴款方式：☑一次性缴清 □分期缴纳。", []),
        ("甲方（盖章）：__________ 法定代表人（签字）：__________", []),
        ("第一条 乙方应当于2024年6月1日前缴清。", []),
        ("法定代表人：________\n第一条 甲方出让采矿权。", [BlankKind.RULE]),
        ("法定代表人：【】\n第一条 甲方出让采矿权。", [BlankKind.BRACKETS]),
        ("第一条 甲方出让采矿权。\n法定代表人：________", []),
        ("第一条 生产规模：      万吨/年", [BlankKind.SPACE]),
        ("第一条 每年计提不少于人民币XX万元。", [BlankKind.RULE]),
        ("第一条 采用LXX型设备2台。", []),
        ("法定代表人：\n第一条 甲方出让采矿权。", [BlankKind.SPACE]),
        ("第一条 甲方出让采矿权。\n法定代表人：", []),
        ("第一条 本合同一式  份。", [BlankKind.SPACE]),
        ("第一条 检查不少于（ ）次。", [BlankKind.BRACKETS]),
    ],
)
def test_what_is_left_open_is_a_blank_but_not_the_place_of_a_seal(sentence: str, kinds: list[BlankKind]) -> None:
    assert [each.kind for each in contract(f"{HEAD}{sentence}\n").blanks] == kinds


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("壹佰贰拾万元整", "1200000"),
        ("伍佰柒拾万零捌仟元整", "5708000"),
        ("壹亿贰仟陆佰伍拾万元", "126500000"),
        ("叁仟零伍元伍角贰分", "3005.52"),
        ("一百二十万元", "1200000"),
        ("拾万元", "100000"),
        ("壹贰万元", None),
    ],
)
def test_sums_in_words(words: str, yuan: str | None) -> None:
    assert value(words) == (None if yuan is None else Decimal(yuan))


def test_days_the_signing_date_and_the_term() -> None:
    found = contract(
        f"{HEAD}第一条 出让年限为10年，自2024年6月1日起至2034年5月31日止。\n"
        "第二条 乙方应当于2024年2月30日前缴清。\n\n签订日期：2024年5月20日\n"
    )
    assert found.signed is not None
    assert found.signed.day == "2024-05-20"
    [term] = found.terms
    assert (term.first and term.first.day, term.last and term.last.day, term.length) == (
        "2024-06-01",
        "2034-05-31",
        "P10Y",
    )
    assert [each.day for each in found.dates] == ["2024-06-01", "2034-05-31", "", "2024-05-20"]


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("双方于2015年6月12日签订了《采矿权出让合同》（以下称原合同）。", "2024年3月5日    2024年3月5日"),
        ("双方于2015年6月12日签订《采矿权出让合同》（甲字1号，以下称原合同）。", "2024年3月5日"),
        ("双方于2024年3月5日签订《采矿权出让合同》。", ""),
    ],
)
def test_the_day_of_another_contract_is_not_the_signing_date(sentence: str, last: str) -> None:
    found = contract(f"{HEAD}{sentence}\n一、补充如下。\n{last}\n").signed
    assert found is not None
    assert found.day == "2024-03-05"


def test_a_party_may_have_what_it_is_in_brackets() -> None:
    sides = "甲方（县级自然资源主管部门）：某县自然资源局\n乙方（土地复垦义务人）：某某公司\n"
    found = contract(f"土地复垦协议\n\n{sides}\n第一条 乙方应当复垦。\n甲方（盖章）：某某\n").parties
    assert [(each.called, each.name) for each in found] == [("甲方", "某县自然资源局"), ("乙方", "某某公司")]


def test_days_in_figures_and_terms_of_something_else() -> None:
    found = contract(
        f"{HEAD}第一条 许可证有效期自2036年11月8日至2016年11月7日，为20年。\n"
        "第二条 乙方应当于2025-02-30前缴清，并于2025.3.1前报告，坐标4412863.25，标准号GB 2025-12。\n"
    )
    assert [each.day for each in found.dates] == ["2036-11-08", "2016-11-07", "", "2025-03-01"]
    [term] = found.terms
    assert (term.first and term.first.day, term.last and term.last.day, term.length) == (
        "2036-11-08",
        "2016-11-07",
        None,
    )


def test_the_five_policies_demand_this_of_contracts() -> None:
    found: dict[str, set[str]] = {}
    for path in library.builtin():
        document = read_path(path)
        for each in demands(document, extract(document)).items:
            found.setdefault(f"{path.stem} {each.kind}", set()).add(each.item)
    assert found == {
        "gansu-2023 采矿权出让合同": {"要求", "时间节点", "违约责任"},
        "weihai-2021 采矿权出让合同": {"内容", "目标任务", "违约责任"},
        "yunnan-2025 采矿权出让合同": {"要求", "违约责任"},
        "yunnan-2025 绿色矿山建设合同": {"目标任务", "进度", "时间节点", "要求", "违约责任"},
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "可以在采矿权出让合同中约定绿色矿山建设内容。",
        "原采矿权出让合同中明确绿色矿山建设要求的，鼓励签订补充合同。",
        "对未履行采矿权出让合同中绿色矿山建设任务的，追究违约责任。",
    ],
)
def test_what_may_be_agreed_or_is_a_case_is_no_demand(sentence: str) -> None:
    document = read_text(f"某市绿色矿山建设方案\n\n一、任务\n\n{sentence}\n", "policy.txt")
    assert demands(document, extract(document)).items == ()
