"""Numerals inside parsed slots."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from obligations.numerals import number

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("七", "7"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("四十八", "48"),
        ("一百", "100"),
        ("一百零五", "105"),
        ("一百二十", "120"),
        ("两千", "2000"),
        ("三千六百", "3600"),
        ("一万", "10000"),
        ("十万", "100000"),
        ("一百二十万", "1200000"),
        ("三万五千", "35000"),
        ("二亿", "200000000"),
        ("一亿三千万", "130000000"),
        ("3万", "30000"),
        ("1.5万", "15000"),
        ("12.5", "12.5"),
        ("0.8", "0.8"),
        ("2031", "2031"),
        ("二〇三一", "2031"),
        ("半", "0.5"),
        ("万", "10000"),
    ],
)
def test_a_numeral_has_its_value(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["甲", "三同时", "十分之", "一律"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number(text)


def written(value: int) -> str:
    """A whole number below ten thousand as it is written."""
    text, pending = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if pending and text else "") + DIGITS[digit] + sign
        pending = not digit
    return text


@STEADY
@given(st.integers(1, 9999))
def test_every_number_below_ten_thousand_is_read(value: int) -> None:
    assert number(written(value)) == value


@STEADY
@given(st.integers(1, 9999), st.sampled_from([("万", 10_000), ("亿", 100_000_000)]))
def test_large_units_multiply(value: int, unit: tuple[str, int]) -> None:
    assert number(written(value) + unit[0]) == value * unit[1]


@STEADY
@given(st.decimals(0, 10**6, places=2))
def test_arabic_digits_are_exact(value: Decimal) -> None:
    assert number(str(value)) == value
