"""Tokens to chunks: actors and deadlines become one token each, everything else a terminal of clause.lark.

In: the tokens of one clause. Out: the tokens the clause grammar reads, and the values of the chunks by their start.
Guarantee: linear; a chunk that its grammar refuses stays what its words are. (A cascade of small grammars, each over
the tokens of the one below: Abney, Partial Parsing via Finite-State Cascades, 1996.)
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lark import Token

from grammars.lexer import merged, retyped
from obligations.actor_chunks import MODALS, actor_chunks
from obligations.actors import Named
from obligations.deadlines import Period
from obligations.time_chunks import time_chunks
from obligations.words import endings

ENCOURAGING = frozenset({"ENC", "STEER", "DRIVE"})
_TELLING = frozenset({"TO_WHOM", "CONTRACT", "URGE", "ADVISE"})
# Words that are verbs at the head of an instruction, and this elsewhere.
OPENERS = {"NVERB": "N", "AT_LEAST": "QVERB"}
# What a token is to the clause grammar when no chunk has taken it.
TERMINALS = {
    **{name: name for name in (
        "VERB", "ADV", "PREP", "DUI", "BA", "XIANG", "TO_WHOM", "URGE", "RESP", "LEAD", "SUPP", "JOIN", "YOU", "NEG",
        "SHI", "DE", "OUGHT", "MUSTNOT", "MAY", "ENC", "MEASURE", "BENEFIT", "CLOSE_DE", "CLOSE", "QVERB", "FRAME",
        "OUTCOME", "UPHOLD", "INSTITUTE", "ACTORS", "DEADLINE",
    )},
    "ALL": "ADV", "AT_MOST": "QVERB", "IF": "QVERB", "BREACH": "NEG", "ZI": "PREP", "UNTIL": "PREP", "OFFICE": "PREP",
    "AT": "PREP", "FOR": "PREP", "EXCEPT": "PREP", "GIVE": "VERB", "CONTRACT": "VERB", "DO_WELL": "VERB",
    "JOINTLY": "ADV", "MANNER": "ADV", "LET": "MAY", "KEY": "ADV", "STEER": "ENC", "DRIVE": "ENC", "DEFINE": "SHI",
    "ADVISE": "URGE", "FINE": "MEASURE", "PENALTY": "MEASURE",
    "LIABLE": "MEASURE",
}  # fmt: skip

# Words whose neighbours decide.
BY_PLACE = frozenset(OPENERS) | MODALS | ENCOURAGING | {"MANNER", "JOIN", "WITH", "FOR", "BEFORE", "AFTER"}


@dataclass(slots=True)
class Chunks:
    """A clause ready for its grammar.

    Attributes:
        words: the tokens of the clause.
        tokens: terminals of clause.lark.
        actors, deadlines: the values of the chunks, by their start.
        classes: what the lexicon says of each word, by its start (a terminal may stand for several classes).
    """

    words: list[Token] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    actors: dict[int, tuple[Named, ...]] = field(default_factory=dict)
    deadlines: dict[int, str] = field(default_factory=dict)
    classes: dict[int, str] = field(default_factory=dict)

    def text(self, start: int, end: int) -> str:
        """The words of a range."""
        begin = self.words[0].start_pos or 0
        return "".join(self.words)[start - begin : end - begin]


def chunk(words: list[Token], period: Period | None) -> Chunks:
    """Chunk the tokens of one clause."""
    timed, due = time_chunks(_exception(words), period)
    named, found = actor_chunks(timed)
    classes = {t.start_pos or 0: t.type for t in words}
    return Chunks(words, _terminals(named), found, due, classes)


def _exception(words: list[Token]) -> list[Token]:
    """除 … 外: 外 closes the exception."""
    last = words[-1]
    if words[0].type != "EXCEPT" or not last.endswith("外") or last.type != "WORD":
        return words
    cut = (last.end_pos or 0) - 1
    rest = [merged("WORD", last[:-1], last.start_pos or 0, cut)] if len(last) > 1 else []
    return [*words[:-1], *rest, merged("CLOSE", "外", cut, cut + 1)]


def _terminals(words: list[Token]) -> list[Token]:
    """The terminals of a clause; nouns in a row are one."""
    out: list[Token] = []
    if len(words) > 1:  # a parenthesis is transparent to the clause around it
        words = [t for t in words if t.type != "PAREN"]
    qualifying = _qualifying(words)
    for index, word in enumerate(words):
        here = "N" if index in qualifying else _by_place(word, out, words, index) if word.type in BY_PLACE else ""
        kind = here or TERMINALS.get(word.type, "N")
        if kind == "N" and out and out[-1].type == "N" and out[-1].end_pos == word.start_pos:
            out[-1] = merged("N", out[-1] + word, out[-1].start_pos or 0, word.end_pos or 0)
        else:
            out.append(word if word.type == kind else retyped(word, kind))
    return out


def _qualifying(words: list[Token]) -> set[int]:
    """Words that only say which: 由参与诊断的医师签署 (all before 的), 有权处理的部门应当受理 (有权)."""
    types = [t.type for t in words]
    if "DE" not in types:
        return set()
    you = types.index("YOU") if "YOU" in types else len(types)
    of = types.index("DE", you) if "DE" in types[you:] else you
    if of > you + 1 and ("ACTORS" not in types[you:of] or types[you + 1] != "ACTORS" == types[of + 1]):
        return set(range(you + 1, of))
    first = next((i for i, name in enumerate(types) if name not in ("ADV", "MANNER", "DUI")), len(types))
    if first < len(types) and types[first] in MODALS and _qualifies(words, types, first):
        return {first}
    return set()


def _qualifies(words: list[Token], types: list[str], modal: int) -> bool:
    """A modal word that opens its clause, or follows 对, belongs to the words before 的 when another rules after it.

    应当告知被限制出境的人不得离境 says what is told: the first one rules; so it does in 禁止销售改装的可以载人的车辆.
    """
    if "DE" not in types[modal:]:
        return False
    de = types.index("DE", modal)
    if words[modal].endswith(endings("bans")) and types[de + 1 : de + 2] == ["MAY"] and "DE" in types[de + 2 :]:
        return False
    if "DUI" in types[:modal]:
        return True
    rules = any(t.type in MODALS and t.endswith(endings("auxiliary")) for t in words[de + 1 :])
    broken = modal > 0 and "NEG" in types[de + 1 :]  # 依法应当公开的信息不公开
    return (rules or broken) and not _TELLING & set(types[modal:de])


def _embedded(word: Token, before: list[Token], words: list[Token], index: int) -> bool:
    """可以 in 利用可以开垦的土地 belongs to the words before 的, not to the clause."""
    last = before[-1].type
    if words[index - 1].type in ("SEP", "WITH") or words[index - 1].endswith(endings("question")):
        return True  # 准予或者不予登记的决定; 是否需要修改
    if last in ("PREP", "DUI", "BA"):
        return True
    opening = next((t.type for t in before if t.type not in ("ADV", "DEADLINE")), "")
    if word.type not in ("MAY", "LET"):
        return False
    which = any(t.type == "DE" for t in words[index:])
    if not word.endswith(endings("auxiliary")):  # 核发允许进出口证明书; 研发人人可负担的设备
        return last == "VERB" or (which and opening in ("VERB", "BA", "DUI"))
    return opening == "BA" or (last == "VERB" and which)


def _by_place(word: Token, before: list[Token], words: list[Token], index: int) -> str:
    """What a word is only in this place; "" when its class decides."""
    last = before[-1].type if before else ""
    following = words[index + 1].type if index + 1 < len(words) else ""
    if word.type in OPENERS:  # 评估, 达到 open an instruction only where an instruction can begin
        return "VERB" if last in ("", "ADV", "DEADLINE", "ACTORS") else OPENERS[word.type]
    if word.type in MODALS and before and _embedded(word, before, words, index):
        return "N"
    if word.type in MODALS and not following and last in ("N", "DE"):
        return "N"  # 发展的需要
    if word.type in ENCOURAGING and last not in ("", "ADV", "DEADLINE", "ACTORS", "OUGHT", "MAY"):
        return _encouraging(before)
    return _function_word(word, last, following)


def _encouraging(before: list[Token]) -> str:
    """国家采取措施鼓励企业投资 encourages; 资金支持 is a noun, 制定支持政策 governs one."""
    last = before[-1]
    if last.type == "N" and last.endswith(endings("means")) and before[0].type in ("ACTORS", "PREP"):
        return "ENC"
    return "N" if last.type == "N" else "VERB"


def _function_word(word: Token, last: str, following: str) -> str:
    """严格, 会同, 与, 为, 前 and 后: what they are depends on what they stand between."""
    if word.type == "MANNER" and following == "ACTORS":
        return "VERB"
    if word.type == "JOIN" and following != "ACTORS":
        return "ADV"
    if word.type == "WITH" and last == following == "ACTORS":
        return "PREP"
    if word.type == "FOR" and not last:
        return "WEI"
    return "CLOSE" if not following and word.type in ("BEFORE", "AFTER") and last else ""
