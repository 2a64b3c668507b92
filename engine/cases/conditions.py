"""How the conditions of a document meet a case.

In: a `Meeting`. Out: facts: what norms are limited to, whom they are carried out upon, what their bearers' names state,
and what each condition asks. Guarantee: a condition that the grammar reads becomes tests of attributes; any other stays
in its words, which the case may answer; each carries the place it is written at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.cases import acts
from engine.cases.listed import Item, items, placed
from engine.cases.meeting import CLOSE, Meeting
from engine.taxonomy import Relation, plain
from obligations.conditions import Reading, Test, excepted, is_exception, read
from obligations.model import Fact, Source
from obligations.words import endings
from policies.model import Document

LEAD = re.compile(r"[^，。；：]*$")
BRACKET = re.compile(r"（([^（）]*)）")
AFTER = re.compile(r"\s*[，；。]\s*(?P<case>(?:但[^；。]*|[^，；。]*)除外)(?=[；。\s]|$)")
BEARERS = frozenset({"bearer", "implied_bearer"})


@dataclass(frozen=True, slots=True)
class _Case:
    """Words of a condition and where they are written."""

    text: str
    source: Source | None


def condition_facts(meeting: Meeting) -> list[Fact]:
    """All facts on conditions."""
    return list(dict.fromkeys([*_names(meeting), *_norms(meeting)]))


def tested(test: Test) -> Iterator[Fact]:
    """What a condition asks of an attribute: any of the rows will do."""
    for value in test.values:
        yield Fact("tests", (test.words, test.attribute, test.op, value))


def worded(text: str) -> str:
    """The words of a condition that is asked about: without the marks around it."""
    return re.sub(r"\s", "", text).strip("，；。")


# ---- names -------------------------------------------------------------------------------------------------------


def _names(meeting: Meeting) -> Iterator[Fact]:
    """Bearers whose name is narrower than a role: 新建矿山 where the actor is a 矿山."""
    for name in sorted(_bearers(meeting)):
        for role in meeting.roles:
            if meeting.taxonomy.relation(role, name) is Relation.NARROWER:
                yield Fact("meant", (name, role))
                yield from _of_name(meeting, name, role)


def _bearers(meeting: Meeting) -> set[str]:
    return {fact.args[1] for fact in meeting.facts if fact.predicate in {*BEARERS, "directs"}}


def _of_name(meeting: Meeting, name: str, role: str) -> Iterator[Fact]:
    found = read(plain(name))
    if found is None or not found.tests or meeting.taxonomy.relation(role, found.subject) not in CLOSE:
        yield Fact("named_condition", (name, plain(name)))
        return
    for test in found.tests:
        yield Fact("named_condition", (name, test.words))
        yield from tested(test)


# ---- norms -------------------------------------------------------------------------------------------------------


def _norms(meeting: Meeting) -> Iterator[Fact]:
    bearers: dict[str, list[Fact]] = {}
    for fact in meeting.facts:
        if fact.predicate in BEARERS:
            bearers.setdefault(fact.args[0], []).append(fact)
    stated: dict[str, list[_Case]] = {}
    for fact in meeting.rows("condition"):
        stated.setdefault(fact.args[0], []).append(_Case(fact.args[1], fact.source))
    for norm in meeting.rows("norm"):
        own = bearers.get(norm.args[0], [])
        for each in stated.get(norm.args[0], []):
            yield from _stated(meeting, norm.args[0], each, own)
        for each in (*_qualified(norm, own), *_exceptions(meeting.document, norm)):
            yield from _limits(meeting, norm.args[0], each)


def _stated(meeting: Meeting, norm: str, each: _Case, bearers: list[Fact]) -> Iterator[Fact]:
    """A condition of the bearer, or of those upon whom the norm is carried out."""
    found = read(each.text)
    subject = found.subject if found else ""
    names = [fact.args[1] for fact in bearers]
    if not subject or any(meeting.taxonomy.relation(name, subject) is not None for name in names):
        yield from _limits(meeting, norm, each)
        return
    for role in meeting.roles:
        if meeting.taxonomy.relation(role, subject) is not None:
            yield Fact("subject", (norm, role), each.source)
    yield from _limits(meeting, norm, each, "selects")


def _limits(meeting: Meeting, norm: str, each: _Case, predicate: str = "limits") -> Iterator[Fact]:
    if worded(each.text).endswith(endings("circumstance")):
        return
    found = read(each.text)
    if found is None:
        if is_exception(each.text):
            yield Fact("excepts", (norm, excepted(worded(each.text))), each.source)
            return
        words, listed = _list(meeting, each)
        yield Fact(predicate, (norm, words), each.source)
        yield from (Fact("one_of", (words, item), source) for item, source in listed)
        return
    yield from _tested(norm, found, each.source, predicate)


def _list(meeting: Meeting, each: _Case) -> tuple[str, tuple[Item, ...]]:
    """The words of a condition, with its place when they lead in a list, and the items of the list."""
    listed = () if each.source is None else items(meeting.document, each.source)
    if not listed or each.source is None:
        return worded(each.text), ()
    return placed(meeting.document, each.source, worded(each.text)), listed


def _tested(norm: str, found: Reading, source: Source | None, predicate: str) -> Iterator[Fact]:
    kind = "excepts" if found.excluded else predicate
    for test in found.tests:
        yield Fact(kind, (norm, test.words), source)
        yield from tested(test)
    for inner in found.exceptions:
        yield from _tested(norm, inner, source, predicate)


def _qualified(norm: Fact, bearers: list[Fact]) -> Iterator[_Case]:
    """What stands around the first bearer: 剩余可采年限不足三年的 before it, （证照合法有效……） behind it."""
    source = norm.source
    for bearer in bearers[:1]:
        if source is None or bearer.source is None or not source.start <= bearer.source.start < source.end:
            continue
        lead = LEAD.search(source.quote[: bearer.source.start - source.start])
        before = worded(lead[0]).removeprefix("由") if lead else ""
        if before.endswith("的"):
            yield _Case(before + plain(bearer.args[1]), source)
        yield from _bracketed(source.quote[bearer.source.end - source.start :], source)
    yield from _bracketed(norm.args[4], source)


def _bracketed(text: str, source: Source | None) -> Iterator[_Case]:
    bracket = BRACKET.match(text)
    if bracket and read(bracket[1]) is not None:
        yield _Case(bracket[1], source)


def _exceptions(document: Document, norm: Fact) -> Iterator[_Case]:
    """What is excepted behind the norm: in its last words (，但是……除外), or right after it (；但是，……除外)."""
    *_, last = acts.parts(norm.args[4], excepted=True) or [""]
    if norm.source is None:
        return
    if is_exception(last):
        yield _Case(_unled(last), norm.source)
    after = AFTER.match(document.text, norm.source.end)
    if after is not None:
        eid, start, end = norm.source.eid, after.start("case"), after.end("case")
        yield _Case(_unled(worded(after["case"])), Source(document.id, eid, start, end, document.text[start:end]))


def _unled(words: str) -> str:
    return words.removeprefix(next((word for word in endings("but") if words.startswith(word)), ""))
