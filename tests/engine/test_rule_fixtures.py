"""Every built-in rule does what its fixture says, and has a line in docs/rules.md."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.from_rules import all_rules
from engine.inference import derive
from engine.keys import key_of
from engine.library import choose
from engine.model import Derivation
from engine.proof import said_by

ROOT = Path(__file__).parents[2]
FIXTURES = {path.stem: path for path in sorted((ROOT / "tests/fixtures/rules").glob("*.yaml"))}
RULES = all_rules().rules


def read(code: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(FIXTURES[code].read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_derives_what_its_fixture_says(code: str, fact: Any) -> None:
    assert code in FIXTURES, f"rule {code} has no fixture tests/fixtures/rules/{code}.yaml"
    case = read(code)
    facts = [fact(line) for line in case["facts"]]
    derivations = derive(all_rules(), facts)
    own = {each.key for each in derivations if each.rule == code}
    every = {each.key for each in derivations}
    for line in case["derives"]:
        assert key(fact(line)) in own, line
    for line in case.get("not_derives", ()):
        assert key(fact(line)) not in every, line
    told = sentences([each for each in derivations if each.rule == code], derivations, facts)
    for line in case.get("says", ()):
        assert line in told, told


def key(fact: Any) -> str:
    return key_of(fact.predicate, fact.args)


def sentences(own: list[Derivation], derivations: tuple[Derivation, ...], facts: list[Any]) -> set[str]:
    known = {key(fact): fact.args for fact in facts}
    args = known | {each.key: each.args for each in choose(derivations, known).values()}
    return {said_by(each, all_rules(), args) for each in own}


@pytest.mark.parametrize("code", sorted(FIXTURES))
def test_a_fixture_belongs_to_a_rule(code: str) -> None:
    assert code in RULES
    assert set(read(code)) <= {"text", "facts", "derives", "not_derives", "says"}
    assert read(code)["text"]


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_has_a_line_in_the_docs(code: str) -> None:
    lines = (ROOT / "docs/rules.md").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith(f"| {code} | {RULES[code].label} |") for line in lines), code


def test_the_docs_name_no_rule_that_is_not_there() -> None:
    lines = (ROOT / "docs/rules.md").read_text(encoding="utf-8").splitlines()
    named = {line.split("|")[1].strip() for line in lines if line.startswith("| ") and line[2:3].isupper()}
    assert named == set(RULES)


def test_a_sentence_stands_above_every_rule() -> None:
    for path in sorted((ROOT / "engine/rules").rglob("*.rules")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for above, line in pairwise(lines):
            assert above.startswith("#") or not line.startswith("rule "), line
