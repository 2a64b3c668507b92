"""Tables of contents.

In: lines and their roles. Out: the roles, with the lines of a table of contents marked CONTENTS. Guarantee: a table
ends at the line where its first entry comes again as a heading; without one, at the first line that is no entry.
"""

from __future__ import annotations

import re

from policies import wording
from policies.lines import Line
from policies.model import Kind
from policies.numbering import label

_HEADING = re.compile(r"目\s*[录次]$")
_PAGE = re.compile(r"[\s.．·…•\-—_]*\d{0,4}[\s.．·…•]*$")
_REACH = 600  # lines of a table of contents
_ENTRY = 60  # characters of an entry
_TRIES = 4  # first entries looked for


def mark_contents(lines: list[Line], roles: list[Kind | None]) -> None:
    """Mark every table of contents."""
    for at, line in enumerate(lines):
        if len(line.body) <= 6 and roles[at] is not Kind.CONTENTS and _HEADING.match(line.body):
            stop = _end(lines, at)
            for k in range(at, stop):
                if roles[k] is not Kind.BLANK:
                    roles[k] = Kind.CONTENTS


def _end(lines: list[Line], at: int) -> int:
    entries = [k for k in range(at + 1, min(at + _REACH, len(lines))) if lines[k].body]
    for n, first in enumerate(entries[:_TRIES]):
        wanted = _entry(lines[first].body)
        again = next((k for k in entries[n + 1 :] if len(wanted) > 1 and _entry(lines[k].body) == wanted), None)
        if again is not None:
            return again
        if len(lines[first].body) > _ENTRY:
            break
    return next((k for k in entries if not _is_entry(lines[k].body)), len(lines) if entries else at + 1)


def _entry(body: str) -> str:
    return "".join(_PAGE.sub("", body).split())


def _is_entry(body: str) -> bool:
    if len(body) > _ENTRY or wording.is_closed(body):
        return False
    return label(body) is not None or _PAGE.sub("", body) != body or body.startswith(("附", "总则", "前言"))
