"""How `zhize build` grows with the documents: `python bench/growth.py`.

In: the statutes that stand beside the checkout (`../shared/corpus/statutes.tar.xz`), or another archive. Out: a
section of `results.md` beside this file, and the same on the screen. Guarantee: each figure is of a whole command
from cold, in processes of its own; processor time stands beside the time on the clock, since a machine may have other
work; without the archive there is nothing to measure: that is said, and the exit code is 0.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import page
from bench.archive import unpack
from workbench.building import crews

ARCHIVE = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "statutes.tar.xz"
STEPS = (100, 300, 1_000, None)  # None: all
REFERENCE = 300  # the step that the rate over all is compared with
SAMPLE = 100  # documents whose stages are timed one by one
SEED = 1  # every step holds the same mixture of long and short
GOAL_SECONDS, GOAL_MEMORY, GOAL_RATIO = 60, 1024, 0.20
LOOK = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """One build.

    Attributes:
        documents, characters, statements: what it gave.
        wall, processor: seconds, the second of all its processes together.
        largest, together: peak memory in MB, of its largest process and of all at a time.
    """

    documents: int
    characters: int
    statements: int
    wall: float
    processor: float
    largest: float
    together: float


def main(arguments: list[str]) -> int:
    """Measure, write and print."""
    archive = Path(arguments[0]) if arguments else ARCHIVE
    if not archive.is_file():
        print(f"skipped: there is no {archive.name} beside the checkout")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        unpack(archive, whole)
        paths = sorted(path for path in whole.rglob("*.md") if path.is_file())
        random.Random(SEED).shuffle(paths)
        runs = [measured(whole, paths[:step], Path(folder) / f"step-{step}") for step in STEPS]
        again = repeated(Path(folder) / f"step-{STEPS[-1]}")
        text = report(runs, again, stages(paths[:SAMPLE]))
    page.put("growth", text)
    print(text)
    return 0


def measured(whole: Path, paths: list[Path], place: Path) -> Run:
    """A build of some documents, from cold."""
    for path in paths:
        link = place / "tree" / path.relative_to(whole)
        link.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, link)
    wall, processor, largest, together = timed(place)
    characters, statements = counted(place / "kb")
    return Run(len(paths), characters, statements, wall, processor, largest, together)


def repeated(place: Path) -> float:
    """Seconds of a second run, for which nothing has changed."""
    return timed(place)[0]


def timed(place: Path) -> tuple[float, float, float, float]:
    """Seconds on the clock and of processors, peak memory in MB of one process and of all."""
    command = [str(Path(sys.executable).parent / "zhize"), "build", str(place / "tree"), "--out", str(place / "kb")]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    together = 0.0
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        together = max(together, resident(process.pid))
        time.sleep(LOOK)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"zhize build: exit code {process.returncode}")
    largest = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, largest, together


def resident(pid: int) -> float:
    """Memory in MB of a process and those it started, shared pages counted once for each."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        below = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (OSError, IndexError):  # it has just ended, or this system does not tell
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2 + sum(resident(child) for child in below)


def counted(base: Path) -> tuple[int, int]:
    """Characters and statements of a knowledge base."""
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    found = ds.dataset(base / "documents", partitioning="hive").to_table(columns=["characters", "statement_count"])
    characters, statements = (pc.sum(found.column(name)).as_py() for name in found.column_names)
    return characters, statements


def stages(paths: list[Path]) -> list[tuple[str, int, float]]:
    """Seconds of processor time of each stage of a worker, in this process."""
    import pyarrow as pa

    from obligations.from_document import extract
    from obligations.to_facts import facts
    from policies.from_source import read_bytes
    from workbench.building import reading, schema
    from workbench.building.build import form

    reading.prepare()
    wanted, columns = form(False), schema.rows(False)
    spent = dict.fromkeys(
        ("reading (bytes to tree)", "extracting (tree to statements)", "facts", "rows", "sending"), 0.0
    )
    characters = 0
    for path in paths:
        with clocked(spent, "reading (bytes to tree)"):
            document = read_bytes(path.read_bytes(), path.name)
        with clocked(spent, "extracting (tree to statements)"):
            found = extract(document)
        with clocked(spent, "facts"):
            facts(document, found)
        with clocked(spent, "rows"):
            row = pa.RecordBatch.from_pylist([reading.row(document, found, wanted)], schema=columns)
        with clocked(spent, "sending"):
            reading.stream([row], columns)
        characters += len(document.text)
    return [(name, characters, seconds) for name, seconds in spent.items()]


@contextmanager
def clocked(spent: dict[str, float], name: str) -> Iterator[None]:
    """Add what the block takes."""
    started = time.process_time()
    yield
    spent[name] += time.process_time() - started


def report(runs: list[Run], again: float, work: list[tuple[str, int, float]]) -> str:
    """The section."""
    rows = [
        f"| {run.documents:,} | {run.characters:,} | {run.statements:,} | {run.wall:.1f} s | {run.processor:.1f} s "
        f"| {run.characters / run.wall:,.0f} | {run.characters / run.processor:,.0f} "
        f"| {run.largest:.0f} MB | {run.together:.0f} MB |"
        for run in runs
    ]
    total = sum(seconds for name, _, seconds in work if name != "facts")
    stage_rows = [
        f"| {name} | {seconds:.2f} s | {characters / seconds:,.0f} | {share(name, seconds, total)} |"
        for name, characters, seconds in work
    ]
    load = shared_with()
    return "\n".join(
        [
            "## Growth",
            "",
            f"Made by `bench/growth.py`. {page.machine()}{load}",
            "Statutes, each step the same mixture of long and short; `zhize build` as a whole command from cold, one",
            "process for each core. Processor time is that of all its processes together: with other work on the",
            "machine it is the steadier figure.",
            "",
            "| documents | characters | statements | clock | processor | characters a second of the clock "
            "| of a processor | largest process | all together |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            *(verdict(*one) for one in verdicts(runs)),
            f"- A second run over all, nothing changed: {again:.1f} s.",
            "",
            f"Stages of a worker, {SAMPLE} of the documents, one process, processor time; facts only with `--facts`:",
            "",
            "| stage | time | characters a second | share |",
            "| --- | --- | --- | --- |",
            *stage_rows,
            "",
        ]
    )


def shared_with() -> str:
    """The load of the machine, and what it means for the figures."""
    if not hasattr(os, "getloadavg"):
        return ""
    load = os.getloadavg()[0]
    busy = load > crews.cores() + 1
    told = " Other work shared the machine: the clock says little, the processor time counts." if busy else ""
    return f" Load at the end: {load:.1f}.{told}"


def share(name: str, seconds: float, total: float) -> str:
    """The share of a stage in what a build without facts does."""
    return "" if name == "facts" else f"{seconds / total:.1%}"


def verdicts(runs: list[Run]) -> list[tuple[str, str, bool]]:
    """Each goal, what was measured, whether it is reached."""
    last = runs[-1]
    reference = next((run for run in runs if run.documents >= REFERENCE), runs[0])

    def ratio(seconds: Callable[[Run], float]) -> float:
        return (last.characters / seconds(last)) / (reference.characters / seconds(reference))

    pair = f"Rate at {last.documents:,} to rate at {reference.documents:,}"
    return [
        (f"All on the clock in {GOAL_SECONDS} s", f"{last.wall:.1f} s", last.wall <= GOAL_SECONDS),
        (
            f"No process over {GOAL_MEMORY} MB",
            f"{max(run.largest for run in runs):.0f} MB",
            all(run.largest <= GOAL_MEMORY for run in runs),
        ),
        *(
            (f"{pair}, by {name}, within {GOAL_RATIO:.0%}", f"{ratio(of):.2f}", abs(1 - ratio(of)) <= GOAL_RATIO)
            for name, of in (("the clock", lambda run: run.wall), ("processor time", lambda run: run.processor))
        ),
    ]


def verdict(goal: str, found: str, reached: bool) -> str:
    """A line on a goal."""
    return f"- {goal}: {found}, {'reached' if reached else 'not reached'}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
