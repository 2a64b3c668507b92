"""OFD (.ofd), the national format for fixed layout, GB/T 33190.

In: the bytes of a file. Out: its `Reading`. Guarantee: parsed in a process of its own by `pages/from_ofd.py`.
"""

from __future__ import annotations

from policies.model import Reading
from policies.readers.isolation import keeper

SUFFIXES = (".ofd",)


def recognises(data: bytes, name: str) -> bool:
    """A zip with the part that every OFD begins with."""
    return data.startswith(b"PK\x03\x04") and b"OFD.xml" in data


def read(data: bytes, name: str) -> Reading:
    """The text of the document."""
    return keeper.run("policies.readers.pages.from_ofd", data, name)
