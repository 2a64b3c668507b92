"""Deadlines as people say them.

In: the value of a deadline in the forms of `obligations.model.Deadline`. Out: words of the catalogue.
Guarantee: a form unknown here is shown as it is, never dropped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.wording import days

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.messages import Messages

UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days", "WD": "working_days", "H": "hours"}


def told(value: str, messages: Messages) -> str:
    """The words for a deadline; several, joined by commas, are told one after another."""
    return messages.say("deadline.and").join(one(part, messages) for part in parts(value))


def parts(value: str) -> list[str]:
    """The deadlines that are joined by commas."""
    return re.split(r",(?=[a-z]+(?::|$))", value)


def one(value: str, messages: Messages) -> str:
    """The words for one deadline."""
    form, _, rest = value.partition(":")
    tell = FORMS.get(form)
    return days((tell(rest, messages) if tell else None) or value, messages.lang)


def span(rest: str, messages: Messages) -> str | None:
    """``2025-04-01/2025-06-30``."""
    first, slash, last = rest.partition("/")
    return messages.say("deadline.range", first=first, last=last) if slash else None


def yearly(rest: str, messages: Messages) -> str | None:
    """``12-15``."""
    found = re.fullmatch(r"(\d\d)-(\d\d)", rest)
    return messages.say("deadline.yearly", month=int(found[1]), day=int(found[2])) if found else None


def monthly(rest: str, messages: Messages) -> str:
    """``05``, or nothing for each month without a day."""
    return messages.say("deadline.monthly_day", day=int(rest)) if rest.isdigit() else messages.say("deadline.monthly")


def relative(rest: str, messages: Messages) -> str | None:
    """``P1Y after 矿山投产``, ``P0D before 选址``, ``P7D``."""
    found = re.fullmatch(r"(P\S+)(?: (after|before) (.+))?", rest)
    length = duration(found[1], messages) if found else None
    if not found or length is None:
        return None
    if not found[2]:
        return messages.say("deadline.within", length=length)
    at_once = found[1] == "P0D" and messages.table.get(f"deadline.{found[2]}_at_once")
    return (at_once or messages.say(f"deadline.{found[2]}", length=length, event="{event}")).format(event=found[3])


def duration(value: str, messages: Messages) -> str | None:
    """``P20WD`` as 20 working days."""
    found = re.fullmatch(r"P(T?)(\d+)(WD|[YMWDH])", value)
    return messages.say(f"deadline.{UNITS[found[3]]}", count=found[2]) if found else None


FORMS: dict[str, Callable[[str, Messages], str | None]] = {
    "date": lambda rest, messages: messages.say("deadline.date", day=rest),
    "from": lambda rest, messages: messages.say("deadline.from", day=rest),
    "range": span,
    "yearly": yearly,
    "monthly": monthly,
    "quarterly": lambda _, messages: messages.say("deadline.quarterly"),
    "halfyearly": lambda _, messages: messages.say("deadline.halfyearly"),
    "relative": relative,
}
