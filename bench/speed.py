"""Speed and memory: `make bench`.

In: the installed command and the five built-in policies. Out: a section of `results.md` beside this file, and the
same on the screen. Guarantee: every figure is a median of several runs, of whole processes where a command is timed;
nothing here is asserted by a test.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import page

RUNS = 5
COMMANDS = (
    ("`zhize --help`", ["--help"], "0.4 s"),
    ("`zhize demo`", ["demo"], "4 s"),
    ("`zhize duties --actor 矿山企业`", ["duties", "--actor", "矿山企业"], ""),
    ("`zhize duties --policy weihai-2021`", ["duties", "--policy", "weihai-2021"], ""),
    ("`zhize extract --format json`", ["extract", "--format", "json"], ""),
)


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds of wall time: the median, the least and the most; the peak memory of the largest process in MB."""

    median: float
    least: float
    most: float
    peak: float


def main() -> None:
    """Measure, write and print."""
    text = report([(name, timed(arguments), goal) for name, arguments, goal in COMMANDS], stages())
    page.put("speed", text)
    print(text)


def timed(arguments: list[str]) -> Timed:
    """The command, run in processes of its own after one that is not counted."""
    command = [str(Path(sys.executable).parent / "zhize"), *arguments]
    once(command)
    runs = [once(command) for _ in range(RUNS)]
    seconds = [run[0] for run in runs]
    return Timed(statistics.median(seconds), min(seconds), max(seconds), max(run[1] for run in runs))


def once(command: list[str]) -> tuple[float, float]:
    """Seconds and peak memory in MB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command[1:])}: exit code {process.returncode}")
    return time.perf_counter() - started, megabytes(usage)


def megabytes(usage: resource.struct_rusage) -> float:
    """The peak memory: kilobytes on Linux, bytes on macOS."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def stages() -> list[tuple[str, int, float]]:
    """Each stage over the five policies in this process: its name, the characters, the median of seconds."""
    from engine import queries
    from obligations.from_document import extract
    from obligations.to_facts import facts, taxonomy
    from policies import from_source, library

    documents = [from_source.read_path(path) for path in library.builtin()]
    extractions = [extract(document) for document in documents]
    held = [(document, facts(document, found)) for document, found in zip(documents, extractions, strict=True)]
    size = sum(len(document.text) for document in documents)
    measured = {
        "reading (bytes to tree)": lambda: [from_source.read_path(path) for path in library.builtin()],
        "extracting (tree to statements)": lambda: [extract(document) for document in documents],
        "deriving (facts to duties)": lambda: queries.duties(queries.load(held, taxonomy()), as_of=date(2025, 6, 1)),
    }
    return [(name, size, median(work)) for name, work in measured.items()]


def median(work: Callable[[], object]) -> float:
    """Median of the seconds that `work` takes, after one run that is not counted."""
    seconds = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds[1:])


def report(commands: list[tuple[str, Timed, str]], work: list[tuple[str, int, float]]) -> str:
    """The page."""
    rows = [
        f"| {name} | {one.median:.2f} s | {one.least:.2f}–{one.most:.2f} s | {one.peak:.0f} MB | {goal} |"
        for name, one, goal in commands
    ]
    stage_rows = [
        f"| {name} | {size:,} | {seconds * 1000:.0f} ms | {size / seconds:,.0f} |" for name, size, seconds in work
    ]
    return "\n".join(
        [
            "# Measured speed and memory",
            "",
            f"Made by `make bench`. {page.machine()} Medians of {RUNS} runs after one that is not counted.",
            "",
            "| command, as a whole process | median | least–most | peak memory | goal |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            "| stage, over the five policies, one process | characters | median | characters a second |",
            "| --- | --- | --- | --- |",
            *stage_rows,
            "",
        ]
    )


if __name__ == "__main__":
    main()
