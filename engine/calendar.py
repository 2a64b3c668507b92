"""Deadlines to dates.

In: the value of a deadline (`obligations.model.Deadline.norm`) and the days that are asked about, or the day of the
event that it counts from. Out: dated instances, or the event that a deadline waits for, each with its basis as a
Chinese sentence. Guarantee: a deadline that counts from an event gets no date until the event has one, and today is
never put in its place; every rounding (last day of a month, of a quarter) and every rule of counting is told in the
basis.

How a length is counted from an event:

- The first day is not counted: 三十日内 from 1 March ends on 31 March.
- Months and years end on the day of the same number, on the last of the month where it has none: 三个月内 from 15 June
  ends on 15 September, 一个月内 from 31 January on the last of February.
- Working days leave out public holidays and count the weekends worked instead (`engine/working_days.py`).
- Hours count from the moment; when only the day of the event is known, from its beginning.
- Before an event the same rules count back.
- A last day that is a holiday stays the last day. Some laws move it to the next working day; they do so in their own
  words, which are not read here. The basis says when the last day is a holiday.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.working_days import Counted, counted, is_working_day

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)Q)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
WORKING_DAYS = re.compile(r"P(\d+)WD")
HOURS = re.compile(r"PT(\d+)H")
RELATIVE = re.compile(r"(P\w+)(?: (after|before) (.+))?")
UNITS = {"Y": "年", "Q": "个季度", "M": "个月", "W": "周", "D": "日", "WD": "个工作日", "H": "小时"}
PART = re.compile(r"(\d+)(WD|[YQMWDH])")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day and why it is this one."""

    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class Awaited:
    """The event a deadline counts from, "" when the text names none, and what is to be counted."""

    event: str
    basis: str


def instances(value: str, first: date, last: date) -> tuple[Dated, ...]:
    """The days on which a deadline falls from `first` to `last`, both included; none for what has no date.

    Args:
        value: one deadline, ``yearly:12-15``.
        first: first day asked about.
        last: last day asked about.
    """
    kind, _, rest = value.partition(":")
    give = _KINDS.get(kind)
    try:
        found = () if give is None else tuple(give(rest, first, last))
    except ValueError:
        return ()  # a day that no calendar has: `awaited` says so
    return tuple(dated for dated in found if first <= dated.day <= last)


def awaited(value: str) -> Awaited | None:
    """What a deadline waits for, None when it has dates of its own or is only a beginning."""
    kind, _, rest = value.partition(":")
    if kind in _KINDS:
        return None if _is_readable(kind, rest) else Awaited("", f"期限“{value}”不是日历上的日子，不推算日期")
    if kind == "from":
        return None
    found = RELATIVE.fullmatch(rest) if kind == "relative" else None
    if found is None:
        return Awaited("", f"期限“{value}”无法换算为日期")
    return _awaited(*found.groups())


def _awaited(length: str, side: str | None, event: str | None) -> Awaited:
    if event is None:
        return Awaited("", f"期限为{spoken(length)}，但文本没有写明从何时起算，不推算日期")
    zero = not any(character in "123456789" for character in length)
    where = "之前" if side == "before" else "之后"
    span = where if zero else f"{where}{spoken(length)}内" if side == "after" else f"{spoken(length)}{where}"
    return Awaited(event, f"须在“{event}”{span}完成；这一事件的日期未知，不推算日期")


def last_day(duration: str, start: date) -> Dated | None:
    """The last day of a period that begins with `start`, that day counted; None when the duration is unreadable
    or has no end in the calendar.

    五年 from 2021-02-01 end on 2026-01-31. Where the month has no such day, its last day is the end.
    """
    length = _length(duration)
    if length is None:
        return None
    try:
        mark, rounded = _months_on(start, length[0])
        end = mark + timedelta(days=length[1] - (0 if rounded else 1))
    except (ValueError, OverflowError):
        return None  # beyond the calendar
    told = "；该月没有对应日，以月末为准" if rounded else ""
    return Dated(end, f"自{start}起算{spoken(duration)}，起算当日计入，至{end}届满{told}")


def due_date(value: str, event: date | datetime) -> Dated | None:
    """The last day of a deadline that counts from an event, once the event has its day.

    Args:
        value: one deadline, ``relative:P3M after 受理之日``; its direction is "after" when it names none.
        event: the day of the event, or its moment, for lengths in hours.

    Returns:
        The day and the rule by which it was counted; None when the value counts from no event, cannot be read, or ends
        beyond the calendar.
    """
    kind, _, rest = value.partition(":")
    found = RELATIVE.fullmatch(rest) if kind == "relative" else None
    if found is None:
        return None
    length, back = found[1], found[2] == "before"
    try:
        if hours := HOURS.fullmatch(length):
            return _hours_from(event, int(hours[1]), back=back)
        day = event.date() if isinstance(event, datetime) else event
        if working := WORKING_DAYS.fullmatch(length):
            return _working_days_from(day, int(working[1]), back=back)
        return _days_from(day, length, back=back)
    except (ValueError, OverflowError):
        return None  # beyond the calendar


def _days_from(event: date, length: str, *, back: bool) -> Dated | None:
    span = _length(length)
    if span is None:
        return None
    months, days = span
    if not months and not days:
        return Dated(event, f"须在事件发生之{'前' if back else '时'}完成，最迟为事件当日{event}")
    mark, rounded = _months_on(event, -months if back else months)
    day = mark + timedelta(days=-days if back else days)
    told = "；该月没有对应日，以月末为准" if rounded else ""
    return Dated(day, _counted_from(event, spoken(length), day, back=back) + told + _rest(day))


def _working_days_from(event: date, days: int, *, back: bool) -> Dated:
    found = counted(event, -days if back else days)
    rule = "，法定节假日不计、调休上班日计入"
    return Dated(found.day, _counted_from(event, f"{days}个工作日{rule}", found.day, back=back) + _unknown(found))


def _hours_from(event: date | datetime, hours: int, *, back: bool) -> Dated:
    whole = not isinstance(event, datetime)
    start = event if isinstance(event, datetime) else datetime(event.year, event.month, event.day)
    end = start + timedelta(hours=-hours if back else hours)
    told = "；事件没有写明时刻，按当日0时起算" if whole else ""
    side = "之前" if back else "起算"
    return Dated(end.date(), f"自{start:%Y-%m-%d %H:%M}{side}{hours}小时，至{end:%Y-%m-%d %H:%M}为止{told}")


def _counted_from(event: date, length: str, day: date, *, back: bool) -> str:
    if back:
        return f"自事件之日{event}往前{length}，事件当日不计入，最迟为{day}"
    return f"自事件之日{event}起算{length}，事件当日不计入，至{day}届满"


def _rest(day: date) -> str:
    return "" if is_working_day(day) else "；该日不是工作日，文本没有写明顺延的，不顺延"


def _unknown(found: Counted) -> str:
    years = "、".join(f"{year}年" for year in found.unknown)
    return f"；{years}的节假日安排没有资料，只按周一至周五计算" if years else ""


def _length(duration: str) -> tuple[int, int] | None:
    """Months and days of a length, None when it has neither or is counted in another way."""
    found = DURATION.fullmatch(duration)
    if found is None or not any(found.groups()):
        return None
    years, quarters, months, weeks, days = (int(group or 0) for group in found.groups())
    return 12 * years + 3 * quarters + months, 7 * weeks + days


def day_of(text: str) -> date | None:
    """An ISO day, None when no calendar has it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def spoken(duration: str) -> str:
    """An ISO 8601 duration in Chinese: ``P1Y6M`` 1年6个月, ``P20WD`` 20个工作日."""
    return "".join(f"{number}{UNITS[unit]}" for number, unit in PART.findall(duration)) or duration


def _months_on(start: date, months: int) -> tuple[date, bool]:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, length)), start.day > length


def _is_readable(kind: str, rest: str) -> bool:
    try:
        return bool(tuple(_KINDS[kind](rest, date(2000, 1, 1), date(2000, 12, 31))))
    except ValueError:
        return False


def _fixed(rest: str, _first: date, _last: date) -> Iterator[Dated]:
    day = date.fromisoformat(rest)
    yield Dated(day, f"期限为{day}")


def _range(rest: str, _first: date, _last: date) -> Iterator[Dated]:
    start, end = (date.fromisoformat(part) for part in rest.split("/"))
    yield Dated(end, f"期限为{start}至{end}，以最后一日为截止日")


def _yearly(rest: str, first: date, last: date) -> Iterator[Dated]:
    month, day = (int(part) for part in rest.split("-"))
    for year in range(first.year, last.year + 1):
        due, told = _day_of_month(year, month, day)
        yield Dated(due, f"每年{month}月{day}日前，{year}年的截止日为{due}{told}")


def _monthly(rest: str, first: date, last: date) -> Iterator[Dated]:
    for year, month in _months(first, last):
        due, told = _day_of_month(year, month, int(rest) if rest else 31)
        yield Dated(due, f"每月{int(rest)}日前，{year}年{month}月的截止日为{due}{told}" if rest else _month_end(due))


def _month_end(due: date) -> str:
    return f"每月一次，文本没有写明日子，以月末{due}为截止日"


def _quarterly(rest: str, first: date, last: date) -> Iterator[Dated]:
    yield from _period_ends(3, "每季度", "季末", first, last)


def _halfyearly(rest: str, first: date, last: date) -> Iterator[Dated]:
    yield from _period_ends(6, "每半年", "半年末", first, last)


def _period_ends(length: int, each: str, end: str, first: date, last: date) -> Iterator[Dated]:
    for year, month in _months(first, last):
        if month % length == 0:
            due = date(year, month, calendar.monthrange(year, month)[1])
            yield Dated(due, f"{each}一次，文本没有写明日子，以{end}{due}为截止日")


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield number // 12, number % 12 + 1


def _day_of_month(year: int, month: int, day: int) -> tuple[date, str]:
    if not 1 <= day <= 31:
        raise ValueError(day)
    length = calendar.monthrange(year, month)[1]
    told = "" if day <= length else f"（该月没有{day}日，以月末为准）"
    return date(year, month, min(day, length)), told


_KINDS: dict[str, Callable[[str, date, date], Iterator[Dated]]] = {
    "date": _fixed,
    "range": _range,
    "yearly": _yearly,
    "monthly": _monthly,
    "quarterly": _quarterly,
    "halfyearly": _halfyearly,
}
