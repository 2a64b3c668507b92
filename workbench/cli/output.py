"""Answers to the standard output or to a file.

In: the whole text of an answer. Out: nothing. Guarantee: a file is either as it was or complete; a name that cannot be
written is a `MisuseError`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

from workbench.cli.failures import MisuseError

PIPED_WIDTH = 100
WIDEST = 160  # longer lines are hard to read


def width() -> int:
    """Columns to write for: the terminal's, `COLUMNS`, or 100 into a pipe."""
    return min(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, WIDEST)


def colour() -> bool:
    """Whether the standard output shows colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write(text: str, out: str | None, encoding: str) -> None:
    """Write `text` to the file `out`, or print it.

    Raises:
        MisuseError: the file cannot be written.
    """
    if out is None:
        sys.stdout.write(text)
        return
    try:
        replace(Path(out), text.encode(encoding))
    except OSError as error:
        raise MisuseError("error.out", name=out, reason=error.strerror or type(error).__name__) from error


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at once; a device or a pipe is written to as it is."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask()
    handle, beside = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(mode)
        Path(beside).replace(path.resolve())
    except OSError:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def umask() -> int:
    """The mask new files are made with; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
