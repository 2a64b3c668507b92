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

_CODE = {kind: kind.value for kind in Kind} | {
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
_HEADS_ARTICLES = Family.ARTICLE - 0.5
_LISTED = frozenset({Kind.POINT, Kind.SUBPOINT, Kind.TIER1, Kind.TIER2, Kind.TIER3, Kind.TIER4, Kind.TIER5})
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
    value: int = 0
    family: Family | None = None
    heads: bool = False
    children: list[Provision] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    last: dict[Family, int] = field(default_factory=dict)


class TreeBuilder:
    """Collects the tree of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.stack = [_Open(Kind.DOCUMENT, "document", "", -1, 0)]
        self.eids: set[str] = {"document"}
        self.repeats: Counter[str] = Counter()
        self.diagnostics: list[Diagnostic] = []
        self.units = 0
        self.last: dict[Family, int] = {}  # the last number of every family, wherever it stood
        self.articles_below_tier1 = False

    def open_zone(self, kind: Kind, start: int) -> None:
        """Open FRONT or BODY."""
        self._close_to(_ZONE)
        self._gap(start)
        self._forget()
        prefix = "front__" if kind is Kind.FRONT else ""
        self.stack.append(_Open(kind, self._unique(kind.value), prefix, _ZONE, start))

    def _forget(self) -> None:
        self.last.clear()
        self.articles_below_tier1 = False

    def open_unit(self, tag: Label, start: int, title: str, *, heads: bool = False) -> None:
        """Open a labelled unit; `heads` says that its line is nothing but a heading."""
        rank = self._rank(tag)
        self._close_to(rank)
        if rank > _PARAGRAPH and self.stack[-1].kind is Kind.ARTICLE:
            self._open_paragraph(start)
        self._gap(start)
        parent = self.stack[-1]
        self._check_sequence(tag, parent, start)
        kind = self._unit_kind(tag.family)
        eid = self._unique(f"{parent.prefix}{_CODE[kind]}_{self._value(tag, parent)}")
        number = f"{parent.number}/{tag.text}" if parent.number else tag.text
        node = _Open(kind, eid, f"{eid}__", rank, start, tag.text, number, title, tag.value, tag.family, heads)
        self.stack.append(node)
        self.units += 1

    def _rank(self, tag: Label) -> float:
        """The rank of a unit; 一、 ranks above articles where it heads them, as in judicial interpretations."""
        if tag.family is Family.ANNEX:
            self._forget()
            return _ZONE
        if tag.family is Family.ARTICLE and self.stack[-1].family is Family.TIER1 and self.stack[-1].heads:
            self.articles_below_tier1 = True
            self.stack[-1].rank = _HEADS_ARTICLES
        if tag.family is Family.TIER1 and self.articles_below_tier1 and tag.value == self.last.get(tag.family, 0) + 1:
            return _HEADS_ARTICLES
        return float(tag.family)

    def _value(self, tag: Label, parent: _Open) -> str:
        if tag.family is Family.ANNEX:
            parent.counts["annex"] += 1
            return str(parent.counts["annex"])
        return f"{tag.value}-{tag.suffix}" if tag.suffix else str(tag.value)

    def _check_sequence(self, tag: Label, parent: _Open, start: int) -> None:
        """Report a number that does not follow the one before it."""
        before = max(parent.last.get(tag.family, 0), self.last.get(tag.family, 0) if tag.value > 1 else 0)
        if tag.family is not Family.ANNEX and before and tag.value not in (1, before, before + 1):
            at = Span(start, start + len(tag.text))
            self.diagnostics.append(Diagnostic("S102", f"编号不连续：{tag.text}之前的编号是 {before}。", at))
        parent.last[tag.family] = self.last[tag.family] = tag.value

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

    def in_article(self, tag: Label | None = None) -> bool:
        """An article is open, and stays open when a unit with that label begins."""
        rank = self._rank(tag) if tag else Family.INLINE
        return rank > Family.ARTICLE and any(node.kind is Kind.ARTICLE for node in self.stack)

    def awaits_title(self) -> bool:
        """An annex is open that has neither title nor text yet."""
        node = self.stack[-1]
        return node.kind is Kind.ANNEX and not node.title and len(node.children) == 1

    def leave_units(self) -> None:
        """Close everything but the zone."""
        while len(self.stack) > 2:
            self._pop()

    def leave_finished_items(self, following: Label | None) -> None:
        """Close the untitled items of a list whose last item this was, as the label that follows shows."""
        while (node := self.stack[-1]).kind in _LISTED and not node.title and node.family is not None:
            deeper = following is not None and following.family > node.family
            sibling = following is not None and following.family is node.family and following.value == node.value + 1
            if deeper or sibling:
                return
            self._pop()
            if self.stack[-1].kind is Kind.PARAGRAPH:
                self._pop()

    def prose(self, start: int, end: int) -> None:
        """Add text to the open unit; directly in an article, as its first paragraph."""
        if self.stack[-1].kind is Kind.ARTICLE:
            self._open_paragraph(start)
        self.leaf(Kind.PROSE, start, end)

    def end_paragraph(self) -> None:
        """Close the paragraph of an article, so that the text that comes next is one of its own."""
        if self.stack[-1].kind is Kind.PARAGRAPH:
            self._pop()

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
            self._pop()

    def _pop(self) -> None:
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
        code = _CODE[kind]
        parent.counts[code] += 1
        eid = self._unique(f"{parent.prefix}{code}_{parent.counts[code]}")
        parent.children.append(Provision(eid, kind, Span(start, end)))
        self.at = end

    def _unique(self, eid: str) -> str:
        if eid not in self.eids:
            self.eids.add(eid)
            return eid
        self.repeats[eid] += 1
        return self._unique(f"{eid}~{self.repeats[eid] + 1}")
