"""Formats that people have and that hold no running text: told by name instead of "no text file".

In: the bytes of a file. Out: nothing; the reason. Guarantee: what is named here is told by its bytes.
"""

from __future__ import annotations

from typing import NoReturn

from policies import refusals
from policies.readers.common import compound

SUFFIXES = ()

_ZIP = b"PK\x03\x04"
_SHEET = ("Excel 表格", "a spreadsheet")
_SLIDES = ("演示文稿", "a presentation")
_ARCHIVE = ("压缩包", "an archive")
_STARTS = {
    b"Rar!\x1a\x07": _ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": _ARCHIVE,
    b"\x1f\x8b\x08": _ARCHIVE,
    b"\xfd7zXZ\x00": _ARCHIVE,
    b"MZ\x90\x00": ("程序", "a program"),
    b"\x7fELF": ("程序", "a program"),
    b"SQLite format 3\x00": ("数据库", "a database"),
    b"PAR1": ("数据表", "a Parquet table"),
}


def recognises(data: bytes, name: str) -> bool:
    """A known format that is not read."""
    return _kind(data) is not None


def read(data: bytes, name: str) -> NoReturn:
    """Refuse, with the name of the format."""
    raise refusals.not_read(name, *(_kind(data) or _ARCHIVE))


def _kind(data: bytes) -> tuple[str, str] | None:
    if compound.holds(data, "Workbook", "Book"):
        return _SHEET
    if compound.holds(data, "PowerPoint Document"):
        return _SLIDES
    if data.startswith(_ZIP):
        return _packed(data)
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)


def _packed(data: bytes) -> tuple[str, str] | None:
    """What a zip is, unless one of the readers knows it."""
    office = b"[Content_Types].xml" in data
    if office and b"xl/" in data:
        return _SHEET
    if office and b"ppt/" in data:
        return _SLIDES
    read_here = (office and b"word/" in data) or b"OFD.xml" in data or b"opendocument.text" in data[:_HEAD]
    return None if read_here else _ARCHIVE


_HEAD = 200
