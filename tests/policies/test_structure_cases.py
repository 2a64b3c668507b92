"""Small texts and the trees they must give (tests/fixtures/policies/structure.yaml)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from policies import view
from policies.from_source import read_text
from policies.model import Document, Kind
from policies.navigate import leaves, outline, parents, walk

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "policies" / "structure.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))


def paragraphs(document: Document) -> list[str]:
    return [view.clean(document.text, leaf.span).text for leaf in leaves(document.root) if leaf.kind is Kind.PROSE]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_its_outline(case: dict[str, Any]) -> None:
    document = read_text(case["text"], "例.txt")
    found = [[unit.number, unit.title] for unit in outline(document)]
    assert found == [list(map(str, unit)) for unit in case["outline"]]
    codes = [problem.code for problem in document.diagnostics if problem.code.startswith("S1")]
    assert codes == case.get("diagnostics", [])


@pytest.mark.parametrize("case", [c for c in CASES if "paragraphs" in c], ids=lambda case: str(case["name"]))
def test_broken_sentences_become_one_paragraph(case: dict[str, Any]) -> None:
    assert paragraphs(read_text(case["text"], "例.txt")) == case["paragraphs"]


@pytest.mark.parametrize("case", [c for c in CASES if "kinds" in c], ids=lambda case: str(case["name"]))
def test_leaves_have_their_kinds(case: dict[str, Any]) -> None:
    document = read_text(case["text"], "例.txt")
    marks_only = ("", "#", "**")
    found = Counter(
        leaf.kind.value
        for leaf in leaves(document.root)
        if leaf.kind is not Kind.NOISE or document.quote(leaf.span).strip() not in marks_only
    )
    assert {kind: found[kind] for kind in case["kinds"]} == case["kinds"]


@pytest.mark.parametrize("case", [c for c in CASES if "last_paragraph_in" in c], ids=lambda case: str(case["name"]))
def test_a_closing_paragraph_leaves_the_last_item(case: dict[str, Any]) -> None:
    document = read_text(case["text"], "例.txt")
    last = [leaf for leaf in leaves(document.root) if leaf.kind is Kind.PROSE][-1]
    assert parents(document.root)[last.eid].eid == case["last_paragraph_in"]


def test_a_forwarded_plan_is_the_body() -> None:
    case = next(case for case in CASES if case.get("front"))
    document = read_text(case["text"], "例.txt")
    front, body = (node for node in document.root.children if node.kind in (Kind.FRONT, Kind.BODY))
    assert front.kind is Kind.FRONT
    assert document.quote(body.span).startswith(case["body_starts"])
    kinds = [leaf.kind for leaf in leaves(front)]
    assert [kinds.count(k) for k in (Kind.DOC_NUMBER, Kind.TITLE, Kind.ADDRESSEES)] == [1, 1, 1]


def test_eids_follow_the_numbers() -> None:
    case = next(case for case in CASES if "eids" in case)
    eids = {node.eid for node in walk(read_text(case["text"], "例.txt").root)}
    assert eids >= set(case["eids"])
