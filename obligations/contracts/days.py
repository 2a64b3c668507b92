"""The days of a contract: those printed, the signing date, how long it holds.

In: a document with its clauses. Out: `Moment`s and `Term`s. Guarantee: a day that no calendar has (2023年2月30日) is
a moment without a day; years and months without a day are no moments; a date in the title or number of an instrument
is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from obligations.contracts.clauses import clause_at
from obligations.contracts.model import Clause, Moment, Term
from obligations.contracts.words import saying
from obligations.numerals import number_or_none
from policies.dates import DATE, iso_of
from policies.model import Document, Span
from policies.numbering import CHINESE

COUNT = rf"(?P<count>(?<!\d)\d{{1,3}}|[{CHINESE}]{{1,4}}|[零壹贰叁肆伍陆柒捌玖拾]{{1,4}})"
LENGTH = rf"{COUNT}\s*(?:[（(]\s*\d{{1,3}}\s*[）)])?\s*(?P<unit>年|个月)"
SPELLED = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
TERM = re.compile(rf"(?:年限|期限|年期|有效期|租期|期)[^。；\n]{{0,12}}?(?:为|是|：|:|共|计)?\s*{LENGTH}")
DAY = re.sub("[?]P<[a-z]+>", "?:", DATE.pattern)
FROM_TO = re.compile(
    rf"(?:[自从]|[（(，,：:为即])\s*(?P<first>{DAY})[^。；\n]{{0,4}}?起?[，,]?\s*(?:至|到)\s*(?P<last>{DAY})"
)
FIGURES = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)([-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d.])"
)  # 2025-02-28
ELSEWHERE = r"之日|了|的?原|的?《[^》\n]*》[^。\n]{0,40}原合同"  # another contract's day
HISTORY = re.compile("许可证|证书|执照|原合同|上一|批复")  # a term of something else


def dates(document: Document, clauses: Sequence[Clause]) -> tuple[Moment, ...]:
    """All days printed."""
    titles = [each.span for each in document.citations]
    found = []
    printed = [*DATE.finditer(document.text), *FIGURES.finditer(document.text)]
    for match in sorted(printed, key=lambda each: each.start()):
        quoted = any(span.start <= match.start() < span.end for span in titles)
        if match["day"] is not None and not quoted:
            clause = clause_at(clauses, match.start())
            found.append(Moment(_day(match), Span(match.start(), match.end()), clause.eid if clause else ""))
    return tuple(found)


def _day(match: re.Match[str]) -> str:
    try:
        return iso_of(match) or ""
    except ValueError:
        return ""


def signed(document: Document, found: Sequence[Moment]) -> Moment | None:
    """The signing date: the day behind 签订日期 or 于……签订, else the last line of the text when it is a date alone."""
    words = "|".join(sorted(saying("signing"), key=len, reverse=True))
    before = re.compile(rf"(?:{words})\s*[：:为]?\s*$")
    after = re.compile(rf"\s*(?:[，,]?在[^，。；\n]{{1,20}})?(?:签订|签署|订立)(?!{ELSEWHERE})")
    told: list[Moment] = []
    for each in found:
        lead = document.text[max(0, each.span.start - 16) : each.span.start].rpartition("\n")[2]
        if before.search(lead) or after.match(document.text, each.span.end):
            told.append(each)
    if told:
        return told[-1]
    last = found[-1] if found else None
    if last and document.text[last.span.end :].strip(" \t\u3000\n。") == "" and _begins_line(document.text, last):
        return last
    return None


def _begins_line(text: str, moment: Moment) -> bool:
    """Whether its line holds nothing but days: both sides may have put one."""
    line = text[text.rfind("\n", 0, moment.span.start) + 1 : moment.span.start]
    return not DATE.sub("", line).strip()


def terms(document: Document, found: Sequence[Moment], clauses: Sequence[Clause]) -> tuple[Term, ...]:
    """The terms that the contract tells, its own with their length: sentences with two days."""
    days = {each.span.start: each for each in found}
    told = []
    for start, end in _sentences(document.text):
        words = document.text[start:end]
        span = FROM_TO.search(words)
        length = TERM.search(words)
        if span is None:
            continue
        if HISTORY.search(words[: span.start()]):  # a term of something else: no length of this contract
            length = None
        pair = [days.get(start + span.start(name)) for name in ("first", "last")]
        clause = clause_at(clauses, start)
        told.append(Term(pair[0], pair[1], _length(length), Span(start, end), clause.eid if clause else ""))
    return tuple(told)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in re.finditer(r"[。；\n]|$", text):
        lead = len(text[start : mark.start()]) - len(text[start : mark.start()].lstrip())
        if text[start : mark.start()].strip():
            yield start + lead, mark.start()
        start = mark.end()


def _length(match: re.Match[str] | None) -> str | None:
    count = number_or_none(match["count"].translate(SPELLED)) if match else None
    return f"P{count}{'Y' if match['unit'] == '年' else 'M'}" if match and count else None
