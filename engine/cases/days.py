"""By when, and what had been done: the deadlines of a document met by the events of a case.

In: a `Meeting`. Out: facts: the days of deadlines for each actor, from when each can be done, and which events are the
acts that norms demand or forbid. Guarantee: a day follows by `engine.calendar` from the calendar or from an event of
the case, and its basis says how; the days asked about are those around the case, from its first event to a year after
the day asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from engine.calendar import RELATIVE, Dated, due_date, instances
from engine.cases import acts
from engine.cases.limits import length
from engine.cases.meeting import Meeting
from engine.cases.model import Event, Kind, Party
from engine.questions import YEAR
from obligations.model import Fact, Source

CALENDAR, FROM_EVENT = "calendar", "event"
RECURRING = ("yearly", "monthly", "quarterly", "halfyearly")
DAY = timedelta(days=1)
BEFORE = timedelta(days=400)  # longer than any period after which a duty recurs
Acts = dict[tuple[str, str], Source | None]  # norm and action -> where it is written


def day_facts(meeting: Meeting) -> list[Fact]:
    """All facts on days and acts."""
    deadlines = list(meeting.rows("deadline"))
    values: dict[str, list[str]] = {}
    for each in deadlines:
        values.setdefault(each.args[0], []).append(each.args[1])
    falls = [
        fact
        for party in meeting.parties
        for each in deadlines
        for fact in _falls(meeting, party, each, values[each.args[0]])
    ]
    timed = {fact.args[0] for fact in deadlines if fact.args[1].partition(":")[0] != "from"}
    undated = [Fact("undated", (norm.args[0],)) for norm in meeting.rows("norm") if norm.args[0] not in timed]
    done = list(_acts(meeting, falls))
    until = list(_orders(meeting))
    days = {meeting.day, *(event.day for event in meeting.events)}
    told = sorted({*(day.isoformat() for day in days), *(fact.args[2] for fact in falls if fact.predicate == "falls")})
    told = sorted({*told, *(fact.args[1] for fact in until)})
    return [*falls, *undated, *done, *until, *(Fact("case_day", (day,)) for day in told)]


# ---- the days of deadlines ---------------------------------------------------------------------------------------


def _falls(meeting: Meeting, party: Party, deadline: Fact, values: Sequence[str]) -> Iterator[Fact]:
    """The days of a deadline; `values` are all of its norm, one of which may end where another begins."""
    norm, value = deadline.args
    first, last = window(meeting, party)
    for dated in (*_missed_before(meeting, party, deadline, first), *instances(value, first, last)):
        yield Fact("falls", (party.name, norm, dated.day.isoformat(), dated.basis, CALENDAR), deadline.source)
        start = _opens(value, dated.day, values)
        if start is not None:
            yield Fact("opens", (party.name, norm, dated.day.isoformat(), start.isoformat()), deadline.source)
    for event in _starting(meeting, party, value):
        found = due_date(value, event.day)
        if found is not None:
            basis = f"“{event.what}”在{event.day}；{found.basis}"
            yield Fact("falls", (party.name, norm, found.day.isoformat(), basis, FROM_EVENT), deadline.source)
            yield Fact("opens", (party.name, norm, found.day.isoformat(), event.day.isoformat()), deadline.source)


def _missed_before(meeting: Meeting, party: Party, deadline: Fact, first: date) -> Iterator[Dated]:
    """The days before the window on which a duty fell due that the case says was not done; of each the last one."""
    norm, value = deadline.args
    failed = [event for event in meeting.events if event.actor == party.name and event.kind is Kind.FAILS]
    actions = [action for each, action in _actions(meeting) if each == norm] if failed else []
    missed: dict[date, Dated] = {}
    for event in failed:
        if event.day - date.min > BEFORE and any(acts.touches(event.what, action) for action in actions):
            past = [each for each in instances(value, event.day - BEFORE, event.day - DAY) if each.day < first]
            meant = past[-1:] if event.due is None else [each for each in past if each.day == event.due]
            missed |= {each.day: each for each in meant if party.since is None or party.since <= each.day}
    yield from (missed[day] for day in sorted(missed))


def window(meeting: Meeting, party: Party) -> tuple[date, date]:
    """The days on which deadlines of the calendar are looked at for an actor."""
    own = [event.day for event in meeting.events if event.actor == party.name]
    first = min([*own, meeting.day])
    first = max(first, party.since) if party.since else first
    last = meeting.day + YEAR if meeting.day < date.max - YEAR else date.max
    return first, min(last, party.until) if party.until else last


def _opens(value: str, day: date, values: Sequence[str]) -> date | None:
    kind, _, rest = value.partition(":")
    if kind == "range":
        return date.fromisoformat(rest.partition("/")[0])
    if kind not in RECURRING or day < date.min + BEFORE:
        return None
    before = [found.day for each in values for found in instances(each, day - BEFORE, day - DAY)]
    return max(before) + DAY if before else None


def _starting(meeting: Meeting, party: Party, value: str) -> Iterator[Event]:
    """The events of an actor from which a deadline counts."""
    return (event for event in meeting.events if event.actor == party.name and _starts(meeting, party, event, value))


def _starts(meeting: Meeting, party: Party, event: Event, value: str) -> bool:
    found = RELATIVE.fullmatch(value.partition(":")[2])
    if found is None or found[3] is None or event.kind is not Kind.HAPPENS:
        return False
    return acts.is_event(event.what, found[3], lambda name: meeting.is_actor(party, name))


def is_start(meeting: Meeting, event: Event) -> bool:
    """Whether some deadline of the document counts from an event."""
    party = next((party for party in meeting.parties if party.name == event.actor), None)
    return party is not None and any(_starts(meeting, party, event, fact.args[1]) for fact in meeting.rows("deadline"))


# ---- acts --------------------------------------------------------------------------------------------------------


def _acts(meeting: Meeting, falls: Iterable[Fact]) -> Iterator[Fact]:
    days: dict[tuple[str, str], list[str]] = {}
    for fact in falls:
        if fact.predicate == "falls":
            days.setdefault((fact.args[0], fact.args[1]), []).append(fact.args[2])
    for (norm, action), source in _actions(meeting).items():
        for party in meeting.parties:
            due = sorted(days.get((party.name, norm), ()))
            yield from _of_party(meeting, party, (norm, action), due, source)


def _actions(meeting: Meeting) -> Acts:
    found: Acts = {(fact.args[0], fact.args[4]): fact.source for fact in meeting.rows("norm")}
    return found | {(fact.args[0], fact.args[2]): fact.source for fact in meeting.rows("directs")}


def _of_party(
    meeting: Meeting, party: Party, act: tuple[str, str], due: list[str], source: Source | None
) -> Iterator[Fact]:
    norm, action = act
    own = [event for event in meeting.events if event.actor == party.name and acts.touches(event.what, action)]
    failed = [event for event in own if event.kind is Kind.FAILS]
    told = [event for event in own if event.kind is Kind.HAPPENS]
    if not due:
        last = _completing(told, action)
        yield from (Fact("performs", (each.id, norm, action), source) for each in (last,) if each is not None)
        yield from (Fact("fails", (each.id, norm, action), source) for each in failed)
        return
    for day in due:
        last = _completing([event for event in told if _due(event, due) == day], action)
        yield from (Fact("serves", (each.id, norm, action, day), source) for each in (last,) if each is not None)
        missed = [event for event in failed if _missed(event, due) == day]
        yield from (Fact("misses", (each.id, norm, action, day), source) for each in missed)


def _missed(event: Event, due: list[str]) -> str:
    """The day by which an act was not done: the one that the event says, else the last before it."""
    past = [day for day in due if day < event.day.isoformat()]
    if event.due is not None:
        return next((day for day in past if day == event.due.isoformat()), "")
    return past[-1] if past else ""


def _completing(events: list[Event], action: str) -> Event | None:
    """The event with which the act is whole."""
    for place, event in enumerate(events, 1):
        if acts.is_done([each.what for each in events[:place]], action):
            return event
    return None


def _due(event: Event, due: list[str]) -> str:
    """The day for which an act counts: the one that it says, else the next, else the last."""
    if event.due is not None:
        return event.due.isoformat()
    return next((day for day in due if day >= event.day.isoformat()), due[-1])


# ---- orders ------------------------------------------------------------------------------------------------------


def _orders(meeting: Meeting) -> Iterator[Fact]:
    for event in meeting.events:
        if event.kind is Kind.ORDER and event.until is not None:
            yield Fact("until", (event.id, event.until.isoformat(), f"责令改正的期限至{event.until}"))
        elif event.kind is Kind.ORDER and event.within:
            found = due_date(length(event.within), event.day)
            if found is not None:
                yield Fact("until", (event.id, found.day.isoformat(), f"责令改正，期限{event.within}；{found.basis}"))
