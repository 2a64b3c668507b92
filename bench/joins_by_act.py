"""Is a join by act right? `python bench/joins_by_act.py [--draw SEED]`.

In: the corpus of statutes (`bench/statutes.py`), and the verdicts in `joins_by_act.csv`, given by hand on the text.
Out: for each seed the share that was judged right, and how many of these joins are still made; with `--draw` a random
sample of the joins by act to judge, with their words. Exit code 1 when the last seed is below the bound. Guarantee: the
file holds places and verdicts, no sentence of the corpus; what is drawn for a seed depends on the corpus and the code
alone; a join that tiers repeat (情节严重的) is drawn once.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from bench.statutes import ARCHIVE, JOBS, unpacked
from obligations.from_document import extract
from obligations.joins import How, Joiner
from policies.from_source import read_path

BOUND = 0.85
SIZE = 100
VERDICTS = Path(__file__).resolve().with_name("joins_by_act.csv")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A join by act: the document, where the words of the act and those of the duty stand, and its strength."""

    document: str
    act_start: int
    act_end: int
    duty_start: int
    duty_end: int
    strength: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was judged of a join: `right`, and why in few words."""

    seed: int
    place: Place
    right: bool
    why: str


def main(arguments: list[str] | None = None) -> int:
    """Print the figures, or a sample; 1 when the last sample is below the bound."""
    parser = argparse.ArgumentParser(description="Joins by act, judged by hand.")
    parser.add_argument("--corpus", type=Path, default=ARCHIVE, help="an archive, or a folder of Markdown files")
    parser.add_argument("--draw", type=int, metavar="SEED", help="print a sample to judge")
    asked = parser.parse_args(arguments)
    verdicts = read_verdicts(VERDICTS)
    if asked.draw is None and not asked.corpus.exists():
        print(f"the joins are not made again: there is no corpus at {asked.corpus.name}")
        return report(verdicts, None)
    with unpacked(asked.corpus) as corpus:
        names = None if asked.draw is not None else frozenset(verdict.place.document for verdict in verdicts)
        made = joins(corpus, names)
        if asked.draw is None:
            return report(verdicts, made)
        for place in sample(made, asked.draw):
            print(shown(place, corpus))
    return 0


def read_verdicts(path: Path) -> list[Verdict]:
    """The verdicts of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Verdict(
                seed=int(row["seed"]),
                place=Place(
                    document=row["document"],
                    act_start=int(row["act_start"]),
                    act_end=int(row["act_end"]),
                    duty_start=int(row["duty_start"]),
                    duty_end=int(row["duty_end"]),
                    strength=row["strength"],
                ),
                right=row["verdict"] == "right",
                why=row["why"],
            )
            for row in csv.DictReader(file)
        ]


def joins(corpus: Path, names: frozenset[str] | None = None) -> list[Place]:
    """All joins by act, each once, in order; of the documents of these names, or of all."""
    paths = [path for path in sorted(corpus.rglob("*.md")) if names is None or path.stem in names]
    with Pool(JOBS) as pool:
        return sorted({place for found in pool.imap(_of, paths, chunksize=8) for place in found})


def _of(path: Path) -> list[Place]:
    return list(of_path(path))


def of_path(path: Path) -> Iterator[Place]:
    """The joins by act of one document."""
    document = read_path(path)
    extraction = extract(document)
    joiner = Joiner(document, extraction)
    norms = {norm.id: norm.span for norm in extraction.norms}
    for sanction in extraction.sanctions:
        for join in joiner.of(sanction).joins:
            if join.how is How.ACT:
                duty = norms[join.duty]
                span = join.span
                yield Place(path.stem, span.start, span.end, duty.start, duty.end, join.strength.value)


def sample(made: list[Place], seed: int) -> list[Place]:
    """A random sample, in order."""
    return sorted(random.Random(seed).sample(made, min(SIZE, len(made))))


def shown(place: Place, corpus: Path) -> str:
    """A join with its words, for the one who judges."""
    text = read_path(next(corpus.rglob(f"{place.document}.md"))).text
    act, duty = text[place.act_start : place.act_end], text[place.duty_start : place.duty_end]
    row = f"{place.document},{place.act_start},{place.act_end},{place.duty_start},{place.duty_end},{place.strength}"
    return f"{row}\n  act:  {''.join(act.split())}\n  duty: {''.join(duty.split())}"


def report(verdicts: list[Verdict], made: list[Place] | None) -> int:
    """Print the share that is right by seed; 1 when the last is below the bound."""
    share = 1.0
    for seed in dict.fromkeys(verdict.seed for verdict in verdicts):
        judged = [verdict for verdict in verdicts if verdict.seed == seed]
        share = sum(verdict.right for verdict in judged) / len(judged)
        print(f"seed {seed}: {len(judged)} judged, right {share:.1%}")
        for strength in dict.fromkeys(verdict.place.strength for verdict in judged):
            of_it = [verdict for verdict in judged if verdict.place.strength == strength]
            print(f"  {strength}: {sum(verdict.right for verdict in of_it)} of {len(of_it)}")
        if made is not None:
            still = [verdict for verdict in judged if verdict.place in set(made)]
            kept = sum(verdict.right for verdict in still) / max(1, len(still))
            print(f"  still made: {len(still)}, right {kept:.1%}")
    print(f"last seed, bound {BOUND:.0%}: {'reached' if share >= BOUND else 'MISSED'}")
    return int(share < BOUND)


if __name__ == "__main__":
    sys.exit(main())
