"""What a text repeals: the objects of 废止, and nothing else that stands near the word."""

from __future__ import annotations

import pytest

from policies.repeals import find


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本条例自2023年3月1日起施行，《某市矿山管理办法》同时废止。", ["某市矿山管理办法"]),
        (
            "《甲办法》（某政发〔2010〕3号）、《乙办法》和1994年7月1日发布的《丙办法》同时废止。",
            ["甲办法", "乙办法", "丙办法"],
        ),
        ("根据《关于修改〈甲条例〉的决定》第二次修正的《甲条例》同时废止。", ["甲条例"]),
        ("依照《甲条例》、《乙条例》制定的《丙办法》同时废止。", ["丙办法"]),
        ("依据《甲法》，《丙办法》自本条例施行之日起即行废止。", ["丙办法"]),
        ("《甲解释》（法（研）发〔1987〕32号）同时废止。", ["甲解释"]),
        ("《甲条例》中关于补贴的规定同时废止。", []),  # a part of it only
        ("国家标准制定后，该地方标准即行废止。", []),
        ("2014年2月19日《国务院关于废止和修改部分行政法规的决定》修订。", []),
        ("甲条例修改为：“本条例自2023年3月1日起施行，《乙办法》同时废止。”", []),
        ("《甲办法》自2020年1月1日起施行。《乙办法》同时废止。", ["乙办法"]),
    ],
)
def test_the_objects_of_a_repeal(text: str, expected: list[str]) -> None:
    assert [repeal.citation.title for repeal in find(text)] == expected


def test_a_decision_on_repeals_says_it_before_the_titles() -> None:
    text = "现决定：\n一、废止《甲条例》（1992年9月19日通过）\n二、废止《乙条例》、《丙条例》\n三、修改《丁条例》"
    assert [repeal.citation.title for repeal in find(text, "关于废止部分地方性法规的决定")] == [
        "甲条例",
        "乙条例",
        "丙条例",
    ]
    assert find(text, "地方立法条例") == ()


def test_the_number_and_the_words_are_kept() -> None:
    text = "自2023年3月1日起施行，《甲办法》（某政发〔2010〕3号）同时废止。"
    [repeal] = find(text)
    assert repeal.citation.doc_number == "某政发〔2010〕3号"
    assert text[repeal.span.start : repeal.span.end] == "《甲办法》（某政发〔2010〕3号）同时废止"
