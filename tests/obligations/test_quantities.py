"""Amounts of fines: every bound, multiple, cap and unit that is printed, and no other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from obligations.quantities import Quantity, fines

CASES = yaml.safe_load((Path(__file__).parents[1] / "fixtures/quantities/fines.yaml").read_text(encoding="utf-8"))


def _told(one: Quantity) -> dict[str, Any]:
    values = {"least": one.least, "most": one.most, "base": one.base, "cap": one.cap, "per": list(one.per) or None}
    return {name: value for name, value in values.items() if value is not None}


def _stated(case: dict[str, Any]) -> dict[str, Any]:
    return {name: Decimal(str(value)) if isinstance(value, int | float) else value for name, value in case.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_the_amounts_of_a_measure(case: dict[str, Any]) -> None:
    found = list(fines(case["text"]))
    assert [_told(one) for one in found] == [_stated(amount) for amount in case["amounts"]]
    assert all(one.words in case["text"] for one in found)


@given(st.text(alphabet="处以并一二三百万元倍％%‰.分之至以上下每日、，但最高不超过罚款的等值", max_size=40))
def test_any_text_gives_amounts_or_none(text: str) -> None:
    for one in fines(text):
        assert one.words in text
        assert one.least is not None or one.most is not None
