"""What has been read and what is published: one SQLite file in the knowledge base.

In: what became of documents, and the files their rows stand in. Out: the same, after a kill at any moment. Guarantee:
one build at a time holds the manifest; every change of it is one transaction; a folder that is no knowledge base is
refused before anything in it is touched.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.building.errors import BuildingError
from workbench.building.model import Failure, Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME = "manifest.sqlite"
MARK = 0x5A48495A  # what SQLite calls the application id: "ZHIZ"
LAYOUT = 1

_TABLES = """
CREATE TABLE IF NOT EXISTS reads (
    part TEXT, path TEXT, id TEXT, sha256 TEXT, fingerprint TEXT, code TEXT, zh TEXT, en TEXT,
    jurisdiction TEXT, characters INTEGER, statements INTEGER, PRIMARY KEY (path, part)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, name TEXT, jurisdiction TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS suspects (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_PUBLISHED = ""  # the part of a document whose rows stand in the published tables
NO_ROWS = "none"  # the part of a document that failed


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a document, and the staged part its rows stand in; "" when they are published."""

    read: Read
    part: str = _PUBLISHED


@dataclass(frozen=True, slots=True)
class File:
    """A published file: its path in the knowledge base, its table, and the place its rows hold for."""

    path: str
    table: str
    jurisdiction: str | None


class Manifest:
    """An open manifest; `opened` makes it."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def published(self) -> dict[str, Read]:
        """What the published tables hold or lack, by path."""
        return {read.path: read for read, part in self._reads() if part == _PUBLISHED}

    def staged(self) -> dict[str, Entry]:
        """What was read since, by path."""
        return {read.path: Entry(read, part) for read, part in self._reads() if part != _PUBLISHED}

    def files(self) -> list[File]:
        """The published files."""
        rows = self._base.execute("SELECT path, name, jurisdiction FROM files ORDER BY path")
        return [File(*row) for row in rows]

    def suspects(self) -> set[str]:
        """Paths that were being read when a worker was lost."""
        return {path for (path,) in self._base.execute("SELECT path FROM suspects")}

    def stage(self, entries: Iterable[Entry]) -> None:
        """Record what was read."""
        with self._base:
            for entry in entries:
                self._base.execute("DELETE FROM reads WHERE path = ? AND part != ?", (entry.read.path, _PUBLISHED))
                self._insert(entry)
                self._base.execute("DELETE FROM suspects WHERE path = ?", (entry.read.path,))

    def suspect(self, paths: Iterable[str]) -> None:
        """Record who was being read when a worker was lost."""
        with self._base:
            self._base.executemany("INSERT OR IGNORE INTO suspects VALUES (?)", [(path,) for path in paths])

    def forget(self, jurisdiction: str | None) -> None:
        """A file of this partition is gone: its documents must be read again."""
        with self._base:
            self._base.execute(
                "DELETE FROM reads WHERE part = ? AND code IS NULL AND jurisdiction IS ?", (_PUBLISHED, jurisdiction)
            )

    def unstage(self, part: str) -> None:
        """A staged part is gone: its documents must be read again."""
        with self._base:
            self._base.execute("DELETE FROM reads WHERE part = ?", (part,))

    def publish(self, reads: Iterable[Read], files: Iterable[File]) -> None:
        """Make `reads` and `files` what is published, and nothing staged."""
        with self._base:
            self._base.execute("DELETE FROM reads")
            self._base.execute("DELETE FROM files")
            for read in reads:
                self._insert(Entry(read))
            self._base.executemany(
                "INSERT INTO files VALUES (?, ?, ?)", [(file.path, file.table, file.jurisdiction) for file in files]
            )

    def _insert(self, entry: Entry) -> None:
        read, why = entry.read, entry.read.failure
        told = (why.code, why.zh, why.en) if why else (None, None, None)
        numbers = (read.jurisdiction, read.characters, read.statements)
        row = (entry.part, read.path, read.id, read.sha256, read.fingerprint, *told, *numbers)
        self._base.execute(f"INSERT INTO reads VALUES ({', '.join('?' * len(row))})", row)

    def _reads(self) -> Iterator[tuple[Read, str]]:
        for part, path, name, sha256, fingerprint, code, zh, en, *numbers in self._base.execute("SELECT * FROM reads"):
            why = Failure(code, zh, en) if code else None
            yield Read(name, path, sha256, fingerprint, why, *numbers), part


@contextmanager
def opened(out: Path) -> Iterator[Manifest]:
    """The manifest of the knowledge base `out`, made when it is new, and held.

    Raises:
        BuildingError: `out` is something else, of a later program, or held by another build.
    """
    _refuse_foreign(out)
    out.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(out / NAME, timeout=0, isolation_level="IMMEDIATE")) as base:
        try:
            base.execute("PRAGMA locking_mode = EXCLUSIVE")
            base.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise BuildingError("error.build_locked", name=out) from error
            raise
        _check(base, out)
        base.executescript(f"BEGIN; {_TABLES} PRAGMA application_id = {MARK}; PRAGMA user_version = {LAYOUT}; COMMIT;")
        yield Manifest(base)


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not (out / NAME).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise BuildingError("error.build_foreign", name=out)


def _check(base: sqlite3.Connection, out: Path) -> None:
    mark, layout = (_pragma(base, name) for name in ("application_id", "user_version"))
    empty = not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if mark != MARK and not (empty and mark == 0):
        raise BuildingError("error.build_foreign", name=out)
    if layout > LAYOUT:
        raise BuildingError("error.build_newer", name=out)


def _pragma(base: sqlite3.Connection, name: str) -> Any:
    return base.execute(f"PRAGMA {name}").fetchone()[0]
