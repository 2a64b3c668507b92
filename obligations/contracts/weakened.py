"""The clauses of a sentence in which a contract leaves a duty open, leaves it undone, or only wishes for it.

In: the words of a sentence. Out: `Weak` clauses. Guarantee: what is the case of a duty (逾期不改正的，) is no clause of
its own; a case that nobody can check (待条件成熟后，) leaves open what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from obligations.contracts.words import saying, sides
from obligations.words import lexer
from policies.model import Span

CLAUSE = re.compile("[^，；。：\n]+")
CASE = ("的", "时", "后", "下", "前", "之日起")  # 逾期不改正的，待条件成熟后，
DOES = frozenset({"VERB", "NVERB", "RESP"})
WHETHER = "是否"
ABOUT = "对"
NOT = "不"
REACH = 12  # characters that show whether a verb follows


class How(StrEnum):
    """In which way a duty is weakened."""

    OPEN = "leaves open"
    UNDONE = "leaves undone"
    WISHED = "wishes"


@dataclass(frozen=True, slots=True)
class Weak:
    """A clause that weakens a duty.

    Attributes:
        start, end: where it stands in the sentence, with the case before it.
        how: in which way.
        act: its words without those that weaken it.
    """

    start: int
    end: int
    how: How
    act: str


def weak_clauses(sentence: str) -> Iterator[Weak]:
    """The clauses of a sentence that weaken a duty."""
    case: Span | None = None
    open_case = False
    for span in clauses(sentence):
        words = sentence[span.start : span.end]
        found = _how(words)
        if words.endswith(CASE):
            case, open_case = span, bool(found and found[0] is not How.UNDONE)
            continue
        if case and found and found[0] is How.UNDONE and any(word in found[1] for word in saying("leave")):
            yield Weak(case.start, span.end, How.OPEN, _without(sentence[case.start : case.end].removesuffix(CASE[0])))
        elif found or open_case:
            how, act = found or (How.OPEN, words)
            yield Weak(case.start if case and open_case else span.start, span.end, how, act)
        case, open_case = None, False


def clauses(sentence: str) -> Iterator[Span]:
    """The clauses of a sentence; one with what it is about, where that stands before it: 对共伴生矿产，应当采取措施."""
    about: int | None = None
    for found in CLAUSE.finditer(sentence):
        if about is None and found[0].startswith(ABOUT) and _is_named(found[0]) and sentence[found.end() :][:1] == "，":
            about = found.start()
            continue
        yield Span(found.start() if about is None else about, found.end())
        about = None


def _is_named(clause: str) -> bool:
    """Whether a clause ends with the name of a thing, and says nothing of what is done to it."""
    return list(lexer().tokens(clause))[-1].type not in DOES


def _how(clause: str) -> tuple[How, str] | None:
    """How a clause weakens its act, and the act."""
    if not _weakens().search(clause):
        return None
    for how in (How.UNDONE, How.OPEN, How.WISHED):
        found = _said(how).search(clause)
        if found:
            return how, _without(clause[: found.start()]) + _without(clause[found.end() :]).removeprefix("不")
    bare = _without(clause)
    if bare.startswith(WHETHER):
        return How.OPEN, bare.removeprefix(WHETHER)
    if clause.startswith(ABOUT) or not bare.startswith(NOT):
        return None
    negation, *act = lexer().tokens(bare[:REACH])
    does = negation.type == "NEG" and any(token.type in DOES for token in act[:2])
    return (How.UNDONE, bare[len(negation) :]) if does else None


def _without(clause: str) -> str:
    """A clause without the side of the contract and what only says that it may or shall."""
    return _led().sub("", clause)


@cache
def _weakens() -> re.Pattern[str]:
    """Anything that may weaken an act: most clauses have nothing of it."""
    return re.compile("|".join([NOT, WHETHER, *(_said(how).pattern for how in How)]))


@cache
def _led() -> re.Pattern[str]:
    names = "|".join(sorted(sides(), key=len, reverse=True))
    return re.compile(
        f"^(?:但|且|而)?(?:由)?(?:{names})?(?:可以|可|有权|应当|应|对)?(?:暂|均|也|亦|一律|概)?|由(?:{names})$"
    )


@cache
def _said(how: How) -> re.Pattern[str]:
    words = sorted(saying(how), key=len, reverse=True)
    return re.compile("|".join(re.escape(word).replace("…", "[^，。；]{0,10}") for word in words))
