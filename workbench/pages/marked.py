"""A document's text with its statements marked, as HTML.

In: a document and what was read of it. Out: HTML in which every character of the text stands once, in order, escaped.
Guarantee: the text content of the result is `Document.text`, so that an offset counted in the browser is an offset of
the text; each stretch is a link to the narrowest statement that covers it, and names all of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from obligations.model import Coverage
from policies.model import LEAVES, Kind
from workbench.rendering import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from obligations.model import Extraction, Statement
    from policies.model import Document, Provision
    from workbench.messages import Messages

LINK = Markup(
    '<a class="s {kind}" href="?statement={id}" data-emit="statement" data-value="{id}" data-of="{all}" {told}>'
    "{words}</a>"
)
HEADINGS = {Kind.TITLE: "title", Kind.HEADING: "heading-leaf"}


FIRST = 12_000  # characters that are seen first; more of a long document follows once it is open


def marked(document: Document, extraction: Extraction, messages: Messages) -> tuple[Markup, Markup]:
    """The text in two parts: what is seen first, and the rest."""
    ink = _Ink(document.text, extraction, messages)
    parts: tuple[list[Markup], list[Markup]] = ([], [])
    for leaf, ids in _leaves(document.root):
        parts[leaf.span.start >= FIRST].append(_leaf(leaf, ids, ink))
    first, rest = (Markup("").join(part) for part in parts)
    return first, rest


def _leaves(provision: Provision, ids: tuple[str, ...] = ()) -> Iterator[tuple[Provision, tuple[str, ...]]]:
    """The leaves with the `eid`s that begin there."""
    ids = (*ids, provision.eid)
    if not provision.children:
        yield provision, ids
    for number, child in enumerate(provision.children):
        yield from _leaves(child, ids if number == 0 else ())


def _leaf(leaf: Provision, ids: tuple[str, ...], ink: _Ink) -> Markup:
    kind = HEADINGS.get(leaf.kind, leaf.kind.value if leaf.kind in LEAVES else "prose")
    anchors = Markup("").join(Markup('<span id="p-{}"></span>').format(one) for one in ids)
    inside = Markup("").join(ink.stretches(leaf.span.start, leaf.span.end))
    return Markup('<div class="leaf {}">{}{}</div>').format(kind, anchors, inside)


class _Ink:
    """The text and what covers it: a cut wherever a statement or a stretch of the ledger begins or ends."""

    def __init__(self, text: str, extraction: Extraction, messages: Messages) -> None:
        self._text = text
        self._messages = messages
        self._statements: Sequence[Statement] = extraction.statements
        self._ledger = extraction.ledger
        self._begins = [stretch.span.start for stretch in extraction.ledger]
        edges = {edge for one in self._statements for edge in one.span} | set(self._begins)
        self._edges = sorted(edges)
        self._covering = self._covered()
        self._seen: set[str] = set()

    def _covered(self) -> dict[int, list[Statement]]:
        """By edge: the statements that cover the stretch which begins there, the narrowest first."""
        found: dict[int, list[Statement]] = {}
        for one in sorted(self._statements, key=lambda each: each.span.end - each.span.start):
            first, last = (bisect_left(self._edges, edge) for edge in one.span)
            for edge in self._edges[first:last]:
                found.setdefault(edge, []).append(one)
        return found

    def stretches(self, start: int, end: int) -> Iterator[Markup]:
        """The text from `start` to `end` in stretches of one account each."""
        inner = self._edges[bisect_right(self._edges, start) : bisect_left(self._edges, end)]
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            yield self._stretch(first, last)

    def _stretch(self, start: int, end: int) -> Markup:
        words = Markup("&#13;").join(escape(part) for part in self._text[start:end].split("\r"))  # else read as \n
        edge = self._edges[bisect_right(self._edges, start) - 1] if self._edges else start
        covering = self._covering.get(edge, []) if self._edges and edge <= start else []
        if covering:
            return self._link(covering, words)
        coverage = self._coverage(start)
        if coverage in {Coverage.STATEMENT, Coverage.STRUCTURE}:
            return words
        return Markup('<span class="{}">{}</span>').format(coverage.value, words)

    def _link(self, covering: list[Statement], words: Markup) -> Markup:
        one = covering[0]
        kind = rows.kind(one)
        again = one.id in self._seen
        self._seen.add(one.id)
        told = Markup('tabindex="-1"') if again else Markup('title="{}"').format(self._messages.word("kind", kind))
        return LINK.format(id=one.id, kind=kind, all=" ".join(each.id for each in covering), told=told, words=words)

    def _coverage(self, at: int) -> Coverage:
        found = bisect_right(self._begins, at) - 1
        return self._ledger[found].coverage if found >= 0 else Coverage.STRUCTURE
