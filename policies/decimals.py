"""Decimal numbers of emergency plans and technical rules: 1 总则, 1.1 编制目的, 1.1.1.

In: the lines of a text and their roles, then one line after the other. Out: the `Label` a line starts with.
Guarantee: silent unless the text has 1.1 and 1.2 or 2.1 at the start of lines; a number counts only when it follows the
one before it, so that quantities (1.5万亩) are none.
"""

from __future__ import annotations

import re

from policies.lines import Line
from policies.model import Kind
from policies.numbering import Family, Label

_LABEL = re.compile(
    r"(?P<number>\d{1,2}(?:[.．]\d{1,2}){0,3})(?P<mark>[.．、]?[ \t\u3000]*)"
    r"(?=[\u4e00-\u9fff“《（(])(?![万亿倍米吨年月元个])"
)
_SIGNS = (
    re.compile(r"1[.．]1[ \t\u3000]*[\u4e00-\u9fff]"),
    re.compile(r"(?:1[.．]2|2[.．]1)[ \t\u3000]*[\u4e00-\u9fff]"),
)
_FAMILIES = (Family.TIER1, Family.TIER2, Family.TIER3, Family.TIER4)
_HEADING = 40  # longest line that a number without a point can head


class Decimals:
    """Reads the decimal numbers of one text in order."""

    def __init__(self, lines: list[Line], roles: list[Kind | None]) -> None:
        bodies = [
            line.body for line, role in zip(lines, roles, strict=True) if role is None and line.body[:1].isdigit()
        ]
        self.on = all(any(sign.match(body) for body in bodies) for sign in _SIGNS)
        self.last: tuple[int, ...] = ()

    def label(self, body: str) -> Label | None:
        """The decimal label of a line, or None; remembers it."""
        match = _LABEL.match(body) if self.on else None
        if match is None:
            return None
        parts = tuple(int(part) for part in re.split("[.．]", match["number"]))
        if not self._follows(parts) or (len(parts) == 1 and not (match["mark"] and len(body) <= _HEADING)):
            return None
        self.last = parts
        spaced = match["mark"] != ""
        return Label(_FAMILIES[len(parts) - 1], match["number"], parts[-1], 0, match.end(), spaced)

    def _follows(self, parts: tuple[int, ...]) -> bool:
        above, before = parts[:-1], self.last[len(parts) - 1 : len(parts)]
        return above == self.last[: len(above)] and parts[-1] == (before[0] + 1 if before else 1)
