"""The paragraphs (款) of an article, and articles that are printed in the middle of a line."""

from __future__ import annotations

import pytest

from policies.from_source import read_text
from policies.model import Document, Kind
from policies.navigate import leaves, walk


def articles(document: Document) -> list[str]:
    return [node.label for node in walk(document.root) if node.kind is Kind.ARTICLE]


def paragraphs(document: Document, number: int = 0) -> list[str]:
    """What the paragraphs of one article print, items included."""
    article = [node for node in walk(document.root) if node.kind is Kind.ARTICLE][number]
    return [document.quote(node.span).split("\n")[0] for node in article.children if node.kind is Kind.PARAGRAPH]


CASES = [
    ("第一条 甲应当报告。\n\n乙应当备案。\n\n丙不得转让。\n", ["甲应当报告。", "乙应当备案。", "丙不得转让。"]),
    (
        "第一条 有下列情形之一的，应当停工：\n\n（一）起雾的；\n\n（二）结冰的。\n\n前款规定不适用于抢险。\n",
        ["有下列情形之一的，应当停工：", "前款规定不适用于抢险。"],
    ),
    # a list that prints no numbers is one paragraph with its lead-in
    (
        "第一条 下列费用由市级承担：\n\n测绘费用；\n\n监测费用。\n\n县级承担其余费用。\n",
        ["下列费用由市级承担：", "县级承担其余费用。"],
    ),
    # nor does a line break in the middle of a sentence end one
    (
        "第一条 运输单位应当为每一名驾驶人员建立档案，载明其\n\n资格、培训和违章情况。\n\n档案保存三年。\n",
        ["运输单位应当为每一名驾驶人员建立档案，载明其", "档案保存三年。"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_every_paragraph_of_an_article_is_one(text: str, expected: list[str]) -> None:
    assert paragraphs(read_text(text, "例.txt")) == expected


GLUED = [
    ("第一条 甲应当报告。第二条乙应当备案。\n\n第三条 丙不得转让。\n", ["第一条", "第二条", "第三条"]),
    ("第一条 甲应当报告。\n\n乙应当备案。 第二条丙不得转让。\n", ["第一条", "第二条"]),
    # a reference is no article, nor is a number that a line of its own begins with
    ("第一条 甲应当报告。第二条规定的情形除外。\n\n第二条 乙应当备案。\n", ["第一条", "第二条"]),
    ("第一条 甲应当报告。第二条甲、乙同时适用。\n\n第二条 乙应当备案。\n", ["第一条", "第二条"]),
    ("第一条 甲应当报告，依照第二条办理。\n", ["第一条"]),
    ("第一条 甲应当报告。第五条乙应当备案。\n", ["第一条"]),
]


@pytest.mark.parametrize(("text", "expected"), GLUED)
def test_an_article_in_the_middle_of_a_line_is_found(text: str, expected: list[str]) -> None:
    document = read_text(text, "例.txt")
    assert articles(document) == expected
    assert "".join(document.quote(leaf.span) for leaf in leaves(document.root)) == text
