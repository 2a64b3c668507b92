"""The items of a list that a condition leads in: 有下列情形之一的，……：（一）……；（二）……

In: a document and the unit in which a condition stands. Out: its items as words. Guarantee: only the points of the same
paragraph are items, in their order; a condition without them has none.
"""

from __future__ import annotations

import re

from engine.places import citations
from obligations.model import Source
from policies.model import Document, Kind, Provision
from policies.navigate import leaves, path_to
from policies.view import clean

LIST = re.compile("(?:下列|以下|如下).*(?:之一|行为|情形)")
Item = tuple[str, Source]


def items(document: Document, source: Source) -> tuple[Item, ...]:
    """The items below the words of a condition; () when these lead in no list."""
    if LIST.search(source.quote) is None:
        return ()
    for unit in reversed(path_to(document.root, source.start)):
        points = [child for child in unit.children if child.kind is Kind.POINT and child.span.start >= source.end]
        if points:
            return tuple(item for point in points for item in _item(document, point))
    return ()


def _item(document: Document, point: Provision) -> list[Item]:
    found = [leaf for leaf in leaves(point) if leaf.kind is Kind.PROSE]
    texts = [(clean(document.text, leaf.span).text.strip("；。，"), leaf) for leaf in found]
    return [
        (text, Source(document.id, leaf.eid, leaf.span.start, leaf.span.end, document.quote(leaf.span)))
        for text, leaf in texts
        if text
    ]


def placed(document: Document, source: Source, words: str) -> str:
    """The words of a list with its place: the same words lead in others too."""
    place = citations(document, headed=False).get(source.eid, "")
    return f"{words}（{place}）" if place else words
