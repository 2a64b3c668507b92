"""Small texts and what they say of themselves (tests/fixtures/policies/metadata.yaml)."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from policies import view
from policies.from_source import read_text

FIXTURE = Path(__file__).resolve().parents[1] / "fixtures" / "policies" / "metadata.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FIXTURE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_says_of_itself(case: dict[str, Any]) -> None:
    document = read_text(case["text"], "例.txt")
    found = {name: value for name, value in asdict(document.metadata).items() if value and name != "spans"}
    expected = {name: tuple(value) if isinstance(value, list) else value for name, value in case["meta"].items()}
    assert found == expected
    codes = [problem.code for problem in document.diagnostics if problem.code.startswith("S2")]
    assert codes == case.get("diagnostics", [])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_field_has_its_place(case: dict[str, Any]) -> None:
    document = read_text(case["text"], "例.txt")
    metadata = document.metadata
    for name, span in metadata.spans.items():
        assert 0 <= span.start < span.end <= len(document.text), name
    if metadata.title and "title" in metadata.spans:
        assert metadata.title in view.clean(document.text, metadata.spans["title"]).text
    fields = {"title", "doc_number", "issuers", "issued", "effective", "expires", "validity", "addressees"}
    given = {name for name in fields if getattr(metadata, name)}
    assert given <= set(metadata.spans)
