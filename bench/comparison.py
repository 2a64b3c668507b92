"""Documents side by side: how fast, and on real regulations: `python bench/comparison.py [speed] [regulations]`.

In: the five built-in policies; the corpus that stands beside the checkout (`../shared/corpus/statutes.tar.xz`), or
`--corpus` with an archive or a folder of Markdown files. Out: of `speed`, a section of `results.md` beside this file;
of `regulations`, the counts that docs/provincial-regulations.md is about, and with `--out` the whole comparison of the
local regulations on mineral resources. Guarantee: reading and extracting are not in the times; without the corpus that
is said, what needs none is measured, and the exit code is 0.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench import page
from bench.statutes import ARCHIVE, unpacked
from engine.comparison.compare import compare, is_alone
from engine.comparison.items import Side
from engine.comparison.model import Comparison
from engine.comparison.topics import topics
from obligations.from_document import extract
from policies import library
from policies.from_source import read_path

PARTS = ("speed", "regulations")
ROUNDS = 5
LOCAL = "地方法规"  # the folders of local regulations
MANY, SUBJECT = 30, "污染防治条例"  # regulations on one subject, of many provinces
MINERALS = "矿产资源"
ASKED = ("reporting", "sanctions", "licensing")
WIDEST = {2: 1.0, 5: 3.0, MANY: 30.0}  # seconds that are aimed at, by the number of documents


@dataclass(frozen=True, slots=True)
class Run:
    """How long it took to compare so many documents: the first time, and the middle one of all rounds."""

    documents: int
    statements: int
    first: float
    clock: float
    processor: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, write and print."""
    asked = _arguments(arguments)
    parts = asked.parts or list(PARTS)
    runs = [timed(builtin()[:2]), timed(builtin())] if "speed" in parts else []
    if asked.corpus.exists():
        with unpacked(asked.corpus) as corpus:
            if "speed" in parts:
                runs.append(timed(local(corpus, SUBJECT)[:MANY]))
            if "regulations" in parts:
                regulations(local(corpus, MINERALS), asked.out)
    else:
        print(f"skipped: there is no corpus at {asked.corpus.name}")
    if runs:
        told = report(runs)
        page.put("comparison", told)
        print(told)
    return 0


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Documents side by side.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all by default")
    parser.add_argument("--corpus", type=Path, default=ARCHIVE, help="an archive, or a folder of Markdown files")
    parser.add_argument("--out", type=Path, help="write the comparison of the regulations to this file (.html, .md …)")
    asked = parser.parse_args(arguments)
    unknown = set(asked.parts) - set(PARTS)
    if unknown:
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    return asked


def builtin() -> list[Path]:
    """The built-in policies."""
    return list(library.builtin())


def local(corpus: Path, subject: str) -> list[Path]:
    """The local regulations of a corpus with these words in their title."""
    return sorted(path for path in corpus.rglob(f"*{subject}*.md") if LOCAL in str(path.parent))


def sides(paths: list[Path]) -> list[Side]:
    """The documents, read and extracted."""
    documents = [read_path(path) for path in paths]
    return [Side(number, each, extract(each)) for number, each in enumerate(documents)]


def timed(paths: list[Path], rounds: int = ROUNDS) -> Run:
    """The comparison of documents on all topics, again and again from the extractions."""
    extracted = sides(paths)
    found: list[tuple[float, float]] = []
    for _ in range(rounds):
        fresh = [Side(each.number, each.document, each.extraction) for each in extracted]
        clock, processor = time.perf_counter(), time.process_time()
        compare(fresh, topics())
        found.append((time.perf_counter() - clock, time.process_time() - processor))
    clock, processor = sorted(found)[rounds // 2]
    statements = sum(len(each.extraction.statements) for each in extracted)
    return Run(len(paths), statements, found[0][0], clock, processor)


def report(runs: list[Run]) -> str:
    """The section of the results."""
    rows = [
        f"| {run.documents} | {run.statements:,} | {run.first:.2f} s | {run.clock:.2f} s | {run.processor:.2f} s |"
        f" {_aimed(run)} |"
        for run in runs
    ]
    return "\n".join(
        [
            "## Documents side by side",
            "",
            f"Made by `bench/comparison.py speed`. {page.machine()}",
            f"All {len(topics())} topics, from extractions; the middle one of {ROUNDS} rounds. Two and five: built-in",
            f"policies; {MANY}: local regulations with {SUBJECT} in their title.",
            "",
            "| documents | statements | first time | clock | processor | aimed at |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
        ]
    )


def _aimed(run: Run) -> str:
    bound = WIDEST[run.documents]
    return f"{bound:g} s, {'reached' if max(run.first, run.clock) <= bound else 'not reached'}"


def regulations(paths: list[Path], out: Path | None) -> None:
    """Compare regulations on licensing, reporting and fines; print what there is of each topic."""
    chosen = [topic for topic in topics() if topic.id in ASKED]
    found = compare(sides(paths), chosen)
    print(counted(found))
    if out:
        from workbench.cli.run import run

        asked = [word for topic in ASKED for word in ("--topic", topic)]
        run(["compare", *map(str, paths), *asked, "--format", out.suffix[1:], "--out", str(out)])


def counted(found: Comparison) -> str:
    """The rows of each topic, those in which several documents say something, and how they stand to the first."""
    lines = ["| topic | rows | of several | how the others stand |", "| --- | --- | --- | --- |"]
    for matrix in found.matrices:
        several = [row for row in matrix.rows if not is_alone(row)]
        stands = Counter(cell.relation.value for row in several for cell in row.cells if cell.item and cell.relation)
        stands.pop("extra", None)
        told = ", ".join(f"{name} {count}" for name, count in stands.most_common())
        lines.append(f"| {matrix.topic.title} | {len(matrix.rows)} | {len(several)} | {told} |")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
