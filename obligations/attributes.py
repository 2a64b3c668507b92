"""The attributes of actors that conditions speak of, and the words for them: `obligations/lexicon/attributes.toml`.

In: that file and the taxonomy. Out: `attributes()`, the words by class, and the lexer of `grammars/condition.lark`.
Guarantee: a word has one class; a class of actors made up of a value and another class (生产 + 矿山) is read as these.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from grammars.lexer import Words
from obligations import words

KINDS = ("word", "number", "day")


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of actors.

    Attributes:
        name: 剩余可采年限
        kind: one of `KINDS`.
        unit: of a number: 年.
        words: how texts call it.
        values: of the kind word: what it may be.
    """

    name: str
    kind: str
    unit: str
    words: tuple[str, ...]
    values: tuple[str, ...]


@cache
def _data() -> dict[str, list[dict[str, object]]]:
    file = resources.files("obligations").joinpath("lexicon").joinpath("attributes.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _words(row: dict[str, object]) -> tuple[str, ...]:
    found = row["words"]
    return tuple(map(str, found)) if isinstance(found, list) else ()


@cache
def attributes() -> dict[str, Attribute]:
    """The attributes by name."""
    values = [(str(row["attribute"]), str(row["value"])) for row in _data()["value"]]
    return {
        str(row["name"]): Attribute(
            str(row["name"]),
            str(row["kind"]),
            str(row["unit"]),
            _words(row),
            tuple(value for name, value in values if name == row["name"]),
        )
        for row in _data()["attribute"]
    }


@cache
def called() -> dict[str, str]:
    """A word for an attribute -> its name."""
    return {word: each.name for each in attributes().values() for word in each.words}


@cache
def values() -> dict[str, tuple[str, str]]:
    """A word for a value -> the attribute and the value."""
    return {word: (str(row["attribute"]), str(row["value"])) for row in _data()["value"] for word in _words(row)}


@cache
def operators() -> dict[str, str]:
    """不足 -> <"""
    return {word: str(row["op"]) for row in _data()["comparing"] for word in _words(row)}


@cache
def lexer() -> Words:
    """The lexer of conditions."""
    known = dict.fromkeys(called(), "ATTRIBUTE") | dict.fromkeys(values(), "VALUE")
    for table in ("comparing", "connective"):
        for row in _data()[table]:
            known |= dict.fromkeys(_words(row), str(row["class"]))
    return Words(dict.fromkeys(_classes(), "CLASS") | known)


def _classes() -> set[str]:
    names = {name for row in words.taxonomy() for name in (row.wider, *row.narrower)}
    return {name for name in names if not any(_is_made_of(name, value, names) for value in values())}


def _is_made_of(name: str, value: str, names: set[str]) -> bool:
    return name.startswith(value) and name[len(value) :].partition("）")[2 if "（" in name else 0] in names
