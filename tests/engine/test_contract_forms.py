"""The official forms of land contracts: read whole, and every finding against 甘肃 is defended in docs/contracts.md."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from engine.contract_review.model import Review
from policies.from_source import read_path
from workbench.knowledge_base import open_paths

ROOT = Path(__file__).parents[2]
FORMS = ROOT.parent / "shared" / "documents" / "contracts"
ROW = re.compile(r"^\| (K\d+) \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
HEAD = "首部"


def review(number: str) -> Review:
    found = next(iter(sorted(FORMS.glob(f"*{number}*.txt"))), None)
    if found is None:
        pytest.skip(f"{FORMS} is not here")
    return open_paths((), ("gansu-2023",)).check([read_path(found)], date(2025, 6, 1)).reviews[0]


@pytest.mark.parametrize(("number", "articles"), [("GF-2008-2601", 46), ("国有土地使用权出让合同", 45)])
def test_all_articles_the_parties_and_the_blanks_are_read(number: str, articles: int) -> None:
    contract = review(number).contract
    read = {found[0] for each in contract.clauses if (found := re.match("第[^条]+条", each.label))}
    assert len(read) == articles
    assert [(each.called, each.name, each.role) for each in contract.parties] == [
        ("出让人", "", "自然资源主管部门"),
        ("受让人", "", "土地使用者"),
    ]
    assert contract.kind == "国有建设用地使用权出让合同"
    assert len(contract.blanks) > articles


@pytest.mark.parametrize(("number", "heading"), [("GF-2008-2601", "### GF"), ("国有土地使用权出让合同", "### 国土")])
def test_every_finding_is_defended_and_nothing_else_is(number: str, heading: str) -> None:
    page = (ROOT / "docs/contracts.md").read_text(encoding="utf-8")
    part = re.split("^#", page.partition(heading)[2], maxsplit=1, flags=re.MULTILINE)[0]
    found = Counter((each.rule, each.clause or HEAD) for each in review(number).findings)
    assert found == Counter(ROW.findall(part))
