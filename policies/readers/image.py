"""Pictures of text: PNG, JPEG, TIFF, BMP, WebP, GIF, by text recognition.

In: the bytes of a file. Out: its `Reading`. Guarantee: read when it is named itself, not when it lies in a folder with
documents, where pictures are mostly ornament; parsed in a process of its own by `pages/from_image.py`.
"""

from __future__ import annotations

from policies.model import Reading
from policies.readers.isolation import keeper

SUFFIXES = ()

_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
_BMP = (b"BM", b"\x00\x00\x00\x00")  # at 0 and at 6
_WEBP = (b"RIFF", b"WEBP")  # at 0 and at 8


def recognises(data: bytes, name: str) -> bool:
    """The mark of a picture."""
    return (
        data.startswith(_STARTS)
        or (data[:4] == _WEBP[0] and data[8:12] == _WEBP[1])
        or (data[:2] == _BMP[0] and data[6:10] == _BMP[1])
    )


def read(data: bytes, name: str) -> Reading:
    """The text of the picture."""
    return keeper.run("policies.readers.pages.from_image", data, name)
