"""Inference alone over a corpus: `python bench/inference.py`.

In: the corpus that stands beside the checkout (`../shared/corpus/statutes.tar.xz`), or `--corpus` with an archive or a
folder of Markdown files. Out: a section of `results.md` beside this file, and the same on the screen. Guarantee: the
facts are extracted once, before (`--facts` keeps them for another time), and read document by document; only the runs
of the rules are timed, in processes of their own, which import nothing else. Without the corpus that is said, and the
exit code is 0.
"""

from __future__ import annotations

import argparse
import os
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from bench import page

PROCESSES = 2
GOAL_RATE, GOAL_MEMORY = 15_000, 200
AGAIN = 100  # documents that are run again and again
ROUNDS = (1, 5, 10, 20)
Told = list[tuple[str, tuple[str, ...]]]  # the facts of a document, as predicates and arguments


@dataclass(frozen=True, slots=True)
class Run:
    """The documents of one process.

    Attributes:
        documents, facts, derivations: counted.
        clock, processor: seconds of the runs of the rules.
        before, peak: memory in MB with the rules loaded, and at its most.
    """

    documents: int
    facts: int
    derivations: int
    clock: float
    processor: float
    before: float
    peak: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, write and print."""
    asked = _arguments(arguments)
    if not asked.corpus.exists():
        print(f"skipped: there is no corpus at {asked.corpus.name}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        parts = stored(asked.corpus, asked.every, asked.facts or Path(folder))
        with get_context("spawn").Pool(PROCESSES) as pool:
            runs = pool.map(run, parts, chunksize=1)
        with get_context("spawn").Pool(1) as pool:
            text = report(runs, pool.apply(repeated, (parts[0],)))
    page.put("inference", text)
    print(text)
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    from bench.statutes import ARCHIVE

    parser = argparse.ArgumentParser(description="Inference alone over a corpus of statutes.")
    parser.add_argument("--corpus", type=Path, default=ARCHIVE, help="an archive, or a folder of Markdown files")
    parser.add_argument("--every", type=int, default=1, help="read each n-th document only")
    parser.add_argument("--facts", type=Path, help="a folder for the facts, used when they are there already")
    return parser.parse_args(arguments)


def stored(corpus: Path, every: int, folder: Path) -> list[Path]:
    """The facts of the documents in a file for each process."""
    from bench.statutes import unpacked

    parts = [folder / f"facts-{every}-{number}.pickle" for number in range(PROCESSES)]
    if not all(part.exists() for part in parts):
        folder.mkdir(parents=True, exist_ok=True)
        with unpacked(corpus) as unpacked_corpus, get_context("spawn").Pool(PROCESSES) as pool:
            paths = sorted(unpacked_corpus.rglob("*.md"))[::every]
            shares = [(paths[number::PROCESSES], part) for number, part in enumerate(parts)]
            pool.starmap(store, shares, chunksize=1)
    return parts


def store(paths: list[Path], part: Path) -> None:
    """All that the rules are told of each document, into a file that is there only when it is whole."""
    from engine.computed import Moment
    from engine.library import conclude, load
    from obligations.from_document import extract
    from obligations.to_facts import facts, taxonomy
    from policies.from_source import read_path

    asked = Moment(date(2025, 6, 1), None, date(2030, 12, 31))
    unfinished = part.with_suffix(".part")
    with unfinished.open("wb") as file:
        for path in paths:
            document = read_path(path)
            library = load([(document, facts(document, extract(document)))], taxonomy())
            known = conclude(library, library.held[0], asked).facts.values()
            pickle.dump([(fact.predicate, fact.args) for fact in known], file)
    unfinished.rename(part)


def told(part: Path) -> Iterator[Told]:
    """The facts of one document after the other."""
    with part.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


def run(part: Path) -> Run:
    """The rules, run over each document of a part."""
    derived = _engine()
    before = peak()
    documents = facts = derivations = 0
    clock = processor = 0.0
    for stated in told(part):
        found, seconds, busy = derived(stated)
        documents, facts, derivations = documents + 1, facts + len(stated), derivations + found
        clock, processor = clock + seconds, processor + busy
    return Run(documents, facts, derivations, clock, processor, before, peak())


def repeated(part: Path) -> list[tuple[int, float]]:
    """The same documents again and again: runs so far, and peak memory in MB."""
    derived = _engine()
    documents = list(islice(told(part), AGAIN))
    peaks = []
    for number in range(1, max(ROUNDS) + 1):
        for stated in documents:
            derived(stated)
        if number in ROUNDS:
            peaks.append((number * len(documents), peak()))
    return peaks


def _engine() -> Callable[[Told], tuple[int, float, float]]:
    """What gives, for the facts of a document, derivations, seconds on the clock and of the processor."""
    from engine.from_rules import built_in
    from engine.inference import derive
    from obligations.model import Fact

    def derived(stated: Told) -> tuple[int, float, float]:
        facts = (Fact(predicate, args) for predicate, args in stated)
        clock, processor = time.perf_counter(), time.process_time()
        found = len(derive(built_in(), facts))
        return found, time.perf_counter() - clock, time.process_time() - processor

    derived([("is_a", ("甲", "乙"))])  # the rules are compiled once
    return derived


def peak() -> float:
    """The peak memory of this process in MB: kilobytes on Linux, bytes on macOS."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def report(runs: list[Run], peaks: list[tuple[int, float]]) -> str:
    """The section."""
    rows = [
        f"| {each.documents:,} | {each.facts:,} | {each.derivations:,} | {each.clock:.1f} s | {each.processor:.1f} s "
        f"| {each.before:.0f} MB | {each.peak:.0f} MB |"
        for each in runs
    ]
    derivations = sum(each.derivations for each in runs)
    clock = derivations / max(each.clock for each in runs)
    processor = derivations / max(each.processor for each in runs)
    memory = sum(each.peak for each in runs)
    load = f" Load at the end: {os.getloadavg()[0]:.1f}." if hasattr(os, "getloadavg") else ""
    return "\n".join(
        [
            "## Inference",
            "",
            f"Made by `bench/inference.py`. {page.machine()}{load}",
            f"Rules alone, from facts extracted before, {PROCESSES} processes at a time, every document in a session",
            "of its own. With other work on the machine the processor time is the steadier figure.",
            "",
            "| documents | facts | derivations | clock | processor | memory before | at most |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            verdict(f"{GOAL_RATE:,} derivations a second of the clock", f"{clock:,.0f}", clock >= GOAL_RATE),
            verdict(f"{GOAL_RATE:,} by processor time, both free", f"{processor:,.0f}", processor >= GOAL_RATE),
            verdict(f"{GOAL_MEMORY} MB, both processes together", f"{memory:.0f} MB", memory <= GOAL_MEMORY),
            "- The same documents again and again in one process, at most: "
            + ", ".join(f"{memory:.0f} MB after {documents:,}" for documents, memory in peaks)
            + ".",
            "",
        ]
    )


def verdict(goal: str, found: str, reached: bool) -> str:
    """A line on a goal."""
    return f"- {goal}: {found}, {'reached' if reached else 'not reached'}."


if __name__ == "__main__":
    sys.exit(main())
