"""A clean view of a stretch of text, with a map back to every raw character.

In: a text and a span of it. Out: a `View`: characters fit for grammars, and for each the raw span it stands for.
Guarantee: order is kept; Chinese numerals are never converted; the only changes are these, in this order:

1. Traditional and variant characters, full-width digits, letters and ％ become the usual ones (`variants.toml`).
2. Straight double quotes become “ and ” by turns, afresh after an empty line.
3. ASCII , ; : ? ! become full width unless between Latin letters or digits; ( ) unless around a year or after Latin.
4. A stray English "and" or "etc" between Chinese characters becomes 和 or 等.
5. White space (&nbsp; too), bookmarks, Markdown marks and HTML comments go; between two Latin words one space stays.

Steps 1 to 3 keep the length, so that only steps 4 and 5 move offsets.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

from policies.model import Span


class View(NamedTuple):
    """Clean characters and where they come from.

    The text is a row of pieces, each standing for its raw characters one by one, or as a whole (an "and" made 和).

    Attributes:
        text: the clean characters.
        cuts: where each piece begins in the text.
        starts: where each piece begins in the raw text; `ends`: where it ends.
        span: the raw span that was cleaned.
    """

    text: str
    cuts: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    span: Span

    def raw(self, i: int, j: int) -> Span:
        """The raw span of the clean characters ``[i, j)``; for ``i == j`` the empty span before character `i`."""
        if i >= j:
            at = self._start(i) if i < len(self.text) else self.span.end
            return Span(at, at)
        return Span(self._start(i), self._end(j))

    def _start(self, i: int) -> int:
        piece = bisect_right(self.cuts, i) - 1
        return self.starts[piece] + i - self.cuts[piece]

    def _end(self, j: int) -> int:
        piece = bisect_right(self.cuts, j - 1) - 1
        following = self.cuts[piece + 1] if piece + 1 < len(self.cuts) else len(self.text)
        return self.ends[piece] - (following - j)


def clean(text: str, span: Span) -> View:
    """The clean view of ``text[span.start:span.end]``."""
    same_length = _punctuate(_unify_quotes(_unify_characters(text[span.start : span.end])))
    pieces: list[tuple[str, int, int]] = []
    at = 0
    for match in _REMOVED.finditer(same_length):
        pieces.append((same_length[at : match.start()], at, match.start()))
        pieces.append((_replacement(same_length, match), match.start(), match.end()))
        at = match.end()
    pieces.append((same_length[at:], at, len(same_length)))
    kept = [piece for piece in pieces if piece[0]]
    return View(
        text="".join([words for words, _, _ in kept]),
        cuts=tuple(accumulate([len(words) for words, _, _ in kept], initial=0))[:-1],
        starts=tuple([span.start + start for _, start, _ in kept]),
        ends=tuple([span.start + end for _, _, end in kept]),
        span=span,
    )


@cache
def _characters() -> dict[int, str]:
    """Step 1: one character to one character."""
    wide = "０１２３４５６７８９％" + "".join(chr(c) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
    table = {ord(c): chr(ord(c) - 0xFEE0) for c in wide}
    data = tomllib.loads((files("policies") / "variants.toml").read_text(encoding="utf-8"))
    return table | {ord(old): entry["to"] for old, entry in data.items()}


@cache
def _variants() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(map(chr, _characters())))}]")


def _unify_characters(text: str) -> str:
    return text.translate(_characters()) if _variants().search(text) else text


_QUOTE = re.compile(r'"|\n\s*\n')


def _unify_quotes(text: str) -> str:
    """Step 2."""
    if '"' not in text:
        return text
    opened = False

    def turn(match: re.Match[str]) -> str:
        nonlocal opened
        if match[0] != '"':
            opened = False
            return match[0]
        opened = not opened
        return "“" if opened else "”"

    return _QUOTE.sub(turn, text)


_ASCII = re.compile(
    r"(?<![0-9A-Za-z])[,;:?!]|[,;:?!](?! ?[0-9A-Za-z/])"
    r"|\((?!(?:19|20)\d\d\))(?<![A-Za-z]\()|(?<!\((?:19|20)\d\d)\)(?<!\([A-Za-z]\))"
)
_FULL = dict(zip(",;:?!()", "，；：？！（）", strict=True))


_ANY_ASCII = re.compile("[,;:?!()]")


def _punctuate(text: str) -> str:
    """Step 3."""
    return _ASCII.sub(lambda match: _FULL[match[0]], text) if _ANY_ASCII.search(text) else text


# "精神 and 省第十四次" -> 和; "应急管理 etc 制度" -> 等
_REMOVED = re.compile(
    r"""
    (?<=[\u4e00-\u9fff])\s*(?P<word>and|etc)\b\.?\s*(?=[\u4e00-\u9fff])
  | (?:
        [\s\u3000\ufeff\u200b]+
      | \[bookmark[:：][^\]\n]{0,200}\]
      | &(?:nbsp|ensp|emsp)[;；]
      | \*\* | __
      | <[!！]--[^>]{0,500}-->
      | ^\#{1,6}(?=[ \t\u3000第])
    )+
    """,
    re.MULTILINE | re.VERBOSE,
)
_WORDS = {"and": "和", "etc": "等"}


def _replacement(text: str, match: re.Match[str]) -> str:
    """Steps 4 and 5: what stays of a removed stretch."""
    word = match["word"]
    if word:
        return _WORDS[word]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    glued = before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return " " if glued else ""
