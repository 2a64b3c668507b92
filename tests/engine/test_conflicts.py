"""Provisions that contradict each other: found exactly, and preferred by the hierarchy of norms."""

from __future__ import annotations

from datetime import date

import pytest

from engine.conflicts import by_id, conflicts
from engine.model import ConflictAnswer, Outcome
from engine.proof import leaves
from engine.queries import load
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_bytes

NOTES = {
    "law": "2012年5月1日 第十一届全国人民代表大会常务委员会第三十次会议通过",
    "regulation": "2013年5月1日 中华人民共和国国务院令第600号公布",
    "ministry": "2014年5月1日 水利部令第40号公布",
    "province": "2015年5月1日 河北省人民代表大会常务委员会第十次会议通过",
    "governor": "2016年5月1日 河北省人民政府令第30号公布",
    "governor_later": "2019年5月1日 河北省人民政府令第50号公布",
    "city": "2018年5月1日 河北省石家庄市人民政府令第7号公布",
    "elsewhere": "2016年5月1日 山东省人民政府令第30号公布",
}
TITLES = {
    "law": "中华人民共和国河道法",
    "regulation": "中华人民共和国河道管理条例",
    "ministry": "水利部河道采砂管理办法",
    "province": "河北省河道管理条例",
    "governor": "河北省河道采砂管理办法",
    "governor_later": "河北省河道堆放管理办法",
    "city": "河北省石家庄市河道管理办法",
    "elsewhere": "山东省河道管理办法",
}
FORBIDS = "任何单位不得在河道管理范围内堆放砂石。"
PERMITS = "任何单位可以在河道管理范围内堆放砂石。"
SAME_CASE = "在汛期，任何单位可以在河道管理范围内堆放砂石。"


def weighed(day: str = "2024-01-01", **sentences: str) -> ConflictAnswer:
    """The conflicts between documents of these kinds, each with a sentence as its first article."""
    documents = [
        read_bytes(
            f"# {TITLES[kind]}\n\n{NOTES[kind]}\n\n第一条 {sentence}\n\n第二条 本文件自公布之日起施行。\n".encode(),
            f"{kind}.md",
        )
        for kind, sentence in sentences.items()
    ]
    library = load([(document, facts(document, extract(document))) for document in documents], taxonomy())
    return conflicts(library, as_of=date.fromisoformat(day))


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ("law", "province", "H202"),
        ("law", "ministry", "H202"),
        ("regulation", "province", "H203"),
        ("province", "governor", "H204"),
        ("province", "city", "H204"),
        ("governor", "city", "H205"),
    ],
)
def test_the_superior_instrument_applies(first: str, second: str, rule: str) -> None:
    for one, other in ((FORBIDS, PERMITS), (PERMITS, FORBIDS)):
        [found] = weighed(**{first: one, second: other}).conflicts
        assert (found.outcome, found.rule) == (Outcome.PREVAILS, rule)
        assert found.prevailing.startswith(f"{first}.")


@pytest.mark.parametrize(
    ("first", "second", "rule", "decider"),
    [
        ("province", "ministry", "H404", "国务院提出意见"),
        ("ministry", "governor", "H405", "国务院"),
    ],
)
def test_equal_instruments_are_undecided_and_both_are_quoted(first: str, second: str, rule: str, decider: str) -> None:
    [found] = weighed(**{first: FORBIDS, second: PERMITS}).conflicts
    assert (found.outcome, found.rule, found.prevailing) == (Outcome.UNDECIDED, rule, "")
    assert decider in found.told
    quoted = {leaf.source.quote for leaf in leaves(found.proof) if leaf.source}
    assert {FORBIDS.strip("。"), PERMITS.strip("。")} <= quoted


def test_of_one_organ_the_new_rule_applies() -> None:
    [found] = weighed(governor=FORBIDS, governor_later=PERMITS).conflicts
    assert (found.outcome, found.rule) == (Outcome.PREVAILS, "H304")
    assert found.prevailing.startswith("governor_later.")


def test_of_one_organ_a_new_general_rule_against_an_old_special_one_is_undecided() -> None:
    [found] = weighed(governor=SAME_CASE, governor_later=FORBIDS).conflicts
    assert (found.outcome, found.rule) == (Outcome.UNDECIDED, "H403")
    [turned] = weighed(governor=FORBIDS, governor_later=SAME_CASE).conflicts
    assert (turned.outcome, turned.rule) == (Outcome.PREVAILS, "H303")


def test_places_that_do_not_meet_are_not_compared() -> None:
    assert weighed(governor=FORBIDS, elsewhere=PERMITS).conflicts == ()


def test_a_document_that_does_not_hold_on_the_day_is_not_compared() -> None:
    answer = weighed("2015-12-31", province=FORBIDS, governor=PERMITS)
    assert answer.conflicts == ()
    assert "有1份文件在这一天没有效力，没有比对" in answer.notes


@pytest.mark.parametrize(
    "other",
    [
        "任何单位不得在河道管理范围内堆放砂石。",  # the same
        "任何单位可以在河道管理范围内种植树木。",  # another act
        "采矿权人可以在矿区范围内堆放砂石。",  # elsewhere
    ],
)
def test_what_does_not_contradict_is_no_conflict(other: str) -> None:
    assert weighed(province=FORBIDS, governor=other).conflicts == ()


FINE = "未经批准在河道管理范围内爆破的，处{bounds}罚款。"


@pytest.mark.parametrize(
    ("superior", "inferior", "found"),
    [
        ("一万元以上五万元以下", "二万元以上三万元以下", False),  # narrowed
        ("一万元以上五万元以下", "一万元以上五万元以下", False),
        ("一万元以上五万元以下", "五千元以上五万元以下", True),
        ("一万元以上五万元以下", "一万元以上十万元以下", True),
        ("一万元以上五万元以下", "十万元以上二十万元以下", True),
    ],
)
def test_an_inferior_fine_must_stay_within_the_bounds(superior: str, inferior: str, found: bool) -> None:
    answer = weighed(province=FINE.format(bounds=superior), governor=FINE.format(bounds=inferior))
    assert [(one.outcome, one.rule) for one in answer.conflicts] == [(Outcome.PREVAILS, "H204")] * found


def test_a_degree_of_an_act_is_no_act() -> None:
    degree = "情节严重的，处{}罚款。"
    answer = weighed(province=degree.format("一万元以上五万元以下"), governor=degree.format("十万元以上二十万元以下"))
    assert answer.conflicts == ()


def test_the_order_of_the_documents_changes_nothing() -> None:
    one, other = weighed(province=FORBIDS, governor=PERMITS), weighed(governor=PERMITS, province=FORBIDS)
    assert one.conflicts[0].prevailing == other.conflicts[0].prevailing
    assert by_id(other.conflicts, one.conflicts[0].id) is not None
