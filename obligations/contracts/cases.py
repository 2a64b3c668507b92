"""Whether a contract is one of those that a policy limits its demand to: 对大、中型持证矿山.

In: a contract, the condition of a policy's norm. Out: `Case`: what the contract says of it, or that it does not say.
Guarantee: only what the contract says under a heading of its own (矿山类型：生产矿山（小型）) is taken; a value that
is not told is unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from obligations.attributes import values
from obligations.conditions import Test, read
from obligations.contracts.model import Contract
from obligations.contracts.words import saying
from policies.model import Span

REACH = 24  # characters after 矿山类型 that tell it


class Verdict(StrEnum):
    """Whether the condition is met."""

    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Case:
    """What the contract says of a condition, and where; `span` None where it does not."""

    verdict: Verdict
    attribute: str = ""
    span: Span | None = None


def judged(contract: Contract, condition: str) -> Case:
    """Whether the contract meets a condition, as far as it says what kind of mine it is about."""
    found = read(condition)
    tests = [test for test in found.tests if test.op == "=" and test.attribute in _told()] if found else []
    unknown = Case(Verdict.MET)
    for test in tests:
        case = _of(contract, test)
        if case.verdict is Verdict.FAILED:
            return case
        unknown = case if case.verdict is Verdict.UNKNOWN else unknown
    return unknown


def _of(contract: Contract, test: Test) -> Case:
    words = _told()[test.attribute]
    for match in _headed().finditer(contract.document.text, contract.begins):
        named = {value for word, value in words.items() if word in match[0]}
        if named:
            verdict = Verdict.MET if named & set(test.values) else Verdict.FAILED
            return Case(verdict, test.attribute, Span(match.start(), match.end()))
    return Case(Verdict.UNKNOWN, test.attribute)


@cache
def _told() -> dict[str, dict[str, str]]:
    """Attribute -> the words of two characters and more that tell its values."""
    found: dict[str, dict[str, str]] = {}
    for word, (attribute, value) in values().items():
        if len(word) > 1 and attribute in saying("told of a mine"):
            found.setdefault(attribute, {})[word] = value
    return found


@cache
def _headed() -> re.Pattern[str]:
    heads = "|".join(sorted(saying("kind of mine"), key=len, reverse=True))
    told = "|".join(word for words in _told().values() for word in words)
    return re.compile(f"(?:{heads})[^。；\\n]{{0,{REACH}}}|(?:{told})(?:生产|持证)*矿山")
