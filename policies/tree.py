"""Builds the tree of a document from units and leaves given in order.

In: calls in text order (`open_zone`, `open_unit`, `leaf`, `prose`, ...). Out: the root `Provision`. Guarantee: every
character lands in one leaf (gaps become BLANK or NOISE leaves beside the units they separate); eids are unique; no
recursion; a unit closes every open unit of its own or a lower rank.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from policies.model import Diagnostic, Kind, Provision, Span
from policies.numbering import KIND, Family, Label

_CODE = {
    Kind.ANNEX: "annex",
    Kind.PART: "part",
    Kind.CHAPTER: "chp",
    Kind.SECTION: "sec",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.PROSE: "p",
    Kind.TABLE: "tbl",
    Kind.DOC_NUMBER: "docnum",
    Kind.ADDRESSEES: "addr",
    Kind.SIGNATURE: "sig",
    Kind.CONTENTS: "toc",
}
_ZONE = 0
_PARAGRAPH = Family.ARTICLE + 0.5
_POINT = {Family.TIER1: Kind.POINT, Family.TIER2: Kind.POINT}


@dataclass(slots=True)
class _Open:
    """A container being filled."""

    kind: Kind
    eid: str
    prefix: str
    rank: float
    start: int
    label: str = ""
    number: str = ""
    title: str = ""
    children: list[Provision] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class TreeBuilder:
    """Collects the tree of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.stack = [_Open(Kind.DOCUMENT, "document", "", -1, 0)]
        self.eids: set[str] = {"document"}
        self.diagnostics: list[Diagnostic] = []

    def open_zone(self, kind: Kind, start: int) -> None:
        """Open FRONT or BODY."""
        self._close_to(_ZONE)
        self._gap(start)
        prefix = "front__" if kind is Kind.FRONT else ""
        self.stack.append(_Open(kind, self._unique(kind.value), prefix, _ZONE, start))

    def open_unit(self, tag: Label, start: int, title: str) -> None:
        """Open a labelled unit."""
        annex = tag.family is Family.ANNEX
        rank = _ZONE if annex else float(tag.family)
        if self.in_article() and tag.family > Family.ARTICLE and self.stack[-1].kind is Kind.ARTICLE:
            self._open_paragraph(start)
        self._close_to(rank)
        self._gap(start)
        kind = self._unit_kind(tag.family)
        parent = self.stack[-1]
        if annex:
            parent.counts["annex"] += 1
        value = str(parent.counts["annex"]) if annex else f"{tag.value}-{tag.suffix}" if tag.suffix else str(tag.value)
        eid = self._unique(f"{parent.prefix}{_code(kind)}_{value}")
        number = f"{parent.number}/{tag.text}" if parent.number else tag.text
        self.stack.append(_Open(kind, eid, f"{eid}__", rank, start, tag.text, number, title))

    def open_inline(self, label: str, value: int, start: int) -> None:
        """Open an inline item below the current unit."""
        if self.stack[-1].kind is Kind.ARTICLE:
            self._open_paragraph(start)
        self._gap(start)
        parent = self.stack[-1]
        eid = self._unique(f"{parent.prefix}inline_{value}")
        number = f"{parent.number}/{label}" if parent.number else label
        self.stack.append(_Open(Kind.INLINE, eid, f"{eid}__", Family.INLINE, start, label, number))

    def close_inline(self) -> None:
        """Close the inline item."""
        self._close_to(Family.INLINE)

    def name(self, title: str) -> None:
        """Give the open unit a title."""
        self.stack[-1].title = title

    def in_article(self) -> bool:
        """An article is open."""
        return any(node.kind is Kind.ARTICLE for node in self.stack)

    def prose(self, start: int, end: int) -> None:
        """Add text to the open unit; in an article, as a paragraph of its own."""
        if self.stack[-1].kind is Kind.ARTICLE:
            self._open_paragraph(start)
        self.leaf(Kind.PROSE, start, end)

    def leaf(self, kind: Kind, start: int, end: int) -> None:
        """Add a leaf to the open unit."""
        if start >= end:
            return
        self._gap(start)
        self._add(kind, start, end)

    def finish(self) -> Provision:
        """Close everything; the root."""
        self._close_to(_ZONE)
        self._gap(len(self.text))
        return self._provision(self.stack[0])

    def _unit_kind(self, family: Family) -> Kind:
        if family > Family.ARTICLE and self.in_article():
            outer = self.stack[-1].kind
            return _POINT.get(family, Kind.SUBPOINT) if outer is not Kind.POINT else Kind.SUBPOINT
        return KIND[family]

    def _open_paragraph(self, start: int) -> None:
        self._gap(start)
        article = self.stack[-1]
        article.counts["para"] += 1
        eid = self._unique(f"{article.prefix}para_{article.counts['para']}")
        self.stack.append(_Open(Kind.PARAGRAPH, eid, f"{eid}__", _PARAGRAPH, start, "", article.number))

    def _close_to(self, rank: float) -> None:
        while self.stack[-1].rank >= rank and len(self.stack) > 1:
            node = self.stack.pop()
            self.stack[-1].children.append(self._provision(node))

    def _provision(self, node: _Open) -> Provision:
        end = node.children[-1].span.end if node.children else node.start
        number = node.number if node.label else ""
        return Provision(
            node.eid, node.kind, Span(node.start, end), node.label, number, node.title, tuple(node.children)
        )

    def _gap(self, start: int) -> None:
        if start > self.at:
            kind = Kind.BLANK if self.text[self.at : start].isspace() else Kind.NOISE
            self._add(kind, self.at, start)

    def _add(self, kind: Kind, start: int, end: int) -> None:
        parent = self.stack[-1]
        code = _code(kind)
        parent.counts[code] += 1
        eid = self._unique(f"{parent.prefix}{code}_{parent.counts[code]}")
        parent.children.append(Provision(eid, kind, Span(start, end)))
        self.at = end

    def _unique(self, eid: str) -> str:
        unique, n = eid, 1
        while unique in self.eids:
            n += 1
            unique = f"{eid}~{n}"
        self.eids.add(unique)
        return unique


def _code(kind: Kind) -> str:
    return _CODE.get(kind, kind.value)
