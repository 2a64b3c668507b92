"""iCalendar (RFC 5545): one VTODO a day on which a duty falls due, to be taken into a calendar.

In: deadlines. Out: one VCALENDAR. A recurring duty stands there once a period of the days asked about, each with a UID
of its own. What waits for an event is a VTODO without DUE. Guarantee: the same deadline has the same UID in every run
(`identity`); where the file to be written is a calendar that has it with other dates, SEQUENCE goes up,
which tells calendars to replace it. No date is invented.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Component, Todo

    from engine.model import Due
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Deadlines, Entry
    from workbench.rendering.cited import Sections

FILE_ENCODING = "utf-8"
ALARMS = (7, 1)  # days before, at nine in the morning
MORNING = timedelta(hours=9)
LONGEST_SUMMARY = 80  # characters; the whole stands in the description
DATES = ("DTSTART", "DUE")

Before = dict[str, tuple[int, tuple[str, ...]]]  # SEQUENCE and dates by UID


def deadlines(answer: Deadlines, sheet: Sheet) -> str:
    """Deadlines."""
    from icalendar import Calendar

    from workbench.rendering.cited import cited
    from workbench.rendering.identity import identities

    messages = sheet.messages
    made, before = Calendar(), known(sheet.before)
    made.add("prodid", "-//Zhize//Zhize//ZH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", messages.say("calendar.name"))
    places = {entry.document.id: (entry, cited(entry, messages.lang, headed=True)) for entry in answer.entries}
    for due, uid in zip(answer.found.dues, identities(answer), strict=True):
        todo = task(due, *places[due.duty.document], messages)
        todo.add("uid", f"{uid}@zhize")
        todo.add("dtstamp", datetime.fromisoformat(answer.found.day).replace(tzinfo=UTC))
        todo.add("sequence", sequence(todo, before))
        made.add_component(todo)
    return bytes(made.to_ical()).decode("utf-8")


def task(due: Due, entry: Entry, sections: Sections, messages: Messages) -> Todo:
    """One task, without what makes it known again."""
    from icalendar import Todo

    todo = Todo()
    summary, description = words(due, entry, sections, messages)
    todo.add("summary", summary)
    todo.add("description", description)
    todo.add("categories", categories(due, entry, messages))
    todo.add("status", "NEEDS-ACTION")
    if due.day:
        day = date.fromisoformat(due.day)
        begins = beginning(due)
        if begins and begins < day:
            todo.add("dtstart", begins)
        todo.add("due", day)
        for days_before in ALARMS:
            todo.add_component(alarm(days_before, summary))
    return todo


def words(due: Due, entry: Entry, sections: Sections, messages: Messages) -> tuple[str, str]:
    """The summary and the description: who, what, by when and why, where it is written, in which words."""
    from workbench.rendering import due_rows
    from workbench.rendering.plain import plain

    row = due_rows.flat(due, entry, sections, messages)
    actor = row["actor"] or messages.say("word.unstated")
    summary = messages.say("calendar.summary", actor=actor, action="".join(row["action"].split()))
    title = entry.document.metadata.title or entry.document.source
    source = messages.say("calendar.cited", title=title, section=row["section"])
    told = {**row, "actor": actor, "source": source}
    named = ("actor", "action", "deadline", "basis", "recipient", "condition", "lead", "support", "source", "quote")
    lines = [messages.say(f"calendar.{name}", value=told[name]) for name in (*named, "force", "id") if told[name]]
    if len(summary) > LONGEST_SUMMARY:
        summary = summary[: LONGEST_SUMMARY - 1] + "…"
    return plain(summary), plain("\n".join(lines))


def categories(due: Due, entry: Entry, messages: Messages) -> list[str]:
    """The place, the kind of duty, and that an event is waited for."""
    from workbench.rendering.cited import place

    kind = messages.word("modality", due.duty.modality)
    return [place(entry.document), kind, *([] if due.day else [messages.say("due.pending")])]


def beginning(due: Due) -> date | None:
    """The first day of a range of days."""
    form, _, rest = (due.duty.deadline or "").partition(":")
    return date.fromisoformat(rest.partition("/")[0]) if form == "range" and rest.endswith(due.day) else None


def alarm(days_before: int, summary: str) -> Alarm:
    """A reminder in the morning, so many days before."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", summary)
    made.add("trigger", MORNING - timedelta(days=days_before), parameters={"related": "END"})
    return made


def known(before: bytes) -> Before:
    """What a calendar has; nothing when it is none."""
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(before, multiple=True) if before else []
    except ValueError:
        return {}
    todos = [todo for each in calendars for todo in each.walk("VTODO")]
    return {str(todo.get("uid")): (int(todo.get("sequence", 0)), dates(todo)) for todo in todos}


def dates(todo: Component) -> tuple[str, ...]:
    """The days of a task, as ISO text."""
    return tuple(str(todo.decoded(name)) if name in todo else "" for name in DATES)


def sequence(todo: Todo, before: Before) -> int:
    """The number of times that the days of a task have changed."""
    number, days = before.get(str(todo["uid"]), (0, dates(todo)))
    return number + (days != dates(todo))
