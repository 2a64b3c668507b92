"""Deadline chunks to values.

In: the time tokens of a clause. Out: values in the forms of `obligations.model.Deadline.norm`. Guarantee: a deadline
without a date and without an event that gives one has no date (never a silent anchor to today); what is counted
from an event keeps the event.

A period ends with its last day: 到2030年底 is 2030-12-31, 2030年5月底前 is 2030-05-31, 2030年前 is 2029-12-31.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lark import Token, Tree

from grammars.loading import parse_tokens
from obligations.numerals import number

Period = tuple[int, int]
Parsed = Tree[Token]
_PLANS = {"十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030), "十六五": (2031, 2035)}
_UNITS = (
    ("工作日", "P{}WD"),
    ("小时", "PT{}H"),
    ("季度", "P{}Q"),
    ("年", "P{}Y"),
    ("月", "P{}M"),
    ("周", "P{}W"),
    ("日", "P{}D"),
    ("天", "P{}D"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day; `year` is None in 12月10日."""

    year: int
    month: int | None
    day: int | None

    @property
    def first(self) -> date:
        """The first day of it."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day of it."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def read(tokens: list[Token], period: Period | None = None) -> str | None:
    """The value of a run of time tokens, or None when it is no deadline.

    Args:
        tokens: terminals of deadline.lark.
        period: the document's plan period, for 规划期末.
    """
    try:
        tree = parse_tokens("deadline", tokens)
        return _READERS[tree.data](tree, period)
    except ValueError:  # refused, or no date
        return None


def with_event(value: str, event: str) -> str:
    """A bare duration (``relative:P3M``) counted from `event`; other values as they are."""
    if not value.startswith("relative:") or not event:
        return value
    length, _, rest = value.partition(" ")
    direction, _, known = rest.partition(" ")
    return value if known else f"{length} {direction or 'after'} {event}"


def _figure(token: Token) -> int:
    return int(number(re.sub(r"工作日|自然日|[年月日号个天份度]", "", token)))


def _point(tree: Parsed, year: int | None = None) -> Point:
    parts = {t.type: t for t in tree.children if isinstance(t, Token)}
    if "YEAR" in parts:
        year = _figure(parts["YEAR"])
    if year is None:
        raise ValueError("a point without a year")
    month = _figure(parts["MONTH"]) if "MONTH" in parts else None
    return Point(year, month, _figure(parts["DAYS"]) if "DAYS" in parts else None)


def _quarter(token: Token) -> int:
    return int(number(token.removeprefix("第").removesuffix("季度")))


def _trees(tree: Parsed, name: str) -> list[Parsed]:
    return [c for c in tree.children if isinstance(c, Tree) and c.data == name]


def _types(tree: Parsed) -> dict[str, Token]:
    return {t.type: t for t in tree.children if isinstance(t, Token)}


def _yearly(tree: Parsed, period: Period | None) -> str:
    days, month = [], 12
    for node in _trees(tree, "day_of_year"):
        parts = _types(node)
        month = _figure(parts["MONTH"]) if "MONTH" in parts else month
        day = _figure(parts["DAYS"]) if "DAYS" in parts else monthrange(2001, month)[1]
        days.append(f"yearly:{month:02}-{day:02}")
    return ",".join(days) or "yearly:12-31"


def _yearly_part(tree: Parsed, period: Period | None) -> str:
    parts = _types(tree)
    last = 3 * _quarter(parts["QUARTER"]) if "QUARTER" in parts else 6 if "HALF_FIRST" in parts else 12
    return f"yearly:{last:02}-{monthrange(2001, last)[1]:02}"


def _monthly(tree: Parsed, period: Period | None) -> str:
    days = _types(tree).get("DAYS")
    return f"monthly:{_figure(days):02}" if days else "monthly"


def _range(tree: Parsed, period: Period | None) -> str:
    points = _trees(tree, "point")
    if len(points) == 1:  # 2030至2032年: the first year is a bare number
        first, last = Point(int(_types(tree)["NUMBER"]), None, None), _point(points[0])
    else:
        first = _point(points[0])
        last = _point(points[1], first.year)
    return f"range:{first.first}/{last.last}"


def _part_of_year(tree: Parsed, period: Period | None) -> str:
    parts = _types(tree)
    year = _figure(parts["YEAR"])
    if "QUARTER" in parts:
        last = 3 * _quarter(parts["QUARTER"])
        first = last - 2
    else:
        first, last = (1, 6) if "HALF_FIRST" in parts else (7, 12)
    return f"range:{Point(year, first, None).first}/{Point(year, last, None).last}"


def _by_part(tree: Parsed, period: Period | None) -> str:
    return f"date:{_part_of_year(_trees(tree, 'part_of_year')[0], period).partition('/')[2]}"


def _by_end(tree: Parsed, period: Period | None) -> str:
    return f"date:{_point(_trees(tree, 'point')[0]).last}"


def _by_before(tree: Parsed, period: Period | None) -> str:
    point = _point(_trees(tree, "point")[0])
    return f"date:{point.last if point.day else point.first - timedelta(days=1)}"


def _from_day(tree: Parsed, period: Period | None) -> str:
    return f"from:{_point(_trees(tree, 'point')[0]).first}"


def _plan(tree: Parsed, period: Period | None) -> str | None:
    parts = _types(tree)
    span = period if "PLAN_PERIOD" in parts else _PLANS[re.sub("[“”]|规划", "", parts["PLAN"])]
    if span is None:
        return None
    return f"date:{span[1]}-12-31"


def _duration(tree: Parsed) -> str:
    parts = _types(tree)
    text = str(parts.get("SPAN") or parts["DAYS"])
    if text.startswith("半年"):
        return "P6M"
    unit = next(form for mark, form in _UNITS if mark in text)
    value = number(re.sub(r"个|工作日|自然日|小时|季度|[年月周日天]", "", text))
    return unit.format(value)


def _within(tree: Parsed, period: Period | None) -> str:
    since = _trees(tree, "since")
    event = f" after {_types(since[0])['EVENT']}之日" if since else ""
    return f"relative:{_duration(tree)}{event}"


def _ahead(tree: Parsed, period: Period | None) -> str:
    return f"relative:{_duration(tree)} before"


def _afterwards(tree: Parsed, period: Period | None) -> str:
    return f"relative:{_duration(tree)} after"


_READERS: dict[str, Callable[[Parsed, Period | None], str | None]] = {
    "yearly": _yearly,
    "year_end": _yearly,
    "yearly_part": _yearly_part,
    "monthly": _monthly,
    "quarterly": lambda tree, period: "quarterly",
    "halfyearly": lambda tree, period: "halfyearly",
    "range": _range,
    "by_end": _by_end,
    "by_before": _by_before,
    "from_day": _from_day,
    "by_part": _by_part,
    "part_of_year": _part_of_year,
    "plan": _plan,
    "within": _within,
    "ahead": _ahead,
    "afterwards": _afterwards,
}
