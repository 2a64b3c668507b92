"""A case to facts.

In: a `Meeting`. Out: all facts that the rules for cases ask for. Guarantee: what the case states has no source, what is
read of the document has; the order of actors and events in the file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.cases import acts
from engine.cases.conditions import condition_facts
from engine.cases.days import day_facts
from engine.cases.meeting import Meeting, roles_of
from engine.cases.sanctions import CONDITIONED, sanction_facts, shown_facts
from engine.computed import actors, classes
from obligations.attributes import attributes
from obligations.model import Fact


def case_facts(meeting: Meeting) -> list[Fact]:
    """All facts of a case before a document."""
    conditions = [*condition_facts(meeting), *sanction_facts(meeting)]
    shown = shown_facts(meeting, conditions)
    answered = _answered(meeting, conditions)
    return list(dict.fromkeys([*_stated(meeting), *conditions, *shown, *answered, *day_facts(meeting)]))


def _stated(meeting: Meeting) -> Iterator[Fact]:
    for party in meeting.parties:
        for role in roles_of(party):
            yield Fact("party", (party.name, role))
            yield from classes(role, meeting.taxonomy, actors(meeting.facts))
        for name, value in meeting.attributes(party):
            yield Fact("attribute", (party.name, name, value))
    days = {word: each.name for each in attributes().values() if each.kind == "day" for word in each.words}
    for event in meeting.events:
        yield Fact("event", (event.id, event.day.isoformat(), event.actor, event.kind.value, event.told))
        if event.what in days:
            yield Fact("attribute", (event.actor, days[event.what], event.day.isoformat()))


def _answered(meeting: Meeting, conditions: list[Fact]) -> Iterator[Fact]:
    """The answers of the case, each for the condition that has its words."""
    texts = dict.fromkeys(fact.args[-1] for fact in conditions if fact.predicate in CONDITIONED)
    for words, holds in meeting.case.answers:
        day = holds if isinstance(holds, date) else meeting.day
        if day > meeting.day:
            continue
        for text in texts:
            if acts.case(text) == acts.case(words):
                yield Fact("answered", (text, "yes" if holds else "no", day.isoformat()))
