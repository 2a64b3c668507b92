"""A file that is a zip of parts: .docx, .ofd.

In: bytes. Out: parts by name. Guarantee: a part is unpacked only when asked for, and never more of it than
`limits.PART`; the sizes that the zip tells are not believed; nothing is ever written to a disk, so that a path in the
zip can lead nowhere.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from policies import refusals
from policies.errors import UnreadableError
from policies.readers.isolation import limits

_ENCRYPTED = 0x1
_STEP = 1024 * 1024


class Package:
    """The parts of a packed file.

    Args:
        data: its bytes.
        name: of the file, for messages.
        what: its format in Chinese and English, for messages.

    Raises:
        UnreadableError: it is no zip, or has too many parts.
    """

    def __init__(self, data: bytes, name: str, what: tuple[str, str]) -> None:
        self.name, self.what = name, what
        self._left = limits.UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self.damaged() from error
        infos = self._zip.infolist()
        if len(infos) > limits.PARTS:
            raise refusals.excessive(name, f"内含文件超过 {limits.PARTS} 个", f"more than {limits.PARTS} parts inside")
        self._infos = {_plain(info.filename): info for info in infos}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._infos

    def names(self) -> Iterator[str]:
        """The names of the parts."""
        return iter(self._infos)

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadableError: it is missing, damaged, encrypted or too large.
        """
        info = self._infos.get(_plain(part))
        if info is None:
            raise self.damaged()
        if info.flag_bits & _ENCRYPTED:
            raise refusals.encrypted(self.name)
        try:
            with self._zip.open(info) as opened:
                return self._bounded(opened)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self.damaged() from error

    def _bounded(self, opened: IO[bytes]) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := opened.read(_STEP):
            pieces.append(piece)
            size += len(piece)
            self._left -= len(piece)
            if size > limits.PART or self._left < 0:
                most = (limits.PART if size > limits.PART else limits.UNPACKED) // 1024**2
                raise refusals.excessive(
                    self.name, f"解压后超过 {most} MB，可能是压缩炸弹", f"more than {most} MB when unpacked"
                )
        return b"".join(pieces)

    def damaged(self) -> UnreadableError:
        """To raise when a part is not what it should be."""
        return refusals.damaged(self.name, *self.what)


def _plain(part: str) -> str:
    """A name without a leading slash, and with . and .. resolved inside the package."""
    return posixpath.normpath("/" + part.replace("\\", "/")).lstrip("/")


def below(base: str, target: str) -> str:
    """The name of a part that another part, `base`, points to."""
    return _plain(target) if target.startswith("/") else _plain(posixpath.join(posixpath.dirname(base), target))
