"""References to provisions: found, and resolved or told why not (tests/fixtures/references)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grammars.lexer import Ready
from grammars.loading import load
from obligations import reference_words
from obligations.provisions import Reason, Resolver, provisions_of, resolve
from obligations.references import find
from policies.addresses import number_of
from policies.from_source import read_text
from policies.model import Document, Kind, Provision, Span

STEADY = settings(deadline=None, derandomize=True)
FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "references"
CASES: list[dict[str, Any]] = [
    case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def read(text: str) -> Document:
    return read_text(text, "例.txt")


def told(document: Document, library: dict[str, Document]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for reference in find(document):
        found = resolve(reference, document, library)
        row: dict[str, Any] = {"text": reference.text}
        if found.title:
            row["title"] = found.title
        if found.reason is None:
            row["to"] = [provision.eid for provision in found.provisions]
        else:
            row["reason"] = found.reason.value
        out.append(row)
    return out


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_its_references(case: dict[str, Any]) -> None:
    library = {title: read_text(text, f"{title}.txt") for title, text in case.get("library", {}).items()}
    assert told(read(case["text"]), library) == case["references"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_words_of_a_reference_stand_at_its_span(case: dict[str, Any]) -> None:
    document = read(case["text"])
    for reference in find(document):
        assert document.quote(reference.span) == reference.text


def test_every_reason_is_shown_by_a_fixture() -> None:
    shown = {row["reason"] for case in CASES for row in case["references"] if "reason" in row}
    assert shown == {reason.value for reason in Reason}


def test_every_rule_of_the_grammar_is_used() -> None:
    read = [tree for case in CASES for tree in reference_words.trees("".join(case["text"].split()))]
    used = {str(part.data) for tree in read for part in tree.iter_subtrees()}
    rules = {str(rule.origin.name) for rule in load("reference", lexer=Ready).rules}
    assert {name for name in rules if not name.startswith("__")} == used


def test_the_provisions_that_a_stretch_of_words_names() -> None:
    text = "第一条 甲应当报告。\n\n乙应当备案。\n\n第二条 违反本法第一条第二款、第九条的，依照《某法》第一条处理。\n"
    document = read(text)
    start = text.index("违反")
    assert [p.eid for p in provisions_of(document, Span(start, start + 20))] == ["art_1__para_2"]
    assert provisions_of(document, Span(0, 10)) == []
    assert [p.eid for p in Resolver(document).provisions_of(Span(0, len(text)))] == ["art_1__para_2"]


@STEADY
@given(st.integers(1, 60), st.integers(1, 60))
def test_a_number_resolves_to_the_article_that_prints_it_or_to_none(count: int, number: int) -> None:
    articles = "".join(f"第{chinese(n)}条 单位应当履行第{n}号要求。\n\n" for n in range(1, count + 1))
    text = f"{articles}第{chinese(count + 1)}条 依照本法第{chinese(number)}条执行。\n"
    document = read(text)
    (reference,) = find(document)
    found = resolve(reference, document)
    if number <= count + 1:
        assert [provision.eid for provision in found.provisions] == [f"art_{number}"]
    else:
        assert found.reason is Reason.ARTICLE


def chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("第十条", (10, 0)),
        ("第二百条之一", (200, 1)),
        ("（三）", (3, 0)),
        ("3", (3, 0)),
        ("（4）", (4, 0)),
        ("②", (2, 0)),
        ("", (0, 0)),
    ],
)
def test_the_number_of_a_label(label: str, number: tuple[int, int]) -> None:
    assert number_of(Provision("x", Kind.POINT, Span(0, 0), label)) == number


@STEADY
@given(st.text(alphabet="第一二三十百条款项（）之、和至前本法办《》违反，。 1", max_size=60))
def test_any_text_is_read(text: str) -> None:
    document = read(f"第一条 {text}。\n")
    for reference in find(document):
        found = resolve(reference, document)
        assert (found.reason is None) == bool(found.provisions)
