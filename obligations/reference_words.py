"""Words of references to provisions: the tokens of grammars/reference.lark.

In: clean text. Out: the parse trees of its references, in order; what stands before a number, told by the lexicon
(`obligations/lexicon/references.toml`). Guarantee: linear; a tree is of the longest stretch that the grammar takes, and
a label such as （三） alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lark import Token, Tree

from grammars.lexer import token
from grammars.loading import RefusedError, parse_tokens
from obligations.words import endings
from policies.numbering import CHINESE

_N = rf"(?:[{CHINESE}]+|\d{{1,4}})"
_ITEM = rf"（{_N}）"
_TITLE = r"《(?:[^《》]|《[^《》]*》){1,120}》"
_PARENTHESIS = r"(?:（[^（）]{0,60}）)?的?"
# 条例, 款项, 项目, 章程 … are words of their own
_COUNTED = r"条(?![例件约款])|款(?![项式])|项(?!目)"
_UNIT = rf"编(?![制号排])|章(?!程)|节(?![能约目水假日])|{_COUNTED}|目(?![标录的前])"
_OPENS = frozenset({"OWN", "NAMED", "THIS", "PREVIOUS", "ABOVE", "DI"})
_CLOSES = frozenset({"UNIT", "THIS", "PREVIOUS", "ABOVE"})
_REACH = 30  # characters before a number that may name an instrument
_MARKS = frozenset("第前本上以（")


def trees(text: str) -> Iterator[Tree[Token]]:
    """The parse trees of the stretches that are references."""
    if _MARKS.isdisjoint(text):
        return
    run: list[Token] = []
    for match in _tokens().finditer(text):
        if run and run[-1].end_pos != match.start():
            yield from _parsed(run)
            run = []
        run.append(token(match.lastgroup or "", text, match.start(), match.end()))
    yield from _parsed(run)


def title_of(word: str) -> str:
    """The title between the first 《 and the 》 that closes it; what follows (（以下简称《条例》）的) left out."""
    found = re.match(_TITLE, word)
    return found[0][1:-1] if found else ""


def name_before(text: str, at: int) -> str:
    """The name of an instrument, without 《》, that ends at an offset (违反刑法第八条: 刑法); "" when there is none."""
    found = _patterns()[0].search(text[max(0, at - _REACH) : at])
    return _patterns()[1].sub("", found[0].removesuffix("的")) if found else ""


def refers_back(name: str) -> bool:
    """A name that only points at one named before: 该法, 同条例."""
    return name.startswith(("该", "同"))


def points(text: str, at: int) -> bool:
    """A bare article or chapter number at this offset is the document's own."""
    return _patterns()[2].search(text[max(0, at - _REACH) : at]) is not None


def counts_elsewhere(text: str, at: int) -> bool:
    """A bare 款 or 项 at this offset counts in a provision that is named elsewhere (该条第二款)."""
    before = text[max(0, at - _REACH) : at]
    return before.endswith(endings("elsewhere")) or before[-1:] in frozenset(CHINESE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A name at the end; what is no part of it; what points."""
    openings = endings("before a title")
    long = "|".join(word for word in openings if len(word) > 1)
    return (
        re.compile(rf"[\u4e00-\u9fff（）]*(?:{_any('instrument')})的?$"),
        re.compile(rf"^.*(?:{long}|[条款项章](?:[和与及或]|以及|或者))|^(?:{'|'.join(openings)})+"),
        re.compile(rf"(?:^|[，。；：、！？”’]|{_any('pointing')})$"),
    )


def _any(name: str) -> str:
    return "|".join(endings(name))


@cache
def _tokens() -> re.Pattern[str]:
    kinds, forms = _any("instrument"), _any("instrument form")
    return re.compile(
        rf"""
        (?P<OWN>(?<![基日])本(?:《[^《》]{{1,40}}》|(?:{forms})?(?:{kinds}))的?)(?=第{_N})
      | (?P<NAMED>{_TITLE}{_PARENTHESIS})(?=第{_N})
      | (?P<ABOVE>(?:上述|前述|以上)(?:各?(?:{_COUNTED})|规定|条款)|前各(?:{_COUNTED}))
      | (?P<THIS>本(?:{_UNIT}))
      | (?P<PREVIOUS>前[一二两三四五六七八九]?(?:{_COUNTED}))
      | (?P<DI>第)(?={_N}|{_ITEM})
      | (?P<NUMBER>{_ITEM}|{_N})
      | (?P<UNIT>{_UNIT})
      | (?P<ZHI>之)(?={_N})
      | (?P<SEP>、(?=第|{_ITEM}|{_N}|[前本]|《)|(?:以及|或者?|及|[和与])(?=第|{_ITEM}|[前本]|《)|，(?=第{_N}条))
      | (?P<TO>[至到—－–~～-])(?=第|{_ITEM}|{_N}[编章节条款项目])
        """,
        re.VERBOSE,
    )


def _parsed(run: list[Token]) -> Iterator[Tree[Token]]:
    """Tokens that touch each other: the longest stretches that the grammar reads."""
    while run := _trimmed(run):
        tree, refused = _parse(run)
        if tree is None and (part := _trimmed(run[:refused])):
            tree, _ = _parse(part)
        if tree is not None:
            yield tree
        run = run[max(refused, 1) :]


def _parse(run: list[Token]) -> tuple[Tree[Token] | None, int]:
    """The tree, or None; and how many tokens were read."""
    try:
        return parse_tokens("reference", run), len(run)
    except RefusedError as error:
        return None, min(error.at, len(run) - 1)


def _trimmed(run: list[Token]) -> list[Token]:
    first = next((i for i in range(len(run)) if _opens(run, i)), len(run))
    last = next((i for i in range(len(run) - 1, first - 1, -1) if _closes(run, i)), first - 1)
    return run[first : last + 1]


def _opens(run: list[Token], at: int) -> bool:
    """第…, 本条, 前款; （三）项, but not the label （三） alone."""
    if run[at].type != "NUMBER":
        return run[at].type in _OPENS
    unit = next((t for t in run[at:] if t.type not in ("NUMBER", "SEP", "TO")), None)
    return run[at].startswith("（") and unit == "项"


def _closes(run: list[Token], at: int) -> bool:
    return run[at].type in _CLOSES or (run[at].type == "NUMBER" and at > 0 and run[at - 1].type == "ZHI")
