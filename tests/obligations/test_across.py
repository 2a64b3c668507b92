"""Joins across documents: by the provision of another instrument that is named, else by the same act."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.opposition import of_one_place
from obligations.across import Across, across
from obligations.from_document import extract
from policies.from_source import read_bytes

FILE = Path(__file__).parents[1] / "fixtures" / "joins_across" / "joins.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_sanctions_are_joined_to_the_duties_of_other_documents(case: dict[str, Any]) -> None:
    documents = [
        read_bytes(f"# {each['title']}\n\n{each['note']}\n\n{each['text']}".encode(), f"{number}.md")
        for number, each in enumerate(case["documents"])
    ]
    read = [(document, extract(document)) for document in documents]
    triggers = {sanction.id: sanction.trigger.value for _, found in read for sanction in found.sanctions}
    actions = {norm.id: norm.action.value for _, found in read for norm in found.norms}

    def told(each: Across) -> str:
        joined = f"{each.how.value} {each.words} {each.strength.value}"
        return f"{triggers[each.sanction]} -> {actions[each.duty]} {joined}"

    assert [told(each) for each in across(read, of_one_place)] == case["joins"]
    turned = across(read[::-1], of_one_place)
    assert sorted(map(told, turned)) == sorted(case["joins"])
