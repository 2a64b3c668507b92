"""Extraction of any text: it never raises, it depends on that text alone, its spans lie in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.from_document import extract
from obligations.model import Extraction, Statement
from obligations.to_facts import VOCABULARY, facts
from obligations.to_json import as_record
from policies.from_source import read_path, read_text
from policies.library import builtin
from policies.model import Document

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow

FRAGMENTS = [*Path(__file__).with_name("fragments.txt").read_text(encoding="utf-8").split(), " ", "　", "\n", "\n\n"]
# Control characters and empty files are refused before: they are no text (policies.errors).
RUBBISH = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)
TEXTS = st.lists(st.sampled_from(FRAGMENTS) | RUBBISH, max_size=40).map("".join).filter(str.strip)


def read(text: str) -> tuple[Document, Extraction]:
    document = read_text(text, "例.txt")
    return document, extract(document)


@STEADY
@given(TEXTS)
def test_no_text_makes_it_fail(text: str) -> None:
    document, extraction = read(text)
    assert as_record(document, extraction)["meta"]["document"] == document.id
    assert all(len(fact.args) == len(VOCABULARY[fact.predicate]) for fact in facts(document, extraction))


@STEADY
@given(TEXTS)
def test_every_span_lies_in_the_text(text: str) -> None:
    document, extraction = read(text)
    for statement in extraction.statements:
        assert 0 <= statement.span.start < statement.span.end <= len(document.text)
    for fact in facts(document, extraction):
        if fact.source:
            assert document.text[fact.source.start : fact.source.end] == fact.source.quote


@STEADY
@given(TEXTS)
def test_identifiers_are_unique(text: str) -> None:
    ids = [statement.id for statement in read(text)[1].statements]
    assert len(ids) == len(set(ids))


@STEADY
@given(TEXTS, TEXTS)
def test_what_was_read_before_changes_nothing(one: str, other: str) -> None:
    before = read(one)
    read(other)
    assert read(one) == before


@STEADY
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=20).map("".join))
def test_no_bearer_is_carried_into_another_chapter(text: str) -> None:
    closed = re.sub("[“（《]", "", text)
    document, extraction = read(closed + "\n第九章 附则\n加强日常巡查。")
    start = document.text.rindex("加强日常巡查")
    assert all(not norm.bearers for norm in extraction.norms if norm.span.start >= start)


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_the_order_of_reading_changes_nothing(path: Path) -> None:
    first = extract(read_path(path))
    for other in reversed(builtin()):
        extract(read_path(other))
    assert extract(read_path(path)) == first


@pytest.mark.parametrize("sign", ["，", "。", "；", "、", "（", "应当", "的", "甲", "水利、", "一是", "1."])
def test_a_sign_a_thousand_times_over(sign: str) -> None:
    document, extraction = read(sign * 1000)
    assert sum(s.span.end - s.span.start for s in extraction.ledger) == len(document.text)


def spans_of(statement: Statement) -> tuple[int, int]:
    return statement.span.start, statement.span.end


@STEADY
@given(TEXTS)
def test_statements_are_in_the_order_of_the_text(text: str) -> None:
    spans = [spans_of(statement) for statement in read(text)[1].statements]
    assert spans == sorted(spans)
