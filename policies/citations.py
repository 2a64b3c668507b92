"""Instruments named in a text: 《…》 and the document number behind it; short names it gives them; what it quotes.

In: the raw text. Out: `Citation` values in text order; short name -> title; the spans of quotations. Guarantee: nested
titles (《…〈…〉…》, 《…《…》…》) are one citation; white space and line breaks inside a title are left out of it;
titles longer than 120 characters are none. References to single provisions have a grammar, and are found in
`obligations/references.py`.
"""

from __future__ import annotations

import re

from policies.model import Citation, Span

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{1,120}》){1,160}?)》")
_NUMBER = re.compile(
    r"\s*[（(]\s*((?:(?!以下)[^（）()〔〕［］\[\]，。；\s]){1,16}?\s*[〔［\[（(]\s*(?:19|20)\d\d\s*[〕］\])）]\s*第?\s*\d{1,5}\s*号"
    r"|[^（）()，。；\s]{2,30}?令[^（）()，。；]{0,8}?第\s*[\d一二三四五六七八九十百零〇]{1,5}\s*号"
    r"|(?:GB|DB|HJ|DZ|AQ|TD|LY)[/TZ\d\s.—–-]{3,24})"
)


def find(text: str) -> tuple[Citation, ...]:
    """The citations of a text."""
    return tuple(_citation(text, match) for match in _TITLE.finditer(text))


def _citation(text: str, match: re.Match[str]) -> Citation:
    number = _NUMBER.match(text, match.end())
    end = number.end() if number else match.end()
    title = "".join(match[1].split())
    return Citation(title, "".join(number[1].split()) if number else None, Span(match.start(), end))


# 《某某市绿化管理条例》（以下简称《条例》）; （以下统称“管理办法”）
_SHORT = re.compile(
    r"[^《》。；]{0,40}?以下(?:统一|合并)?[简统]称(?:为)?[：:]?\s*[《“\"]?([^《》“”\"（）()，。、；]{1,30})"
)
# what opens a quotation of several paragraphs: 修改为：“第八条 …
_QUOTED_AT_LENGTH = re.compile(r"(?:修改为|改为|如下|增加.{0,40}|作为.{0,40})[：:，]?\s*$|[：:]\s*$")
_LONGEST_QUOTE = 5000


def aliases(text: str) -> dict[str, str]:
    """The short names that a text gives to instruments: {"条例": "某某市绿化管理条例"}; one given twice is none."""
    found: dict[str, set[str]] = {}
    for match in _TITLE.finditer(text):
        short = _SHORT.match(text, match.end()) if text[match.end() : match.end() + 1] in ("（", "(") else None
        if short:
            found.setdefault("".join(short[1].split()), set()).add("".join(match[1].split()))
    return {short: titles.pop() for short, titles in found.items() if len(titles) == 1}


def quotations(text: str) -> tuple[Span, ...]:
    """What a text quotes between “ and ”; over several paragraphs only where words before it lead in a quotation."""
    found: list[Span] = []
    depth = start = 0
    for match in re.finditer("[“”]", text):
        if match[0] == "“":
            if depth and _goes_on(text, start, match.start()):
                continue
            if depth and "\n" in text[start : match.start()] and not _leads_in(text, start):
                depth = 0  # the one before was never closed
            start = match.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth and _is_quotation(text, start, match.end()):
                found.append(Span(start, match.end()))
    return tuple(found)


def _is_quotation(text: str, start: int, end: int) -> bool:
    if "\n" not in text[start:end]:
        return True
    return end - start <= _LONGEST_QUOTE and _leads_in(text, start)


def _goes_on(text: str, start: int, at: int) -> bool:
    """Each paragraph of a long quotation begins with “ of its own; only the last is closed."""
    return _leads_in(text, start) and text[text.rfind("\n", 0, at) + 1 : at].strip() == ""


def _leads_in(text: str, start: int) -> bool:
    return _QUOTED_AT_LENGTH.search(text[max(0, start - 60) : start]) is not None
