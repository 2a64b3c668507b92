"""The run: from folders to published tables.

In: folders, a knowledge base, a crew. Out: a `Summary`. Guarantee: what a worker gave is on the disk before it
counts; only documents that are new, changed, or read by another program are read; a run that ends early, in whatever
way, is taken up where it ended.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa

from workbench.building import failures, listing, manifest, publishing, schema
from workbench.building.dispatch import LostError, dispatched
from workbench.building.errors import BuildingError
from workbench.building.fingerprint import fingerprint
from workbench.building.manifest import Entry
from workbench.building.model import Form, Part, Progress, Read, Summary
from workbench.building.sieve import Sieve, batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.building.crews import Crew, Hiring
    from workbench.building.dispatch import Batch
    from workbench.building.manifest import Manifest
    from workbench.building.model import Source

    Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, by whom.

    Attributes:
        folders: folders and files.
        out: the knowledge base.
        hiring: how to come by workers.
        facts: whether the facts of the statements are a table too.
    """

    folders: tuple[str, ...]
    out: Path
    hiring: Hiring
    facts: bool = False


def build(order: Order, report: Report = lambda _: None) -> Summary:
    """Bring the knowledge base to what the folders hold now.

    Raises:
        BuildingError: it cannot be done, or not be done to the end; the next run goes on from there.
    """
    sources, refused = listing.listed(order.folders)
    with _told(order.out), manifest.opened(order.out) as held:
        publishing.recover(order.out, held)
        before = held.published()
        run = _Run(order, held, sources, report)
        entries = run.read()
        entries |= {path: Entry(Read(path, path, "", run.form.fingerprint, why)) for path, why in refused.items()}
        publishing.publish(order.out, held, publishing.Target(entries, schema.rows(order.facts)))
        return _summary(entries, before, run)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """What keeps the knowledge base from being written or read, in words."""
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else error
        raise BuildingError("error.build_disk", name=out, reason=reason) from error
    except sqlite3.OperationalError as error:
        raise BuildingError("error.build_disk", name=out, reason=error) from error
    except (sqlite3.DatabaseError, pa.ArrowInvalid) as error:
        raise BuildingError("error.build_damaged", name=out, reason=" ".join(str(error).split())) from error


class _Run:
    """The reading of one run: `entries` holds what became of every document so far."""

    def __init__(self, order: Order, held: Manifest, sources: list[Source], report: Report) -> None:
        self.order, self.held, self.sources, self.report = order, held, sources, report
        self.form = form(order.facts)
        self.sieve = Sieve(held, self.form.fingerprint, self._enter)
        self.sizes = {source.path: source.size for source in sources}
        self.entries: dict[str, Entry] = {}
        self.read_now: set[str] = set()
        self.done = self.statements = self.failures = 0
        self.all = sum(self.sizes.values())

    def read(self) -> dict[str, Entry]:
        """Every document of the tree, with what became of it."""
        self._suspects()
        sources = [source for source in self.sources if source.path not in self.entries]
        work = batches(self.sieve.due(sources), self.all, self.order.hiring.width)
        first = next(work, None)
        if first:
            with self.order.hiring.crew() as crew:
                try:
                    for batch, part in dispatched(chain((first,), work), crew, self.form):
                        self._keep(batch, part)
                except LostError as lost:
                    self.held.suspect(job.path for job in lost.jobs)
                    raise BuildingError("error.build_lost", count=len(lost.jobs)) from lost
        return self.entries

    def _suspects(self) -> None:
        """Documents that a worker was lost over are read first, each alone: so the guilty one is found."""
        paths = self.held.suspects()
        jobs = self.sieve.due(source for source in self.sources if source.path in paths)
        for job in jobs:
            with self.order.hiring.crew() as crew:
                for one in chain((job,), jobs):
                    if not self._alone((one,), crew):
                        break

    def _alone(self, batch: Batch, crew: Crew) -> bool:
        """Have one document read; False when the worker was lost over it."""
        try:
            for _, part in dispatched((batch,), crew, self.form):
                self._keep(batch, part)
        except LostError:
            (job,) = batch
            read = Read(job.id, job.path, job.sha256, self.form.fingerprint, failures.lost(job.path))
            self._keep(batch, Part(self.form.fingerprint, (read,), b""))
            self.held.suspect((job.path,))
            return False
        return True

    def _keep(self, batch: Batch, part: Part) -> None:
        """What was read is on the disk before it is entered."""
        name = publishing.stage(self.order.out, part.rows) if part.rows else manifest.NO_ROWS
        found = [Entry(read, name) for read in part.reads]
        self.held.stage(found)
        for entry in found:
            self.read_now.add(entry.read.path)
            self._enter(entry)

    def _enter(self, entry: Entry) -> None:
        self.entries[entry.read.path] = entry
        self.done += self.sizes[entry.read.path]
        self.statements += entry.read.statements
        self.failures += bool(entry.read.failure)
        self.report(Progress(self.done, self.all, len(self.entries), self.statements, self.failures))


def form(wants_facts: bool) -> Form:
    """How documents are read by this program."""
    own = fingerprint()
    kinds = tuple(schema.kinds().items())
    rows = schema.rows(wants_facts).serialize().to_pybytes()
    return Form(f"{own}+facts" if wants_facts else own, wants_facts, kinds, rows)


def _summary(entries: dict[str, Entry], before: dict[str, Read], run: _Run) -> Summary:
    reads = [entry.read for entry in entries.values()]
    good = [read for read in reads if not read.failure]
    shared = Counter(read.sha256 for read in good)
    same = sum(not entry.part and not entry.read.failure for entry in entries.values())
    return Summary(
        documents=len(good),
        statements=sum(read.statements for read in good),
        read=len(run.read_now),
        resumed=sum(bool(entry.part) and path not in run.read_now for path, entry in entries.items()),
        unchanged=same,
        dropped=sum(not read.failure and path not in entries for path, read in before.items()),
        copies=sum(times - 1 for times in shared.values()),
        failures=tuple(sorted(((read.path, read.failure) for read in reads if read.failure), key=lambda pair: pair[0])),
    )
