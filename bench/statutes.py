"""What is read of a large corpus of statutes: `python bench/statutes.py [articles] [modals] [references] [joins]`.

In: the corpus that stands beside the checkout (`../shared/corpus/statutes.tar.xz`), or `--corpus` with an archive or a
folder of Markdown files. Out: figures, and what is behind those that fall short; exit code 1 below a bound. Guarantee:
nothing is written but what `--list` asks for; a document that cannot be read is counted and named, never left out in
silence. Without the corpus there is nothing to measure: that is said, and the exit code is 0.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Protocol

from bench import statute_articles, statute_joins, statute_modals, statute_references
from bench.archive import unpack
from policies.from_source import read_path
from policies.model import Document

ARCHIVE = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "statutes.tar.xz"
JOBS = 2


class Measure(Protocol):
    """One figure over all documents: what one document adds, and what is said of all."""

    BOUND: float

    def measure(self, document: Document, path: Path, corpus: Path) -> Any:
        """What one document adds."""

    def report(self, found: list[Any], listed: list[str]) -> float:
        """Print the figures, add what falls short to `listed`; the rate that the bound is for."""


MEASURES: dict[str, Measure] = {
    "articles": statute_articles,
    "modals": statute_modals,
    "references": statute_references,
    "joins": statute_joins,
}


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for; 1 when a rate is below its bound."""
    asked = _arguments(arguments)
    if not asked.corpus.exists():
        print(f"skipped: there is no corpus at {asked.corpus.name}")
        return 0
    with unpacked(asked.corpus) as corpus:
        paths = sorted(corpus.rglob("*.md"))[:: asked.every]
        rows = measured(paths, corpus, asked.measures, asked.jobs)
    return report(rows, asked.measures, asked.list)


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Figures over a corpus of statutes.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(MEASURES)}; all by default")
    parser.add_argument("--corpus", type=Path, default=ARCHIVE, help="an archive, or a folder of Markdown files")
    parser.add_argument("--jobs", type=int, default=JOBS, help="processes")
    parser.add_argument("--every", type=int, default=1, help="read each n-th document only")
    parser.add_argument("--list", type=Path, help="write what falls short to this file")
    asked = parser.parse_args(arguments)
    unknown = set(asked.measures) - set(MEASURES)
    if unknown:
        parser.error(f"unknown measure: {', '.join(sorted(unknown))}")
    asked.measures = asked.measures or list(MEASURES)
    return asked


@contextmanager
def unpacked(corpus: Path) -> Iterator[Path]:
    """The corpus as a folder."""
    if corpus.is_dir():
        yield corpus
        return
    with tempfile.TemporaryDirectory() as folder:
        unpack(corpus, Path(folder))
        yield Path(folder)


def measured(paths: list[Path], corpus: Path, names: list[str], jobs: int) -> list[dict[str, Any]]:
    """What each document adds to each measure."""
    work = partial(one, corpus=corpus, names=tuple(names))
    if jobs == 1:
        return [work(path) for path in paths]
    with Pool(jobs) as pool:
        return list(pool.imap(work, paths, chunksize=8))


def one(path: Path, corpus: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """What one document adds; under "error" why it could not be read."""
    try:
        document = read_path(path)
        return {name: MEASURES[name].measure(document, path, corpus) for name in names}
    except Exception as error:
        return {"error": f"{path.name}: {type(error).__name__}: {error}"}


def report(rows: list[dict[str, Any]], names: list[str], target: Path | None) -> int:
    """Print all figures; 1 when one is below its bound or a document could not be read."""
    errors = [row["error"] for row in rows if "error" in row]
    print(f"{len(rows):,} documents, {len(errors)} could not be read")
    listed = list(errors)
    missed = bool(errors)
    for name in names:
        print(f"\n== {name}")
        rate = MEASURES[name].report([row[name] for row in rows if name in row], listed)
        bound = MEASURES[name].BOUND
        print(f"{rate:.2%}, bound {bound:.1%}: {'reached' if rate >= bound else 'MISSED'}")
        missed = missed or rate < bound
    if target:
        target.write_text("\n".join(listed) + "\n", encoding="utf-8")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
