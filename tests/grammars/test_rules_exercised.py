"""Every rule of the sentence grammars is used by some fixture text: a rule that none uses fails by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from grammars import loading, tables
from grammars.lexer import Ready
from grammars.loading import load
from obligations import actors, parsed
from obligations.contracts.demands import demands
from obligations.from_document import extract
from policies.from_source import read_text

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
GRAMMARS = ("actor", "clause", "deadline", "demand", "quantity", "responsibility", "statement", "target")
Used = dict[str, set[str]]


def names_of(rule: Any) -> set[str]:
    """A rule's name and, of an alternative that has one, its alias; Lark's own helper rules have none."""
    return {name for name in (str(rule.origin.name), rule.alias) if name and not name.startswith("__")}


def rules_of(grammar: str) -> set[str]:
    return set().union(*(names_of(rule) for rule in load(grammar, lexer=Ready).rules))


def watch(patch: pytest.MonkeyPatch) -> Used:
    """Note the rules that are reduced, those that leave no node in the tree among them."""
    used: Used = {grammar: set() for grammar in GRAMMARS}
    reading: list[str] = []
    parse, reduce = loading.parse_kinds, tables._reduce

    def parsing(name: str, kinds: tuple[str, ...]) -> Any:
        reading.append(name)
        return parse(name, kinds)

    def noting(rule: tables.Reduction, *rest: Any) -> None:
        used.get(reading[-1], set()).update({rule.origin, rule.node})
        reduce(rule, *rest)

    for module in (loading, parsed):
        patch.setattr(module, "parse_kinds", parsing)
    patch.setattr(tables, "_reduce", noting)
    return used


def fixture_texts() -> list[str]:
    cases = [c for p in sorted((FIXTURES / "statements").glob("*.yaml")) for c in yaml.safe_load(p.read_text("utf-8"))]
    phrases = yaml.safe_load((FIXTURES / "deadlines" / "phrases.yaml").read_text("utf-8"))
    amounts = yaml.safe_load((FIXTURES / "quantities" / "fines.yaml").read_text("utf-8"))
    return [
        *(str(case["text"]) for case in cases),
        *(f"建设单位应当{each['phrase']}完成整改。" for each in phrases),
        *(f"逾期不改正的，{each['text']}。" for each in amounts),
    ]


@pytest.fixture(scope="module")
def exercised() -> Used:
    with pytest.MonkeyPatch.context() as patch:
        used = watch(patch)
        loading._shape.cache_clear()  # a form that was parsed before is not parsed again
        parsed.remembered.cache_clear()
        actors._named.cache_clear()
        for text in fixture_texts():
            document = read_text(text, "例.txt")
            demands(document, extract(document))
    return used


@pytest.mark.parametrize(("grammar", "rule"), [(g, r) for g in GRAMMARS for r in sorted(rules_of(g))])
def test_a_fixture_exercises_the_rule(grammar: str, rule: str, exercised: Used) -> None:
    message = f"no text of tests/fixtures/statements uses the rule {rule} of grammars/{grammar}.lark"
    assert rule in exercised[grammar], message


def test_what_is_watched_is_noted() -> None:
    with pytest.MonkeyPatch.context() as patch:
        used = watch(patch)
        loading.parse_kinds("actor", ("ROLE",))
    assert used["actor"] >= {"start", "headed"}
    assert not used["clause"]


def test_every_grammar_of_sentences_is_watched() -> None:
    assert {path.stem for path in (ROOT / "grammars").glob("*.lark")} - {"rule", "reference", "condition"} == set(
        GRAMMARS
    )
