"""Lines that fit a number of columns, with Chinese at two columns a character.

In: text. Out: lines. Guarantee: nothing is lost but the spaces a line broke at; a line begins with no closing mark
unless it is alone.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

CLOSING = frozenset("，。；、：！？）》〉”’」』】〕％…,.;:!?)")
OPENING = frozenset("（《〈“‘「『【〔(")
PIECE = re.compile(r" ?[!-~]+|[^!-~]")  # a Latin word with the space before it, or one other character


def width(text: str) -> int:
    """Columns the text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most `columns`; Latin words stay whole if they fit."""
    lines = [""]
    for piece in pieces(text, columns):
        if lines[-1] and width(lines[-1] + piece) > columns:
            lines.append(piece.lstrip(" "))
        else:
            lines[-1] += piece
    return lines


def pieces(text: str, columns: int) -> list[str]:
    """What a line break must not part: a word, or a character with the marks that stick to it."""
    found: list[str] = []
    for piece in PIECE.findall(text):
        sticks = piece[0] in CLOSING or (found and found[-1][-1] in OPENING)
        if found and sticks and width(found[-1] + piece) <= columns:
            found[-1] += piece
        elif width(piece) > columns:
            found += [piece[start : start + columns] for start in range(0, len(piece), columns)]
        else:
            found.append(piece)
    return found
