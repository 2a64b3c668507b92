"""Contracts held against the policies: every planted fault is found where it stands, and nothing in clean contracts."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.certificate import Kind
from engine.checking.check import check
from engine.checking.sources import Sources
from engine.contract_review.model import Finding, Review, Severity
from engine.from_rules import built_in, for_contracts
from engine.proof import leaves
from policies.from_source import read_path, read_text
from workbench.knowledge_base import KnowledgeBase, open_paths

FOLDER = Path(__file__).parents[1] / "fixtures" / "contracts"
TOLD: dict[str, Any] = yaml.safe_load((FOLDER / "findings.yaml").read_text(encoding="utf-8"))
GROUPS = {
    "item": "K1",
    "weaker": "K2",
    "liability": "K3",
    "instrument": "K4",
    "organ": "K5",
    "blank": "K6",
    "date": "K7",
    "amount": "K8",
}
DAY = date(2025, 6, 1)


@cache
def against(policy: str) -> KnowledgeBase:
    return open_paths((), (policy,))


def review(name: str) -> Review:
    [found] = against(TOLD[name]["against"]).check([read_path(FOLDER / f"{name}.txt")], DAY).reviews
    return found


def checked(policy: str, text: str, lang: str = "zh") -> Review:
    [found] = against(policy).check([read_text(text, "contract.txt")], DAY, lang).reviews
    return found


def counting(found: Review) -> list[Finding]:
    return [each for each in found.findings if each.severity is not Severity.NOTE]


def meets(finding: Finding, wanted: dict[str, str]) -> bool:
    quote = "".join(finding.source.quote.split()) if finding.source else finding.says
    words = "".join(wanted["words"].split())
    return finding.rule.startswith(GROUPS[wanted["kind"]]) and (words in quote or words in finding.says)


@pytest.mark.parametrize("name", sorted(TOLD))
def test_the_planted_faults_are_found_and_nothing_else(name: str) -> None:
    found = counting(review(name))
    missed = [wanted for wanted in TOLD[name]["findings"] if not any(meets(each, wanted) for each in found)]
    invented = [each.says for each in found if not any(meets(each, wanted) for wanted in TOLD[name]["findings"])]
    assert (missed, invented) == ([], [])


@pytest.mark.parametrize("name", sorted(TOLD))
def test_a_proof_ends_in_the_words_of_the_contract_and_of_the_policy(name: str) -> None:
    found = review(name)
    texts = {found.contract.document.id: found.contract.document}
    texts |= {entry.document.id: entry.document for entry in against(TOLD[name]["against"]).entries}
    for finding in found.findings:
        quoted = [leaf.source for leaf in leaves(finding.proof) if leaf.source]
        assert all(texts[each.document].text[each.start : each.end] == each.quote for each in quoted)
        assert finding.source is None or finding.source in quoted
        assert not finding.basis.statement or finding.basis.policy in {each.document for each in quoted}


@pytest.mark.parametrize("name", sorted(TOLD))
def test_the_checker_replays_every_proof(name: str) -> None:
    base = against(TOLD[name]["against"])
    found = base.check([read_path(FOLDER / f"{name}.txt")], DAY)
    documents = [found.reviews[0].contract.document, *(entry.document for entry in base.entries)]
    sources = Sources(documents, built_in(), {Kind.CONTRACT: for_contracts()})
    for finding in found.reviews[0].findings:
        explained = base.why_finding(found, finding.id)
        assert explained is not None
        assert check(explained.certificate, sources).rejected is None


def test_a_finding_keeps_its_id_when_clauses_are_put_before_it() -> None:
    text = (FOLDER / "gansu-late-weak.txt").read_text(encoding="utf-8")
    moved = text.replace("\n\n", "\n\n出让编号：甘采出三号。\n\n", 1)
    assert {each.id for each in checked("gansu-2023", text).findings} == {
        each.id for each in checked("gansu-2023", moved).findings
    }


def test_a_policy_that_is_not_in_force_on_the_signing_date_demands_nothing() -> None:
    text = "采矿权出让合同\n\n甲方：某县自然资源局\n乙方：某某公司\n\n第一条 甲方出让采矿权。\n\n签订日期：{}\n"
    assert {each.rule for each in checked("gansu-2023", text.format("2024年6月1日")).findings} == {"K101", "K301"}
    later = checked("gansu-2023", text.format("2026年6月1日"))
    assert later.findings == ()
    assert any("规划期已过" in note for note in later.notes)


def test_a_contract_of_another_kind_is_asked_nothing_of_mines() -> None:
    text = "国有建设用地使用权出让合同\n\n出让人：某县自然资源局\n受让人：某某公司\n\n第一条 出让人交付土地。\n"
    assert checked("gansu-2023", text).findings == ()


@pytest.mark.parametrize("path", sorted((FOLDER / "other").glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_is_found_in_contracts_of_other_forms(path: Path) -> None:
    """Supplements, leases, articles numbered 3.1: each against the policy that its name begins with."""
    policy = "-".join(path.stem.split("-")[:2])
    found = checked(policy, path.read_text(encoding="utf-8"))
    assert [(each.rule, each.says) for each in found.findings] == []
    assert found.signed


def test_the_same_is_told_in_english() -> None:
    text = (FOLDER / "gansu-no-milestones.txt").read_text(encoding="utf-8")
    says = [each.says for each in checked("gansu-2023", text, "en").findings if each.rule == "K301"]
    assert says == ["the contract lays down no liability for 绿色矿山建设"]


GREEN = """采矿权出让合同

甲方（出让人）：某县自然资源局
乙方（受让人）：某某石料有限公司

第一条 绿色矿山建设
（一）乙方应当按照绿色矿山建设标准建设和运营矿山。
（二）{}
第二条 违约责任
{}

签订日期：2024年6月1日
"""
LIABLE = "乙方未按照第一条的约定建设绿色矿山的，应当向甲方支付违约金。"


def test_an_article_is_cited_so_however_it_is_numbered() -> None:
    text = GREEN.replace("第一条 绿", "一、绿").replace("第二条 违", "二、违")
    due = "乙方应当在2024年12月31日前建成绿色矿山。"
    assert (
        checked("gansu-2023", text.format(due, "乙方未按照第一条的约定完成的，应当向甲方支付违约金。")).findings == ()
    )


@pytest.mark.parametrize(
    ("duty", "liability", "rules"),
    [
        ("乙方应当在2024年12月31日前建成绿色矿山。", LIABLE, set()),
        ("乙方应当在矿山正常运营后一年内完成绿色矿山建设、评估与核查入库。", LIABLE, set()),
        ("乙方应当在矿山正常运营后六个月内完成绿色矿山建设、评估与核查入库。", LIABLE, set()),
        ("乙方应当在矿山正常运营后十八个月内完成绿色矿山建设、评估与核查入库。", LIABLE, {"K204"}),
        ("绿色矿山建设的时间节点由双方另行约定。", LIABLE, {"K101"}),
        ("乙方应当在2024年12月31日前建成绿色矿山；乙方逾期未达到前款目标的，应支付违约金。", "见各条。", set()),
        ("乙方应当在2024年12月31日前建成绿色矿山。", "任何一方违反本合同约定的，应当承担违约责任。", {"K302"}),
        ("乙方应当在2024年12月31日前建成绿色矿山。", "乙方逾期缴纳出让收益的，应当支付滞纳金。", {"K301"}),
        ("乙方应当在2024年12月31日前建成绿色矿山。", "甲方逾期交付的，应当支付违约金。", {"K301"}),
    ],
)
def test_what_is_demanded_may_be_said_in_other_words_but_must_be_said(
    duty: str, liability: str, rules: set[str]
) -> None:
    assert {each.rule for each in checked("gansu-2023", GREEN.format(duty, liability)).findings} == rules


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("乙方应当建立绿色矿山管理体系。", set()),
        ("乙方可以建立绿色矿山管理体系。", {"K201"}),
        ("乙方无须建立绿色矿山管理体系。", {"K201"}),
        ("乙方可视经营情况建立绿色矿山管理体系。", {"K201"}),
        ("乙方原则上建立绿色矿山管理体系。", {"K202"}),
        ("乙方可以建立绿色矿山管理体系。乙方应当建立绿色矿山管理体系。", set()),
        ("乙方尽量不采用淘汰类技术、材料和设备。", {"K203"}),
        ("乙方不得采用淘汰类技术、材料和设备。", set()),
        ("乙方可以依法转让采矿权。", set()),
        ("甲方可以建立绿色矿山管理体系。", set()),
        ("选矿废水循环利用率不低于85%。", set()),
        ("选矿废水循环利用率达到90%以上。", set()),
        ("选矿废水循环利用率达到75%以上。", {"K205"}),
        ("选矿废水循环利用率不低于八成。", {"K205"}),
        ("乙方年均研发及技改投入不低于主营业务收入的百分之一。", {"K205"}),
        ("乙方应当按照《甘肃省绿色矿山建设规范》（原《某某规定》已废止）建设。", set()),
        ("原国土资源局颁发的采矿许可证继续有效。", set()),
        ("乙方应当向生态环境主管部门报告。", set()),
        ("乙方应当向环境保护主管部门报告。", {"K501"}),
        ("乙方应当向环保部门报告。", {"K502"}),
        ("乙方应当向文化和旅游局、住房和城乡建设局、交通运输局报告。", set()),
    ],
)
def test_one_sentence_more(sentence: str, rules: set[str]) -> None:
    duty = "乙方应当在2024年12月31日前建成绿色矿山。"
    text = GREEN.format(duty, LIABLE).replace("第二条", f"（三）{sentence}\n第二条", 1)
    assert {each.rule for each in checked("gansu-2023", text).findings} == rules


def test_what_an_annex_says_is_said() -> None:
    text = GREEN.format(
        "绿色矿山建设的要求、时间节点及违约责任见附件三《绿色矿山建设承诺书》。", "乙方逾期缴款的，应当支付滞纳金。"
    )
    assert checked("gansu-2023", text).findings == ()


SIZED = """绿色矿山建设合同

矿山类型：{}
甲方：某县自然资源局
乙方：某某矿业有限公司

第一条 双方按照国家有关规定执行。

签订日期：2025年4月1日
"""


def test_a_demand_that_is_limited_to_large_mines_spares_the_small_ones() -> None:
    assert {each.rule for each in checked("yunnan-2025", SIZED.format("生产矿山（中型）")).findings} == {"K101", "K301"}
    assert checked("yunnan-2025", SIZED.format("生产矿山（小型）")).findings == ()
    [asked] = checked("yunnan-2025", SIZED.format("铜矿")).questions
    assert "大、中型持证矿山" in asked.asks


def test_a_day_beside_a_time_limit_from_an_event_is_a_question() -> None:
    duty = "乙方应当在2026年12月31日前完成绿色矿山建设、评估与核查入库。"
    [asked] = checked("gansu-2023", GREEN.format(duty, LIABLE)).questions
    assert "正常运营" in asked.asks
    assert "2026年12月31日" in asked.why
