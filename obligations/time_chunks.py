"""Runs of time words to deadline chunks.

In: the words of one clause. Out: the words with each deadline as one `DEADLINE` token, and its value by its start.
Guarantee: linear: no run is longer than `TIME_REACH` words, no event than `EVENT_REACH`.
"""

from __future__ import annotations

from lark import Token

from grammars.lexer import merged, retyped
from obligations import deadlines
from obligations.actors import HEADS
from obligations.deadlines import Period
from obligations.words import endings

TIME = frozenset(
    {
        "YEAR", "MONTH", "DAYS", "SPAN", "NUMBER", "EVERY_YEAR", "EVERY_MONTH", "EVERY_QUARTER", "EVERY_HALF",
        "YEAR_END", "END", "BEFORE", "WITHIN", "AFTER", "SINCE", "UNTIL", "DASH", "PLAN", "PLAN_PERIOD",
        "HALF_FIRST", "HALF_SECOND", "QUARTER", "ZI", "ZHIRIQI", "EVENT", "FOR_LENGTH",
    }
)  # fmt: skip
ANCHORS = frozenset(
    {"YEAR", "MONTH", "DAYS", "SPAN", "EVERY_YEAR", "EVERY_MONTH", "EVERY_QUARTER", "EVERY_HALF", "PLAN", "PLAN_PERIOD"}
)
LENGTHS = frozenset({"SPAN", "DAYS"})
ACTS = frozenset({"VERB", "NVERB", "QVERB"})
EVENTS = ACTS | {"WORD", "AFTER", "SINCE"}
TIME_REACH = 16
EVENT_REACH = 40


def merge(kind: str, words: list[Token]) -> Token:
    """One token over neighbouring words."""
    return merged(kind, "".join(words), words[0].start_pos or 0, words[-1].end_pos or 0)


def time_chunks(words: list[Token], period: Period | None) -> tuple[list[Token], dict[int, str]]:
    """Fold the deadlines of a clause.

    Args:
        words: of one clause.
        period: the document's plan period, for 规划期末.

    Returns:
        The words with `DEADLINE` tokens, and the value of each by its start.
    """
    values: dict[int, str] = {}
    if TIME.isdisjoint([word.type for word in words]):
        return words, values
    return _deadlines(_since(words), period, values), values


def _since(words: list[Token]) -> list[Token]:
    """Fold the words between 自 and 之日起 into one EVENT; a date between them stays as it is."""
    out: list[Token] = []
    position = 0
    while position < len(words):
        word = words[position]
        close = _closing(words, position) if word.type in ("ZI", "AT") else None
        if close is None or all(t.type in TIME for t in words[position + 1 : close]):
            out.append(word)
            position += 1
            continue
        opening = retyped(word, "ZI")
        out += [opening, merge("EVENT", words[position + 1 : close]), words[close]]
        position = close + 1
    return out


def _closing(words: list[Token], position: int) -> int | None:
    for index in range(position + 2, min(len(words), position + EVENT_REACH)):
        if words[index].type == "ZHIRIQI":
            return index
    return None


def _deadlines(words: list[Token], period: Period | None, values: dict[int, str]) -> list[Token]:
    out: list[Token] = []
    position = 0
    while position < len(words):
        end = _time_run(words, position)
        taken = _longest_deadline(words, position, end, period) or _ahead_of(words, position)
        if is_measure(words, position) or _looks_back(words, position):
            taken = None
        if _limits(words, position):
            out.append(retyped(words[position], "ADV"))
            position += 1
            continue
        if position and words[position - 1].type in ANCHORS and out[-1] is words[position - 1]:
            taken = None  # 30日前 in 6月30日前 is no duration
        if taken is None:
            out.append(words[position])
            position += 1
            continue
        stop, value = taken
        start = _with_preposition(words, position, out)
        if value.startswith("relative:") and value.count(" ") < 2:
            start, value = _with_event(words, start, out, value)
        merged = merge("DEADLINE", words[start:stop])
        values[merged.start_pos or 0] = value
        out.append(merged)
        position = stop
    return out


def is_measure(words: list[Token], position: int) -> bool:
    """办理时间压缩至三日: how long something shall take, no deadline."""
    before = words[position - 1] if position else None
    return words[position].type in LENGTHS and before is not None and before.type == "AT_MOST" and before[-1] in "至到"


def _looks_back(words: list[Token], position: int) -> bool:
    """近5年内无犯罪记录."""
    return words[position].type in LENGTHS and position > 0 and words[position - 1].endswith(endings("looking back"))


def _limits(words: list[Token], position: int) -> bool:
    """每月不得超过三十六小时: a limit to how much, no deadline."""
    after = [*words[position + 1 : position + 3], *[None] * 2]
    if not words[position].type.startswith("EVERY_") or after[0] is None or after[1] is None:
        return False
    return after[0].type == "AT_MOST" or (after[0].type == "MUSTNOT" and after[1].type == "AT_LEAST")


def _ahead_of(words: list[Token], position: int) -> tuple[int, str] | None:
    """在矿井关闭前: due before the event."""
    end = _before_event(words, position)
    if end is None:
        return None
    event = words[position + 1 : end - 1] if words[position].type == "AT" else words[position : end - 1]
    return end, f"relative:P0D before {''.join(event)}"


def _before_event(words: list[Token], position: int) -> int | None:
    """End of 在 … 前 around an act (在矿井关闭前; at the head of a clause also 投入使用前), or None."""
    if words[position].type != "AT":
        return _opening_event(words) if position == 0 else None
    for index in range(position + 2, min(len(words), position + EVENT_REACH)):
        if words[index].type == "BEFORE":
            return index + 1 if any(t.type in EVENTS for t in words[position + 1 : index]) else None
        if words[index].type not in EVENTS | HEADS | frozenset(
            {"DE", "SEP", "WITH", "QVERB", "DOMAIN", "LEVEL", "TO_WHOM"}
        ):
            return None
    return None


def _opening_event(words: list[Token]) -> int | None:
    """End of an act and 前 at the head of a clause."""
    for index, word in enumerate(words[:EVENT_REACH]):
        if word.type == "BEFORE":
            return index + 1 if any(t.type in ACTS for t in words[:index]) else None
        if word.type not in EVENTS:
            return None
    return None


def _time_run(words: list[Token], position: int) -> int:
    """End of the run of time words that starts here; 和 belongs to it between two dates."""
    end = position
    while end < min(len(words), position + TIME_REACH) and (
        words[end].type in TIME
        or (words[end].type == "SEP" and end > position and end + 1 < len(words) and words[end + 1].type in ANCHORS)
    ):
        end += 1
    return end


def _longest_deadline(words: list[Token], start: int, end: int, period: Period | None) -> tuple[int, str] | None:
    if ANCHORS.isdisjoint([word.type for word in words[start:end]]):
        return None
    for stop in range(end, start, -1):
        value = deadlines.read(words[start:stop], period)
        if value is not None:
            return stop, value
    return None


def _with_preposition(words: list[Token], position: int, out: list[Token]) -> int:
    """Take 在 or 于 before the date into the chunk."""
    if out and out[-1].type == "AT" and out[-1] is words[position - 1]:
        out.pop()
        return position - 1
    return position


def _with_event(words: list[Token], position: int, out: list[Token], value: str) -> tuple[int, str]:
    """Take the event before a bare duration into the chunk: 投产后一年内, 有效期届满三十日前."""
    start = position
    while start > 0 and words[start - 1].type in EVENTS and out and out[-1] is words[start - 1]:
        out.pop()
        start -= 1
    owner = words[start - 1] if start < position and start > 0 and words[start - 1].type in HEADS else ""
    event = owner + "".join(words[start:position]).removeprefix("在").removesuffix("后").removesuffix("前")
    return start, deadlines.with_event(value, event)
