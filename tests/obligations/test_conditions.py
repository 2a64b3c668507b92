"""Conditions are read whole or not at all; every rule of the grammar has a text; the lexicon is sound."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grammars.lexer import Ready
from grammars.loading import Tree, load, parse_tokens
from obligations import attributes as attributes_module
from obligations.attributes import KINDS, attributes, called, lexer, operators, values
from obligations.conditions import Finding, Overdue, alternatives, excepted, is_exception, read, trigger

FOLDER = Path(__file__).parents[1] / "fixtures" / "conditions"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", cases("conditions"), ids=lambda case: case["text"])
def test_a_condition_is_read_as_its_fixture_says(case: dict[str, Any]) -> None:
    found = read(case["text"])
    if case["tests"] is None:
        assert found is None
        return
    assert found is not None
    assert [test.words for test in found.tests] == case["tests"]
    assert found.subject == case.get("subject", "")
    assert found.excluded == case.get("excluded", False)
    exceptions = [[test.words for test in each.tests] for each in found.exceptions]
    assert exceptions == case.get("exceptions", [])


@pytest.mark.parametrize("case", cases("triggers"), ids=lambda case: case["text"])
def test_a_trigger_is_read_as_its_fixture_says(case: dict[str, Any]) -> None:
    pieces = alternatives(case["text"])
    assert list(pieces) == case.get("alternatives", [case["text"]])
    assert [kind(piece) for piece in pieces] == case["reads"]


def kind(text: str) -> str:
    match trigger(text):
        case Finding(of):
            return f"finding {of}".strip()
        case Overdue():
            return "overdue"
        case _:
            return "words"


@pytest.mark.parametrize(
    ("text", "excepts"),
    [("除法律另有规定外，", True), ("小型矿山除外", True), ("除尘设施不合格的", False), ("大型矿山", False)],
)
def test_an_exception_is_known_by_its_words(text: str, excepts: bool) -> None:
    assert is_exception(text) is excepts


@pytest.mark.parametrize(
    ("text", "words"),
    [("除法律另有规定外，", "法律另有规定"), ("法律另有规定的除外", "法律另有规定的"), ("除涉密的以外", "涉密的")],
)
def test_an_exception_is_asked_about_without_the_words_that_make_it_one(text: str, words: str) -> None:
    assert excepted(text) == words


def test_every_rule_of_the_grammar_has_a_text() -> None:
    used: set[str] = set()
    for case in [*cases("conditions"), *cases("triggers")]:
        for text in (case["text"], *case.get("alternatives", ())):
            if read(text) is not None or trigger(text) is not None:
                tree = parse_tokens("condition", lexer().tokens(text))
                used |= {str(each.data) for each in tree.iter_subtrees() if isinstance(each, Tree)}
    named = {str(rule.alias or rule.origin.name) for rule in load("condition", lexer=Ready).rules}
    assert {name for name in named if not name.startswith("_")} - {"start"} == used


@given(st.text("大中小型新建生产矿山剩余可采年限不足三3年的除外对、（）", max_size=24))
def test_any_text_is_read_or_left(text: str) -> None:
    found = read(text)
    assert found is None or all(test.values for test in found.tests)


def test_the_words_of_attributes_are_sound() -> None:
    known = attributes()
    assert {each.kind for each in known.values()} <= set(KINDS)
    assert all(bool(each.values) == (each.kind == "word") for each in known.values())
    assert {name for name, _ in values().values()} == {each.name for each in known.values() if each.kind == "word"}
    assert set(called().values()) == set(known)
    assert set(operators().values()) == {"<", "<=", ">", ">="}


TABLES = {"value": "VALUE", "comparing": "", "connective": "", "attribute": "ATTRIBUTE"}


def test_an_example_shows_a_word_of_its_row_at_work() -> None:
    data = tomllib.loads((Path(attributes_module.__file__).parent / "lexicon" / "attributes.toml").read_text("utf-8"))
    for table, kind in TABLES.items():
        for row in data[table]:
            tokens = lexer().tokens(row["example"])
            wanted = kind or row["class"]
            assert any(token.type == wanted and token.value in row["words"] for token in tokens), row
