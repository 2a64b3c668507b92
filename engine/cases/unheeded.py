"""What a case says and no provision speaks of.

In: a case and what followed from it. Out: a sentence for each event and each answer that changed nothing.
Guarantee: a case that is worded otherwise than the documents is told so, and not taken for one in which nothing
happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from engine.cases import acts
from engine.cases.consequences import ORDERS
from engine.cases.days import is_start
from engine.cases.meeting import Meeting
from engine.cases.model import PASSED, Case, Event, Kind
from engine.index import Index
from engine.wording import days, phrase
from obligations.attributes import called

# The facts that name the event they rest on.
USING = frozenset({"shown", "serves", "misses", "performs", "fails", "orders"})
Before = Sequence[tuple[Meeting, Index]]


def unheeded(case: Case, day: date, before: Before, lang: str) -> Iterator[str]:
    """The sentences.

    Args:
        case: the case.
        day: the day asked; later events are told elsewhere.
        before: the case before each document, with what follows.
        lang: language of the sentences.
    """
    used = {
        arg
        for _, index in before
        for fact in index.conclusions.facts.values()
        if fact.predicate in USING
        for arg in fact.args
    }
    for event in case.events:
        if event.day <= day and event.id not in used and not _is_heeded(event, before):
            yield days(phrase("case_unused", lang, event=event.id, day=event.day, what=event.told), lang)
    asked = {acts.case(row[0]) for _, index in before for row in index.conclusions.rows("answered")}
    for words, since in case.answers:
        later = isinstance(since, date) and since > day
        if acts.case(words) not in asked and not later:
            yield phrase("case_unanswered", lang, words=words)


def _is_heeded(event: Event, before: Before) -> bool:
    """Whether a deadline counts from it, an attribute is read of it, it obeys an order, or a check was passed."""
    if event.what in called() or (event.kind is Kind.INSPECTION and event.result == PASSED):
        return True
    if event.kind is Kind.REMEDY:
        rows = (row for _, index in before for name in ORDERS for row in index.conclusions.rows(name))
        return any(row[0] == event.actor for row in rows)
    return any(is_start(meeting, event) for meeting, _ in before)
