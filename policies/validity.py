"""When a document is in force: from, until, for how long.

In: clean text. Out: the sentence's parts with their offsets. Guarantee: only what the document says of itself (本方案,
本办法, 自 … 施行), never the term of a permit or of another instrument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policies.dates import DATE, iso_duration, iso_of
from policies.numbering import CHINESE

_SELF = re.compile(
    r"""
    (?:^|(?<=[。；，\s）)]))
    (?:本|该|此)?(?:《[^》]{2,60}》)?[\u4e00-\u9fff（）、]{0,24}?
    自(?P<from>[^。；，自]{2,24}?)(?:起|之日起|)?
    (?:正式)?(?:施行|实施|执行|生效|实行)
    """,
    re.VERBOSE,
)
_UNTIL = re.compile(rf"有效期(?:限)?(?:延长|调整|延续)?(?:至|到)\s*(?P<until>{DATE.pattern})")
_LENGTH = re.compile(rf"有效期(?:限)?(?:为|是|：)?\s*(?P<length>(?:\d{{1,2}}|[{CHINESE}]{{1,3}})\s*(?:年|个月))")
_OWN = re.compile(
    r"(?:本|该)(?:[\u4e00-\u9fff]{0,6})(?:方案|办法|规定|细则|条例|意见|规划|计划|通知|措施|规则|制度|法|决定|标准|指南|政策"
    r"|预案|解释|规程|指引|基准|要点|行动|规范|批复|公告|令|章程|守则)"
    r"|^[\s（(]*(?:自|有效期)|现予公布|发布|公布"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and the clean offsets where it is said."""

    value: str
    start: int
    end: int


@dataclass(slots=True)
class Validity:
    """What the text says of its validity."""

    effective: Found | None = None
    expires: Found | None = None
    validity: Found | None = None
    validity_from: Found | None = None


def find_validity(text: str) -> Validity:
    """Read the validity; later sentences win, since it is stated at the end."""
    found = Validity()
    at = 0
    for sentence in text.split("。"):
        if ("自" in sentence or "有效期" in sentence) and _OWN.search(sentence):
            _read(sentence, at, found)
        at += len(sentence) + 1
    return found


def _read(sentence: str, offset: int, found: Validity) -> None:
    start = _SELF.search(sentence)
    event = ""
    if start:
        day = DATE.search(start["from"])
        value = iso_of(day) if day else None
        at = offset + start.start("from")
        if value and len(value) == 10:
            found.effective = Found(value, at, offset + start.end("from"))
        event = start["from"]
        event = event if day or event.endswith(("日", "后")) else f"{event}之日"
    until = _UNTIL.search(sentence)
    if until and (day := DATE.search(until["until"])) and (value := iso_of(day)):
        found.expires = Found(value, offset + until.start(), offset + until.end())
    length = _LENGTH.search(sentence)
    if length and (value := iso_duration(length["length"])):
        found.validity = Found(value, offset + length.start(), offset + length.end())
        if start:
            found.validity_from = Found(event, offset + start.start("from"), offset + start.end("from"))
