"""The organs that a contract names and that are no more.

In: the text of a contract. Out: for each such organ its places, and how it is named. Guarantee: titles of instruments
and what is said to be former (原国土资源局) are left out; 文化和旅游局 is no 旅游局; an organ that kept its name
after a part of its competence went elsewhere (民政局) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from engine.successors import Succession, succeeded, table
from obligations import words
from obligations.model import Fact
from policies.model import Document, Span

LOOSE = ("部门", "机关")  # 环保部门: how people say it
SHORT = 6  # 建设管理部门 may be the end of other words, 环境保护主管部门 is not
# Characters after which the name of an organ may begin.
OPENS = re.compile(r"(?:^|[^\u4e00-\u9fff]|[省市县区州盟旗国家级府由向经报请在及或与、当被的])$")
FORMER = re.compile("(?:原|原属|前身为)[\u4e00-\u9fff]{0,12}$")


@dataclass(frozen=True, slots=True)
class Named:
    """An organ that is no more, where the contract names it; `how`: formal, loose, split."""

    organ: str
    how: str
    span: Span


def former(document: Document) -> Iterator[Named]:
    """The former organs that a text names, in the order of the text."""
    quoted = [each.span for each in document.citations]
    for match in _names().finditer(document.text):
        before = document.text[max(0, match.start() - 16) : match.start()]
        inside = any(span.start <= match.start() < span.end for span in quoted)
        begins = len(match[0]) > SHORT or OPENS.search(before)
        if inside or FORMER.search(before) or not begins or _is_of_another(match[0], before):
            continue
        how = _how(match[0])
        if how:
            yield Named(match[0], how, Span(match.start(), match.end()))


def transfers(organ: str, place: str) -> list[Fact]:
    """Who has the competence of an organ, and since when."""
    return succeeded([organ], place)


@cache
def _names() -> re.Pattern[str]:
    found = {field + ending for row in table() if not row.kept for field in row.fields for ending in row.endings}
    found |= {former for row in table() for former, _ in row.organs}
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))


@cache
def _how(organ: str) -> str:
    rows: list[Succession] = [row for row in table() if row.heir(organ) is not None or row.place]
    fitting = [row for row in rows if row.heir(organ, row.place) is not None]
    if not fitting:
        return ""
    if all(row.share for row in fitting):
        return "split"
    bare = organ.endswith(LOOSE) and not organ.endswith(("主管部门", "行政部门", "管理部门", "监督管理部门"))
    return "loose" if bare else "formal"


def _is_of_another(name: str, before: str) -> bool:
    """Whether the name is the end of the name of another organ: 文化和|旅游局, 城乡|建设局."""
    whole = before[-8:] + name
    at = len(before[-8:])
    return any(
        whole.find(other) >= 0 and whole.find(other) < at < whole.find(other) + len(other) for other in _competences()
    )


@cache
def _competences() -> frozenset[str]:
    known = {word for word, kind in words.classes().items() if kind == "DOMAIN"}
    return frozenset(known | {row.successor for row in table()} | {field for row in table() for field in row.fields})
