"""Word documents (.docx), with or without macros, which are never run.

In: the bytes of a file. Out: its `Reading`. Guarantee: parsed in a process of its own by `flow/word.py`.
"""

from __future__ import annotations

from policies.model import Reading
from policies.readers.isolation import keeper

SUFFIXES = (".docx", ".docm", ".dotx")


def recognises(data: bytes, name: str) -> bool:
    """A zip with the parts of a Word document: their names stand in the bytes as they are."""
    return data.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in data and b"word/" in data


def read(data: bytes, name: str) -> Reading:
    """The text of the document."""
    return keeper.run("policies.readers.flow.word", data, name)
