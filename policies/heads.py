"""The head of a document: letterhead, document number, title, note of adoption, addressees; and the forwarded plan.

In: lines and their roles. Out: the roles, with the head marked, and the line where the plan's own title stands.
Guarantee: stops at the first line of running text; a plan is found by a title that the notice names, or by a title
below the notice's signature.
"""

from __future__ import annotations

import re

from policies import wording
from policies.lines import Line
from policies.model import Kind
from policies.numbering import STATUTORY, label

_NAMED = re.compile(r"《([^《》]+(?:《[^《》]+》[^《》]*)*)》")
_FORWARDED = re.compile(r"(?:印发|转发|公布|发布)(.{4,80}?)的通知")
_GOES_ON = re.compile(r"(?:关于|印发|转发|批转|发布|公布|贯彻|实施)")
_ADDRESSED = re.compile(
    r"(?:各|本|有关|省|市|区|县|机关|自治|直属|[\u4e00-\u9fff（）]{2,30}?(?:人民政府|委员会|局|厅|公司|部|院|法院))"
)
_NOT_ADDRESSED = re.compile(r"如下|以下|现将|为了|通知|意见|根据|按照|下列")
_REACH = 120  # lines of a head
_WRAPPED = 3  # lines of a title


def mark_head(text: str, lines: list[Line], roles: list[Kind | None], start: int = 0) -> int:
    """Mark the head that begins at line `start`; the line after it."""
    title = ""
    for at in range(start, min(start + _REACH, len(lines))):
        if roles[at] in (Kind.BLANK, Kind.NOISE, Kind.CONTENTS, Kind.TABLE, Kind.SIGNATURE):
            continue
        last = _addressees(lines, roles, at)
        if last is not None:
            for k in range(at, last + 1):
                roles[k] = Kind.ADDRESSEES if roles[k] is None else roles[k]
            return last + 1
        role = _head_role(text, lines, at, title)
        if role is None:
            return at
        roles[at] = role
        title += lines[at].body if role is Kind.TITLE else ""
    return min(start + _REACH, len(lines))


def _head_role(text: str, lines: list[Line], at: int, title: str) -> Kind | None:
    line = lines[at]
    body = line.body
    if not title and "#" in text[line.start : line.first]:
        return Kind.TITLE
    if wording.is_doc_number(body):
        return Kind.DOC_NUMBER
    if wording.is_note(body) or wording.is_date_line(body) or body == "文件":
        return Kind.SIGNATURE
    found = label(body)
    if (found and (found.family in STATUTORY or title)) or wording.is_closed(body) or len(body) > 80:
        return None
    complete = wording.is_title(title)
    if wording.is_organ(body) and not wording.is_title(body):
        following = next((k.body for k in lines[at + 1 : at + 8] if k.body), "")
        heads_on = bool(title) and not complete or bool(_GOES_ON.match(following))
        return Kind.TITLE if heads_on else Kind.SIGNATURE
    if complete and not wording.is_title(body):
        return None
    return Kind.TITLE if body[-1] not in "，,、" else None


def _addressees(lines: list[Line], roles: list[Kind | None], at: int) -> int | None:
    """The last line of the addressees that begin at line `at`, or None."""
    if not _ADDRESSED.match(lines[at].body):
        return None
    joined = ""
    for k in range(at, min(at + 12, len(lines))):
        if roles[k] is Kind.BLANK:
            continue
        joined += lines[k].body
        if joined[-1] in "：:":
            return None if _NOT_ADDRESSED.search(joined) or "。" in joined else k
        if joined[-1] not in "，、,；;" and len(lines[k].body) < 18:
            return None
    return None


def find_plan(lines: list[Line], roles: list[Kind | None], head: int) -> int:
    """The line where the title of a forwarded plan stands, or 0; marks it TITLE."""
    names = _names(lines, roles, head)
    for at in range(head, len(lines)):
        stop = _match(lines, roles, at, names)
        if stop or _below_signature(lines, roles, at):
            _mark_plan_head(lines, roles, at, stop or at + 1)
            return at
    return 0


def _names(lines: list[Line], roles: list[Kind | None], head: int) -> frozenset[str]:
    """Titles that the notice names: in its own title and in the first paragraphs below it."""
    title = "".join(lines[k].body for k in range(head) if roles[k] is Kind.TITLE)
    below = "".join(line.body for line in lines[head : head + 40])[:4000]
    found = _NAMED.findall(title + "\n" + below) + _FORWARDED.findall(title)
    return frozenset(_squeeze(name) for name in found)


_SAME = str.maketrans("〔［【[〈〉“”\"～~－—–", "（（（（《》\"\"\"-----", " \u3000\t\xa0")
_CLOSE = str.maketrans("〕］】]()", "））））（）")


def _squeeze(name: str) -> str:
    return "".join(name.split()).translate(_SAME).translate(_CLOSE)


def _match(lines: list[Line], roles: list[Kind | None], at: int, names: frozenset[str]) -> int:
    """The line after a title among `names` that begins at line `at`, or 0."""
    joined = ""
    taken = 0
    for k in range(at, min(at + _WRAPPED * 2, len(lines))):
        if roles[k] is Kind.BLANK and joined:
            continue
        if roles[k] not in (None, Kind.SIGNATURE) or len(lines[k].body) > 80 or taken == _WRAPPED:
            return 0
        joined += lines[k].body
        taken += 1
        if _squeeze(joined) in names or _squeeze(joined).strip("《》") in names:
            return k + 1
    return 0


def _below_signature(lines: list[Line], roles: list[Kind | None], at: int) -> bool:
    """A title directly below the date that closes a notice."""
    if roles[at] is not None or not wording.is_title(lines[at].body) or label(lines[at].body):
        return False
    above = next((k for k in range(at - 1, max(-1, at - 20), -1) if roles[k] not in (Kind.BLANK, Kind.NOISE)), None)
    below = next((k for k in range(at + 1, min(at + 20, len(lines))) if lines[k].body), None)
    return above is not None and below is not None and wording.is_date_line(lines[above].body)


def _mark_plan_head(lines: list[Line], roles: list[Kind | None], at: int, stop: int) -> None:
    for k in range(at, stop):
        if lines[k].body:
            roles[k] = Kind.TITLE
    for k in range(stop, min(stop + 12, len(lines))):
        body = lines[k].body
        if body and roles[k] is None:
            if not (wording.is_note(body) or wording.is_doc_number(body)):
                return
            roles[k] = Kind.SIGNATURE if wording.is_note(body) else Kind.DOC_NUMBER
