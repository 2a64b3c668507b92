"""Tokens to chunks: actors and deadlines become one token each, everything else a terminal of clause.lark.

In: the tokens of one clause. Out: the tokens the clause grammar reads, and the values of the chunks by their start.
Guarantee: linear; a chunk that its grammar refuses stays what its words are. (A cascade of small grammars, each over
the tokens of the one below: Abney, Partial Parsing via Finite-State Cascades, 1996.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lark import Token

from obligations import actors, deadlines
from obligations.actors import HEADS, Named
from obligations.deadlines import Period
from obligations.words import endings

MODIFIERS = frozenset({"LEVEL", "DOMAIN", "WORD", "ACTMOD", "NVERB", "PAREN", "AREA"})
JOINERS = frozenset({"SEP", "DENG"})
TIME = frozenset(
    {
        "YEAR", "MONTH", "DAYS", "SPAN", "NUMBER", "EVERY_YEAR", "EVERY_MONTH", "EVERY_QUARTER", "EVERY_HALF",
        "YEAR_END", "END", "BEFORE", "WITHIN", "AFTER", "SINCE", "UNTIL", "DASH", "PLAN", "PLAN_PERIOD",
        "HALF_FIRST", "HALF_SECOND", "QUARTER", "ZI", "ZHIRIQI", "EVENT",
    }
)  # fmt: skip
ENCOURAGING = frozenset({"ENC", "STEER", "DRIVE"})
CONTRACTING = frozenset({"签订", "签署", "订立", "约定", "协商", "商定"})
MODALS = frozenset({"OUGHT", "MUSTNOT", "MAY"})
EVENT_REACH = 12  # words
EVENTS = frozenset({"WORD", "NVERB", "AFTER", "VERB", "QVERB"})
ANCHORS = frozenset(
    {"YEAR", "MONTH", "DAYS", "SPAN", "EVERY_YEAR", "EVERY_MONTH", "EVERY_QUARTER", "EVERY_HALF", "PLAN", "PLAN_PERIOD"}
)
# Words that are verbs at the head of an instruction, and this elsewhere.
OPENERS = {"NVERB": "N", "AT_LEAST": "QVERB"}
# What a token is to the clause grammar when no chunk has taken it.
TERMINALS = {
    **{name: name for name in (
        "VERB", "ADV", "PREP", "DUI", "BA", "XIANG", "TO_WHOM", "URGE", "RESP", "LEAD", "SUPP", "JOIN", "YOU", "NEG",
        "SHI", "DE", "OUGHT", "MUSTNOT", "MAY", "ENC", "MEASURE", "BENEFIT", "CLOSE_DE", "CLOSE", "QVERB", "FRAME",
        "OUTCOME", "UPHOLD", "INSTITUTE",
    )},
    "ALL": "ADV", "AT_MOST": "QVERB", "IF": "QVERB", "BREACH": "NEG", "ZI": "PREP", "UNTIL": "PREP",
    "OFFICE": "PREP", "STEER": "ENC", "DRIVE": "ENC", "DEFINE": "SHI", "ADVISE": "URGE", "FINE": "MEASURE",
}  # fmt: skip


@dataclass(slots=True)
class Chunks:
    """A clause ready for its grammar.

    Attributes:
        tokens: terminals of clause.lark.
        actors, deadlines: the values of the chunks, by their start.
        classes: what the lexicon says of each word, by its start (a terminal may stand for several classes).
    """

    tokens: list[Token] = field(default_factory=list)
    actors: dict[int, tuple[Named, ...]] = field(default_factory=dict)
    deadlines: dict[int, str] = field(default_factory=dict)
    classes: dict[int, str] = field(default_factory=dict)


def chunk(words: list[Token], period: Period | None) -> Chunks:
    """Chunk the tokens of one clause."""
    found = Chunks(classes={t.start_pos or 0: str(t.type) for t in words})
    found.tokens = _terminals(_actors(_deadlines(_since(words), period, found), found))
    return found


# ---- 自 … 之日起 ---------------------------------------------------------------------------------------------------


def _since(words: list[Token]) -> list[Token]:
    """Fold the words between 自 and 之日起 into one EVENT; a date between them stays as it is."""
    out: list[Token] = []
    position = 0
    while position < len(words):
        word = words[position]
        close = _closing(words, position) if word.type == "ZI" else None
        if close is None or all(t.type in TIME for t in words[position + 1 : close]):
            out.append(word)
            position += 1
            continue
        out += [word, _merge("EVENT", words[position + 1 : close]), words[close]]
        position = close + 1
    return out


def _closing(words: list[Token], position: int) -> int | None:
    for index in range(position + 2, len(words)):
        if words[index].type == "ZHIRIQI":
            return index
    return None


def _merge(kind: str, words: list[Token]) -> Token:
    return Token(kind, "".join(words), start_pos=words[0].start_pos, end_pos=words[-1].end_pos)


# ---- deadlines ---------------------------------------------------------------------------------------------------


def _deadlines(words: list[Token], period: Period | None, found: Chunks) -> list[Token]:
    out: list[Token] = []
    position = 0
    while position < len(words):
        end = _time_run(words, position)
        taken = _longest_deadline(words, position, end, period) or _ahead_of(words, position)
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
        merged = _merge("DEADLINE", words[start:stop])
        found.deadlines[merged.start_pos or 0] = value
        out.append(merged)
        position = stop
    return out


def _ahead_of(words: list[Token], position: int) -> tuple[int, str] | None:
    """在矿井关闭前: due before the event."""
    end = _before_event(words, position)
    if end is None:
        return None
    event = words[position + 1 : end - 1] if words[position] in ("在", "于") else words[position : end - 1]
    return end, f"relative:P0D before {''.join(event)}"


def _before_event(words: list[Token], position: int) -> int | None:
    """End of 在 … 前 around an act (在矿井关闭前; at the head of a clause also 投入使用前), or None."""
    if words[position] not in ("在", "于"):
        return _opening_event(words) if position == 0 else None
    for index in range(position + 2, min(len(words), position + EVENT_REACH)):
        if words[index].type == "BEFORE":
            return index + 1 if any(t.type in EVENTS for t in words[position + 1 : index]) else None
        if words[index].type not in EVENTS | HEADS | frozenset({"DE", "SEP", "QVERB", "DOMAIN", "LEVEL", "TO_WHOM"}):
            return None
    return None


def _opening_event(words: list[Token]) -> int | None:
    """End of an act and 前 at the head of a clause."""
    for index, word in enumerate(words):
        if word.type == "BEFORE":
            return index + 1 if any(t.type in ("VERB", "NVERB", "QVERB") for t in words[:index]) else None
        if word.type not in EVENTS:
            return None
    return None


def _time_run(words: list[Token], position: int) -> int:
    """End of the run of time words that starts here; 和 belongs to it between two dates."""
    end = position
    while end < len(words) and (
        words[end].type in TIME
        or (words[end].type == "SEP" and end > position and end + 1 < len(words) and words[end + 1].type in ANCHORS)
    ):
        end += 1
    return end


def _longest_deadline(words: list[Token], start: int, end: int, period: Period | None) -> tuple[int, str] | None:
    if not any(t.type in ANCHORS for t in words[start:end]):
        return None
    for stop in range(end, start, -1):
        value = deadlines.read(words[start:stop], period)
        if value is not None:
            return stop, value
    return None


def _with_preposition(words: list[Token], position: int, out: list[Token]) -> int:
    """Take 在 or 于 before the date into the chunk."""
    if out and out[-1] in ("在", "于") and out[-1] is words[position - 1]:
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
    event = owner + "".join(words[start:position]).removesuffix("后").removesuffix("前")
    return start, deadlines.with_event(value, event)


# ---- actors ------------------------------------------------------------------------------------------------------


def _actors(words: list[Token], found: Chunks) -> list[Token]:
    out: list[Token] = []
    position = 0
    while position < len(words):
        end = _actor_run(words, position)
        named = actors.read(words[position:end]) if end > position else ()
        if not named and position == 0:
            end = _unknown_actor(words)
            named = (actors.whole(words[:end]),) if end else ()
        if not named:
            out.append(words[position])
            position += 1
            continue
        merged = _merge("ACTORS", words[position:end])
        found.actors[merged.start_pos or 0] = named
        out.append(merged)
        position = end
    return out


def _actor_run(words: list[Token], position: int) -> int:
    """End of the longest run from here that may be a list of actors and ends in a head."""
    end = index = position
    if words[position].type in JOINERS or _opens_instruction(words, position):
        return position
    while index < len(words) and words[index].type in MODIFIERS | HEADS | JOINERS:
        if words[index].type in JOINERS and index + 1 < len(words) and words[index + 1].type == words[index].type:
            break
        if index > position and _acts(words, index):
            break
        index += 1
        if words[index - 1].type in HEADS or words[index - 1].type == "AREA":
            end = index
    end = _before_with(words, position, end)
    return position if _is_material(words, end) else end


def _before_with(words: list[Token], position: int, end: int) -> int:
    """甲部门与乙企业签订 has one actor before 与; 甲部门与乙部门应当 has two."""
    joints = [i for i in range(position, end) if words[i] == "与" and words[i - 1].type in HEADS]
    if not joints or end == len(words) or words[end] not in CONTRACTING:
        return end
    return joints[0]


def _acts(words: list[Token], index: int) -> bool:
    """应用 in 单位应用新技术 is what the unit does; 管理 in 企业管理人员 a part of the name."""
    named = index + 1 < len(words) and words[index + 1].type == "BODY"
    return words[index].type == "NVERB" and words[index - 1].type in HEADS and not named


def _unknown_actor(words: list[Token]) -> int:
    """End of a noun before a modal word that ends as actors do (港口经营人应当), 0 when there is none."""
    end = next((i for i, t in enumerate(words) if t.type not in MODIFIERS | JOINERS), len(words))
    known = 0 < end < len(words) and words[end].type in MODALS and words[end - 1].endswith(endings("actor"))
    return end if known else 0


def _opens_instruction(words: list[Token], position: int) -> bool:
    """宣传 in 广泛宣传先进企业 is a verb, in 宣传部门 and 评价机构 a part of the name."""
    if words[position].type != "NVERB" or not (position == 0 or words[position - 1].type == "ADV"):
        return False
    named = next((t for t in words[position:] if t.type not in ("NVERB", "SEP")), None)
    after = next((t for t in words[position:] if t.type not in MODIFIERS | HEADS | JOINERS), None)
    return (named is None or named.type != "BODY") and (after is None or after.type not in MODALS)


def _is_material(words: list[Token], end: int) -> bool:
    """矿山 in 矿山环境 is no actor: a thing that a noun follows."""
    return 0 < end < len(words) and words[end - 1].type == "THING" and words[end].type in MODIFIERS


# ---- the rest ----------------------------------------------------------------------------------------------------


def _terminals(words: list[Token]) -> list[Token]:
    """The terminals of a clause; nouns in a row are one."""
    out: list[Token] = []
    if len(words) > 1:  # a parenthesis is transparent to the clause around it
        words = [t for t in words if t.type != "PAREN"]
    for index, word in enumerate(words):
        kind = _terminal(word, out, words, index)
        if kind == "N" and out and out[-1].type == "N" and out[-1].end_pos == word.start_pos:
            out[-1] = Token("N", out[-1] + word, start_pos=out[-1].start_pos, end_pos=word.end_pos)
        else:
            out.append(Token(kind, str(word), start_pos=word.start_pos, end_pos=word.end_pos))
    return out


def _embedded(word: Token, before: list[Token], words: list[Token], index: int) -> bool:
    """可以 in 利用可以开垦的土地 belongs to the words before 的, not to the clause."""
    last = before[-1].type
    if last in ("PREP", "DUI", "BA") or (last == "VERB" and word.type == "MAY"):
        return True
    opening = next((t.type for t in before if t.type not in ("ADV", "DEADLINE")), "")
    return word.type == "MAY" and opening in ("VERB", "BA") and any(t.type == "DE" for t in words[index:])


def _terminal(word: Token, before: list[Token], words: list[Token], index: int) -> str:
    """The terminal of a word: its class, unless its neighbours say otherwise."""
    if word.type in ("ACTORS", "DEADLINE"):
        return str(word.type)
    return _by_place(word, before, words, index) or TERMINALS.get(word.type, "N")


def _by_place(word: Token, before: list[Token], words: list[Token], index: int) -> str:
    """What a word is only in this place; "" when its class decides."""
    last = before[-1].type if before else ""
    following = words[index + 1].type if index + 1 < len(words) else ""
    if word.type in OPENERS:  # 评估, 达到 open an instruction only where an instruction can begin
        return "VERB" if last in ("", "ADV", "DEADLINE", "ACTORS") else OPENERS[word.type]
    if word.type in MODALS and before and _embedded(word, before, words, index):
        return "N"
    if word.type in ENCOURAGING and last not in ("", "ADV", "DEADLINE", "ACTORS", "OUGHT", "MAY"):
        return "N" if last == "N" else "VERB"
    return _function_word(word, last, following)


def _function_word(word: Token, last: str, following: str) -> str:
    """会同, 与, 为, 前 and 后: what they are depends on what they stand between."""
    if word.type == "JOIN" and following != "ACTORS":
        return "ADV"
    if word == "与" and last == following == "ACTORS":
        return "PREP"
    if word == "为" and not last:
        return "WEI"
    return "CLOSE" if not following and word.type in ("BEFORE", "AFTER") and last else ""
