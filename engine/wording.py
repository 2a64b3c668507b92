"""The words of a proof.

In: a Chinese sentence with {places} and the values for them. Out: a sentence that a lawyer reads.
Guarantee: no machine word is left: modalities, durations, deadlines, dates and signs are told in Chinese, what the
text does not state is 未写明.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from engine.calendar import RELATIVE, spoken

WORDS = {
    "obligation": "应当",
    "prohibition": "不得",
    "permission": "可以",
    "encouragement": "受到鼓励",
    ">=": "不低于",
    "<=": "不超过",
    "=": "为",
    "": "未写明",
}
# How two values compare, for days and for anything else.
SIGNS = {
    "<": ("早于", "小于"),
    "<=": ("不晚于", "不大于"),
    ">": ("晚于", "大于"),
    ">=": ("不早于", "不小于"),
    "==": ("就是", "就是"),
    "!=": ("不是", "不是"),
}
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
DURATION = re.compile(r"P(?=[\dT])(?:\d+(?:WD|[YMWD]))*(?:T\d+H)?")
DEADLINE = re.compile(r"(date|from|range|yearly|monthly|quarterly|halfyearly|relative)(?::(.*))?")


def sentence(template: str, values: Mapping[str, str]) -> str:
    """The template with each {place} told in Chinese."""
    return days(template.format_map({name: told(value) for name, value in values.items()}))


def told(value: str) -> str:
    """One value in Chinese; words of the text stay as they are."""
    if value in WORDS:
        return WORDS[value]
    if DURATION.fullmatch(value):
        return spoken(value)
    found = DEADLINE.fullmatch(value)
    return deadline(found[1], found[2] or "") if found else value


def days(text: str) -> str:
    """ISO dates in Chinese: 2025-12-31 is 2025年12月31日."""
    return DAY.sub(lambda found: f"{found[1]}年{int(found[2])}月{int(found[3])}日", text)


def deadline(kind: str, rest: str) -> str:
    """A deadline in Chinese: ``yearly:12-15`` is 每年12月15日前."""
    return FORMS[kind](rest)


def _yearly(rest: str) -> str:
    month, _, day = rest.partition("-")
    return f"每年{month.lstrip('0')}月{day.lstrip('0')}日前"


def _relative(rest: str) -> str:
    found = RELATIVE.fullmatch(rest)
    if found is None:
        return rest
    length, side, event = found.groups()
    span = "" if length.strip("PTYMWDH") == "0" else spoken(length)
    if side is None:
        return f"{span}内"
    if side == "before":
        return f"“{event}”{span}之前"
    return f"“{event}”之后{span}内" if span else f"“{event}”之后"


FORMS: dict[str, Callable[[str], str]] = {
    "date": lambda rest: f"{rest}前",
    "from": lambda rest: f"自{rest}起",
    "range": lambda rest: rest.replace("/", "至"),
    "yearly": _yearly,
    "monthly": lambda rest: f"每月{rest.lstrip('0')}日前" if rest else "每月",
    "quarterly": lambda _: "每季度",
    "halfyearly": lambda _: "每半年",
    "relative": _relative,
}


def comparison(left: str, op: str, right: str) -> str:
    """``2025-06-01 < 2025-12-31`` in Chinese."""
    dated = bool(DAY.fullmatch(left) and DAY.fullmatch(right))
    return days(f"{told(left)}{SIGNS[op][0 if dated else 1]}{told(right)}")
