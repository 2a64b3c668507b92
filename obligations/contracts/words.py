"""How contracts are worded: `obligations/lexicon/contracts.toml`.

In: the file. Out: kinds of contracts, words of parties, subjects, items, words of each class. Guarantee: read once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from grammars.lexer import Words


@dataclass(frozen=True, slots=True)
class ContractKind:
    """A kind of contract, the words that mean it, and who its two sides are in the law's terms; see the file."""

    name: str
    words: tuple[str, ...]
    short: tuple[str, ...]
    about: str
    grantor: str
    grantee: str
    duties: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a contract is to say something about, and the words that tell that a clause is about it."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """What a policy wants in a contract, and how a contract that has it says so; see the file."""

    name: str
    words: tuple[str, ...]
    told: tuple[str, ...]
    norms: int
    limits: int
    liability: bool


@cache
def _data() -> dict[str, list[dict[str, object]]]:
    file = resources.files("obligations").joinpath("lexicon").joinpath("contracts.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _list(row: dict[str, object], name: str = "words") -> tuple[str, ...]:
    found = row[name]
    return tuple(map(str, found)) if isinstance(found, list) else ()


@cache
def kinds() -> tuple[ContractKind, ...]:
    """The kinds of contracts."""
    return tuple(
        ContractKind(
            str(row["name"]),
            _list(row),
            _list(row, "short"),
            *(str(row[name]) for name in ("about", "grantor", "grantee", "duties")),
        )
        for row in _data()["contract"]
    )


@cache
def sides() -> dict[str, str]:
    """A word for a party -> its side."""
    return {word: str(row["side"]) for row in _data()["party"] for word in _list(row)}


@cache
def subjects() -> tuple[Subject, ...]:
    """What policies want contracts to speak of."""
    return tuple(Subject(str(row["name"]), _list(row)) for row in _data()["subject"])


@cache
def items() -> dict[str, Item]:
    """The items by name."""
    return {
        str(row["name"]): Item(
            str(row["name"]),
            _list(row),
            _list(row, "told"),
            int(str(row["norms"])),
            int(str(row["limits"])),
            bool(row["liability"]),
        )
        for row in _data()["item"]
    }


@cache
def saying(name: str) -> tuple[str, ...]:
    """The words of a class by which contracts say something."""
    return next(_list(row) for row in _data()["saying"] if row["class"] == name)


@cache
def called() -> dict[str, str]:
    """A word of a policy -> the item it means."""
    return {word: each.name for each in items().values() for word in each.words}


@cache
def lexer() -> Words:
    """The lexer of what policies demand of contracts."""
    known = {word: str(row["class"]) for row in _data()["demand"] for word in _list(row)}
    known |= dict.fromkeys(called(), "ITEM")
    known |= {word: "SUBJECT" for each in subjects() for word in each.words}
    known |= {word: "CONTRACT" for each in kinds() for word in (*each.words, *each.short)}
    return Words(known)
