"""Numbered articles: found without gap or repeat?

In: a document. Out: the articles its tree has, against those its text prints. Guarantee: what the text prints is looked
for by a pattern of its own, at the start of a line and behind the end of a sentence, not by the reader's code; a number
that the text itself skips, repeats or does not begin with is the text's, and is listed as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policies.addresses import number_of
from policies.model import Document, Kind, Provision
from policies.navigate import walk
from policies.numbering import value

BOUND = 0.995
_N = "[零〇一二三四五六七八九十百千0-9]+"
_REFERS = r"之|第|规定|所|的|至|到|或|及|以及|和|与|中|[、，。；）》”款项]"  # 第八条规定的…: a sentence, no article
_PRINTED = re.compile(rf"(?:^[\s#*\u3000]*|[。；][ \u3000]*)第\s?({_N})\s?条(?:之({_N}))?(?!{_REFERS})", re.MULTILINE)
Number = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What one document has.

    Attributes:
        name: of the file.
        read: articles of the tree; printed: those of the text.
        faults: of the reader; quirks: of the text; a sentence each.
    """

    name: str
    read: int
    printed: int
    faults: tuple[str, ...]
    quirks: tuple[str, ...]


def measure(document: Document, path: Path, corpus: Path) -> Found:
    """Compare one document."""
    articles = [node for node in walk(document.root) if node.kind is Kind.ARTICLE]
    printed = [_number(match) for match in _PRINTED.finditer(document.text)]
    faults, quirks = [], []
    for zone in zones(document, articles):
        numbers = [number_of(article) for article in zone]
        after = (numbers[-1][0] + 1, 0)
        if after in printed:
            faults.append(f"{_told(after)} is printed, not read")
        for told, missing in breaks(numbers):
            if any(number in printed for number in missing):
                faults.append(told)
            else:
                quirks.append(f"{told}, as the text prints it")
    if printed and not articles:
        faults.append(f"{len(printed)} articles printed, none read")
    return Found(path.name, len(articles), len(printed), tuple(faults), tuple(quirks))


def _number(match: re.Match[str]) -> Number:
    return value(match[1]), value(match[2]) if match[2] else 0


def zones(document: Document, articles: list[Provision]) -> Iterator[list[Provision]]:
    """The articles of body and annexes apart, each series that begins anew with 1 on its own."""
    for zone in document.root.children:
        series: list[Provision] = []
        for article in articles:
            if zone.span.start <= article.span.start < zone.span.end:
                if series and number_of(article) == (1, 0):
                    yield series
                    series = []
                series.append(article)
        if series:
            yield series


def breaks(numbers: list[Number]) -> Iterator[tuple[str, list[Number]]]:
    """Where a series does not go on with the next number: what is wrong, and the numbers that would be right."""
    last = (0, 0)
    for number in numbers:
        following = [(last[0] + 1, 0), (last[0], last[1] + 1 if last[1] else 1), (last[0], 2)]
        if number not in following:
            kind = "repeats" if number == last else "follows" if number > last else "goes back to"
            missing = [(n, 0) for n in range(last[0] + 1, number[0])]
            yield f"{_told(number)} {kind} {_told(last)}", missing
        last = number


def _told(number: Number) -> str:
    if number == (0, 0):
        return "the beginning"
    return f"article {number[0]}" + (f"-{number[1]}" if number[1] else "")


def report(found: list[Found], listed: list[str]) -> float:
    """Print the figures; the share of the documents with articles whose articles are found as the text prints them."""
    having = [each for each in found if each.read or each.printed]
    faulty = [each for each in having if each.faults]
    quirky = [each for each in having if each.quirks and not each.faults]
    print(f"documents with articles: {len(having):,}; articles read: {sum(each.read for each in having):,}")
    print(f"without gap or repeat: {len(having) - len(faulty) - len(quirky):,}")
    print(f"with a gap that the text prints: {len(quirky):,}")
    for each in quirky:
        print(f"  {each.name}: {'; '.join(each.quirks)}")
    print(f"with a fault of the reader: {len(faulty):,}")
    for each in faulty:
        print(f"  {each.name}: {'; '.join(each.faults)}")
    listed += [f"articles: {each.name}: {fault}" for each in having for fault in (*each.faults, *each.quirks)]
    return 1 - len(faulty) / max(1, len(having))
