"""Printed numbers of Chinese official documents: 第三条, 一、, （一）, 1., （1）, ①.

In: the text of a line. Out: the `Label` it starts with, if any, and the value of Chinese numerals.
Guarantee: references (第三条第一款, （一）项, 一、二级) and decimals (1.5) are not taken for labels.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from policies.model import Kind

CHINESE = "零〇○一二三四五六七八九十百千两廿卅"
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "廿": 20, "卅": 30}
_DIGIT |= {"－": 1, "—": 1}  # a scanned 一: 第三十－条
_UNIT = {"十": 10, "百": 100, "千": 1000}


class Family(IntEnum):
    """A way of numbering; the value is its usual rank, outermost first."""

    ANNEX = 1
    PART = 2
    CHAPTER = 3
    SECTION = 4
    ARTICLE = 5
    TIER1 = 6
    TIER2 = 7
    TIER3 = 8
    TIER4 = 9
    TIER5 = 10
    INLINE = 11


KIND = {family: Kind[family.name] for family in Family}
STATUTORY = frozenset({Family.PART, Family.CHAPTER, Family.SECTION, Family.ARTICLE})


class Label(NamedTuple):
    """A number at the start of a line.

    Attributes:
        family: how it is written.
        text: as printed, bare: without spaces and the closing 、 or ．
        value: its number.
        suffix: 2 for 之二, else 0.
        end: where it ends in the line, its closing mark and the spaces after it included.
        spaced: white space follows it.
    """

    family: Family
    text: str
    value: int
    suffix: int
    end: int
    spaced: bool


def value(numeral: str) -> int:
    """The value of an Arabic, full-width or Chinese numeral (百二十三, 一二三, 12)."""
    digits = "".join(numeral.split())
    if digits.isdecimal():
        return int(digits)
    if not any(c in _UNIT for c in digits):
        total = 0
        for c in digits:
            total = total * 10 + _DIGIT[c]
        return total
    return _with_units(digits)


def _with_units(digits: str) -> int:
    total = digit = 0
    for c in digits:
        if c in _UNIT:
            total += (digit or 1) * _UNIT[c]
            digit = 0
        elif c in "廿卅":
            total += _DIGIT[c]
        else:
            digit = _DIGIT[c]
    return total + digit


_C = rf"[{CHINESE}]"
_N = rf"(?:{_C}(?:[ \u3000]?[{CHINESE}－—])*|\d{{1,4}})"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LABEL = re.compile(
    rf"""
    第[ \u3000]?(?P<statutory>{_N})[ \u3000]?(?P<unit>编|分编|章|节|条)(?:之(?P<suffix>{_C}+))?
        (?P<reference>第|规定|所(?!有|属)|的|至(?!少)|到(?!期|达)|或|及(?!时)|以及|和|与(?!会)|中(?![央国小介外级等学华])|之
            |[、，。；,)）》”]|修改|作(?![业品])|款|项(?!目)|目(?![前标录的])|[例件]
        )?
  | (?P<tier1>{_C}+)[ \u3000]?[、．.](?!{_C}+[、级类等期至])[ \u3000]*
  | [（(][ \u3000]?(?P<tier2>{_C}+)[ \u3000]?[）)](?![ \u3000]?(?:项(?!目)|至|、[（(]|目(?![标录的])|款))、?
  | (?P<tier3>\d{{1,3}})(?:[ \u3000]?[.．](?!\d)|[.．](?=\d{{4}}[ \u3000]?[年至—～~-]|[1-9][GD]\b)|、(?!\d+[、号级类]))
  | [（(][ \u3000]?(?P<tier4>\d{{1,3}})[ \u3000]?[）)](?![ \u3000]?(?:项(?!目)|至|、[（(]))
  | (?P<tier5>[{_CIRCLED}]|\d{{1,2}}[）)])
    """,
    re.VERBOSE,
)
_MAY_START = frozenset("第（(" + CHINESE + _CIRCLED + "0123456789")
_STATUTORY = {
    "编": Family.PART,
    "分编": Family.PART,
    "章": Family.CHAPTER,
    "节": Family.SECTION,
    "条": Family.ARTICLE,
}
_SPACE = re.compile(r"[\s\u3000]*")


def label(body: str, at: int = 0) -> Label | None:
    """The label that stands at offset `at` of a line's body; `Label.end` is an offset into the body too."""
    if at >= len(body) or body[at] not in _MAY_START:
        return None
    match = _LABEL.match(body, at)
    if match is None or match["reference"]:
        return None
    end = _end_of_space(body, match.end())
    spaced = end > match.end() or end == len(body)
    if match["statutory"]:
        suffix = value(match["suffix"]) if match["suffix"] else 0
        family = _STATUTORY[match["unit"]]
        return Label(family, "".join(match[0].split()), value(match["statutory"]), suffix, end, spaced)
    name = match.lastgroup or ""
    numeral = match[name]
    number = _CIRCLED.find(numeral) + 1 or value(numeral.rstrip("）)"))
    text = match[0] if name in ("tier2", "tier4", "tier5") else numeral
    return Label(Family[name.upper()], "".join(text.split()).rstrip("、"), number, 0, end, spaced)


def _end_of_space(body: str, at: int) -> int:
    match = _SPACE.match(body, at)
    return match.end() if match else at
