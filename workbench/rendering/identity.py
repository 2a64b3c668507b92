"""Which deadline is which, from run to run and from one version of a document to the next.

In: deadlines. Out: one UID each. Guarantee: a UID follows from the document's ID, the provision, the words of the
statement without those of its deadline, and which of its deadlines and periods it is: a changed date keeps it, and what
else is asked for does not touch it. No two deadlines of one answer have the same.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from engine.calendar import awaited, instances
from obligations.model import Norm
from workbench.rendering.deadlines import parts

if TYPE_CHECKING:
    from engine.model import Due
    from obligations.model import Statement
    from policies.model import Document
    from workbench.model import Deadlines, Entry

NAMESPACE = uuid5(NAMESPACE_URL, "urn:zhize:duty")
PERIODS = {"yearly": 4, "monthly": 7, "quarterly": 7, "halfyearly": 7}  # characters of an ISO day that name the period

Key = tuple[str, ...]


def identities(answer: Deadlines) -> list[str]:
    """The UID of each deadline of an answer, in their order."""
    known = {key: value for entry in answer.entries for key, value in _statements(entry).items()}
    seen: Counter[Key] = Counter()
    found = []
    for due in answer.found.dues:
        key = (*known[due.duty.norm], *_instance(due))
        seen[key] += 1
        found.append(str(uuid5(NAMESPACE, "\x1f".join((*key, str(seen[key]))))))
    return found


def _statements(entry: Entry) -> dict[str, Key]:
    """What makes each statement of a document known again, by its ID."""
    seen: Counter[Key] = Counter()
    found: dict[str, Key] = {}
    for one in entry.extraction.statements:
        key = (entry.document.id, one.eid, _words(one, entry.document))
        seen[key] += 1
        found[one.id] = (*key, str(seen[key]))
    return found


def _words(one: Statement, document: Document) -> str:
    """The words of a statement, without those of its deadline and without white space."""
    text = document.quote(one.span)
    if isinstance(one, Norm) and one.deadline:
        start, end = (min(max(place - one.span.start, 0), len(text)) for place in one.deadline.span)
        text = text[:start] + text[end:]
    return "".join(text.split())


def _instance(due: Due) -> Key:
    """Which of the deadlines of a statement it is, and which of its periods."""
    values = parts(due.duty.deadline or "")
    if due.day:
        day = date.fromisoformat(due.day)
        for number, value in enumerate(values):
            if instances(value, day, day):
                return str(number), due.day[: PERIODS.get(value.partition(":")[0], 0)]
    waiting = (number for number, value in enumerate(values) if awaited(value))
    return str(next(waiting, 0)), ""
