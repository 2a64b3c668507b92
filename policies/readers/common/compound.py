"""Compound files, in which Microsoft Office up to 2003 and WPS keep documents ([MS-CFB], [MS-DOC] 2.5.1).

In: bytes. Out: what is inside, as far as one must know to choose. Guarantee: bytes are looked at, never followed.
"""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "WordDocument"
_ENTRY = 128  # bytes of a directory entry
_IDENT = 0xA5EC  # of a Word document
_ENCRYPTED = 0x0100


def holds(data: bytes, *streams: str) -> bool:
    """Whether it has a stream of one of these names."""
    return data.startswith(MAGIC) and any(_entry(data, name) >= 0 for name in streams)


def is_word(data: bytes) -> bool:
    """Whether it is a Word document."""
    return holds(data, _WORD)


def is_protected(data: bytes) -> bool:
    """Whether its text is encrypted."""
    if holds(data, "EncryptedPackage"):
        return True
    at = _entry(data, _WORD)
    if at < 0 or len(data) < at + _ENTRY:
        return False
    (sector,) = struct.unpack_from("<I", data, at + 116)
    (shift,) = struct.unpack_from("<H", data, 30)
    begin = (sector + 1) << min(shift, 16)
    if len(data) < begin + 12:
        return False
    ident, flags = struct.unpack_from("<H", data, begin)[0], struct.unpack_from("<H", data, begin + 10)[0]
    return ident == _IDENT and bool(flags & _ENCRYPTED)


def _entry(data: bytes, name: str) -> int:
    """Where the directory entry of that name begins, or -1."""
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % _ENTRY:
        at = data.find(wanted, at + 1)
    return at
