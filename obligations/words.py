"""The lexicon: word classes and the actor taxonomy, read from `obligations/lexicon/*.toml`.

In: the files of the folder. Out: `lexer()`, fed by them, and `taxonomy()`. Guarantee: a word has one class; where
two entries claim it, the class that stands first in `PRECEDENCE` has it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from grammars.lexer import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """Some words of one class with an example sentence; `file` says where it is written."""

    file: str
    kind: str
    words: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Class:
    """One row of the taxonomy: each of `narrower` is a `wider`."""

    wider: str
    narrower: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Section:
    """Words of headings under which nothing is normative, with the reason."""

    words: tuple[str, ...]
    reason: str


@cache
def _files() -> tuple[tuple[str, dict[str, list[dict[str, object]]]], ...]:
    folder = resources.files("obligations").joinpath("lexicon")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".toml"))
    return tuple((name, tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))) for name in names)


def entries() -> list[Entry]:
    """All word entries, in the order of the files."""
    return [
        Entry(name, str(row["class"]), tuple(map(str, _list(row["words"]))), str(row.get("example", "")))
        for name, data in _files()
        for row in data.get("entry", [])
    ]


def taxonomy() -> list[Class]:
    """The actor taxonomy's rows."""
    return [
        Class(str(row["wider"]), tuple(map(str, _list(row["narrower"]))), str(row.get("example", "")))
        for _, data in _files()
        for row in data.get("taxonomy", [])
    ]


def sections() -> list[Section]:
    """The headings of descriptive sections."""
    return [
        Section(tuple(map(str, _list(row["words"]))), str(row["reason"]))
        for _, data in _files()
        for row in data.get("section", [])
    ]


@cache
def endings(name: str) -> tuple[str, ...]:
    """The endings of that name in `endings.toml`."""
    rows = [row for _, data in _files() for row in data.get("ending", []) if row["name"] == name]
    return tuple(str(word) for row in rows for word in _list(row["words"]))


def same() -> list[tuple[str, ...]]:
    """Groups of words that say the same of an act; the first stands for all."""
    rows = [row for _, data in _files() for row in data.get("same", [])]
    return [tuple(map(str, _list(row["words"]))) for row in rows]


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"a list is expected in the lexicon, not {value!r}")
    return value


_MORE: dict[str, str] = {}


@cache
def classes() -> dict[str, str]:
    """Word -> class."""
    return {word: entry.kind for entry in entries() for word in entry.words} | _MORE


def extend(more: Mapping[str, str]) -> None:
    """Know more words, with their classes, in this process and from its beginning: what was read is remembered.

    Raises:
        RuntimeError: something was read already.
    """
    if classes.cache_info().currsize:
        raise RuntimeError("the lexicon is in use")
    _MORE.update(more)


@cache
def borders() -> dict[str, tuple[str, ...]]:
    """Ending of a word -> what must not follow it."""
    found: dict[str, tuple[str, ...]] = {}
    for _, data in _files():
        for row in data.get("border", []):
            for pair in map(str, _list(row["words"])):
                before, _, after = pair.partition("|")
                found[before] = (*found.get(before, ()), after)
    return found


@cache
def lexer() -> Words:
    """The lexer of the sentence grammars."""
    return Words(classes(), borders())
