"""What else would be read otherwise if a correction became an entry of the lexicon.

In: words with their classes, documents that have them. Out: the statements that would come, go or change. Guarantee:
the documents are read by this program with the words added, in a process of its own, since what the program has read
with its own lexicon it remembers; nothing is stored.

Only documents that have a word letter by letter are looked at, the likeliest ones first, and no more than `MOST` of
them; how many there are is told. Of an entry for a verb or another class the class must be named; for actors it is
guessed by the longest known word that the name ends with.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from obligations import words as lexicon
from obligations.from_document import extract
from policies.model import Document
from workbench.store.frozen import pack, unpack
from workbench.store.making import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.model import Entry

MOST = 40  # documents that are read again
ACTORS = ("bearers", "recipient", "directed", "lead", "support", "target", "enforcer", "beneficiary", "provider")
ORGAN, ROLE = "ORGAN", "ROLE"
Record = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the lexicon: a class of `obligations/lexicon`, and a word."""

    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A statement that would be read otherwise; `before` or `after` is None when it would come or go."""

    document: str
    kind: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Spread:
    """What would change.

    Attributes:
        words: the entries; () when none follows from the correction.
        documents: how many documents have one of the words; examined: how many of them were read again.
    """

    words: tuple[Word, ...]
    documents: int
    examined: int
    changed: tuple[Changed, ...]


def suggested(fields: dict[str, Any], record: dict[str, Any]) -> tuple[Word, ...]:
    """The actors that a correction names, and the lexicon does not know.

    Args:
        fields: what the reviewer says.
        record: what was read.
    """
    named = dict.fromkeys(name for each in ACTORS for name in _names(fields.get(each)))
    before = {name for each in ACTORS for name in _names(record.get(each))}
    return tuple(Word(_kind(name), name) for name in named if name not in before and name not in lexicon.classes())


def kinds() -> frozenset[str]:
    """The classes that an entry may have."""
    return frozenset(lexicon.classes().values())


def spread(words: tuple[Word, ...], entries: Sequence[Entry], documents: int) -> Spread:
    """Read documents with the words added.

    Args:
        words: the entries.
        entries: the documents, with what this program reads of them.
        documents: how many have one of the words.
    """
    context = multiprocessing.get_context("spawn")
    known = {each.word: each.kind for each in words}
    with ProcessPoolExecutor(1, context, lexicon.extend, (known,)) as pool:
        read = list(pool.map(_read, [pack(entry.document) for entry in entries]))
    found = (
        change
        for entry, after in zip(entries, read, strict=True)
        for change in _changes(entry.document.id, list(records(entry.document, entry.extraction)), after)
    )
    return Spread(words, documents, len(entries), tuple(found))


def _read(data: bytes) -> list[Record]:
    document = unpack(Document, data)
    return list(records(document, extract(document)))


def _changes(document: str, before: list[Record], after: list[Record]) -> Iterator[Changed]:
    """Statements of one kind that begin at one place are the same statement."""
    one, other = ({(kind, record["start"]): record for kind, record in side} for side in (before, after))
    for key in sorted({*one, *other}, key=lambda key: (key[1], key[0])):
        if one.get(key) != other.get(key):
            yield Changed(document, key[0], one.get(key), other.get(key))


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _kind(name: str) -> str:
    known = lexicon.classes()
    ends = (known.get(name[start:], "") for start in range(1, len(name)))
    return next((kind for kind in ends if kind in (ORGAN, ROLE)), ROLE)
