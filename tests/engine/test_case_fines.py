"""Fines in yuan, counted from the amounts of a case: written by hand."""

from __future__ import annotations

import pytest

from engine.cases.fines import computed, fines
from obligations.from_document import extract
from obligations.to_facts import facts
from policies.from_source import read_text

AMOUNTS = {"违法所得": "120000", "货值金额": "8000.5"}
UNKNOWN = "案件没有写明"


@pytest.mark.parametrize(
    ("words", "least", "most", "told"),
    [
        ("处一万元以上五万元以下罚款", "10000", "50000", "条文写明的幅度"),
        ("处五万元以下罚款", "", "50000", "条文写明的幅度"),
        ("并处违法所得百分之二十以上百分之五十以下罚款", "24000", "60000", "违法所得120000元"),
        ("并处违法所得一倍以上三倍以下罚款", "120000", "360000", "违法所得120000元"),
        ("并处违法所得百分之三十以下罚款", "", "36000", "违法所得120000元"),
        ("处货值金额二倍的罚款", "16001", "16001", "货值金额8000.5元"),
        ("处货值金额一倍以上四倍以下但最高不超过二万元的罚款", "8000.5", "20000", "货值金额8000.5元"),
        ("处工程造价百分之六以上百分之九以下的罚款", "", "", f"{UNKNOWN}工程造价"),
        ("处每平方米六十元以上九十元以下罚款", "", "", "案件没有数量"),
    ],
)
def test_a_fine_is_counted_from_the_amounts_of_the_case(words: str, least: str, most: str, told: str) -> None:
    text = f"某市采矿办法\n\n第一条　采矿权人越界开采的，由自然资源主管部门责令停止，{words}。\n"
    document = read_text(text, "办法.txt")
    found = [computed(fine, AMOUNTS) for fine in fines(facts(document, extract(document)))]
    assert [(one.least, one.most) for one in found] == [(least, most)]
    assert told in found[0].basis


def test_without_the_amount_nothing_is_guessed() -> None:
    text = "某市采矿办法\n\n第一条　采矿权人越界开采的，由自然资源主管部门并处违法所得一倍以上三倍以下罚款。\n"
    document = read_text(text, "办法.txt")
    found = computed(next(fines(facts(document, extract(document)))), {})
    assert (found.least, found.most) == ("", "")
    assert f"{UNKNOWN}违法所得" in found.basis
