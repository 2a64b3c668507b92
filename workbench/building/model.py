"""What travels through a build: frozen values.

In: nothing. Out: sources, the work given to a worker, what it gives back, and the sum of a run.
Guarantee: all of it can be sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A document on disk.

    Attributes:
        id: of the document: its path below the root, unfit characters replaced.
        path: below the root, parts joined by "/".
        file: where it is.
        size: in bytes.
    """

    id: str
    path: str
    file: Path
    size: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document is not in the tables. `code` stands in `docs/diagnostics.md`."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Form:
    """How documents are read: what every worker must agree about.

    Attributes:
        fingerprint: of the program that asks; a worker of another program refuses.
        facts: whether the facts of the statements are wanted too.
        kinds: the lists of a record that hold statements, each with the kind written beside them.
        schema: of the rows, as Arrow serialises it.
    """

    fingerprint: str
    facts: bool
    kinds: tuple[tuple[str, str], ...]
    schema: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read."""

    id: str
    path: str
    sha256: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one document.

    Attributes:
        id: of the document.
        path: below the root.
        sha256: of its bytes; "" when they were not read.
        fingerprint: of the program that read it.
        failure: why it gave no rows, or None.
        jurisdiction: the place it holds for, or None.
        characters: of its text.
        statements: how many were found.
    """

    id: str
    path: str
    sha256: str
    fingerprint: str
    failure: Failure | None = None
    jurisdiction: str | None = None
    characters: int = 0
    statements: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        """What it was read from: when this is the same, so is the result."""
        return self.id, self.sha256, self.fingerprint


@dataclass(frozen=True, slots=True)
class Part:
    """What a worker gives back.

    Attributes:
        fingerprint: of the worker's program.
        reads: one for each document, in order.
        rows: an Arrow stream, one row for each document that could be read, in order; b"" when none could.
    """

    fingerprint: str
    reads: tuple[Read, ...]
    rows: bytes


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is."""

    bytes_done: int
    bytes_all: int
    documents: int
    statements: int
    failures: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a finished run leaves.

    Attributes:
        documents: in the tables.
        statements: in the tables.
        read: documents read in this run, failures among them.
        resumed: documents that an earlier run had read before it was ended.
        unchanged: documents taken over as they were.
        dropped: documents that were in the tables and are no longer in the tree.
        copies: documents whose bytes are those of another one.
        failures: path and reason of all that are not in the tables.
    """

    documents: int
    statements: int
    read: int
    resumed: int
    unchanged: int
    dropped: int
    copies: int
    failures: tuple[tuple[str, Failure], ...]
