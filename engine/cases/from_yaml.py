"""A case file to a case.

In: the text of a YAML or JSON file (docs/cases.md). Out: a `Case`. Guarantee: what is returned names known kinds,
attributes with values of their kind, actors that the case has, and days that do not contradict each other; anything
else is one `CaseError` that names the line, never another exception.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationError

from engine.cases import checks, lines
from engine.cases.model import FAILED, PASSED, Case, Event, Kind, Party
from engine.cases.problems import told
from engine.errors import CaseError
from obligations.conditions import read as read_condition

LARGEST = 1_000_000  # bytes of a case file


def _text(value: object) -> object:
    """A number or a day where words are wanted is taken as it was written."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value) if isinstance(value, int | float | date) else value


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


Words = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\s@/#][^@/#\n]*$")]
Value = Annotated[str, BeforeValidator(_text), Field(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ActorFile(_File):
    """An actor: who it is, where, since when, and what is known of it."""

    name: Name
    role: Annotated[list[Words], BeforeValidator(_several), Field(min_length=1, description="as documents say it")]
    jurisdiction: Words = Field(description="where the actor is: 甘肃省张掖市")
    since: date | None = Field(None, description="first day on which it exists")
    until: date | None = Field(None, description="last day on which it exists")
    attributes: dict[str, Annotated[list[Value], BeforeValidator(_several)]] = Field(default_factory=dict)


class EventFile(_File):
    """An event: when, of whom, of which kind, and what."""

    day: date = Field(alias="date")
    actor: Name | None = Field(None, description="may be left out when the case has one actor")
    kind: Kind = Kind.HAPPENS
    what: Words | None = Field(None, description="in the words of the document: 正常运营, 提交年度报告")
    result: Literal["合格", "不合格"] | None = None
    within: Words | None = Field(None, description="time limit of an order: 三十日内, 20个工作日内")
    until: date | None = Field(None, description="last day of an order")
    due: date | None = Field(None, description="for an act that recurs: the last day of the time that it is for")


class CaseFile(_File):
    """A case, as `zhize case` reads it."""

    title: Words | None = None
    as_of: date | None = Field(None, description="the day asked for; today when it is left out")
    documents: list[Words] = Field(default_factory=list, description="IDs; all that bind the actors when left out")
    actors: Annotated[list[ActorFile], Field(min_length=1)]
    events: list[EventFile] = Field(default_factory=list)
    answers: dict[Words, StrictBool | date] = Field(
        default_factory=dict, description="words of a condition: whether it holds, or since which day it does"
    )


def read_path(path: Path) -> Case:
    """The case of a file.

    Raises:
        CaseError: it cannot be read or used.
    """
    name = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError:
        raise CaseError(name, 1, "文件无法读取", "the file cannot be read") from None
    return read_bytes(name, data)


def read_bytes(name: str, data: bytes) -> Case:
    """The case of these bytes; `name` is for messages.

    Raises:
        CaseError: they cannot be read or used.
    """
    if len(data) > LARGEST:
        raise CaseError(name, 1, "文件超过 1 MB", "the file is larger than 1 MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CaseError(name, line, "不是 UTF-8 文本", "this is no UTF-8 text") from None
    value, known = lines.load(name, text)
    try:
        case = _case(name, CaseFile.model_validate(value), known)
    except ValidationError as error:
        raise told(name, known, error) from None
    return replace(case, text=text, sha256=sha256(data).hexdigest())


def _case(name: str, file: CaseFile, known: dict[lines.Path, int]) -> Case:
    parties = tuple(_party(each, known["actors", place]) for place, each in enumerate(file.actors))
    events = tuple(_event(name, each, known["events", place], parties) for place, each in enumerate(file.events))
    case = Case(
        file=name,
        title=file.title or Path(name).stem,
        as_of=file.as_of,
        documents=tuple(file.documents),
        parties=parties,
        events=events,
        answers=tuple(file.answers.items()),
    )
    checks.check(case, known)
    return case


def _party(file: ActorFile, line: int) -> Party:
    given = [(name, value.strip()) for name, values in file.attributes.items() for value in values]
    return Party(file.name, tuple(file.role), file.jurisdiction, file.since, file.until, tuple(given), line)


def _event(name: str, file: EventFile, line: int, parties: tuple[Party, ...]) -> Event:
    actor = file.actor or (parties[0].name if len(parties) == 1 else "")
    if not actor:
        raise CaseError(name, line, "没有写明是谁的事（actor）", "the event does not say whose it is (actor)")
    if file.what is None and file.kind in {Kind.HAPPENS, Kind.FAILS}:
        raise CaseError(name, line, "没有写明是什么事（what）", "the event does not say what happened (what)")
    return Event(
        id=f"第{line}行",
        day=file.day,
        actor=actor,
        kind=file.kind,
        what=file.what or "",
        result=file.result or "",
        within=file.within or "",
        until=file.until,
        due=file.due,
    )


def assuming(case: Case, texts: Sequence[str], day: date) -> Case:
    """The case with events that are assumed in words; `day` is that of those that name none.

    Raises:
        CaseError: one of them says nothing that can be assumed.
    """
    events = (assumed(case, text, place, day) for place, text in enumerate(texts, 1))
    return replace(case, events=(*case.events, *events), assumed=tuple(texts))


def assumed(case: Case, text: str, place: int, day: date) -> Event:
    """What is assumed in words: ``[day] [actor] [kind] what``, apart by spaces.

    Args:
        case: whose actors it may name.
        text: ``2025-07-01 海石矿业 责令改正 三十日内``, or ``正常运营``.
        place: which assumption it is, from 1.
        day: of the event, when it names none.

    Raises:
        CaseError: it says nothing that can be assumed.
    """
    words, source = text.split(), f"--assume {text}"
    given: dict[str, Any] = {"date": words.pop(0) if words and _is_day(words[0]) else day}
    if words and words[0] in {party.name for party in case.parties}:
        given["actor"] = words.pop(0)
    if words and words[0] in set(Kind):
        given["kind"] = words.pop(0)
    if words and words[-1] in {PASSED, FAILED}:
        given["result"] = words.pop()
    if words and given.get("kind") == Kind.ORDER:
        limit = words.pop()
        given["until" if _is_day(limit) else "within"] = limit
    given |= {"what": " ".join(words)} if words else {}
    try:
        event = _event(source, EventFile.model_validate(given), 1, case.parties)
    except ValidationError as error:
        raise told(source, {}, error) from None
    found = Event(**{name: getattr(event, name) for name in Event.__slots__} | {"id": f"假设{place}"})
    checks.check_event(case, found, source, 1)
    return found


def _is_day(word: str) -> bool:
    try:
        return bool(date.fromisoformat(word))
    except ValueError:
        return False


def implied(role: str) -> tuple[tuple[str, str], ...]:
    """The attributes that a role states by its name: 新建矿山 has 状态 新建."""
    found = read_condition(role)
    tests = found.tests if found else ()
    return tuple((test.attribute, test.values[0]) for test in tests if test.op == "=" and len(test.values) == 1)
