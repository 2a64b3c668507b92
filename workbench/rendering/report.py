"""Answers as a report to be handed on: a heading and a table for each document, with the words of the source.

In: duties, penalties or deadlines. Out: a `Report`, which `workbench/exports/as_md.py` and
`workbench/exports/as_html.py` write. Guarantee: it has what the table on the terminal has, and the words; nothing is
cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.wording import days
from workbench.exports import as_table
from workbench.rendering import due_rows, rows
from workbench.rendering.cited import cited, place, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.model import Answer
    from workbench.messages import Messages
    from workbench.model import Deadlines, Duties, Entry, Penalties
    from workbench.rendering.page import Column
    from workbench.rendering.rows import Row


@dataclass(frozen=True, slots=True)
class Part:
    """A table below a heading: what is said of it, headings of columns, rows of cells, which may have several lines."""

    heading: str
    notes: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole: its title, what is said of it, its tables."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


def duties(answer: Duties, messages: Messages) -> Report:
    """Duties, one row a statement."""
    parts = []
    for entry in answer.entries:
        places = cited(entry, messages.lang)
        same = as_table.by_words(as_table.of(answer, entry))
        found = [as_table.for_duty(as_table.merged(each, entry, places, messages), messages) for each in same]
        parts.append(_part(entry, answer.found, as_table.DUTY, found, messages))
    return _report("duties", answer.found, parts, messages)


def penalties(answer: Penalties, messages: Messages) -> Report:
    """Penalties."""
    parts = []
    for entry in answer.entries:
        places = cited(entry, messages.lang)
        own = [one for one in answer.found.penalties if one.document == entry.document.id]
        found = [as_table.for_penalty(rows.penalty(one, entry, places, messages), messages) for one in own]
        part = _part(entry, answer.found, as_table.PENALTY, found, messages)
        measure = (messages.say("column.what"), messages.say("column.measure_id"))
        parts.append(replace(part, head=tuple(measure[1] if name == measure[0] else name for name in part.head)))
    return _report("penalties", answer.found, parts, messages)


def deadlines(answer: Deadlines, messages: Messages) -> Report:
    """Deadlines in the order of their days, over all documents."""
    known = {entry.document.id: (entry, cited(entry, messages.lang)) for entry in answer.entries}
    found = [
        due_rows.row(one, *known[one.duty.document], messages) | {"quote": one.duty.source.quote}
        for one in answer.found.dues
    ]
    part = Part(due_rows.window(answer, messages), (), *_table(due_rows.COLUMNS, found, messages))
    return _report("deadlines", answer.found, [part], messages)


def _report(name: str, found: Answer, parts: Iterable[Part], messages: Messages) -> Report:
    day = days(messages.say("list.day", day=found.day), messages.lang)
    return Report(messages.say(f"list.{name}"), (day, *found.notes), tuple(parts))


def _part(entry: Entry, found: Answer, columns: Sequence[Column], told: Sequence[Row], messages: Messages) -> Part:
    name = entry.document.id
    validity = next(one for one in found.validities if one.document == name)
    force = messages.word("force", validity.force.value)
    notes = [messages.say("table.force", force=force, reason=validity.reason)]
    withheld = dict(found.withheld).get(name)
    if withheld:
        notes.append(messages.say("table.withheld", count=withheld))
    elif not told:
        notes.append(messages.say("table.none"))
    heading = f"{place(entry.document)}　{title(entry.document)}（{name}）"
    return Part(heading, tuple(notes), *_table(columns, told, messages))


def _table(
    columns: Sequence[Column], told: Sequence[Row], messages: Messages
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    names = [*(column.name for column in columns), "quote"]
    head = tuple(messages.say(f"column.{name}") for name in names)
    return head, tuple(tuple(row.get(name, "") for name in names) for row in told)
