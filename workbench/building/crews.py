"""Who reads: processes of this machine, or the workers of a Dask cluster.

In: a number of processes, or the address of a scheduler. Out: a `Crew`, whose executor takes tasks. Guarantee: both
are a `concurrent.futures.Executor`, so that everything else is the same code; nothing is started before there is
something to read; processes of this machine end with the one that started them, however it ends.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
import warnings
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.building.errors import BuildingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

PATIENCE = 10  # seconds that a scheduler may take to answer
MANY = 64  # workers that a cluster is taken to have before it is asked


@dataclass(frozen=True, slots=True)
class Crew:
    """Workers at work.

    Attributes:
        executor: takes the tasks.
        size: how many there are just now.
        losses: what a task raises when it took its worker along.
        partings: what a task raises when nothing comes back for reasons of its own, such as a scheduler that is gone.
        breaks: whether one loss ends all other tasks too, so that any of them may be to blame.
        reachable: whether anything can still come back.
    """

    executor: Executor
    size: Callable[[], int]
    losses: tuple[type[BaseException], ...]
    partings: tuple[type[BaseException], ...] = ()
    breaks: bool = True
    reachable: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Hiring:
    """How to come by a crew, and how many it will be about."""

    crew: Callable[[], AbstractContextManager[Crew]]
    width: int


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local(workers: int) -> Hiring:
    """Processes of this machine."""
    return Hiring(lambda: _local(workers), workers)


def cluster(address: str) -> Hiring:
    """The workers of a running Dask cluster."""
    return Hiring(lambda: _cluster(address), MANY)


@contextmanager
def _local(workers: int) -> Iterator[Crew]:
    """Processes started anew, so that nothing of this one comes along."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin)
    try:
        with _uninterrupted():
            _start(pool, workers)
        yield Crew(pool, lambda: workers, (BrokenExecutor,))
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    """Workers of others.

    Raises:
        BuildingError: Dask is not installed, no scheduler answers, or nobody works for it.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        raise BuildingError("error.build_no_dask") from error
    with _quiet():
        _knock(address)
        client = Client(address, timeout=PATIENCE, set_as_default=False)
        try:
            if not client.nthreads():
                raise BuildingError("error.build_no_worker", address=address)
            yield Crew(
                client.get_executor(),
                lambda: sum(client.nthreads().values()),
                losses=(KilledWorker,),
                partings=(CancelledError, OSError),
                breaks=False,
                reachable=lambda: client.status == "running",
            )
        finally:
            with suppress(OSError):  # nobody to say good-bye to
                client.close(timeout=PATIENCE)


@contextmanager
def _quiet() -> Iterator[None]:
    """What happens to a cluster is told once, in the user's language; Dask would tell it over pages.

    After a break it would go on until the process ends, so it is not given its voice back.
    """
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    logging.disable(before)


def _knock(address: str) -> None:
    """Find out whether a scheduler answers, before a client is made that would go on asking."""
    from distributed.comm.core import connect

    async def ask() -> None:
        comm = await connect(address, timeout=PATIENCE)
        await comm.close()

    try:
        asyncio.run(ask())
    except (OSError, ValueError) as error:
        raise BuildingError("error.build_no_scheduler", address=address) from error


def _start(pool: Executor, workers: int) -> None:
    """Start all workers; that one cannot start is no fault of a document."""
    try:
        for ready in [pool.submit(_ready) for _ in range(workers)]:
            ready.result()
    except (BrokenExecutor, OSError) as error:
        raise BuildingError("error.build_worker", reason=" ".join(str(error).split())) from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interruption from the keyboard waits, here and in what is started meanwhile, which then never hears it.

    Without this it would hit a worker that is still importing, and print where.
    """
    _mask("SIG_BLOCK")
    try:
        yield
    finally:
        _mask("SIG_UNBLOCK")


def _mask(how: str) -> None:
    if hasattr(signal, "pthread_sigmask"):  # not everywhere
        signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT})


def _ready() -> None:
    """The least that a worker can do."""


def _begin() -> None:
    """A worker's first act: end when told to or when left alone, and load what reading needs.

    An interruption from the keyboard is for the process that hired it, which lets it finish what it reads: in the first
    releases of 3.11 a pool whose workers die in the middle of a message waits for ever (python/cpython#94777).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mask("SIG_UNBLOCK")
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    from workbench.building import reading

    reading.prepare()


def _end_with(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)
