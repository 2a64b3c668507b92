"""Sums of money that are printed in words and in figures: 人民币壹佰贰拾万元整（¥1,200,000.00）.

In: a text. Out: `Amount`s. Guarantee: only sums that stand side by side, one of them in brackets or behind 小写, are
compared; words that are no number have the value None.

Source: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》 for the characters and 整, 角, 分.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from obligations.contracts.clauses import clause_at
from obligations.contracts.model import Amount, Clause
from policies.model import Document, Span

DIGITS = {c: i for row in ("零壹贰叁肆伍陆柒捌玖", "〇一二三四五六七八九") for i, c in enumerate(row)} | {
    "两": 2,
    "貳": 2,
    "叄": 3,
    "陸": 6,
    "〇": 0,
}
SMALL = {"拾": 10, "佰": 100, "仟": 1000, "十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
PARTS = {"角": Decimal("0.1"), "分": Decimal("0.01")}
DIGIT = "[零壹贰叁肆伍陆柒捌玖]"
WORDS = (
    r"[零壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟万萬亿億〇一二三四五六七八九十百千两]{1,30}[元圆]"
    rf"(?:{DIGIT}角)?(?:{DIGIT}分)?[整正]?"
)
FIGURES = r"[¥￥]?\s*(?P<{0}>\d[\d,，]*(?:\.\d+)?)\s*(?P<{0}unit>万元|亿元|元|万)?"
PRINTED = r"[\s：:]*(?:人民币)?\s*(?:大写|小写)?[\s：:]*(?:人民币)?\s*"
PAIR = re.compile(
    rf"(?:人民币)?(?:大写)?[：:]?(?P<words>{WORDS})\s*[（(，,、]{PRINTED}{FIGURES.format('after')}\s*[）)]?"
    rf"|{FIGURES.format('before')}\s*[（(]{PRINTED}(?P<spelled>{WORDS})\s*[）)]"
)
UNITS = {"万元": 10_000, "万": 10_000, "亿元": 100_000_000}


def amounts(document: Document, clauses: Sequence[Clause]) -> tuple[Amount, ...]:
    """The sums of a document that are printed both ways."""
    found = []
    for match in PAIR.finditer(document.text):
        words = match["words"] or match["spelled"]
        name = "after" if match["words"] else "before"
        if not re.search("[壹贰叁肆伍陆柒捌玖拾佰仟]", words) and "元" not in (match[f"{name}unit"] or ""):
            continue
        figures = _figures(match[name], match[f"{name}unit"] or "")
        clause = clause_at(clauses, match.start())
        if figures is not None:
            span = Span(match.start(), match.end())
            found.append(Amount(figures, value(words), span, clause.eid if clause else ""))
    return tuple(found)


def value(words: str) -> Decimal | None:
    """The value of a sum in words, None when they are no number: 壹佰贰拾万元整 is 1200000."""
    whole, _, parts = re.sub("[整正]$", "", words).replace("圆", "元").partition("元")
    total = _whole(whole)
    if total is None:
        return None
    for digit, unit in re.findall("([零壹贰叁肆伍陆柒捌玖])([角分])", parts):
        total += DIGITS[digit] * PARTS[unit]
    return total


def _whole(words: str) -> Decimal | None:
    total = section = Decimal(0)
    digit: int | None = None
    for c in words:
        if c in DIGITS:
            if digit:  # two digits in a row are no number: 壹贰万
                return None
            digit = DIGITS[c]
        elif c in SMALL:
            section += (1 if digit is None or (digit == 0 and not section) else digit) * SMALL[c]
            digit = None
        elif c in LARGE:
            section += digit or 0
            total, section, digit = (
                (total + section) * LARGE[c] if LARGE[c] > total > 0 and c in "亿億" else total + section * LARGE[c],
                Decimal(0),
                None,
            )
        else:
            return None
    return total + section + (digit or 0)


def _figures(digits: str, unit: str) -> Decimal | None:
    try:
        return Decimal(re.sub("[,，]", "", digits)) * UNITS.get(unit, 1)
    except InvalidOperation:
        return None
