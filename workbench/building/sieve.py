"""What must be read, and what is known.

In: the sources, and what the manifest knows of them. Out: batches of documents to read, and an entry for each that
need not be read. Guarantee: a document is known when its id, its bytes and the program are those it was read with.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from policies import readers
from workbench.building import failures
from workbench.building.manifest import Entry
from workbench.building.model import Job, Read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbench.building.manifest import Manifest
    from workbench.building.model import Source

TEXT_LIMIT = 8 * 1024**2  # bytes; a text of that size takes a worker about 600 MB, facts included
LIMIT = readers.LIMIT  # bytes of any file: of a packed or printed one, readers bound the text inside
LARGEST_BATCH = 256 * 1024  # bytes of documents in one task
SMALLEST_BATCH = 16 * 1024
BATCHES_EACH = 16  # tasks a worker should get at least, so that all end together
_WORTH_ANOTHER_TRY = (
    *("S022", "S023", "S034", "S035"),  # a machine with less to do may read it
    *("S036", "S037"),  # what was missing may have been installed
)


class Sieve:
    """Sources on one side, work on the other.

    Args:
        held: what is known.
        fingerprint: of the program that reads.
        known: called with each entry that need not be read.
    """

    def __init__(self, held: Manifest, fingerprint: str, known: Callable[[Entry], None]) -> None:
        self._published, self._staged = held.published(), held.staged()
        self._fingerprint, self._known = fingerprint, known

    def due(self, sources: Iterable[Source]) -> Iterator[Job]:
        """The documents to read."""
        for source in sources:
            data = self._bytes(source)
            if data is None:
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            entry = self._entry(Read(source.id, source.path, sha256, self._fingerprint))
            if entry:
                self._known(entry)
            else:
                yield Job(source.id, source.path, sha256, data)

    def _bytes(self, source: Source) -> bytes | None:
        """The bytes of a document, unless they cannot be had."""
        why = failures.too_large(source.path, LIMIT)
        if source.size <= LIMIT:
            try:
                with source.file.open("rb") as file:
                    data = file.read(LIMIT + 1)  # a file may have grown
            except OSError:
                why = failures.closed(source.path)
            else:
                limit = TEXT_LIMIT if readers.is_text(data, source.path) else LIMIT
                if len(data) <= limit:
                    return data
                why = failures.too_large(source.path, limit)
        self._known(Entry(Read(source.id, source.path, "", self._fingerprint, why)))
        return None

    def _entry(self, wanted: Read) -> Entry | None:
        published = self._published.get(wanted.path)
        for entry in (Entry(published) if published else None, self._staged.get(wanted.path)):
            if entry and entry.read.key == wanted.key and _settled(entry.read):
                return entry
        return None


def _settled(read: Read) -> bool:
    return not read.failure or read.failure.code not in _WORTH_ANOTHER_TRY


def batches(jobs: Iterable[Job], bytes_all: int, workers: int) -> Iterator[tuple[Job, ...]]:
    """Tasks of about one size."""
    enough = min(max(bytes_all // (BATCHES_EACH * workers), SMALLEST_BATCH), LARGEST_BATCH)
    batch: list[Job] = []
    size = 0
    for job in jobs:
        batch.append(job)
        size += len(job.data)
        if size >= enough:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
