"""Tasks to a crew, and what comes back.

In: batches of documents, a crew, the form of the rows. Out: each batch with its `Part`, in the order of coming back.
Guarantee: batches are asked for only as fast as the crew takes them, so that memory is bounded; when a worker is
lost, it is told over which documents.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from workbench.building import reading
from workbench.building.errors import BuildingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from workbench.building.crews import Crew
    from workbench.building.model import Form, Job, Part

    Batch = tuple[Job, ...]
    Pending = dict[Future[Part], Batch]

AHEAD = 2  # tasks a worker has before it, so that none waits
IN_FLIGHT = 64 * 1024**2  # bytes of documents with the workers at a time
LOOK = 1.0  # seconds between two looks at a crew that gives nothing back


class LostError(Exception):
    """A worker was lost.

    Attributes:
        jobs: the documents it may have been lost over.
    """

    def __init__(self, jobs: Batch) -> None:
        super().__init__(f"{len(jobs)} documents")
        self.jobs = jobs


def dispatched(batches: Iterable[Batch], crew: Crew, form: Form) -> Iterator[tuple[Batch, Part]]:
    """Have the batches read.

    Raises:
        LostError: a worker was lost over a batch.
        BuildingError: the crew is gone, or cannot read at all.
    """
    pending: Pending = {}
    for batch in batches:
        while pending and not _room(pending, batch, crew):
            yield from _returned(pending, crew, form)
        with _at_work(crew, partial(_jobs, pending)):
            pending[crew.executor.submit(reading.read_batch, batch, form)] = batch
    while pending:
        yield from _returned(pending, crew, form)


@contextmanager
def _at_work(crew: Crew, blamed: Callable[[], Batch]) -> Iterator[None]:
    """What may happen to a crew, in words."""
    try:
        yield
    except crew.losses as error:
        raise LostError(blamed()) from error
    except crew.partings as error:
        raise BuildingError("error.build_cluster_gone") from error
    except BuildingError:
        raise
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise BuildingError("error.build_worker", reason=reason) from error


def _room(pending: Pending, batch: Batch, crew: Crew) -> bool:
    with _at_work(crew, partial(_jobs, pending)):
        if len(pending) >= AHEAD * max(crew.size(), 1):
            return False
    return sum(map(size, pending.values())) + size(batch) <= IN_FLIGHT


def _returned(pending: Pending, crew: Crew, form: Form) -> Iterator[tuple[Batch, Part]]:
    done, _ = wait(pending, LOOK, FIRST_COMPLETED)
    if not done and not crew.reachable():
        raise BuildingError("error.build_cluster_gone")
    for future in done:
        with _at_work(crew, partial(_blamed, pending, future, crew)):
            part = future.result()
        if part.fingerprint != form.fingerprint.partition("+")[0]:
            raise BuildingError("error.build_other_program")
        yield pending.pop(future), part


def _blamed(pending: Pending, future: Future[Part], crew: Crew) -> Batch:
    """The documents that a loss may be due to."""
    return _jobs(pending) if crew.breaks else pending[future]


def _jobs(pending: Pending) -> Batch:
    return tuple(job for batch in pending.values() for job in batch)


def size(batch: Batch) -> int:
    """The bytes of a batch."""
    return sum(len(job.data) for job in batch)
