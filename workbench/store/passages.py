"""A document in stretches for the index.

In: a document. Out: passages in order. Guarantee: joined they are the whole text; they end where a provision ends, but
for those of more than `LONGEST` characters, which end with a sentence or, at the latest, there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policies.navigate import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policies.model import Document

ENOUGH, LONGEST = 800, 4000  # characters
ENDS = "。；\n"


def passages(document: Document) -> Iterator[dict[str, Any]]:
    """The passages of a document, its title first, which stands at -1."""
    yield {"start": -1, "body": document.metadata.title or document.source}
    start = 0
    for end in (leaf.span.end for leaf in leaves(document.root)):
        if end - start >= ENOUGH or end == len(document.text):
            yield from _cut(document.text, start, end)
            start = end


def _cut(text: str, start: int, end: int) -> Iterator[dict[str, Any]]:
    while start < end:
        stop = min(end, start + LONGEST)
        if stop < end:
            stop = max((text.rfind(mark, start, stop) + 1 for mark in ENDS), default=0) or stop
            stop = stop if stop > start else start + LONGEST
        yield {"start": start, "body": text[start:stop]}
        start = stop
