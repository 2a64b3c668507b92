"""Dates and lengths of time as official documents print them.

In: a short piece of text. Out: ISO dates ("2023-01-28", "2023-03" when only the month is given) and ISO durations.
Guarantee: Arabic and Chinese numerals (二〇二一年二月一日) give the same; what is no date gives None.
"""

from __future__ import annotations

import re
from datetime import date

from policies.numbering import CHINESE, value

_NUMBER = rf"(?:\d{{1,2}}|[{CHINESE}]{{1,3}})"
DATE = re.compile(
    rf"(?P<year>\d{{4}}|[{CHINESE}O]{{4}})\s*年\s*(?P<month>{_NUMBER})\s*月(?:份)?(?:\s*(?P<day>{_NUMBER})\s*日)?"
)
_DURATION = re.compile(rf"(?P<count>\d{{1,3}}|[{CHINESE}]{{1,3}})\s*(?P<unit>年|个月|月|日|天)")
_UNIT = {"年": "Y", "个月": "M", "月": "M", "日": "D", "天": "D"}


def iso_date(printed: str) -> str | None:
    """The first date in `printed`, in ISO form."""
    match = DATE.search(printed)
    return iso_of(match) if match else None


def iso_of(match: re.Match[str]) -> str | None:
    """The ISO form of a match of `DATE`, or None when there is no such day."""
    year, month = value(match["year"].replace("O", "〇")), value(match["month"])
    try:
        if match["day"] is None:
            return date(year, month, 1).isoformat()[:7]
        return date(year, month, value(match["day"])).isoformat()
    except ValueError:
        return None


def iso_duration(printed: str) -> str | None:
    """A length of time ("五年", "6个月") as an ISO 8601 duration."""
    match = _DURATION.match(printed)
    return f"P{value(match['count'])}{_UNIT[match['unit']]}" if match else None
