"""Clauses of contracts of all kinds, written without a look at the rules: what is found of them now, and what is not.

`missed` in `tests/fixtures/contracts/fresh/` says why something is not found; who mends that takes it out.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bench.contract_accuracy import Scored, score
from bench.contract_files import CONTRACTS
from bench.contract_mutations import fresh

FOLDER = CONTRACTS / "fresh"
ROUNDS = ("first", "second", "third")


def told() -> list[dict[str, Any]]:
    files = [yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) for name in ROUNDS]
    return [one for file in files for changes in file.values() for one in changes]


@pytest.fixture(scope="module")
def scored() -> list[Scored]:
    return [score(each) for name in ROUNDS for each in fresh(name)]


def test_what_is_found_and_what_is_not(scored: list[Scored]) -> None:
    missed = [each.mutant.done for each in scored if each.missed]
    assert missed == [each.mutant.done for each, one in zip(scored, told(), strict=True) if "missed" in one]


def test_nothing_is_invented(scored: list[Scored]) -> None:
    assert [(each.mutant.done, one.rule, one.says) for each in scored for one in each.invented] == []


def test_three_in_ten_are_no_fault() -> None:
    for name in ROUNDS:
        file = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        kinds = [one["kind"] for changes in file.values() for one in changes]
        assert kinds.count("none") * 10 >= 3 * len(kinds)
