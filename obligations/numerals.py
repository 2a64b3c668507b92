"""Numerals inside parsed slots: 二十 -> 20, 1.5 -> 1.5, 三万 -> 30000.

In: the characters of a number token. Out: a Decimal. Never applied to running text (三同时, 一律 stay as they are).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}


def number(text: str) -> Decimal:
    """The value of a number in Arabic or Chinese digits, or both ("3万").

    Raises:
        ValueError: it is no number.
    """
    if text == "半":
        return Decimal("0.5")
    for sign, factor in reversed(_LARGE.items()):
        if sign in text:
            before, after = text.split(sign, 1)
            return number(before or "1") * factor + (number(after) if after else 0)
    if text[:1].isascii():
        factor = _SMALL.get(text[-1], 1)  # 5千
        return _decimal(text[:-1] if factor > 1 else text) * factor
    if "点" in text:
        whole, fraction = text.split("点", 1)
        return _decimal(f"{_below_ten_thousand(whole)}.{''.join(str(_DIGITS.get(c, c)) for c in fraction)}")
    return _below_ten_thousand(text)


def number_or_none(text: str) -> Decimal | None:
    """The value, or None when the characters are no number."""
    try:
        return number(text)
    except ValueError:
        return None


def printed(value: Decimal) -> str:
    """A number without needless digits."""
    return f"{value.normalize():f}"


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text}") from error


def _below_ten_thousand(text: str) -> Decimal:
    if all(c in _DIGITS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, None
    for c in text:
        if c in _SMALL:
            total += (1 if digit is None else digit) * _SMALL[c]
            digit = None
        elif c in _DIGITS:
            digit = _DIGITS[c]
        else:
            raise ValueError(f"not a number: {text}")
    return Decimal(total + (digit or 0))
