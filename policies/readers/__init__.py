"""Readers of document formats, one module each, found by folder.

In: a file name and its bytes. Out: a `Reading`: the text, where in the file it comes from, and what could not be
read. A reader module has::

    SUFFIXES: tuple[str, ...]                       suffixes by which files of a folder are known
    recognises(data: bytes, name: str) -> bool      whether these bytes are of its format
    read(data: bytes, name: str) -> Reading

Guarantee: no list of formats is needed; a module added to this folder is found. What a file is, its bytes decide, not
its name; what no other reader recognises goes to the plain text reader, which refuses what is no text. No file over
`LIMIT` is read, whatever its format. Modules here import no parser: those stand in the folders below and are loaded
in a process of their own (`isolation/`) when such a file is read.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

from policies.errors import UnreadableError
from policies.model import Reading

LIMIT = 50 * 1024 * 1024  # bytes of a file
FALLBACK = "text"


class Reader(Protocol):
    """What a module of this folder offers."""

    SUFFIXES: tuple[str, ...]

    def recognises(self, data: bytes, name: str) -> bool:
        """Whether these bytes are of its format; two readers never both say so."""

    def read(self, data: bytes, name: str) -> Reading:
        """The text of a file.

        Raises:
            UnreadableError: it cannot be read.
        """


@cache
def _readers() -> dict[str, Reader]:
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.ispkg]
    return {name: cast(Reader, importlib.import_module(f"{__name__}.{name}")) for name in names}


@cache
def suffixes() -> frozenset[str]:
    """The suffixes of all formats (lower case, with the dot): by these the documents of a folder are known."""
    return frozenset(suffix for reader in _readers().values() for suffix in reader.SUFFIXES)


def find(data: bytes, name: str) -> Reader:
    """The reader for these bytes."""
    readers = _readers()
    known = (reader for key, reader in readers.items() if key != FALLBACK and reader.recognises(data, name))
    return next(known, readers[FALLBACK])


def is_text(data: bytes, name: str) -> bool:
    """Whether these bytes are read as the text they are, not as a format that has a text inside."""
    return find(data, name) is _readers()[FALLBACK]


def read(data: bytes, name: str) -> Reading:
    """The text of a file, `name` for messages.

    Raises:
        UnreadableError: it cannot be read.
    """
    check_size(len(data), name)
    return find(data, name).read(data, name)


def check_size(size: int, name: str, limit: int = LIMIT) -> None:
    """Refuse a file of so many bytes, `name` for the message, when it is larger than `limit`."""
    if size > limit:
        most = limit // (1024 * 1024)
        message = f"{name}: larger than {most} MB, not read."
        raise UnreadableError("S003", f"{name}：文件超过 {most} MB，未读取。", message)
