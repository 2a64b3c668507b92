"""PDF: with a text layer, or scanned.

In: the bytes of a file. Out: its `Reading`. Guarantee: parsed in a process of its own by `pages/from_pdf.py`.
"""

from __future__ import annotations

from policies.model import Reading
from policies.readers.isolation import keeper

SUFFIXES = (".pdf",)

_HEAD = 1024  # bytes in which the mark of a PDF may stand


def recognises(data: bytes, name: str) -> bool:
    """The mark of a PDF, perhaps behind some rubbish, and something like its objects."""
    return b"%PDF-" in data[:_HEAD] and (data.startswith(b"%PDF-") or b" obj" in data)


def read(data: bytes, name: str) -> Reading:
    """The text of the document."""
    return keeper.run("policies.readers.pages.from_pdf", data, name)
