"""Every rule of the sentence grammars is used by some fixture text: a rule that none uses fails by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from grammars.lexer import Ready
from grammars.loading import Lark, load
from obligations.from_document import extract
from policies.from_source import read_text

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
GRAMMARS = ("actor", "clause", "deadline", "responsibility", "statement", "target")
Reduce = Callable[[list[Any]], Any]


def names_of(rule: Any) -> set[str]:
    """A rule's name and, of an alternative that has one, its alias; Lark's own helper rules have none."""
    return {name for name in (str(rule.origin.name), rule.alias) if name and not name.startswith("__")}


def rules_of(grammar: str) -> set[str]:
    return set().union(*(names_of(rule) for rule in parser_of(grammar).rules))


def parser_of(grammar: str) -> Lark:
    return load(grammar, lexer=Ready)


def noting(reduce: Reduce, names: set[str], used: set[str]) -> Reduce:
    def noted(children: list[Any]) -> Any:
        used.update(names)
        return reduce(children)

    return noted


@contextmanager
def watched(grammar: str, used: set[str]) -> Iterator[None]:
    """Note the rules that the parser reduces, those that leave no node in the tree among them."""
    callbacks = parser_of(grammar)._callbacks
    before = dict(callbacks)
    for rule, reduce in before.items():
        callbacks[rule] = noting(reduce, names_of(rule), used)
    try:
        yield
    finally:
        callbacks.update(before)


def fixture_texts() -> list[str]:
    cases = [c for p in sorted((FIXTURES / "statements").glob("*.yaml")) for c in yaml.safe_load(p.read_text("utf-8"))]
    phrases = yaml.safe_load((FIXTURES / "deadlines" / "phrases.yaml").read_text("utf-8"))
    return [str(case["text"]) for case in cases] + [f"建设单位应当{each['phrase']}完成整改。" for each in phrases]


@pytest.fixture(scope="module")
def exercised() -> dict[str, set[str]]:
    used: dict[str, set[str]] = {grammar: set() for grammar in GRAMMARS}
    with ExitStack() as stack:
        for grammar in GRAMMARS:
            stack.enter_context(watched(grammar, used[grammar]))
        for text in fixture_texts():
            extract(read_text(text, "例.txt"))
    return used


@pytest.mark.parametrize(("grammar", "rule"), [(g, r) for g in GRAMMARS for r in sorted(rules_of(g))])
def test_a_fixture_exercises_the_rule(grammar: str, rule: str, exercised: dict[str, set[str]]) -> None:
    message = f"no text of tests/fixtures/statements uses the rule {rule} of grammars/{grammar}.lark"
    assert rule in exercised[grammar], message


def test_watching_leaves_the_parsers_as_they_were() -> None:
    before = dict(parser_of("actor")._callbacks)
    with watched("actor", set()):
        assert parser_of("actor")._callbacks != before
    assert parser_of("actor")._callbacks == before
