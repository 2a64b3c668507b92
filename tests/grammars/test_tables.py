"""The walk through a table gives the trees of Lark's own driver, and refuses where it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Token, Tree
from lark.exceptions import UnexpectedToken

from grammars import loading
from grammars.lexer import Ready
from grammars.loading import RefusedError, load, parse_kinds
from obligations import actors, parsed
from obligations.from_document import extract
from policies.from_source import read_text

STATEMENTS = Path(__file__).parents[1] / "fixtures" / "statements"
NAMES = ("actor", "clause", "condition", "deadline", "quantity", "reference", "responsibility", "statement", "target")


def by_lark(name: str, kinds: tuple[str, ...]) -> Any:
    """The tree with places as leaves, or the place of the token that Lark refuses."""
    tokens = [Token(kind, kind, start_pos=place) for place, kind in enumerate(kinds)]
    try:
        return placed(load(name, lexer=Ready, propagate_positions=False).parse(tokens))
    except UnexpectedToken as error:
        return len(kinds) if error.token.type == "$END" else error.token.start_pos


def placed(tree: Tree[Token]) -> Tree[int]:
    return Tree(str(tree.data), [placed(c) if isinstance(c, Tree) else c.start_pos or 0 for c in tree.children])


def by_table(name: str, kinds: tuple[str, ...]) -> Any:
    try:
        return parse_kinds(name, kinds)
    except RefusedError as error:
        return error.at


def test_the_trees_of_all_fixtures_are_those_of_lark(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[tuple[str, tuple[str, ...]]] = set()

    def noting(name: str, kinds: tuple[str, ...]) -> Any:
        seen.add((name, kinds))
        return parse_kinds(name, kinds)

    monkeypatch.setattr(loading, "parse_kinds", noting)
    monkeypatch.setattr(parsed, "parse_kinds", noting)
    loading._shape.cache_clear()
    parsed.remembered.cache_clear()
    actors._named.cache_clear()
    for path in sorted(STATEMENTS.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            extract(read_text(case["text"], "例.txt"))
    assert len(seen) > 400
    assert [each for each in sorted(seen) if by_table(*each) != by_lark(*each)] == []


@settings(deadline=None, derandomize=True)
@given(st.sampled_from(NAMES), st.data())
def test_any_row_of_kinds_is_taken_or_refused_as_by_lark(name: str, data: st.DataObject) -> None:
    terminals = sorted(terminal.name for terminal in load(name, lexer=Ready, propagate_positions=False).terminals)
    names = terminals or sorted({str(s.name) for r in load(name, lexer=Ready).rules for s in r.expansion if s.is_term})
    kinds = tuple(data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=8)))
    assert by_table(name, kinds) == by_lark(name, kinds)
