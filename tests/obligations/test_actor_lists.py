"""Lists of actors: one actor each, the head that closes a list lent to every member."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.chunks import chunk
from obligations.words import lexer

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow

FIELDS = ["水利", "林业", "教育", "卫生健康", "民政", "文化旅游", "市场监管", "应急管理", "交通运输", "农业农村"]
HEADS = st.sampled_from(["局", "厅", "主管部门"])


def actors_in(text: str) -> list[str]:
    found = chunk(lexer().tokens(text), None).actors
    return [named.name for start in sorted(found) for named in found[start]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("民政部门", ["民政部门"]),
        ("市水务局", ["市水务局"]),
        ("水利、林业等部门", ["水利部门", "林业部门"]),
        ("水利、林业等有关部门", ["水利部门", "林业部门"]),
        ("水利、林业部门", ["水利部门", "林业部门"]),
        ("水利和林业部门", ["水利部门", "林业部门"]),
        ("应急管理、民政、卫生健康等部门", ["应急管理部门", "民政部门", "卫生健康部门"]),
        ("水利、林业等部门和施工单位", ["水利部门", "林业部门", "施工单位"]),
        ("市场监管部门、税务部门", ["市场监管部门", "税务部门"]),
        ("省教育厅、省民政厅", ["省教育厅", "省民政厅"]),
        ("省教育厅、省民政厅和省卫生健康委", ["省教育厅", "省民政厅", "省卫生健康委"]),
        ("任何单位和个人", ["任何单位", "任何个人"]),
        ("任何单位或者个人", ["任何单位", "任何个人"]),
        ("建设单位、施工单位、监理单位", ["建设单位", "施工单位", "监理单位"]),
        ("医疗机构以及药品经营企业", ["医疗机构", "药品经营企业"]),
        ("县级以上人民政府", ["县级以上人民政府"]),
        ("县级以上地方人民政府教育行政部门", ["县级以上地方人民政府教育行政部门"]),
        ("市人民政府水利、林业等部门", ["市人民政府水利部门", "市人民政府林业部门"]),
        ("各县（市、区）人民政府", ["各县（市、区）人民政府"]),
        ("各县（区）", ["各县（区）"]),
        ("大型、中型企业", ["大型企业", "中型企业"]),
        ("新建、改扩建企业", ["新建企业", "改扩建企业"]),
        ("从业人员", ["从业人员"]),
        ("有关部门", ["有关部门"]),
        ("其他有关单位", ["其他有关单位"]),
        ("街道办事处、居民委员会", ["街道办事处", "居民委员会"]),
        ("银行业金融机构和保险公司", ["银行业金融机构", "保险公司"]),
    ],
)
def test_a_list_gives_its_actors(text: str, names: list[str]) -> None:
    assert actors_in(text) == names


@pytest.mark.parametrize("text", ["企业文化", "道路照明", "水利工程", "教育公平", "卫生标准", "垃圾分类"])
def test_what_names_nobody_names_nobody(text: str) -> None:
    clause = chunk(lexer().tokens(text), None)
    bearers = [t for t in clause.tokens if t.type == "ACTORS" and t.end_pos == len(text)]
    assert bearers == []


@STEADY
@given(
    st.lists(st.sampled_from(FIELDS), min_size=2, max_size=6, unique=True), st.sampled_from(["局", "厅", "主管部门"])
)
def test_a_list_of_any_length_lends_its_head_to_all(fields: list[str], head: str) -> None:
    assert actors_in("、".join(fields) + "等" + head) == [field + head for field in fields]


@STEADY
@given(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True))
def test_actors_with_heads_of_their_own_stay_as_they_are(fields: list[str]) -> None:
    names = [f"省{field}厅" for field in fields]
    assert actors_in("、".join(names)) == names


@STEADY
@given(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=5, unique=True))
def test_every_actor_has_its_place_in_the_text(fields: list[str]) -> None:
    text = "由" + "、".join(fields) + "等主管部门负责"
    found = chunk(lexer().tokens(text), None).actors
    for named in (n for each in found.values() for n in each):
        assert text[named.start : named.end].startswith(named.name.removesuffix("主管部门"))
        assert text[named.start : named.end].endswith("部门")
