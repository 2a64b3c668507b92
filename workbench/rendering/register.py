"""The register by which work is followed up (督办台账): one row a duty, with owner, deadline, state and source.

In: duties. Out: rows of words. Guarantee: a statement is one row, with all whom it names; the state is told from the
days of the text alone, since whether a duty has been done stands in no document; no day is invented.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.calendar import instances
from workbench.exports.as_table import by_words, merged, of
from workbench.rendering.cited import cited, title
from workbench.rendering.deadlines import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.model import Duty
    from workbench.messages import Messages
    from workbench.model import Duties
    from workbench.rendering.rows import Row

COLUMNS = (
    *(
        "number",
        "owner",
        "modality",
        "matter",
        "lead",
        "support",
        "deadline",
        "due",
        "state",
        "days",
        "source",
        "quote",
    ),
    *("progress", "force", "id"),
)
SOON = 30  # days
FIXED = ("date:", "range:")  # deadlines whose day the text states; of others the engine tells those asked about


class State(StrEnum):
    """How a duty stands on a day, as far as the text tells."""

    PASSED = "passed"  # its day has passed; whether it was done is not known
    SOON = "soon"  # due within the next 30 days
    AHEAD = "ahead"
    PENDING = "pending"  # waits for an event
    UNDATED = "undated"  # no day is stated


def rows(answer: Duties, messages: Messages) -> Iterator[Row]:
    """The rows, in the order of documents and texts."""
    day, number = date.fromisoformat(answer.found.day), 0
    for entry in answer.entries:
        places = cited(entry, messages.lang, headed=True)
        for same in by_words(of(answer, entry)):
            row, number = merged(same, entry, places, messages), number + 1
            due = due_of(same[0], day)
            source = messages.say("calendar.cited", title=title(entry.document), section=row["section"])
            yield {
                **row,
                "number": str(number),
                "owner": row["actor"] or messages.say("word.unstated"),
                "matter": row["action"],
                "due": due.isoformat() if due else "",
                "days": str((due - day).days) if due else "",
                "state": state_of(same[0], due, day).value,
                "source": source,
                "progress": "",
            }


def due_of(duty: Duty, day: date) -> date | None:
    """The next day on which it falls due, or the last one that the text fixes; None when there is none."""
    values = [value for value in parts(duty.deadline or "") if value.startswith(FIXED)]
    fixed = [each.day for value in values for each in instances(value, date.min, date.max)]
    known = sorted({*fixed, *map(date.fromisoformat, duty.due)})
    return next((each for each in known if each >= day), known[-1] if known else None)


def state_of(duty: Duty, due: date | None, day: date) -> State:
    """How it stands on a day."""
    if due is None:
        return State.PENDING if duty.awaits else State.UNDATED
    if due < day:
        return State.PASSED
    return State.SOON if (due - day).days <= SOON else State.AHEAD
