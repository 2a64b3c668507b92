"""Annexes: where they begin, as against lines that only name them.

In: lines and their roles. Out: line index -> printed label ("附件", "附件1", "附录"). Guarantee: a list of annexes above
a signature, or one followed by nothing but further names of annexes, begins none.
"""

from __future__ import annotations

import re

from policies import wording
from policies.lines import Line
from policies.model import Kind
from policies.numbering import CHINESE

_MARK = re.compile(rf"(附\s?[件录表]|附(?=\s*[：:]|$))\s*([\dA-Z]{{1,3}}|[{CHINESE}]{{1,3}})?\s*([：:．.、]|[\s\u3000]+|$)(.*)$")
_ITEM = re.compile(r"(?:附\s?[件录表图]\s*\d*[：:\s]*)?\d{1,2}\s*[.．、]?\s*\S{2,80}$")
_REACH = 40


def find_annexes(lines: list[Line], roles: list[Kind | None], body: int) -> dict[int, str]:
    """The lines where annexes begin."""
    found: dict[int, str] = {}
    for at in range(body + 1, len(lines)):
        line = lines[at]
        if roles[at] is not None or line.body[:1] != "附" or len(line.body) > 80:
            continue
        mark = _MARK.match(line.body)
        if mark and not wording.is_closed(line.body.rstrip("：:")) and not _only_named(lines, roles, at, mark):
            found[at] = "".join((mark[1] + (mark[2] or "")).split())
    return found


def _only_named(lines: list[Line], roles: list[Kind | None], at: int, mark: re.Match[str]) -> bool:
    """Nothing but names of annexes stands between this line and the signature or the next annex."""
    bare = not mark[4]
    if bare and mark[3] not in ("：", ":"):
        return not any(line.body for line in lines[at + 1 : at + _REACH])
    for k in range(at + 1, min(at + _REACH, len(lines))):
        body = lines[k].body
        if not body or roles[k] is Kind.NOISE:
            continue
        if roles[k] in (Kind.SIGNATURE, Kind.DOC_NUMBER):
            return True
        next_mark = _MARK.match(body) if body[0] == "附" else None
        if next_mark:
            return True
        if not _ITEM.match(body) or wording.is_closed(body):
            return False
    return True
