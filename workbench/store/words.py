"""Words of a text as an index holds them, for Chinese words of any length.

In: text, or what somebody asks for. Out: terms for an index of phrases, and the places of words in a text.
Guarantee: a word is found wherever its characters stand one after another, line breaks and spaces between them or not,
full-width or half-width, in capitals or not; a word of one character is the beginning of a term.

A term is two neighbouring characters. A word of n characters is n - 1 terms in a row, of which each is rarer by far
than a character alone; the last character of a text ends it as a term of its own. Terms are written in figures, so that
no database has an opinion on what a word is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 64  # characters of one word asked for
MOST = 8  # words asked for at a time
WIDE = re.compile(r"[\uff01-\uff5e]")
WIDER = 0xFEE0


def folded(text: str) -> str:
    """A text as it is compared: without white space, one form for each character."""
    return _one_form("".join(text.split()))


def _one_form(text: str) -> str:
    """Each character in the form in which it is compared; there are as many as before."""
    known = WIDE.sub(lambda found: chr(ord(found[0]) - WIDER), text)
    lower = known.lower()
    return lower if len(lower) == len(known) else "".join(map(_lower, known))


def _lower(character: str) -> str:
    known = character.lower()
    return known if len(known) == 1 else character


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    codes = [f"{ord(character):05x}" for character in folded(text)]
    return [f"w{one}{other}" for one, other in zip(codes, [*codes[1:], ""], strict=False)]


def _term(characters: str) -> str:
    return "w" + "".join(f"{ord(character):05x}" for character in characters)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word asked for: its terms in a row; with `opens` its only term is the beginning of one."""

    word: str
    terms: tuple[str, ...]
    opens: bool


def phrases(asked: str) -> tuple[Phrase, ...]:
    """The words of a question, apart by white space, each once."""
    words = dict.fromkeys(folded(word)[:LONGEST] for word in asked.split())
    return tuple(_phrase(word) for word in list(words)[:MOST] if word)


def _phrase(word: str) -> Phrase:
    if len(word) == 1:
        return Phrase(word, (_term(word),), True)
    return Phrase(word, tuple(_term(word[place : place + 2]) for place in range(len(word) - 1)), False)


def found(text: str, asked: tuple[Phrase, ...]) -> list[tuple[int, int]]:
    """Where the words stand in a text: ranges in order, none over another."""
    known = _one_form(text)
    spaced = (r"\s*".join(map(re.escape, phrase.word)) for phrase in asked)
    return _apart(sorted(each.span() for one in spaced for each in re.finditer(one, known)))


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in ranges:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
