"""Every text of tests/fixtures/statements gives exactly the statements a lawyer wrote below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from obligations.from_document import extract
from obligations.to_json import as_record
from policies.from_source import read_text

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "statements"
KINDS = {
    "norm": "norms",
    "target": "targets",
    "responsibility": "responsibilities",
    "sanction": "sanctions",
    "incentive": "incentives",
}
FIELDS = {
    "norm": {
        "quote", "modality", "bearers", "explicit", "action", "recipient", "deadline", "condition", "directed",
        "directed_action",
    },
    "target": {"quote", "subject", "metric", "op", "value", "unit", "by", "scope"},
    "responsibility": {"quote", "lead", "support", "section"},
    "sanction": {"quote", "trigger", "target", "enforcer", "measures", "fine", "breached"},
    "incentive": {"quote", "beneficiary", "benefit", "provider"},
}  # fmt: skip
Case = dict[str, Any]
NO_FINE: Case = {"min": None, "max": None, "basis": None, "low": None, "high": None, "base": None, "per": []}


def cases_of(path: Path) -> list[Case]:
    found: list[Case] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


FILES = sorted(FOLDER.glob("*.yaml"))
CASES = [(f"{path.stem}-{number}", case) for path in FILES for number, case in enumerate(cases_of(path), start=1)]
DESCRIPTIVE = [(name, case) for name, case in CASES if "reasons" in case]


def found_in(text: str) -> dict[str, list[Case]]:
    document = read_text(text, "例.txt")
    record = as_record(document, extract(document))
    return {kind: [simple(each) for each in record[name]] for kind, name in KINDS.items()}


def simple(statement: Case) -> Case:
    """A deadline is compared by its value."""
    if isinstance(statement.get("deadline"), dict):
        return statement | {"deadline": statement["deadline"]["norm"]}
    return statement


def whole(field: str, value: Any) -> Any:
    """What a fixture does not say of a fine is not there."""
    return NO_FINE | value if field == "fine" and value else value


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_a_text_gives_exactly_its_statements(case: Case) -> None:
    found = found_in(case["text"])
    expected: dict[str, list[Case]] = {kind: [s for s in case["statements"] if s["kind"] == kind] for kind in KINDS}
    quotes = {kind: [s["quote"] for s in found[kind]] for kind in KINDS}
    assert {k: len(v) for k, v in found.items()} == {k: len(v) for k, v in expected.items()}, quotes
    for kind, statements in expected.items():
        for wanted, got in zip(statements, found[kind], strict=True):
            named = [field for field in wanted if field != "kind"]
            assert {field: got[field] for field in named} == {field: whole(field, wanted[field]) for field in named}


@pytest.mark.parametrize("case", [case for _, case in DESCRIPTIVE], ids=[name for name, _ in DESCRIPTIVE])
def test_what_is_not_normative_has_its_reason(case: Case) -> None:
    stretches = extract(read_text(case["text"], "例.txt")).ledger
    assert {s.reason for s in stretches if s.coverage.value == "nonNormative"} >= set(case["reasons"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_fixture_says_only_what_is_compared(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# "), f"{path.name} begins with a line that says what it is about"
    for case in cases_of(path):
        assert {"text", "statements"} <= set(case) <= {"text", "statements", "reasons"}
        for statement in case["statements"]:
            assert set(statement) - {"kind"} <= FIELDS[statement["kind"]], statement


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for _, case in CASES}) == len(CASES)
