"""Many contracts held against policies, on all cores.

In: names of files and folders, and a base of policies. Out: `Reviews`, in the order of the inputs. Guarantee: what is
found in a contract does not depend on the others nor on the number of processes; one that cannot be read, or on which a
process fails, is reported and the others are reviewed.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, as_completed
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.contract_review.model import Review
from policies.from_source import document_id
from workbench import sources
from workbench.building import crews
from workbench.building.errors import BuildingError
from workbench.model import Reviews, Unreadable

if TYPE_CHECKING:
    from datetime import date

    from engine.contract_review.review import Against
    from workbench.knowledge_base import KnowledgeBase
    from workbench.sources import Input

FEW = 6  # contracts for which starting processes would take longer than it saves
Report = Callable[[int, int], None]
Outcome = Review | Unreadable


@dataclass(frozen=True, slots=True)
class _Task:
    """A contract to be read and reviewed under an ID."""

    one: Input
    id: str


def check(
    base: KnowledgeBase,
    names: Sequence[str],
    day: date | None = None,
    lang: str = "zh",
    report: Report = lambda _, __: None,
) -> Reviews:
    """The contracts in files and folders held against the documents of a base.

    Args:
        base: of policies.
        names: files, folders, ``-`` for the standard input.
        day: for contracts without a signing date; today without it.
        lang: of the sentences.
        report: told how many of how many are done.
    """
    found, refused = sources.inputs(names) if names else ([], [])
    tasks = list(_named(found))
    outcomes = _outcomes(tasks, base.against(day, lang), report)
    reviews = tuple(one for one in outcomes if isinstance(one, Review))
    unreadable = (*refused, *(one for one in outcomes if isinstance(one, Unreadable)))
    read = {one.contract.document.id for one in reviews}
    files = {task.id: task.one.name for task in tasks if task.id in read}
    return Reviews(base.entries, reviews, unreadable, files)


def _named(found: Sequence[Input]) -> Iterator[_Task]:
    """The inputs with the IDs that `sources.distinct` would give them; of the same bytes under one name only one."""
    ids = [document_id(one.path.name if one.path else one.name) for one in found]
    several = {name for name, count in Counter(ids).items() if count > 1}
    seen = set()
    for one, name in zip(found, ids, strict=True):
        own = f"{name}-{_digest(one)[:8]}" if name in several else name
        if own not in seen:
            seen.add(own)
            yield _Task(one, own)


def _digest(one: Input) -> str:
    try:
        data = one.path.read_bytes() if one.path else one.data or b""
    except OSError:  # told when it is read
        data = one.name.encode()
    return hashlib.sha256(data).hexdigest()


def _outcomes(tasks: Sequence[_Task], against: Against, report: Report) -> list[Outcome]:
    """What becomes of each, in their order."""
    workers = min(crews.cores(), len(tasks))
    if workers < 2 or len(tasks) < FEW:
        return _one_by_one(tasks, against, report)
    packed = pickle.dumps(against)
    try:
        outcomes = _together(tasks, packed, workers, report)
    except BuildingError:  # no process can be started
        return _one_by_one(tasks, against, report)
    return [one if one is not None else _alone(task, packed) for task, one in zip(tasks, outcomes, strict=True)]


def _one_by_one(tasks: Sequence[_Task], against: Against, report: Report) -> list[Outcome]:
    """In this process."""
    made = []
    for number, task in enumerate(tasks):
        report(number, len(tasks))
        made.append(_reviewed(task, against))
    return made


def _together(tasks: Sequence[_Task], packed: bytes, workers: int, report: Report) -> list[Outcome | None]:
    """What becomes of each; None for those that were under way when a process was lost."""
    outcomes: list[Outcome | None] = [None] * len(tasks)
    with crews.local(workers).crew() as crew:
        waiting: dict[Future[Outcome], int] = {
            crew.executor.submit(_sent, task, packed): number for number, task in enumerate(tasks)
        }
        report(0, len(tasks))
        for done, future in enumerate(as_completed(waiting), 1):
            try:
                outcomes[waiting[future]] = future.result()
            except BrokenExecutor:
                continue
            report(done, len(tasks))
    return outcomes


def _alone(task: _Task, packed: bytes) -> Outcome:
    """A contract that may have taken its process along, in one of its own."""
    try:
        with crews.local(1).crew() as crew:
            return crew.executor.submit(_sent, task, packed).result()
    except (BrokenExecutor, BuildingError):
        name = task.one.name
        return Unreadable(name, f"{name}：审查它的进程意外结束。", f"{name}: the process that reviewed it died.")


def _sent(task: _Task, packed: bytes) -> Outcome:
    return _reviewed(task, _unpacked(packed))


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Against:
    found: Against = pickle.loads(packed)
    return found


def _reviewed(task: _Task, against: Against) -> Outcome:
    """One contract, read and reviewed."""
    from engine.contract_review.review import review

    document = sources.read(task.one)
    if isinstance(document, Unreadable):
        return document
    try:
        return review(replace(document, id=task.id), against)
    except Exception as error:
        if os.environ.get("ZHIZE_DEBUG"):
            raise
        name, what = task.one.name, type(error).__name__
        return Unreadable(name, f"{name}：审查时出错（{what}）。", f"{name}: the review failed ({what}).")
