"""The parts of a document that are not its running text: what each line is for.

In: the lines of a text. Out: a `Zones` value: a leaf kind for every line that has one of its own (None for running
text), the line where the plan itself begins, and the lines where annexes begin. Guarantee: nothing is moved or dropped;
time linear in the number of lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policies import wording
from policies.annexes import find_annexes
from policies.contents import mark_contents
from policies.heads import find_plan, mark_head
from policies.lines import Line
from policies.model import Kind
from policies.numbering import STATUTORY, Label, label


@dataclass(slots=True)
class Zones:
    """What the lines are.

    Attributes:
        roles: per line its leaf kind, or None for running text.
        body: index of the line where the body begins (0 when nothing stands before it).
        annexes: line index -> label of an annex that begins there.
    """

    roles: list[Kind | None]
    body: int = 0
    annexes: dict[int, Label] = field(default_factory=dict)


_ENDS = 40  # lines at each end where the fields of a site stand
_REACH = 60  # lines of a signature


def find_zones(text: str, lines: list[Line]) -> Zones:
    """Tell front, contents, signatures, tables and annexes from running text."""
    roles: list[Kind | None] = [_own_role(line.body) for line in lines]
    _mark_fields(lines, roles)
    _mark_tables(lines, roles)
    mark_contents(lines, roles)
    head = mark_head(text, lines, roles)
    body = find_plan(lines, roles, head)
    for at, line in enumerate(lines):
        if roles[at] is None and wording.is_date_line(line.body):
            _mark_signature(lines, roles, at)
    if body:
        _mark_signature(lines, roles, body)
    return Zones(roles, body, find_annexes(lines, roles, body))


def _own_role(body: str) -> Kind | None:
    if not body:
        return Kind.BLANK
    if wording.is_noise(body):
        return Kind.NOISE
    return Kind.SIGNATURE if wording.is_copy_line(body) else None


def _mark_fields(lines: list[Line], roles: list[Kind | None]) -> None:
    """Fields of a site stand at the two ends of a text."""
    for at in (*range(min(_ENDS, len(lines))), *range(max(0, len(lines) - _ENDS), len(lines))):
        if roles[at] is None and wording.is_field(lines[at].body):
            roles[at] = Kind.NOISE


def _mark_tables(lines: list[Line], roles: list[Kind | None]) -> None:
    """Rows with tabs, alone if they have two, else two in a row; and rows between bars."""
    previous = -1
    for at, line in enumerate(lines):
        if roles[at] is Kind.BLANK:
            continue
        if _is_row(line.body):
            if line.body.count("\t") > 1 or "|" in line.body[:1]:
                roles[at] = Kind.TABLE
            elif previous >= 0 and _is_row(lines[previous].body):
                roles[at] = roles[previous] = Kind.TABLE
        previous = at


def _is_row(body: str) -> bool:
    if body.startswith("|") and body.endswith("|") and len(body) > 2:
        return True
    if "\t" not in body:
        return False
    found = label(body)
    return not (found and found.family in STATUTORY and body.count("\t") == 1)


def _mark_signature(lines: list[Line], roles: list[Kind | None], at: int) -> None:
    """Mark a date line (or what stands before the plan) and the names above it."""
    names: list[int] = []
    for above in range(at - 1, max(-1, at - _REACH), -1):
        if roles[above] in (Kind.BLANK, Kind.NOISE):
            continue
        if roles[above] is not None or not _is_name(lines[above].body):
            break
        names.append(above)
    if any(wording.is_organ(lines[n].body) or wording.is_signatory(lines[n].body) for n in names):
        for n in names:
            roles[n] = Kind.SIGNATURE
    if wording.is_date_line(lines[at].body):
        roles[at] = Kind.SIGNATURE


def _is_name(body: str) -> bool:
    if len(body) > 60 or any(c in "，。；：、“”《》,;:" for c in body):
        return False
    return not wording.is_title(body) and label(body) is None
