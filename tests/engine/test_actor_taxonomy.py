"""Classes of actors: pairs, heads of names, cycles."""

from __future__ import annotations

import pytest

from engine.errors import TaxonomyError
from engine.taxonomy import Relation, build, plain

PAIRS = [
    ("大型矿山企业", "矿山企业"),
    ("矿山企业", "企业"),
    ("自然资源主管部门", "主管部门"),
    ("省自然资源厅", "自然资源主管部门"),
]
KNOWN = build(PAIRS)

RELATIONS = [
    ("矿山企业", "矿山企业", Relation.SELF),
    ("矿山企业", "各矿山企业", Relation.SELF),
    ("矿山企业", "全市矿山企业", Relation.SELF),
    ("大型矿山企业", "矿山企业", Relation.INHERITED),
    ("大型矿山企业", "企业", Relation.INHERITED),
    ("矿山企业", "大型矿山企业", Relation.NARROWER),
    ("矿山企业", "已完成绿色矿山建设的矿山企业", Relation.NARROWER),
    ("某铜业公司所属矿山企业", "矿山企业", Relation.INHERITED),
    ("市州自然资源主管部门", "自然资源主管部门", Relation.INHERITED),
    ("主管部门", "各市州自然资源主管部门", Relation.NARROWER),
    ("矿山企业", "自然资源主管部门", None),
    ("大型矿山企业", "已完成绿色矿山建设的矿山企业", Relation.NARROWER),  # those of them that have
    ("矿山企业", "有关矿山企业", Relation.NARROWER),
    ("大型矿山企业", "有关企业", None),
    ("矿山企业", "", None),
]


@pytest.mark.parametrize(("asked", "bearer", "expected"), RELATIONS)
def test_how_two_actors_relate(asked: str, bearer: str, expected: Relation | None) -> None:
    assert KNOWN.relation(asked, bearer) is expected


def test_wider_and_narrower() -> None:
    assert KNOWN.wider("大型矿山企业") == ("企业", "矿山企业")
    assert KNOWN.narrower("企业") == ("大型矿山企业", "矿山企业")
    assert KNOWN.wider("从未听说的机构") == ()
    assert KNOWN.narrower("从未听说的机构") == ()


def test_the_longest_known_ending_is_the_head() -> None:
    assert KNOWN.head("省属大型矿山企业") == "大型矿山企业"
    assert KNOWN.head("矿山企业") == "企业"
    assert KNOWN.head("厂") is None


def test_names_of_a_document_join_the_classes() -> None:
    known = KNOWN.with_names(["各市州自然资源主管部门", "重点用能大型矿山企业", "大型矿山企业", "陌生人"])
    assert known.wider("市州自然资源主管部门") == ("主管部门", "自然资源主管部门")
    assert known.wider("重点用能大型矿山企业") == ("企业", "大型矿山企业", "矿山企业")
    assert known.relation("陌生人", "各陌生人") is Relation.SELF


def test_only_pairs_that_lead_up_from_a_name_are_above_it() -> None:
    assert KNOWN.above("矿山企业") == (("矿山企业", "企业"),)
    assert KNOWN.above("某大型矿山企业") == (
        ("大型矿山企业", "矿山企业"),
        ("某大型矿山企业", "大型矿山企业"),
        ("矿山企业", "企业"),
    )
    assert KNOWN.above("陌生人") == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("各矿山企业", "矿山企业"),
        ("各有关部门", "有关部门"),
        ("全省 矿山企业", "矿山企业"),
        ("省内矿山企业", "矿山企业"),
        ("各州（市）人民政府", "州（市）人民政府"),
        ("本市", "本市"),
        ("省自然资源厅", "省自然资源厅"),
    ],
)
def test_words_that_pick_a_whole_class_are_left_out(name: str, expected: str) -> None:
    assert plain(name) == expected


def test_a_cycle_names_the_pair() -> None:
    with pytest.raises(TaxonomyError, match=r"主体分类有循环：.*“企业”属于“矿山企业”") as caught:
        build([("矿山企业", "企业"), ("企业", "矿山企业")])
    assert "\n" not in str(caught.value)
