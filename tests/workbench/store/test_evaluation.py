"""Reviews as a measure of the reading, as records of annotators and as fixtures."""

from __future__ import annotations

import json

import pytest
import yaml

from workbench.reviewing.model import Act, Change
from workbench.store.making import Upload
from workbench.stored_base import StoredBase

TEXT = """临江市矿山管理办法

第一条 采矿权人应当在每年12月15日前向市自然资源局报告开采情况。禁止越界开采。
第二条 矿区道路由养护队负责洒水降尘。
第三条 违反本办法规定，越界开采的，由市自然资源局责令停止，处五万元以上十万元以下罚款。
第四条 禁止越界开采的具体范围由市自然资源局划定。
"""
NAME = "办法"


@pytest.fixture
def reviewed(base: StoredBase) -> StoredBase:
    base.add([Upload("办法.txt", TEXT.encode())], "王")
    rows = {row.quote: row.id for row in base.statements().items}
    start = TEXT.index("矿区道路")
    base.correct(Change(NAME, Act.CONFIRM, rows["采矿权人应当在每年12月15日前向市自然资源局报告开采情况"]), "李")
    base.correct(
        Change(NAME, Act.CHANGE, rows["禁止越界开采"], fields={"bearers": ["采矿权人", "探矿权人"]}, reason="主体承前"),
        "李",
    )
    fields = {"modality": "obligation", "bearers": ["养护队"], "action": "洒水降尘"}
    base.correct(Change(NAME, Act.ADD, "", "norm", start, start + 14, fields, "漏读"), "李")
    sanction = next(row.id for row in base.statements().items if row.kind == "sanction")
    base.correct(Change(NAME, Act.REJECT, sanction, reason="另有规定"), "李")
    return base


def test_precision_and_recall_count_what_was_reviewed(reviewed: StoredBase) -> None:
    found = reviewed.evaluate()
    assert found.documents == (NAME,)
    norm, sanction = found.kinds["norm"], found.kinds["sanction"]
    assert (norm.reviewed, norm.given, norm.found, norm.right) == (3, 2, 2, 1)
    assert (norm.precision, norm.recall) == (1 / 2, 1 / 3)
    assert (norm.fields["bearers"], norm.fields["modality"]) == (1, 2)
    assert (sanction.reviewed, sanction.given, sanction.precision, sanction.recall) == (0, 1, 0.0, None)


def test_gold_records_quote_the_text_and_count_what_stands_there_twice(reviewed: StoredBase) -> None:
    records = [json.loads(line) for line in reviewed.export_gold(NAME).splitlines()]
    assert [(record["kind"], record["quote"], record.get("nth")) for record in records] == [
        ("norm", "采矿权人应当在每年12月15日前向市自然资源局报告开采情况", None),
        ("norm", "禁止越界开采", 1),
        ("norm", "矿区道路由养护队负责洒水降尘", None),
    ]
    assert records[0]["deadline"] == {"quote": "在每年12月15日前", "norm": "yearly:12-15"}
    assert records[1]["bearers"] == ["采矿权人", "探矿权人"]
    assert "directed" not in records[0]


def test_a_fixture_is_the_paragraph_with_all_that_is_to_be_read(reviewed: StoredBase) -> None:
    text = reviewed.export_fixture(2)
    (case,) = yaml.safe_load(text)
    assert text.startswith("# 办法: 主体承前\n")
    assert case["text"].endswith("报告开采情况。禁止越界开采。")
    assert case["statements"] == [
        {
            "kind": "norm",
            "quote": "采矿权人应当在每年12月15日前向市自然资源局报告开采情况",
            "modality": "obligation",
            "bearers": ["采矿权人"],
            "action": "在每年12月15日前向市自然资源局报告开采情况",
            "recipient": "市自然资源局",
            "deadline": "yearly:12-15",
        },
        {
            "kind": "norm",
            "quote": "禁止越界开采",
            "modality": "prohibition",
            "bearers": ["采矿权人", "探矿权人"],
            "explicit": False,
            "action": "越界开采",
        },
    ]
