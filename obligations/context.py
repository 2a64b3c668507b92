"""Where a paragraph stands: its unit, its headings, what they imply for the norms in it.

In: a document. Out: its paragraphs in order, each with a clean view and its context. Guarantee: nothing is decided
about the paragraph's own sentences here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from lark import Token

from obligations import chunks, words
from obligations.actor_chunks import MODALS
from obligations.clauses import Due
from obligations.deadlines import Period
from policies.model import Document, Kind, Provision, Span
from policies.navigate import leaves
from policies.view import View, clean

ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT})
BREAKS = frozenset({"COMMA", "SEMI", "STOP", "COLON"})
LISTED = ITEMS | {Kind.TIER2, Kind.TIER3, Kind.TIER4, Kind.TIER5}
REMEMBERED = 2**10  # headings that lead to one paragraph
_NORMATIVE = ("原则", "目标", "任务", "措施")  # 指导思想与基本原则 is a chapter with norms in it


class Paragraph(NamedTuple):
    """A leaf of prose in its context.

    Attributes:
        leaf: the provision.
        view: its clean characters; `tokens`: its words.
        path: the provisions above it, the root first.
        reason: why nothing in it is normative ("" when it may be).
        phase: the deadline its heading gives, in raw offsets, or None.
        in_statute: it stands in an article, and not in a point that is written like a plan.
        items: the raw span of the list items that follow its colon, or None.
    """

    leaf: Provision
    view: View
    tokens: list[Token]
    path: tuple[Provision, ...]
    reason: str
    phase: tuple[str, Span] | None
    in_statute: bool
    items: Span | None = None

    @property
    def unit(self) -> Provision:
        """The nearest labelled provision above, or the root."""
        return next((p for p in reversed(self.path) if p.label), self.path[0])

    @property
    def in_notice(self) -> bool:
        """It stands in the notice that forwards the plan."""
        return any(p.kind is Kind.FRONT for p in self.path)

    @property
    def is_item(self) -> bool:
        """It is an item of a list of an article."""
        return self.in_statute and any(p.kind in ITEMS for p in self.path)

    @property
    def at_length(self) -> bool:
        """It stands in a point of an article that is written like a plan."""
        return _at_length(self.path, self.view)

    @property
    def continues(self) -> bool:
        """It goes on with the sentence group before it (二是 after 一是)."""
        return self.path[-1].kind is Kind.INLINE

    def raw(self, start: int, end: int) -> Span:
        """Raw span of a range of the view."""
        return self.view.raw(start, end)


Cut = tuple[View, list[Token]]


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """All leaves of prose, in order."""
    period = document.metadata.period
    found = list(_prose(document))
    cuts = {leaf.eid: _cut(document, leaf) for leaf, _ in found}
    for leaf, path in found:
        view, tokens = cuts[leaf.eid]
        statute = any(p.kind is Kind.ARTICLE for p in path) and not _at_length(path, view)
        items = _items(document, view, leaf, path, cuts)
        yield Paragraph(leaf, view, tokens, path, _reason(path), _phase(document, path, period), statute, items)


def _prose(document: Document) -> Iterator[tuple[Provision, tuple[Provision, ...]]]:
    """The leaves of prose, each with the provisions above it."""
    stack: list[tuple[Provision, tuple[Provision, ...]]] = [(document.root, ())]
    while stack:
        node, path = stack.pop()
        if node.kind is Kind.PROSE:
            yield node, path
        above = (*path, node)
        stack += [(child, above) for child in reversed(node.children)]


def _cut(document: Document, leaf: Provision) -> Cut:
    view = clean(document.text, leaf.span)
    return view, words.lexer().tokens(view.text)


def _at_length(path: tuple[Provision, ...], view: View) -> bool:
    """A heading or sentences of its own."""
    point = next((p for p in path if p.kind in ITEMS), None)
    return point is not None and (bool(point.title) or view.text.count("。") > 1)


def _items(
    document: Document, view: View, leaf: Provision, path: tuple[Provision, ...], cuts: Mapping[str, Cut]
) -> Span | None:
    """The items of the list that a paragraph leads in with a colon; None when they are norms of their own."""
    if not view.text.endswith("："):
        return None
    following = [c for c in path[-1].children if c.span.start >= leaf.span.end and c.kind in LISTED]
    if not following:
        return None
    if any(item.title for item in following):
        return None
    if any(_tells(cuts[below.eid][1]) for item in following for below in leaves(item) if below.eid in cuts):
        return None
    span = Span(following[0].span.start, following[-1].span.end)
    return Span(span.start, span.start + len(document.quote(span).rstrip("。；，、 \n\t\u3000")))


def _tells(tokens: list[Token]) -> bool:
    """A modal word that no 的 turns into part of a noun (应当提交的其他材料)."""
    modal = False
    for token in tokens:
        if token.type in BREAKS:
            if modal:
                return True
        elif token.type in MODALS - {"MAY", "LET"}:  # 要求提供资料并有权复印 is still an item of 有权采取下列措施
            modal = True
        elif token.type == "DE":
            modal = False
    return modal


def _reason(path: tuple[Provision, ...]) -> str:
    return _reason_of(tuple([p.title for p in path if p.label and p.title]))


@lru_cache(REMEMBERED)
def _reason_of(titles: tuple[str, ...]) -> str:
    """Why nothing is normative below these headings: they stay the same for many paragraphs."""
    telling = [title for title in titles if len(title) < 30 and not any(m in title for m in _NORMATIVE)]
    return next((reason for marks, reason in _sections() for title in telling if any(m in title for m in marks)), "")


@cache
def _sections() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((s.words, s.reason) for s in words.sections())


def _phase(document: Document, path: tuple[Provision, ...], period: Period | None) -> tuple[str, Span] | None:
    """The period a heading gives to all below it: （一）动员阶段（2030年4月—6月）."""
    for provision in reversed(path):
        if provision.label and provision.children and re.search(r"\d", provision.title):
            found = _heading_deadline(document, provision.children[0], period)
            if found:
                return found
    return None


def _heading_deadline(document: Document, heading: Provision, period: Period | None) -> tuple[str, Span] | None:
    view = clean(document.text, heading.span)
    label = re.match(r"[（(]?[\d一二三四五六七八九十]+[）)]?[、.．]?", view.text)
    offset = label.end() if label else 0
    for due in deadlines_of(view.text[offset:], period):
        return due.value, view.raw(offset + due.start, offset + due.end)
    return None


def deadlines_of(text: str, period: Period | None) -> list[Due]:
    """The deadlines named in a piece of clean text, brackets opened."""
    opened = re.sub("[（）()]", "，", text)
    tokens = words.lexer().tokens(opened)
    found: list[Due] = []
    clause: list[Token] = []
    for token in [*tokens, None]:
        if token is None or token.type == "COMMA":
            read = chunks.chunk(clause, period) if clause else chunks.Chunks()
            found += [
                Due(read.deadlines[t.start_pos or 0], t.start_pos or 0, t.end_pos or 0)
                for t in read.tokens
                if t.type == "DEADLINE"
            ]
            clause = []
        else:
            clause.append(token)
    return found
