"""Running heads, running feet and page numbers.

In: the pages as read. Out: the same without them, and what was taken out. Guarantee: only the outermost lines of a page
are ever taken, and only when they are a page number, or come again, digits aside, at the same height of other pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from policies.readers.pages.model import Line, Sheet

_NUMBER = re.compile(
    r"[\s\-–—―─一_.·•|/~～]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*(?:页)?[\s\-–—―─一_.·•|/~～，,]*"
    r"(?:(?:[/共]\s*)+\d{1,4}\s*页?[\s\-–—―─一_.·•|/~～]*)?"
)
_DIGITS = re.compile(r"\d+")
_REPEATED = 3  # pages that a running head is on
_SHARE = 0.3  # of all pages
_DEPTH = 4  # lines of a running head or foot
_HEIGHT = 3.0  # em by which its height may differ


def is_number(text: str) -> bool:
    """The text is a page number and nothing else."""
    return _NUMBER.fullmatch(text) is not None


def without(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """The pages without heads, feet and numbers, and the lines that went."""
    gone: list[str] = []
    for outermost in (0, -1):
        repeated = _repeated(sheets, outermost)
        for sheet in sheets:
            while sheet.items and _runs(sheet.items[outermost], repeated):
                line = sheet.items.pop(outermost)
                gone.append(line.text if isinstance(line, Line) else "")
    return list(sheets), gone


def _runs(item: object, repeated: set[tuple[str, int]]) -> bool:
    if not isinstance(item, Line):
        return False
    return is_number(item.text) or bool(_keys(item) & repeated)


def _keys(line: Line) -> set[tuple[str, int]]:
    """The line by its text, digits aside, and its height, roughly."""
    text = _DIGITS.sub("#", "".join(line.text.split()))
    step = _HEIGHT * 10
    return {(text, int(line.top // step)), (text, int((line.top + step / 2) // step) + 10_000)}


def _repeated(sheets: Sequence[Sheet], outermost: int) -> set[tuple[str, int]]:
    counted: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        edge = sheet.items[:_DEPTH] if outermost == 0 else sheet.items[-_DEPTH:]
        counted.update({key for item in edge if isinstance(item, Line) for key in _keys(item)})
    enough = max(_REPEATED, _SHARE * len(sheets))
    return {key for key, times in counted.items() if times >= enough}
