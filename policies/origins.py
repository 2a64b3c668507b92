"""Places of the text to places of the file.

In: a document and an offset. Out: the page or paragraph of the file. Guarantee: logarithmic; None where the file has
neither, as plain text has not.
"""

from __future__ import annotations

from bisect import bisect_right

from policies.model import Document, Origin


def origin(document: Document, offset: int) -> Origin | None:
    """Where in the file the character at `offset` comes from."""
    at = bisect_right(document.origins, offset, key=lambda one: one.start)
    return document.origins[at - 1] if at else None
