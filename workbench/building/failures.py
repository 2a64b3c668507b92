"""Why a document is not in the tables, in both languages.

In: its path, and what happened. Out: a `Failure`, whose code `docs/diagnostics.md` explains. Guarantee: the same
happening is told in the same words, so that two runs agree.
"""

from __future__ import annotations

from policies.errors import UnreadableError
from workbench.building.model import Failure
from workbench.messages import load


def unread(path: str, error: Exception) -> Failure:
    """What kept a worker from reading a document.

    Reasons of the text have words of their own; anything else is a fault of the program.
    """
    if isinstance(error, UnreadableError):
        return Failure(error.code, error.message_zh, error.message_en)
    if isinstance(error, MemoryError):
        return _told("S022", "failure.memory", path)
    return _told("S021", "failure.fault", path, " ".join(f"{type(error).__name__}: {error}".split()))


def too_large(path: str, limit: int) -> Failure:
    """More bytes than a worker takes."""
    return _told("S003", "failure.large", path, limit // 1024**2)


def closed(path: str) -> Failure:
    """A file or folder that cannot be opened."""
    return _told("S005", "failure.closed", path)


def lost(path: str) -> Failure:
    """Reading it alone ended its worker."""
    return _told("S023", "failure.lost", path)


def _told(code: str, key: str, path: str, detail: object = "") -> Failure:
    zh, en = (load(lang).say(key, path=path, detail=detail) for lang in ("zh", "en"))
    return Failure(code, zh, en)
