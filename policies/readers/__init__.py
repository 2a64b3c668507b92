"""Readers of document formats, one module each, found by folder.

In: a file name and its bytes. Out: the document's text. A reader module has `SUFFIXES: tuple[str, ...]` and
`decode(data: bytes, name: str) -> str`. Guarantee: `find` needs no list of formats; a module added to this folder
is found. A name with an unknown suffix goes to the plain text reader, which refuses what is no text. No file over
`LIMIT` is read, whatever its format.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import PurePath

from policies.errors import UnreadableError

Decoder = Callable[[bytes, str], str]

FALLBACK = ".txt"
LIMIT = 20 * 1024 * 1024  # bytes


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


def check_size(size: int, name: str) -> None:
    """Refuse a file of so many bytes, `name` for the message, when it is larger than `LIMIT`."""
    if size > LIMIT:
        limit = LIMIT // (1024 * 1024)
        message = f"{name}: larger than {limit} MB, not read."
        raise UnreadableError("S003", f"{name}：文件超过 {limit} MB，未读取。", message)
