"""The checks that a case passes before it is asked.

In: a case and the lines of its file. Out: nothing. Guarantee: the first fault is a `CaseError` with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from engine.calendar import day_of
from engine.cases.limits import length
from engine.cases.model import Case, Event, Kind, Party
from engine.comparisons import NUMBER
from engine.errors import CaseError
from engine.taxonomy import Taxonomy, build, plain
from obligations.attributes import Attribute, attributes
from obligations.to_facts import taxonomy
from obligations.words import classes

ACTORS = frozenset({"ORGAN", "ROLE", "BODY", "THING"})  # classes of words that name actors
OTHERS = ("其他", "否", "无")  # a value that no document asks about
Lines = Mapping[tuple[str | int, ...], int]


def check(case: Case, lines: Lines) -> None:
    """Raise a `CaseError` for the first fault of the whole case, if there is one."""
    names: set[str] = set()
    for place, party in enumerate(case.parties):
        if party.name in names:
            raise CaseError(case.file, party.line, f"主体“{party.name}”写了两次", f"actor “{party.name}” stands twice")
        names.add(party.name)
        _check_party(case, party, ("actors", place), lines)
    for place, event in enumerate(case.events):
        check_event(case, event, case.file, lines["events", place])
    _check_licence_days(case, lines)


def _check_party(case: Case, party: Party, path: tuple[str | int, ...], lines: Lines) -> None:
    if party.since and party.until and party.until < party.since:
        problem = f"“{party.name}”的 until（{party.until}）早于 since（{party.since}）"
        english = f"until ({party.until}) of “{party.name}” is before since ({party.since})"
        raise CaseError(case.file, lines[(*path, "until")], problem, english)
    if case.as_of and party.since and case.as_of < party.since:
        problem = f"as_of（{case.as_of}）时“{party.name}”还不存在（since {party.since}）"
        english = f"on {case.as_of} (as_of) “{party.name}” does not exist yet (since {party.since})"
        raise CaseError(case.file, lines[("as_of",)], problem, english)
    for role in party.roles:
        if not is_role(role):
            near = get_close_matches(role, list(_taxonomy().graph), n=3, cutoff=0.4)
            hint = f"；相近的有：{'、'.join(near)}" if near else ""
            hint_en = f"; near it: {', '.join(near)}" if near else ""
            problem, english = f"没有“{role}”这种身份{hint}", f"no actor has the role “{role}”{hint_en}"
            raise CaseError(case.file, lines[(*path, "role")], problem, english)
    for name, value in party.attributes:
        _check_attribute(case.file, lines[(*path, "attributes", name)], name, value)


@cache
def _taxonomy() -> Taxonomy:
    return build(taxonomy())


def is_role(role: str) -> bool:
    """Whether documents have actors of this kind: a class or another name of the lexicon, or one that ends so."""
    name = plain(role)
    known = _taxonomy()
    heads = (name[start:] for start in range(len(name) - 1))
    return name in known.graph or known.head(name) is not None or any(classes().get(head) in ACTORS for head in heads)


def _check_attribute(file: str, line: int, name: str, value: str) -> None:
    known = attributes().get(name)
    if known is None:
        near = get_close_matches(name, list(attributes()), n=3, cutoff=0.4) or list(attributes())
        shown = "、".join(near)
        raise CaseError(file, line, f"没有属性“{name}”；可用：{shown}", f"no attribute “{name}”; known: {shown}")
    if not _fits(known, value):
        wanted = {"number": ("数字", "a number"), "day": ("日期", "a day")}.get(known.kind)
        zh, en = wanted or ("、".join((*known.values, *OTHERS)), ", ".join((*known.values, *OTHERS)))
        problem = f"属性“{name}”不能是“{value}”，应为：{zh}"
        raise CaseError(file, line, problem, f"attribute “{name}” cannot be “{value}”; wanted: {en}")


def _fits(known: Attribute, value: str) -> bool:
    if known.kind == "number":
        return NUMBER.fullmatch(value) is not None
    if known.kind == "day":
        return day_of(value) is not None
    return value in {*known.values, *OTHERS}


def check_event(case: Case, event: Event, file: str, line: int) -> None:
    """Raise a `CaseError` when an event contradicts itself or its actor.

    Args:
        case: whose event it is, or would be.
        event: the event.
        file: where it is written, for the message.
        line: of that file.
    """
    party = next((each for each in case.parties if each.name == event.actor), None)
    if party is None:
        known = "、".join(each.name for each in case.parties)
        raise CaseError(
            file, line, f"没有主体“{event.actor}”；案件里有：{known}", f"no actor “{event.actor}”; known: {known}"
        )
    if party.since and event.day < party.since:
        problem = f"{event.day}时“{party.name}”还不存在（since {party.since}）"
        raise CaseError(file, line, problem, f"on {event.day} “{party.name}” does not exist yet (since {party.since})")
    if party.until and event.day > party.until:
        problem = f"{event.day}时“{party.name}”已经不存在（until {party.until}）"
        raise CaseError(file, line, problem, f"on {event.day} “{party.name}” exists no more (until {party.until})")
    _check_kind(event, file, line)


def _check_kind(event: Event, file: str, line: int) -> None:
    if event.kind is Kind.INSPECTION and not event.result:
        raise CaseError(file, line, "检查没有写明结果（result）", "the inspection has no result (result)")
    if event.kind is not Kind.INSPECTION and event.result:
        raise CaseError(file, line, f"只有“检查”才有结果（result）：{event.kind}", "only a 检查 has a result")
    if event.kind is not Kind.ORDER and (event.within or event.until):
        problem = "只有“责令改正”才有期限（within、until）"
        raise CaseError(file, line, problem, "only a 责令改正 has a time limit (within, until)")
    if event.within and event.until:
        problem = "期限只能写一种：within 或者 until"
        raise CaseError(file, line, problem, "one time limit only: within or until")
    if event.within and not length(event.within):
        problem = f"期限“{event.within}”不是一段时间，请写成 三十日内、20个工作日内"
        raise CaseError(file, line, problem, f"“{event.within}” is no length of time, write 三十日内, 20个工作日内")
    if event.until and event.until < event.day:
        problem = f"期限的末日（{event.until}）早于责令之日（{event.day}）"
        english = f"the last day ({event.until}) is before the day of the order ({event.day})"
        raise CaseError(file, line, problem, english)


def _check_licence_days(case: Case, lines: Lines) -> None:
    """A day that an attribute states and an event states differently."""
    days = {word: each.name for each in attributes().values() if each.kind == "day" for word in each.words}
    for place, event in enumerate(case.events):
        name = days.get(event.what)
        party = next(each for each in case.parties if each.name == event.actor)
        for value in (value for attribute, value in party.attributes if attribute == name):
            if value != event.day.isoformat():
                problem = f"“{event.what}”的日期（{event.day}）与属性“{name}”（{value}）矛盾"
                english = f"the day of “{event.what}” ({event.day}) contradicts the attribute “{name}” ({value})"
                raise CaseError(case.file, lines["events", place], problem, english)
