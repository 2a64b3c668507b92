"""Deadlines as flat rows of words: one a day on which duties of one norm fall due.

In: a `Due`. Out: one mapping from column to words. Guarantee: what waits for an event says so in place of a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.questions import question
from engine.wording import days
from workbench.rendering import rows
from workbench.rendering.cited import place
from workbench.rendering.page import Column

if TYPE_CHECKING:
    from engine.model import Due
    from workbench.messages import Messages
    from workbench.model import Deadlines, Entry
    from workbench.rendering.cited import Sections
    from workbench.rendering.rows import Row

COLUMNS = (
    Column("day", width=14),
    Column("place", 3, ditto=True),
    Column("actor", 4),
    Column("what", 9),
    Column("section", width=12),
)


def window(answer: Deadlines, messages: Messages) -> str:
    """Which days were looked at."""
    moment = question(**answer.asked).moment
    first = moment.first.isoformat() if moment.first else ""
    return days(messages.say("due.window" if first else "due.until", first=first, last=moment.last), messages.lang)


def flat(due: Due, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """One row of a spreadsheet; days in ISO 8601."""
    return {
        **rows.duty(due.duty, entry, sections, messages),
        "id": due.duty.norm,
        "actor": rows.listed(due.actors, messages),
        "day": due.day,
        "basis": due.basis,
    }


def row(due: Due, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """One row of a table for people: the ID below the act, and below that why there is no day."""
    waits = "" if due.day else due.basis
    return {
        "day": days(due.day, messages.lang) or messages.say("due.pending"),
        "place": place(entry.document),
        "actor": rows.listed(due.actors, messages) or messages.say("word.unstated"),
        "what": "\n".join(filter(None, [due.duty.action, waits, due.duty.norm])),
        "section": sections.get(due.duty.source.eid, ""),
    }
