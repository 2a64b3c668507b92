"""Issuing organs: from letterhead, signature, note of adoption, or title.

In: printed names. Out: one organ each. Guarantee: names broken over lines are joined, names in columns are parted;
a congress is named without its term and session.
"""

from __future__ import annotations

import re

from policies import places, wording

_COLUMNS = re.compile(r"[ \t]{2,}|[\u3000]+|\t")
_NUMERAL = r"[\d一二三四五六七八九十百零〇]+"
# 2021年4月29日 新乡市人民代表大会常务委员会第二十一次会议通过 (the term 第十三届 taken out before)
_PASSED = re.compile(
    rf"""
    日[，,\s\u3000]*(?:经|由)?
    (?P<organ>[\u4e00-\u9fff、]{{2,60}}?)
    (?:第?{_NUMERAL}次[\u4e00-\u9fff]{{0,16}})?(?:会议)?(?:审议|讨论)?
    (?:令)?(?:[（(]?第?{_NUMERAL}号[）)]?)?
    (?:通过|公布|发布|颁布|批准|制定|修订|印发)
    """,
    re.VERBOSE,
)
# 2012年10月12日国土资源部第55号令公布
_ORDERED = re.compile(rf"日[，,\s\u3000]*(?P<organ>[\u4e00-\u9fff、]{{2,40}}?)(?:令)?第?{_NUMERAL}号(?:令|公告)")
_TERM = re.compile(r"第?[一二三四五六七八九十百\d]+届")
_CONGRESS = re.compile(r"(人民代表大会常务?委员会|人民代表大会|人大常委会|人大).*$")
# the part of an organ that met: 国务院常务会议, 最高人民法院审判委员会
_PARTS = re.compile(
    r"审判委员会|检察委员会|(?<=国务院)(?:常务)?会议?"
    r"|(?:局长|部长|主任|行长|署长|部务|署务|局务|委务|室务)?办公会?(?:议)?$|(?:部务|局务|委务)(?:会议?)?$"
)
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,4}省?(?:监管局|税务局|监管分局|办事处|分局)$|管理委员会|委员会|总局")
_FRAGMENT = 14  # longest second half of a broken name
_TITLE = re.compile(
    r"(?P<organs>[\u4e00-\u9fff\s\u3000、]{2,60}?)(?:等\s*\d+\s*(?:部门|单位|部委)?)?\s*(?:关于|印发|转发)"
)


def signed(lines: list[str]) -> list[str]:
    """The organs of a signature block or letterhead, given as printed lines."""
    names = [name for line in lines for name in _names(line)]
    found: list[str] = []
    pending = ""
    for at, name in enumerate(names):
        if wording.is_signatory(name) or wording.is_date_line(name) or name == "文件":
            continue
        if pending and not _continues(pending, name):
            found.append(pending)
            pending = ""
        pending += name
        following = names[at + 1] if at + 1 < len(names) else ""
        if wording.is_organ(pending) and not _fragment(following):
            found.append(pending)
            pending = ""
    if pending and wording.is_organ(pending):
        found.append(pending)
    return found


def _apart(name: str) -> list[str]:
    """Organs printed without a mark between them: 甲市民政局甲市财政局, 国土资源部国家税务总局."""
    place = places.place_of(name)
    start = "国家|中国|全国|最高|中共" if place is None or place == places.NATION else re.escape(place.name)
    parts = re.split(rf"(?<=[部局委厅院署会室府])(?={start})", name)
    return parts if all(wording.is_organ(part) for part in parts) else [name]


def _names(line: str) -> list[str]:
    """The names on a line: in columns, or one after the other, or one spaced out (中 央 网 信 办)."""
    columns = [name.strip() for name in _COLUMNS.split(line.strip()) if name.strip()]
    found: list[str] = []
    for column in columns:
        words = column.split()
        apart = len(words) > 1 and all(wording.is_organ(word) for word in words)
        found.extend(words if apart else ["".join(words)])
    return found


def _continues(pending: str, name: str) -> bool:
    return not wording.is_organ(pending) or _fragment(name)


def _fragment(name: str) -> bool:
    """The second half of a broken name: a branch office without the name of its head office."""
    return len(name) <= _FRAGMENT and _BRANCH.match(name) is not None


def passed(note: str) -> list[str]:
    """The organs that adopted a statute, from its note of adoption."""
    match = _PASSED.search(_TERM.sub("", note)) or _ORDERED.search(note)
    if match is None:
        return []
    organs = (_PARTS.sub("", organ).removesuffix("令") for organ in match["organ"].split("、"))
    return [_CONGRESS.sub(r"\1", organ) for organ in organs if organ]


def ordered(heading: str) -> list[str]:
    """The organ of an order: 广东省人民政府令, 中国人民银行令〔2024〕第6号."""
    match = re.match(r"([\u4e00-\u9fff]{2,40}?)令(?:\s*[〔（(\[第]|\s*\n|$)", heading.strip())
    return [match[1]] if match and wording.is_organ(match[1]) else []


def titled(title: str) -> list[str]:
    """The organs a title opens with: 国务院办公厅关于…"""
    match = _TITLE.match(title)
    if match is None:
        return []
    names = [n for n in re.split(r"[\s\u3000、]+", match["organs"]) if n]
    return [part for n in names for part in _apart(n)] if all(wording.is_organ(n) for n in names) else []
