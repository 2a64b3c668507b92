"""Whether an event of a case is what a provision speaks of.

In: the words of an event and words of a text. Out: whether they are the same act or the same case.
Guarantee: words are compared, never guessed at: an event is a part of an act when one ends with the other, but for what
tells how it is done; each part of an act must be met by some event.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from obligations.conditions import Finding, is_exception, trigger
from obligations.words import endings

SHORTEST = 4  # characters by which an event can be found in an act: 报告 alone would be found everywhere
_MARKS = re.compile(r"[\s“”‘’《》]")
_BREACH = re.compile(r"^违反[^，]*规定，(?=.)")
_PARTS = re.compile(r"[，；。,;]")
IsActor = Callable[[str], bool]


def plain(words: str) -> str:
    """Words without spaces and quotation marks."""
    return _MARKS.sub("", words)


def parts(action: str, excepted: bool = False) -> list[str]:
    """The parts of an act (建立台账，定期报告), exceptions among them (但是……除外) only when `excepted`."""
    return [part for part in _PARTS.split(plain(action)) if part and (excepted or not is_exception(part))]


def is_part(what: str, part: str) -> bool:
    """Whether an event's words are those of a part of an act: one ends with the other.

    An act ends with its verb and object; what stands before says when and how (正常运营后一年内完成绿色矿山建设).
    """
    words, text = _bare(plain(what)), _bare(plain(part))
    short, long = sorted((words, text), key=len)
    return words == text or (len(short) >= SHORTEST and long.endswith(short))


def is_done(events: Iterable[str], action: str) -> bool:
    """Whether the events together are the whole act."""
    told = list(events)
    return any(is_part(what, action) for what in told) or all(
        any(is_part(what, part) for what in told) for part in parts(action)
    )


def touches(what: str, action: str) -> bool:
    """Whether an event's words are those of some part of an act."""
    return any(is_part(what, part) for part in (*parts(action), action))


def is_event(what: str, text: str, is_actor: IsActor) -> bool:
    """Whether an event is the one a text names: 正常运营 is 矿山正常运营 when a 矿山 does it.

    Args:
        what: the event's words.
        text: those of the provision.
        is_actor: whether the event's actor is called so.
    """
    words, named = plain(what), case(text)
    if words == named:
        return True
    return named.endswith(words) and is_actor(named.removesuffix(words))


def is_failing(what: str, text: str, is_actor: IsActor) -> bool:
    """Whether not doing `what` is the case of a text: 未履行……任务的, 不按要求推进……的矿山企业."""
    return any(plain(what) == plain(words) for words in _negated(case(text), is_actor))


def is_found(what: str, text: str) -> bool:
    """Whether failing an inspection on `what` is the case of a text: 抽查不符合标准的."""
    found = trigger(text)
    return isinstance(found, Finding) and plain(what).endswith(plain(found.of))


def case(text: str) -> str:
    """The words of a case without what opens and closes it: 违反……规定，……的, 对……的, 在……时, 收到申请之日."""
    found = _BREACH.sub("", plain(text).strip("，；。"))
    for word in sorted(endings("case closing"), key=len, reverse=True):
        found = found.removesuffix(word)
    opening = max((word for word in endings("case opening") if found.startswith(word)), key=len, default="")
    return found.removeprefix(opening)


def _negated(words: str, is_actor: IsActor) -> Iterable[str]:
    head, de, noun = words.rpartition("的")
    for each in (words, head if de and is_actor(noun) else words):
        for negation in sorted(endings("negation"), key=len, reverse=True):
            at = each.find(negation)
            if at >= 0 and (at == 0 or is_actor(each[:at])):
                yield each[at + len(negation) :]
                break


def _bare(words: str) -> str:
    for manner in sorted(endings("manner"), key=len, reverse=True):
        words = words.removeprefix(manner)
    return words
