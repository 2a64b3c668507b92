"""The clean view and its map back."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.from_source import read_path
from policies.library import builtin
from policies.model import Span
from policies.view import clean

CASES = {
    "line breaks in a word": ("监\n\n测平\n台", "监测平台"),
    "spaces around numbers": ("到 2025 年，建成 15 处", "到2025年，建成15处"),
    "two Latin words": ("使用 PM 2.5\nmg 表示", "使用PM 2.5 mg表示"),
    "bookmark": ("[bookmark: _Toc1]（二）优化", "（二）优化"),
    "Markdown": ("## 第一章 **总 则**", "第一章总则"),
    "comment": ("甲<!-- INFO END -->乙", "甲乙"),
    "ASCII punctuation": ("进程,推动;目标:三(试行)", "进程，推动；目标：三（试行）"),
    "numbers keep theirs": ("1,919宗，5:30，3.5万", "1,919宗，5:30，3.5万"),
    "a year in brackets keeps its own": ("国发(2021)5号", "国发(2021)5号"),
    "mixed brackets": ("(一）甲（二)乙", "（一）甲（二）乙"),
    "full-width digits and letters": ("２０２１年５Ｇ１００％", "2021年5G100%"),
    "stray English": ("精神 and 决定，管理 etc 制度", "精神和决定，管理等制度"),
    "English stays English": ("Research and Development", "Research and Development"),
    "variants": ("部門、機關", "部门、机关"),
    "straight quotes": ('"三率"和"三废"', "“三率”和“三废”"),
    "quotes start afresh": ('甲"乙\n\n"丙"', "甲“乙“丙”"),
    "entities": ("总&nbsp;则", "总则"),
    "Chinese numerals": ("三同时制度一律执行", "三同时制度一律执行"),
}


@pytest.mark.parametrize(("raw", "expected"), CASES.values(), ids=CASES.keys())
def test_cleaning(raw: str, expected: str) -> None:
    assert clean(raw, Span(0, len(raw))).text == expected


def check_map(text: str, span: Span) -> None:
    view = clean(text, span)
    last = span.start
    for index in range(len(view.text)):
        raw = view.raw(index, index + 1)
        assert last <= raw.start < raw.end <= span.end
        last = raw.end


@given(st.text(alphabet='一二文，。,.:;()（）"“” \n\t　#*[]and12Ａ９門&nbsp;<!->', max_size=120), st.data())
def test_the_map_back_is_ordered_and_inside_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    check_map(text, Span(start, end))


@given(st.text(alphabet="甲乙丙丁，。 \n", max_size=80))
def test_each_clean_character_stands_for_itself(text: str) -> None:
    view = clean(text, Span(0, len(text)))
    assert [text[view.raw(i, i + 1).start] for i in range(len(view.text))] == list(view.text)
    assert all(view.raw(i, i + 1).end - view.raw(i, i + 1).start == 1 for i in range(len(view.text)))
    assert view.text == "".join(text.split())


def test_raw_spans() -> None:
    text = "前：甲 and 乙\n\n丙"
    view = clean(text, Span(2, len(text)))
    assert view.text == "甲和乙丙"
    assert view.raw(0, 1) == Span(2, 3)
    assert view.raw(1, 2) == Span(3, 8)
    assert text[slice(view.raw(2, 4).start, view.raw(2, 4).end)] == "乙\n\n丙"
    assert view.raw(4, 4) == Span(len(text), len(text))
    assert view.raw(0, 0) == Span(2, 2)


def test_the_built_in_policies_map_back() -> None:
    for path in builtin():
        text = read_path(path).text
        check_map(text, Span(0, len(text)))


def test_every_variant_has_its_example() -> None:
    data = tomllib.loads((files("policies") / "variants.toml").read_text(encoding="utf-8"))
    assert len(data) > 100
    for variant, entry in data.items():
        assert len(variant) == len(entry["to"]) == 1 and variant != entry["to"]
        assert variant in entry["example"]
