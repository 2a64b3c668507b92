"""The ledger accounts for every character once."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.from_document import extract
from obligations.ledger import REASONS
from obligations.model import Coverage, Stretch
from policies.from_source import read_path, read_text
from policies.library import builtin

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow

LINES = st.sampled_from(
    [
        "第一章 总则",
        "第一条 为规范供水管理，制定本办法。",
        "一、指导思想",
        "（一）完善管网。改造老旧管网。（牵头单位：市水务局）",
        "供水企业应当定期检测水质。",
        "| 项目 | 单位 |",
        "附件：1.任务分工表",
        "目 录",
        "",
        "市水务局",
        "2031年3月1日",
    ]
)
RUBBISH = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30)
DOCUMENTS = st.lists(LINES | RUBBISH, min_size=1, max_size=15).map("\n".join).filter(str.strip)


def check(text: str, ledger: tuple[Stretch, ...]) -> None:
    ends = [0, *(stretch.span.end for stretch in ledger)]
    assert [stretch.span.start for stretch in ledger] == ends[:-1]
    assert ends[-1] == len(text)
    assert all(stretch.span.start < stretch.span.end for stretch in ledger)
    assert all(stretch.reason in REASONS or not needs_reason(stretch) for stretch in ledger)
    lengths = {kind: sum(s.span.end - s.span.start for s in ledger if s.coverage is kind) for kind in Coverage}
    assert sum(lengths.values()) == len(text)


def needs_reason(stretch: Stretch) -> bool:
    return bool(stretch.reason) or stretch.coverage in (Coverage.NON_NORMATIVE, Coverage.NOT_UNDERSTOOD)


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_every_character_of_a_policy_is_accounted_for(path: Path) -> None:
    document = read_path(path)
    check(document.text, extract(document).ledger)


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_every_statement_is_accounted_for_as_one(path: Path) -> None:
    extraction = extract(read_path(path))
    account = {i: s.coverage for s in extraction.ledger for i in range(s.span.start, s.span.end)}
    for statement in extraction.statements:
        kinds = {account[i] for i in range(statement.span.start, statement.span.end)}
        assert Coverage.STATEMENT in kinds, statement.id


@STEADY
@given(DOCUMENTS)
def test_every_character_of_any_text_is_accounted_for(text: str) -> None:
    document = read_text(text, "例.txt")
    check(document.text, extract(document).ledger)


def test_neighbours_differ() -> None:
    for path in builtin():
        ledger = extract(read_path(path)).ledger
        accounts = [(stretch.coverage, stretch.reason) for stretch in ledger]
        assert all(one != two for one, two in pairwise(accounts))


def test_every_reason_is_told_in_chinese() -> None:
    assert all(text and not text.isascii() for text in REASONS.values())
