"""Many documents, read by all cores, written batch by batch.

In: files with names of their own, a database. Out: what became of each. Guarantee: every batch is one transaction,
after which all that is in the knowledge base stands as if it had been read at once; what is there already, with the
same bytes and read by this program, is not read again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from policies.from_source import document_id
from workbench.building import crews
from workbench.building.errors import BuildingError
from workbench.building.fingerprint import fingerprint
from workbench.building.model import Failure
from workbench.model import Unreadable
from workbench.store import making, relating, reviews, writing
from workbench.store.errors import UnavailableError
from workbench.store.making import Made, Upload, Wanted
from workbench.store.tables import DocumentTable, VersionTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

    from sqlalchemy.orm import Session

    from workbench.store.database import Database

    Task = list[Wanted]
    Known = dict[str, tuple[str, str, str]]

ALONE = 128 * 1024  # bytes of documents that are read here, before workers are worth their start
TASK = 64 * 1024  # bytes of documents given to a worker at a time
BATCH = 1_000_000  # characters written in one transaction
MANY = 50  # documents after which the database counts what it has
AHEAD = 3  # tasks each worker has before it


@dataclass(slots=True)
class Added:
    """What became of files.

    Attributes:
        documents: names of those that were added, or got a new version.
        unchanged: names of those that were there already.
        derived: names of other documents of which something else follows now.
        unreadable: those left out, with the reason.
    """

    documents: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def add(
    database: Database, uploads: Iterable[Upload], by: str, report: Callable[[int], None] = lambda _: None
) -> Added:
    """Add files.

    Args:
        database: the knowledge base.
        uploads: the files; a name that is there already means a new version of that document, when the title is
            the same; with another title it is another document, under a name of its own.
        by: who adds them.
        report: told after every transaction how many documents were read.

    Raises:
        StoreError: it cannot be written; what was written before is there.
    """
    done = Added()
    with database.reading() as session:
        known = _known(session)
    due = list(_due(_named(list(uploads)), known, done))
    day, size, batch = date.today(), 0, list[Made]()
    for made in _made(due, day):
        if isinstance(made, Failure):
            done.unreadable.append(Unreadable("", made.zh, made.en))
            continue
        batch.append(made)
        size += made.document["characters"]
        if size >= BATCH:
            _write(database, batch, by, day, done)
            report(len(done.documents))
            batch, size = [], 0
    _write(database, batch, by, day, done)
    report(len(done.documents))
    if len(done.documents) >= MANY:
        database.tune()
    return done


def _write(database: Database, batch: list[Made], by: str, day: date, done: Added) -> None:
    if not batch:
        return
    names = [made.document["name"] for made in batch]
    with database.writing() as session:
        fresh = [number for made in batch if reviews.follow(session, number := writing.put(session, made, by))]
        derived = relating.relate(session, day, fresh)
    done.documents += names
    done.derived += [name for name in derived if name not in names]


def _known(session: Session) -> Known:
    """Document -> the digest of its bytes, the program that read them, and its title."""
    of_current = (VersionTable.document_id == DocumentTable.id) & (VersionTable.number == DocumentTable.version)
    asked = select(DocumentTable.name, VersionTable.sha256, VersionTable.program, DocumentTable.title)
    rows = session.execute(asked.join(VersionTable, of_current))
    return {name: (sha256, program, title) for name, sha256, program, title in rows}


def _named(uploads: list[Upload]) -> Iterator[tuple[Upload, str]]:
    """Each file under a name; those of one name and different bytes take a part of their digest along."""
    distinct = {(document_id(each.name), _digest(each.data)): each for each in uploads}
    times = Counter(name for name, _ in distinct)
    for (name, digest), each in distinct.items():
        yield each, name if times[name] == 1 else f"{name}-{digest[:8]}"


def _due(named: Iterable[tuple[Upload, str]], known: Known, done: Added) -> Iterator[Wanted]:
    for upload, name in named:
        digest = _digest(upload.data)
        own = f"{name}-{digest[:8]}"  # what it was called when the name was another document's
        meant = own if known.get(own, ("",))[0] == digest else name
        sha256, program, title = known.get(meant, ("", "", ""))
        if (sha256, program) == (digest, fingerprint()):
            done.unchanged.append(meant)
        else:
            yield Wanted(upload, meant, title if meant in known and sha256 != digest else None)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _made(due: Task, day: date) -> Iterator[Made | Failure]:
    if sum(len(each.upload.data) for each in due) <= ALONE:
        yield from making.make_all(due, day)
        return
    with _crew() as executor:
        waiting = []
        for task in _tasks(due):
            waiting.append(executor.submit(making.make_all, task, day))
            if len(waiting) >= AHEAD * crews.cores():
                yield from waiting.pop(0).result()
        for each in waiting:
            yield from each.result()


@contextmanager
def _crew() -> Iterator[Executor]:
    """Processes of this machine.

    Raises:
        UnavailableError: they cannot be started, or one of them was lost.
    """
    hiring = crews.local(crews.cores())
    try:
        with hiring.crew() as crew:
            try:
                yield crew.executor
            except crew.losses as error:
                raise UnavailableError("error.store_worker") from error
    except BuildingError as error:
        raise UnavailableError(error.key, **error.values) from error


def _tasks(due: Task) -> Iterator[Task]:
    task, size = list[Wanted](), 0
    for each in due:
        task.append(each)
        size += len(each.upload.data)
        if size >= TASK:
            yield task
            task, size = [], 0
    if task:
        yield task
