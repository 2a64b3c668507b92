"""Which duties a sanction punishes, by provision or by act (tests/fixtures/joins)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from obligations.from_document import extract
from obligations.joins import Joiner, Loose, Strength
from policies.from_source import read_text

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "joins"
CASES: list[dict[str, Any]] = [
    case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def told(text: str) -> list[dict[str, Any]]:
    document = read_text(text, "例.txt")
    extraction = extract(document)
    duties = {norm.id: norm.action.value for norm in extraction.norms}
    duties |= {each.id: each.task.value for each in extraction.responsibilities if each.task}
    joiner = Joiner(document, extraction)
    rows = []
    for sanction in extraction.sanctions:
        found = joiner.of(sanction)
        rows.append(
            {
                "trigger": sanction.trigger.value,
                "breached": list(sanction.breached),
                "joins": [f"{duties[j.duty]} {j.how} {j.words} {j.strength}" for j in found.joins],
                "loose": [f"{each.words} {each.reason}" for each in found.loose],
            }
        )
    return rows


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_sanctions_are_joined_to_the_duties_they_punish(case: dict[str, Any]) -> None:
    wanted = [{"breached": [], "loose": []} | row for row in case["sanctions"]]
    assert told(case["text"]) == [
        {key: row[key] for key in ("trigger", "breached", "joins", "loose")} for row in wanted
    ]


def test_every_reason_and_strength_is_shown_by_a_fixture() -> None:
    rows = [row for case in CASES for row in case["sanctions"]]
    assert {join.split()[-1] for row in rows for join in row["joins"]} == {each.value for each in Strength}
    assert {loose.split(maxsplit=1)[1] for row in rows for loose in row.get("loose", ())} == {e.value for e in Loose}


def test_a_sanction_is_joined_alike_however_often_it_is_asked() -> None:
    text = CASES[0]["text"]
    document = read_text(text, "例.txt")
    extraction = extract(document)
    one, two = Joiner(document, extraction), Joiner(document, extraction)
    assert [one.of(s) for s in extraction.sanctions] == [two.of(s) for s in reversed(extraction.sanctions)][::-1]
