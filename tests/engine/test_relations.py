"""Documents that repeal or supersede others of the library; every text is read as a file would be."""

from __future__ import annotations

from datetime import date

import pytest

from engine.model import Force, Validity
from engine.queries import Library, duties, load
from obligations.from_document import extract
from obligations.to_facts import facts
from policies.from_source import read_bytes

OLD = """# 某某市矿山管理办法

2010年5月1日 某某市人民政府令第3号公布

第一条 采矿权人应当提交年度报告。

第二条 本办法自2010年7月1日起施行。
"""
NEW = """# 某某市绿色矿山条例

2022年12月30日 某某市人民代表大会常务委员会第四十次会议通过

第一条 采矿权人应当建设绿色矿山。

第二条 本条例自2023年3月1日起施行。2010年5月1日某某市人民政府发布的《某某市矿山管理办法》同时废止。
"""
REVISED = """# 某某市矿山管理办法

2010年5月1日 某某市人民政府令第3号公布

2016年8月1日 某某市人民政府令第9号修订

第一条 采矿权人应当每年提交年度报告。

第二条 本办法自2016年10月1日起施行。
"""


def library(**texts: str) -> Library:
    """A library of these texts."""
    documents = [read_bytes(text.encode(), f"{name}.md") for name, text in texts.items()]
    return load([(document, facts(document, extract(document))) for document in documents])


def standing(found: Library, day: str) -> dict[str, Validity]:
    """How each document stands on a day."""
    return {one.document: one for one in duties(found, as_of=date.fromisoformat(day)).validities}


@pytest.mark.parametrize(("day", "force"), [("2023-02-28", Force.UNSTATED), ("2023-03-01", Force.REPEALED)])
def test_a_repealed_document_ends_when_the_other_begins(day: str, force: Force) -> None:
    assert standing(library(old=OLD, new=NEW), day)["old"].force == force
    assert standing(library(new=NEW, old=OLD), day)["old"].force == force
    assert standing(library(old=OLD), day)["old"].force == Force.UNSTATED


def test_duties_of_a_repealed_document_are_withheld_and_its_proof_quotes_both() -> None:
    found = library(old=OLD, new=NEW)
    answer = duties(found, actor="采矿权人", as_of=date(2023, 6, 1))
    assert {duty.document for duty in answer.duties} == {"new"}
    assert answer.withheld == (("old", 1),)
    proof = standing(found, "2023-06-01")["old"].proof
    assert proof.conclusion == "自2023年3月1日起，本文件为《某某市绿色矿山条例》所废止，2023年6月1日时已经废止"
    [repealed] = proof.premises
    quoted = {leaf.source.document: leaf.source.quote for leaf in repealed.premises if leaf.source}
    assert quoted == {"old": "某某市矿山管理办法", "new": "2023年3月1日"}
    assert any(leaf.source and "同时废止" in leaf.source.quote for leaf in repealed.premises)


def test_what_a_text_demands_does_not_depend_on_the_others() -> None:
    alone, together = (duties(each, policy="old").duties for each in (library(old=OLD), library(old=OLD, new=NEW)))
    assert [(duty.id, duty.actor, duty.action, duty.source) for duty in alone] == [
        (duty.id, duty.actor, duty.action, duty.source) for duty in together
    ]


@pytest.mark.parametrize(("day", "force"), [("2016-09-30", Force.UNSTATED), ("2016-10-01", Force.SUPERSEDED)])
def test_a_revision_takes_the_place_of_the_text_before(day: str, force: Force) -> None:
    found = standing(library(old=OLD, revised=REVISED), day)
    assert found["old"].force == force
    assert found["revised"].force == (Force.NOT_YET if day < "2016-10-01" else Force.UNSTATED)


def test_every_earlier_version_is_repealed() -> None:
    found = standing(library(old=OLD, revised=REVISED, new=NEW), "2024-01-01")
    assert (found["old"].force, found["revised"].force) == (Force.REPEALED, Force.REPEALED)


def test_a_later_text_of_the_same_title_is_no_revision_when_it_does_not_say_so() -> None:
    later = REVISED.replace("修订", "公布").replace("2010年5月1日 某某市人民政府令第3号公布\n\n", "")
    assert standing(library(old=OLD, later=later), "2020-01-01")["old"].force == Force.UNSTATED


def test_a_document_made_after_the_repeal_is_not_the_one_repealed() -> None:
    again = OLD.replace("2010年5月1日", "2024年5月1日").replace("2010年7月1日", "2024年7月1日")
    assert standing(library(again=again, new=NEW), "2025-01-01")["again"].force == Force.UNSTATED


def test_another_place_is_not_meant() -> None:
    elsewhere = OLD.replace("某某市人民政府", "某东市人民政府").replace("# 某某市", "# 某东市")
    assert standing(library(old=elsewhere, new=NEW), "2025-01-01")["old"].force == Force.UNSTATED


def test_without_a_day_to_check_it_by_it_is_undetermined() -> None:
    undated = "# 某某市矿山管理办法\n\n第一条 采矿权人应当提交年度报告。\n"
    found = standing(library(old=undated, new=NEW), "2024-01-01")["old"]
    assert (found.force, found.proof.rule) == (Force.UNDETERMINED, "V613")


def test_the_next_plan_of_a_series_takes_the_place_of_the_last() -> None:
    plan = "某某市绿色矿山行动方案（{years}年）\n\n一、目标\n\n矿山企业应当建设绿色矿山。\n"
    found = library(first=plan.format(years="2021-2023"), second=plan.format(years="2024-2026"))
    assert standing(found, "2023-12-31")["first"].force == Force.PERIOD
    assert standing(found, "2024-01-01")["first"].force == Force.SUPERSEDED
    assert standing(found, "2024-01-01")["second"].force == Force.PERIOD
