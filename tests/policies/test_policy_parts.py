"""Numbers, dates, places, addressees, issuers, citations: the parts that structure and metadata are read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies import addressees, citations, dates, issuers, numbering, places, titles, validity, wording
from policies.numbering import Family


@pytest.mark.parametrize(
    ("line", "family", "text", "value"),
    [
        ("第三条 为了", Family.ARTICLE, "第三条", 3),
        ("第一百二十条之二 甲", Family.ARTICLE, "第一百二十条之二", 120),
        ("第十条各级政府", Family.ARTICLE, "第十条", 10),
        ("第 一 章 总则", Family.CHAPTER, "第一章", 1),
        ("第12条 甲", Family.ARTICLE, "第12条", 12),
        ("第三十－条 甲", Family.ARTICLE, "第三十－条", 31),
        ("第一分编 通则", Family.PART, "第一分编", 1),
        ("一、总体要求", Family.TIER1, "一", 1),
        ("十二．其他", Family.TIER1, "十二", 12),
        ("（二十一）对标", Family.TIER2, "（二十一）", 21),
        ("(三）保障", Family.TIER2, "(三）", 3),
        ("2.2017至2019年目标", Family.TIER3, "2", 2),
        ("10、甲", Family.TIER3, "10", 10),
        ("（3）甲", Family.TIER4, "（3）", 3),
        ("⑤甲", Family.TIER5, "⑤", 5),
        ("2）甲", Family.TIER5, "2）", 2),
    ],
)
def test_labels(line: str, family: Family, text: str, value: int) -> None:
    found = numbering.label(line)
    assert found is not None
    assert (found.family, found.text, found.value) == (family, text, value)


@pytest.mark.parametrize(
    "line",
    [
        "第三条第一款规定",
        "第三条规定的",
        "第二十条所称",
        "1.5万亩",
        "2021年",
        "一、二级保护区",
        "（一）项所列",
        "一等奖",
        "3、4号线",
        "第三人",
    ],
)
def test_no_labels(line: str) -> None:
    assert numbering.label(line) is None


def chinese(number: int) -> str:
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    out = ""
    for power, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        out += digits[digit] + units[power] if digit else ("" if out.endswith("零") or power == 0 else "零")
    return out.rstrip("零")


@given(st.integers(1, 9999))
def test_chinese_numerals(number: int) -> None:
    assert numbering.value(chinese(number)) == number
    assert numbering.value(str(number)) == number


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2023年1月28日", "2023-01-28"),
        ("二〇二一年十二月三十一日", "2021-12-31"),
        ("二○一二年二月", "2012-02"),
        ("2016 年 6 月 3 日", "2016-06-03"),
        ("2023年2月30日", None),
        ("每年12月", None),
    ],
)
def test_dates(printed: str, iso: str | None) -> None:
    assert dates.iso_date(printed) == iso


@pytest.mark.parametrize(("printed", "iso"), [("五年", "P5Y"), ("6个月", "P6M"), ("十日", "P10D"), ("长期", None)])
def test_durations(printed: str, iso: str | None) -> None:
    assert dates.iso_duration(printed) == iso


@pytest.mark.parametrize(
    ("name", "place", "level"),
    [
        ("甘肃省高质量推进", "甘肃省", "provincial"),
        ("重庆市万州区人民政府办公室", "重庆市万州区", "county"),
        ("广西壮族自治区南宁市林业局", "广西壮族自治区南宁市", "prefectural"),
        ("聊城市大气污染防治条例", "聊城市", "prefectural"),
        ("杭州市民用建筑节能条例", "杭州市", "prefectural"),
        ("景宁畲族自治县条例", "景宁畲族自治县", "county"),
        ("内蒙古自治区鄂温克族自治旗条例", "内蒙古自治区鄂温克族自治旗", "county"),
        ("武汉市青山区人民政府", "武汉市青山区", "county"),
        ("石城县2018年细则", "石城县", "county"),
        ("国务院办公厅", "全国", "national"),
        ("自然资源部", "全国", "national"),
    ],
)
def test_places(name: str, place: str, level: str) -> None:
    found = places.place_of(name)
    assert found is not None
    assert (found.name, found.level) == (place, level)


@pytest.mark.parametrize(
    "name", ["城市市容管理条例", "社区矫正法", "关于市人民政府的规定", "矿山安全规程", "蓄滞洪区运用办法"]
)
def test_no_places(name: str) -> None:
    assert places.place_of(name) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("各镇乡（民族乡）人民政府，有关单位：", ["各镇乡（民族乡）人民政府", "有关单位"]),
        ("各区市、开发区财政、市场监管主管部门：", ["各区市、开发区财政主管部门", "各区市、开发区市场监管主管部门"]),
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
            ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"],
        ),
        ("各有关省（区、市）水利厅（局）、能源局：", ["各有关省（区、市）水利厅（局）", "各有关省（区、市）能源局"]),
        ("市政府有关委、办、局：", ["市政府有关委、办、局"]),
    ],
)
def test_addressees(line: str, expected: list[str]) -> None:
    assert list(addressees.split_addressees(line)) == expected


@pytest.mark.parametrize(
    ("note", "organs"),
    [
        ("2021年4月29日 青山市第十三届人民代表大会常务委员会第二十一次会议通过", ["青山市人民代表大会常务委员会"]),
        ("2016年2月3日 国务院第122次常务会议通过", ["国务院"]),
        ("2018年9月3日 最高人民法院审判委员会第1747次会议通过", ["最高人民法院"]),
        ("2002年8月22日 中华人民共和国国务院令第361号公布", ["中华人民共和国国务院"]),
        ("2012年10月12日国土资源部第55号令公布", ["国土资源部"]),
        ("2003年8月18日 药品局、海关总署令第4号公布", ["药品局", "海关总署"]),
        ("2018年9月7日 施行", []),
    ],
)
def test_organs_that_passed(note: str, organs: list[str]) -> None:
    assert issuers.passed(note) == organs


def test_organs_that_signed() -> None:
    assert issuers.signed(["国家税务总局", "青山省税务局", "青山银行保险监督", "管理委员会青山监管局"]) == [
        "国家税务总局青山省税务局",
        "青山银行保险监督管理委员会青山监管局",
    ]
    assert issuers.signed(["商务部 财政部", "中 央 网 信 办"]) == ["商务部", "财政部", "中央网信办"]


def test_citations_with_numbers_and_nesting() -> None:
    text = "按照《甲省林业\n条例》和《关于〈乙办法〉的通知》（甲政发〔2022〕9号）、《丙〈丁《戊》〉》（GB 1234-2015）。"
    found = citations.find(text)
    assert [c.title for c in found] == ["甲省林业条例", "关于〈乙办法〉的通知", "丙〈丁《戊》〉"]
    assert [c.doc_number for c in found] == [None, "甲政发〔2022〕9号", "GB1234-2015"]
    assert text[found[1].span.start : found[1].span.end].startswith("《关于")


@pytest.mark.parametrize(
    ("rest", "title"),
    [
        ("加强领导。各地要高度重视。", "加强领导。"),
        ("政府引导，企业主建。政府部门制定标准。", "政府引导，企业主建。"),
        ("财政部门负责经费保障。每年拨付。", ""),
        ("各乡镇要清理河道。每月一次。", ""),
        ("主要目标。到2025年建成。", "主要目标。"),
        ("完善供应链。支持企业。", "完善供应链。"),
        ("加强领导。", ""),
    ],
)
def test_run_in_headings(rest: str, title: str) -> None:
    assert rest[: titles.heading_length(rest)] == title


def test_validity_is_the_documents_own() -> None:
    found = validity.find_validity("许可证有效期三年。本办法自2020年1月1日起施行，有效期五年。")
    assert found.effective and found.effective.value == "2020-01-01"
    assert found.validity and found.validity.value == "P5Y"
    assert found.validity_from and found.validity_from.value == "2020年1月1日"
    assert validity.find_validity("许可证有效期三年。").validity is None


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        ("完毕。", True),
        ("如下：", True),
        ("他说“好。”", True),
        ("（牵头单位：甲局）", True),
        ("建设（试行）", False),
        ("监", False),
    ],
)
def test_ends_of_sentences(line: str, closed: bool) -> None:
    assert wording.is_closed(line) is closed
