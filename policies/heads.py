"""The head of a document: letterhead, document number, title, note of adoption, addressees; and the forwarded plan.

In: lines and their roles. Out: the roles, with the head marked, and the line where the plan's own title stands.
Guarantee: stops at the first line of running text; a plan is looked for only below a notice that forwards one, by a
title that the notice names or by a title below the notice's signature.
"""

from __future__ import annotations

import re

from policies import wording
from policies.lines import Line
from policies.model import Kind
from policies.numbering import STATUTORY, Family, label

Roles = list[Kind | None]

_NAMED = re.compile(r"《([^《》]+(?:《[^《》]+》[^《》]*)*)》")
_FORWARDED = re.compile(r"(?:印发|转发|公布|发布)(.{4,80}?)的通知")
_FORWARDS = re.compile(
    r"印发|转发|下发|重新发布|现予以?(?:公布|发布)|予以(?:公布|发布)|公布施行|发布施行|现(?:公布|发布)|颁布|[令号]\s*$|已经?.{2,60}通过"
)
_GOES_ON = re.compile(r"(?:关于|印发|转发|批转|发布|公布|贯彻|实施)")
_ADDRESSED = re.compile(
    r"(?:各|本|有关|省|市|区|县|机关|自治|直属|[\u4e00-\u9fff（）]{2,30}?(?:人民政府|委员会|局|厅|公司|部|院|法院))"
)
_NOT_ADDRESSED = re.compile(r"《|如下|以下|现将|为了|通知|意见|根据|按照|下列|决定|会议")
_REACH = 120  # lines of a head
_WRAPPED = 3  # lines of a title
_WRAP = 18  # shortest line that can be broken inside a word
_TITLE = 80  # characters of a line of a title
_REPEAT = 8  # characters by which a repeated title is known
_MIDDLE = frozenset({Kind.BLANK, Kind.NOISE, Kind.CONTENTS, Kind.TABLE, Kind.SIGNATURE})


def mark_head(text: str, lines: list[Line], roles: Roles) -> int:
    """Mark the head; the line after it."""
    title = ""
    for at in range(min(_REACH, len(lines))):
        if roles[at] in _MIDDLE:
            continue
        last = _addressees(lines, roles, at)
        if last is not None:
            _fill(roles, at, last + 1, Kind.ADDRESSEES)
            return last + 1
        body = lines[at].body
        if body[:_REPEAT] == title[:_REPEAT]:
            title = ""
        role = _head_role(text, lines, at, title)
        if role is None:
            return at
        roles[at] = role
        title += body if role is Kind.TITLE else ""
    return min(_REACH, len(lines))


def _fill(roles: Roles, start: int, stop: int, kind: Kind) -> None:
    for at in range(start, stop):
        roles[at] = kind if roles[at] is None else roles[at]


def _head_role(text: str, lines: list[Line], at: int, title: str) -> Kind | None:
    line = lines[at]
    body = line.body
    found = label(body)
    if not title and not found and text[line.start : line.first].strip() == "#":
        return Kind.TITLE
    own = _set_role(body) or (Kind.DOC_NUMBER if _orders(lines, at) else None)
    if own:
        return own
    if found or wording.is_closed(body) or len(body) > _TITLE:
        return None
    if wording.is_organ(body) and not wording.is_title(body):
        return _organ_role(lines, at, title)
    if wording.is_title(title) and not wording.is_title(body):
        return None
    return Kind.TITLE if body[-1] not in "，,、" else None


def _set_role(body: str) -> Kind | None:
    """The role of a line that cannot be anything else."""
    if wording.is_doc_number(body):
        return Kind.DOC_NUMBER
    if wording.is_note(body) or wording.is_date_line(body) or body == "文件":
        return Kind.SIGNATURE
    return None


def _orders(lines: list[Line], at: int) -> bool:
    """The heading of an order, with its number on the next line: 广东省人民政府令 / （第290号）."""
    following = next((line.body for line in lines[at + 1 : at + 4] if line.body), "")
    return lines[at].body.endswith("令") and len(lines[at].body) <= 30 and wording.is_doc_number(following)


def _organ_role(lines: list[Line], at: int, title: str) -> Kind:
    """An organ alone on its line opens or continues a title, or stands in a letterhead."""
    following = next((line.body for line in lines[at + 1 : at + 8] if line.body), "")
    unfinished = bool(title) and not wording.is_title(title)
    return Kind.TITLE if unfinished or _GOES_ON.match(following) else Kind.SIGNATURE


def _addressees(lines: list[Line], roles: Roles, at: int) -> int | None:
    """The last line of the addressees that begin at line `at`, or None."""
    first = lines[at].body
    if not _ADDRESSED.match(first) or wording.is_title(first):
        return None
    joined = ""
    for k in range(at, min(at + 12, len(lines))):
        if roles[k] is Kind.BLANK:
            continue
        joined += lines[k].body
        if joined[-1] in "：:":
            return None if _NOT_ADDRESSED.search(joined) or "。" in joined else k
        if joined[-1] not in "，、,；;" and (first[0] != "各" or len(lines[k].body) < _WRAP):
            return None
    return None


def find_plan(lines: list[Line], roles: Roles, head: int) -> int:
    """The line where the title of a forwarded plan stands, or 0; marks it TITLE."""
    title, below = _notice(lines, roles, head)
    if not _forwards(title, below):
        return 0
    found = _NAMED.findall(title + "\n" + "".join(below)) + _FORWARDED.findall(title)
    names = frozenset(_squeeze(name) for name in found)
    for at in range(head, len(lines)):
        stop = _match(lines, roles, at, names)
        if stop or _below_signature(lines, roles, at):
            _mark_plan(lines, roles, at, stop or at + 1)
            return at
    return 0


def _notice(lines: list[Line], roles: Roles, head: int) -> tuple[str, list[str]]:
    """The notice's title and the lines of its text."""
    title = "".join(lines[k].body for k in range(head) if roles[k] in (Kind.TITLE, Kind.DOC_NUMBER))
    return title, [line.body for line in lines[head : head + 40] if line.body]


def _forwards(title: str, below: list[str]) -> bool:
    """The notice hands out another text: by its title, or by its text unless that has headings of its own."""
    if _FORWARDS.search(title):
        return True
    own: list[str] = []
    for body in below[:12]:
        found = label(body)
        if found and (found.family is Family.TIER1 or found.family in STATUTORY):
            break
        own.append(body)
    return bool(_FORWARDS.search("".join(own)))


_SAME = str.maketrans('〔［【[〈〉“”"～~－—–', '（（（（《》"""-----', " \u3000\t\xa0")
_CLOSE = str.maketrans("〕］】]()", "））））（）")


def _squeeze(name: str) -> str:
    return "".join(name.split()).translate(_SAME).translate(_CLOSE)


def _match(lines: list[Line], roles: Roles, at: int, names: frozenset[str]) -> int:
    """The line after a title among `names` that begins at line `at`, or 0."""
    joined = ""
    taken = 0
    for k in range(at, min(at + _WRAPPED * 2, len(lines))):
        if roles[k] is Kind.BLANK and joined:
            continue
        if roles[k] not in (None, Kind.SIGNATURE) or len(lines[k].body) > _TITLE or taken == _WRAPPED:
            return 0
        joined += _squeeze(lines[k].body)
        taken += 1
        if joined in names or joined.strip("《》") in names:
            return k + 1
    return 0


def _below_signature(lines: list[Line], roles: Roles, at: int) -> bool:
    """A title directly below the date that closes a notice."""
    if roles[at] is not None or not wording.is_title(lines[at].body) or label(lines[at].body):
        return False
    around = (Kind.BLANK, Kind.NOISE)
    above = next((k for k in range(at - 1, max(-1, at - 20), -1) if roles[k] not in around), None)
    below = next((k for k in range(at + 1, min(at + 20, len(lines))) if roles[k] not in around), None)
    return above is not None and below is not None and wording.is_date_line(lines[above].body)


def _mark_plan(lines: list[Line], roles: Roles, at: int, stop: int) -> None:
    """Mark the plan's title, the note below it, and a bare 附件 above it, which only says that it was enclosed."""
    for k in range(at, stop):
        roles[k] = Kind.TITLE if lines[k].body else roles[k]
    for k in range(stop, min(stop + 12, len(lines))):
        own = _set_role(lines[k].body) if lines[k].body and roles[k] is None else None
        if lines[k].body and roles[k] is None and own is None:
            break
        roles[k] = own or roles[k]
    above = next((k for k in range(at - 1, -1, -1) if lines[k].body), None)
    if above is not None and re.fullmatch(r"附\s*件\s*[\d一]?\s*[：:]?", lines[above].body):
        roles[above] = Kind.NOISE
