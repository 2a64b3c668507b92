"""Annexes: where they begin, as against lines that only name them.

In: lines and their roles. Out: line index -> label ("附件", "附件1", "附录"); lines that only name annexes get
the role PROSE, so that their numbers are no units. Guarantee: a list of annexes above a signature, or one followed by
nothing but further names of annexes, begins none.
"""

from __future__ import annotations

import re

from policies import wording
from policies.lines import Line
from policies.model import Kind
from policies.numbering import CHINESE, Family, Label, label

Roles = list[Kind | None]

_MARK = re.compile(
    rf"(附\s?[件录表]|附(?=\s*[：:]?\s*$))\s*([\dA-Z]{{1,3}}|[{CHINESE}]{{1,3}})?\s*([：:．.、]|[\s\u3000]+|$)(.*)$"
)
_ITEM = re.compile(r"(?:附\s?[件录表图]\s*\d*[：:\s]*)?\d{1,2}\s*[.．、]?\s*\S.{1,80}$")
_REACH = 40  # lines of a list of annexes
_LONGEST = 80  # characters of a line that begins or names an annex


def find_annexes(lines: list[Line], roles: Roles, body: int) -> dict[int, Label]:
    """The lines where annexes begin."""
    found: dict[int, Label] = {}
    for at in range(1, len(lines)):
        line = lines[at]
        if roles[at] is not None or line.body[:1] != "附" or len(line.body) > _LONGEST:
            continue
        mark = _MARK.match(line.body)
        if mark is None or mark[4].startswith(("（", "(")) or wording.is_closed(line.body.rstrip("：:")):
            continue
        named = _named(lines, roles, at, mark)
        for k in named:
            roles[k] = Kind.PROSE
        if not named and at > body:
            text = "".join((mark[1] + (mark[2] or "")).split())
            found[at] = Label(Family.ANNEX, text, 0, 0, mark.start(4), True)
    return found


def _named(lines: list[Line], roles: Roles, at: int, mark: re.Match[str]) -> list[int]:
    """The lines of a list that only names annexes; empty when an annex begins here."""
    listed = [at]
    bare = not mark[4] and mark[3] not in ("：", ":")
    for k in range(at + 1, min(at + _REACH, len(lines))):
        body = lines[k].body
        if not body or roles[k] is Kind.NOISE:
            continue
        if bare:
            return []
        if roles[k] in (Kind.SIGNATURE, Kind.DOC_NUMBER, Kind.TITLE) or (body[0] == "附" and _MARK.match(body)):
            return listed
        if not _ITEM.match(body) or wording.is_closed(body):
            return [] if label(body) or len(body) > _LONGEST or not mark[4] else _wrapped(lines, roles, listed, k)
        listed.append(k)
    return listed


def _wrapped(lines: list[Line], roles: Roles, listed: list[int], at: int) -> list[int]:
    """The name of an annex may run over a line break; then the signature or the next annex follows."""
    following = next((k for k in range(at + 1, min(at + 6, len(lines))) if lines[k].body), None)
    if following is None or roles[following] is Kind.SIGNATURE or lines[following].body[0] == "附":
        return [*listed, at] if not wording.is_closed(lines[at].body) else []
    return []
