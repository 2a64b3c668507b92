"""Answers to the standard output or to a file.

In: the whole text of an answer, or its bytes. Out: nothing. Guarantee: a file is either as it was or complete; a name
that cannot be written is a `MisuseError`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import MisuseError

if TYPE_CHECKING:
    from workbench.messages import Messages

PIPED_WIDTH = 100
WIDEST = 160  # longer lines are hard to read


def width() -> int:
    """Columns to write for: the terminal's, `COLUMNS`, or 100 into a pipe."""
    return min(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, WIDEST)


def colour() -> bool:
    """Whether the standard output shows colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def present(out: str | None) -> bytes:
    """What the file `out` holds now; nothing when it is no file, or cannot be read."""
    with contextlib.suppress(OSError):
        return Path(out).read_bytes() if out and Path(out).is_file() else b""
    return b""


def write(text: str | bytes, out: str | None, encoding: str, messages: Messages) -> None:
    """Write `text` to the file `out`, or print it.

    Raises:
        MisuseError: the file cannot be written, or bytes are to be printed.
    """
    if out is None and isinstance(text, bytes):
        raise MisuseError("error.needs_out")
    try:
        if out is None:
            sys.stdout.write(str(text))
        else:
            replace(Path(out), text if isinstance(text, bytes) else text.encode(encoding))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(error, out, messages) from error


def flush(messages: Messages) -> None:
    """Print what has not been printed yet.

    Raises:
        MisuseError: there is no room for it.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refused(error, None, messages) from error


def refused(error: OSError, out: str | None, messages: Messages) -> MisuseError:
    """Why `out` cannot be written, None for the standard output."""
    if out is None:
        abandon()
    known = f"os.{errno.errorcode.get(error.errno or 0, '')}"
    reason = messages.table.get(known) or error.strerror or type(error).__name__
    return MisuseError("error.out", name=out or messages.say("word.stdout"), reason=reason)


def abandon() -> None:
    """Let go of the standard output: what still waits to be written to it goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
