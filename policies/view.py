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
from array import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policies.model import Span


@dataclass(frozen=True, slots=True)
class View:
    """Clean characters and where they come from.

    Attributes:
        text: the clean characters.
        starts: for each, the offset of the raw characters it stands for.
        ends: for each, the end of them.
        span: the raw span that was cleaned.
    """

    text: str
    starts: array[int]
    ends: array[int]
    span: Span

    def raw(self, i: int, j: int) -> Span:
        """The raw span of the clean characters ``[i, j)``; for ``i == j`` the empty span before character `i`."""
        if i >= j:
            at = self.starts[i] if i < len(self.starts) else self.span.end
            return Span(at, at)
        return Span(self.starts[i], self.ends[j - 1])


def clean(text: str, span: Span) -> View:
    """The clean view of ``text[span.start:span.end]``."""
    same_length = _punctuate(_unify_quotes(text[span.start : span.end].translate(_characters())))
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    at = 0
    for match in _REMOVED.finditer(same_length):
        pieces.append(same_length[at : match.start()])
        _number(starts, ends, span.start + at, span.start + match.start())
        kept = _replacement(same_length, match)
        if kept:
            pieces.append(kept)
            starts.append(span.start + match.start())
            ends.append(span.start + match.end())
        at = match.end()
    pieces.append(same_length[at:])
    _number(starts, ends, span.start + at, span.end)
    return View("".join(pieces), starts, ends, span)


def _number(starts: array[int], ends: array[int], start: int, end: int) -> None:
    """Note raw characters that stand for themselves."""
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


@cache
def _characters() -> dict[int, str]:
    """Step 1: one character to one character."""
    wide = "０１２３４５６７８９％" + "".join(chr(c) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)))
    table = {ord(c): chr(ord(c) - 0xFEE0) for c in wide}
    data = tomllib.loads((files("policies") / "variants.toml").read_text(encoding="utf-8"))
    return table | {ord(old): entry["to"] for old, entry in data.items()}


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


def _punctuate(text: str) -> str:
    """Step 3."""
    return _ASCII.sub(lambda match: _FULL[match[0]], text)


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
