"""What kind of instrument a document is in the order of 立法法: law, regulation, rule, or none of them.

In: the metadata of a document. Out: an `Instrument`, None where issuer, number and title do not tell; diagnostics
where they contradict each other.
Guarantee: the issuer decides before the number, the number before the title; nothing is guessed from the contents. A
title ends in 条例 only for a regulation (《规章制定程序条例》第七条): it may stand in for an issuer that is not named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from policies import places
from policies.model import Diagnostic, Metadata


class Instrument(StrEnum):
    """The kinds of instruments, from the highest."""

    CONSTITUTION = "constitution"  # 宪法
    LAW = "law"  # 法律
    ADMINISTRATIVE_REGULATION = "administrativeRegulation"  # 行政法规
    LOCAL_REGULATION = "localRegulation"  # 地方性法规
    AUTONOMOUS_REGULATION = "autonomousRegulation"  # 自治条例、单行条例
    DEPARTMENT_RULE = "departmentRule"  # 部门规章
    LOCAL_RULE = "localRule"  # 地方政府规章
    NORMATIVE_DOCUMENT = "normativeDocument"  # 其他规范性文件
    JUDICIAL_INTERPRETATION = "judicialInterpretation"  # 司法解释


_CONGRESS = re.compile(r"人民代表大会|人大")
_COUNCIL = re.compile(r"^(?:中华人民共和国)?国务院$|^政务院$")
_COURTS = re.compile(r"最高人民法院|最高人民检察院")
_GOVERNMENT = re.compile(r"人民政府$|^政府$")
_ORDER = re.compile(r"令\s*[（(]?\s*(?:[〔\[（(]?\d{4}[〕\]）)]?\s*)?第")
_NUMBERED = re.compile(r"[〔［\[（(]\s*(?:19|20)\d\d\s*[〕］\])）]")
_PAPER = re.compile(
    r"(?:通知|意见|方案|规划|计划|要点|措施|批复|函|公告|通告|指南|预案|若干政策|行动)(?:（[^）]{1,20}）)?$"
)
_REGULATION = re.compile(r"条例(?:（[^）]{1,20}）)?$")
_NATIONAL_REGULATION = re.compile(r"(?:条例|规定|办法|细则)(?:（[^）]{1,20}）)?$")
_RULES = frozenset({Instrument.DEPARTMENT_RULE, Instrument.LOCAL_RULE})


def instrument_of(found: Metadata) -> Instrument | None:
    """The kind of instrument that a document is."""
    number, title = found.doc_number or "", found.title or ""
    if any(_COURTS.search(organ) for organ in found.issuers):
        return Instrument.JUDICIAL_INTERPRETATION
    if any(_CONGRESS.search(organ) for organ in found.issuers):
        return _of_congress(found, title)
    if any(_COUNCIL.search(organ) for organ in found.issuers):
        law_like = _ORDER.search(number) or (not _NUMBERED.search(number) and _NATIONAL_REGULATION.search(title))
        return Instrument.ADMINISTRATIVE_REGULATION if law_like else _paper(number, title)
    if _ORDER.search(number) and found.issuers:
        return _rule(found)
    if not found.issuers and _REGULATION.search(title) and found.level in {"provincial", "prefectural"}:
        return Instrument.LOCAL_REGULATION
    return _paper(number, title) or _of_department(found)


def _of_congress(found: Metadata, title: str) -> Instrument:
    if any(organ.startswith("全国") for organ in found.issuers):
        constitutional = re.fullmatch(r"(?:中华人民共和国)?宪法(?:修正案)?(?:（[^）]*）)?", title)
        return Instrument.CONSTITUTION if constitutional else Instrument.LAW
    if re.search(r"自治条例|单行条例", title):
        return Instrument.AUTONOMOUS_REGULATION
    return Instrument.LOCAL_REGULATION


def _rule(found: Metadata) -> Instrument | None:
    """An order (令): of a ministry, or of a government that may make rules; no other organ has them."""
    if any(_GOVERNMENT.search(organ) for organ in found.issuers):
        rules = found.level in {"provincial", "prefectural"}
        return Instrument.LOCAL_RULE if rules else Instrument.NORMATIVE_DOCUMENT if found.level == "county" else None
    return Instrument.DEPARTMENT_RULE if found.level in {"national", None} else None


def _paper(number: str, title: str) -> Instrument | None:
    is_paper = (_NUMBERED.search(number) and not _ORDER.search(number)) or (not number and _PAPER.search(title))
    return Instrument.NORMATIVE_DOCUMENT if is_paper else None


def _of_department(found: Metadata) -> Instrument | None:
    """A local department or office makes no rules, whatever the title."""
    local = found.issuers and found.level not in {"national", None}
    return Instrument.NORMATIVE_DOCUMENT if local and not any(map(_GOVERNMENT.search, found.issuers)) else None


def contradictions(found: Metadata) -> Iterator[Diagnostic]:
    """Where issuer, number and title speak of different kinds of instruments."""
    title, number = found.title or "", found.doc_number or ""
    kind = instrument_of(found)
    if kind in _RULES and _REGULATION.search(title):
        message = f"题名称“条例”，而“{found.issuers[0]}”只能制定规章或者规范性文件。"
        yield Diagnostic("S203", message, found.spans.get("title"))
    ordering = re.match(r"([\u4e00-\u9fff]{2,30}?)令", number)
    organ = ordering[1] if ordering and _ORDER.search(number) else ""
    if organ and found.issuers and not any(_same(organ, each) for each in found.issuers):
        message = f"文号“{number}”是“{organ}”的令，与发文机关“{found.issuers[0]}”不一致。"
        yield Diagnostic("S204", message, found.spans.get("doc_number"))


def _same(organ: str, issuer: str) -> bool:
    """Whether an order is an issuer's: the president signs laws, ministries published what 国务院 had approved."""
    one, other = (name.removeprefix("中华人民共和国") for name in (organ, issuer))
    if _COUNCIL.search(other):
        return places.place_of(organ) in {None, places.NATION}
    return one in other or other in one or (one == "主席" and other.startswith("全国人民代表大会"))
