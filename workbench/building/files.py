"""Files that are there whole or not at all.

In: bytes, or a function that writes a file. Out: a file called by the digest of its content. Guarantee: it is on the
disk before its name is; what a killed run leaves has a name that `sweep` knows.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

UNFINISHED = ".unfinished"


def put(folder: Path, suffix: str, write: Callable[[Path], None]) -> Path:
    """Let `write` make a file, and give it its name in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"new{UNFINISHED}"
    try:
        write(beside)
        with beside.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:16]
            os.fsync(file.fileno())
        path = folder / f"part-{digest}{suffix}"
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    settle(folder)
    return path


def move(path: Path, folder: Path) -> Path:
    """Put a finished file into another folder of the same disk."""
    folder.mkdir(parents=True, exist_ok=True)
    moved = path.replace(folder / path.name)
    settle(folder)
    return moved


def settle(folder: Path) -> None:
    """Have the names in `folder` on the disk."""
    with contextlib.suppress(OSError):  # systems that cannot open a folder keep their names without being asked
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path, wanted: Iterable[Path], suffixes: tuple[str, ...]) -> None:
    """Remove the files below `folder` with these suffixes that nobody wants, and folders left empty."""
    keep = set(wanted)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):
                path.rmdir()
        elif path not in keep and path.suffix in suffixes and path.name.startswith(("part-", "new.")):
            path.unlink(missing_ok=True)
