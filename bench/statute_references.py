"""References to provisions: do they resolve?

In: a document. Out: what became of each 本(法|条例|办法|规定|细则)第…条 of its text, and of all references by kind.
Guarantee: the references are looked for by a pattern of its own, so that one the finder misses counts as unresolved;
the titles of the corpus are the library, the newest text of each, read when first named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from obligations.provisions import Resolution, Resolver
from obligations.references import Reference
from policies.from_source import read_path
from policies.model import Document

BOUND = 0.995
_OWN = re.compile(r"(?<![基日])本(?:法|条例|办法|规定|细则)第[零〇一二三四五六七八九十百千两\d]+条")
_DATED = re.compile(r"\(\d{4}-\d\d-\d\d\)$")
_AROUND = 20  # characters shown around a reference
_KEPT = 16  # documents a process keeps


@dataclass(frozen=True, slots=True)
class Found:
    """What one document has.

    Attributes:
        own: references to an article of its own.
        unresolved: those of them without a provision: the reason and the words.
        kinds: all references, by whose they are and what became of them.
    """

    own: int
    unresolved: tuple[tuple[str, str], ...]
    kinds: Counter[tuple[str, str]]


class Corpus(Mapping[str, Document]):
    """The documents of a folder by title, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._paths = {self._title(path): path for path in sorted(folder.rglob("*.md"))}
        self._read = lru_cache(_KEPT)(read_path)

    def __getitem__(self, title: str) -> Document:
        return self._read(self._paths[title])

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, title: object) -> bool:
        return title in self._paths

    @staticmethod
    def _title(path: Path) -> str:
        return _DATED.sub("", path.stem).removeprefix("中华人民共和国")


@cache
def library(folder: Path) -> Corpus:
    """The corpus as a library."""
    return Corpus(folder)


def measure(document: Document, path: Path, corpus: Path) -> Found:
    """Find and resolve the references of one document."""
    resolver = Resolver(document, library(corpus))
    resolved = [(each, resolver.resolve(each)) for each in resolver.finder.all()]
    began: dict[int, list[Resolution]] = {}
    for reference, resolution in resolved:
        began.setdefault(reference.span.start, []).append(resolution)
    printed = list(_OWN.finditer(document.text))
    unresolved = [
        (reason, f"{path.name}: {_around(document, match)}")
        for match in printed
        if (reason := _reason(began.get(match.start(), [])))
    ]
    return Found(len(printed), tuple(unresolved), Counter(_kind(*each) for each in resolved))


def _reason(found: list[Resolution]) -> str:
    if not found:
        return "not found"
    return next((each.reason.value for each in found if each.reason), "")


def _kind(reference: Reference, resolution: Resolution) -> tuple[str, str]:
    whose = "relative (前款, 本条 …)" if reference.base else reference.whose.value
    return whose, resolution.reason.value if resolution.reason else "resolved"


def _around(document: Document, match: re.Match[str]) -> str:
    text = document.text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return "…" + "".join(text.split()) + "…"


def report(found: list[Found], listed: list[str]) -> float:
    """Print the figures; the share of the references to own articles that resolve."""
    own = sum(each.own for each in found)
    unresolved = [row for each in found for row in each.unresolved]
    kinds: Counter[tuple[str, str]] = sum((each.kinds for each in found), Counter())
    print(f"all references: {kinds.total():,}")
    for whose in sorted({kind[0] for kind in kinds}):
        row = {became: count for (other, became), count in kinds.most_common() if other == whose}
        print(f"  {whose}: " + ", ".join(f"{became} {count:,}" for became, count in row.items()))
    print(f"本(法|条例|办法|规定|细则)第…条: {own:,}; unresolved {len(unresolved)}:")
    for reason, count in Counter(reason for reason, _ in unresolved).most_common():
        print(f"  {reason}: {count}")
        print("".join(f"    {words}\n" for other, words in unresolved if other == reason), end="")
    listed += [f"references: {reason}: {words}" for reason, words in unresolved]
    return 1 - len(unresolved) / max(1, own)
