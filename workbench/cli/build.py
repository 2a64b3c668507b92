"""`zhize build`: the order, the progress bar, what is told at the end.

In: checked options. Out: the exit code: 0 when the knowledge base holds what the folders hold, with what could not be
read in its table of failures; 1 when no document could be read; 2 when it was not finished. Guarantee: the bar is on
the standard error and only on a terminal.
"""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.building import crews
from workbench.building.build import Order, build
from workbench.building.errors import BuildingError
from workbench.cli.commands import DONE, NOTHING_FOUND, tell
from workbench.errors import MisuseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workbench.building.model import Progress, Summary
    from workbench.messages import Messages

TOLD = 10  # failures that are told one by one


def run(messages: Messages, order: Order) -> int:
    """Build, and tell what came of it."""
    started = time.monotonic()
    try:
        with bar(messages) as report:
            summary = build(order, report)
    except BuildingError as error:
        raise MisuseError(error.key, **error.values) from error
    for path, why in summary.failures[:TOLD]:
        tell(" ".join((why.en if messages.lang == "en" else why.zh).splitlines()) or path)
    if len(summary.failures) > TOLD:
        tell(messages.say("build.more_failures", count=len(summary.failures) - TOLD))
    print(told(summary, time.monotonic() - started, messages))
    return DONE if summary.documents else NOTHING_FOUND


def order(folders: list[str], out: str, cluster: str | None, workers: str | None, facts: bool) -> Order:
    """The order, checked.

    Raises:
        MisuseError: both a cluster and a number of processes, or no number from 1 up.
    """
    if cluster is not None and workers is not None:
        raise MisuseError("error.build_both")
    if workers is not None and not (workers.isdecimal() and int(workers)):
        raise MisuseError("error.build_workers", value=workers)
    here = crews.local(int(workers) if workers else crews.cores())
    return Order(tuple(folders), Path(out), here if cluster is None else crews.cluster(cluster), facts)


def told(summary: Summary, seconds: float, messages: Messages) -> str:
    """What the knowledge base holds, and what was done for it."""
    lines = [
        messages.say("build.holds", documents=f"{summary.documents:,}", statements=f"{summary.statements:,}"),
        messages.say(
            "build.done",
            read=f"{summary.read:,}",
            resumed=f"{summary.resumed:,}",
            unchanged=f"{summary.unchanged:,}",
            dropped=f"{summary.dropped:,}",
            seconds=f"{seconds:.1f}",
        ),
    ]
    if summary.copies:
        lines.append(messages.say("build.copies", count=summary.copies))
    if summary.failures:
        lines.append(messages.say("build.failures", count=len(summary.failures)))
    return "\n".join(lines)


@contextlib.contextmanager
def bar(messages: Messages) -> Iterator[Callable[[Progress], None]]:
    """A progress bar by bytes, when people look at it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)

        def report(now: Progress) -> None:
            numbers = {"documents": now.documents, "statements": now.statements, "failures": now.failures}
            words = messages.say("build.progress", **numbers)
            shown.update(task, completed=now.bytes_done, total=now.bytes_all, description=words)

        yield report
