"""Readers of document formats, one module each, found by folder.

In: a file name and its bytes. Out: the document's text. A reader module has `SUFFIXES: tuple[str, ...]` and
`decode(data: bytes, name: str) -> str`. Guarantee: `find` needs no list of formats; a module added to this folder
is found. A name with an unknown suffix goes to the plain text reader, which refuses what is no text.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import PurePath

Decoder = Callable[[bytes, str], str]

FALLBACK = ".txt"


@cache
def available() -> dict[str, Decoder]:
    """Every reader of this folder by the file suffix it takes (lower case, with the dot)."""
    found: dict[str, Decoder] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        found.update(dict.fromkeys(module.SUFFIXES, module.decode))
    return found


def find(name: str) -> Decoder:
    """The reader for a file of that name."""
    readers = available()
    return readers.get(PurePath(name).suffix.lower(), readers[FALLBACK])
