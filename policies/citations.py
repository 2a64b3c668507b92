"""Instruments named in a text: 《…》 and the document number behind it.

In: the raw text. Out: `Citation` values in text order. Guarantee: nested titles (《…〈…〉…》, 《…《…》…》) are one
citation; white space and line breaks inside a title are left out of it; titles longer than 120 characters are none.
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
