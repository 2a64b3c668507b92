"""The lexicon is data: strict in its form, each entry shown at work in its example, each word of one class."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from obligations import words
from obligations.ledger import REASONS

FOLDER = Path(words.__file__).parent / "lexicon"
FILES = sorted(FOLDER.glob("*.toml"))
ROOT = Path(__file__).resolve().parents[2]
SCHEMA: dict[str, dict[str, type]] = {
    "entry": {"class": str, "words": list, "example": str},
    "taxonomy": {"wider": str, "narrower": list, "example": str},
    "section": {"reason": str, "words": list},
    "ending": {"name": str, "words": list, "example": str},
    "border": {"words": list, "example": str},
    "attribute": {"name": str, "kind": str, "unit": str, "words": list, "example": str},
    "value": {"attribute": str, "value": str, "words": list, "example": str},
    "comparing": {"class": str, "op": str, "words": list, "example": str},
    "connective": {"class": str, "words": list, "example": str},
    "same": {"words": list, "example": str},
    "contract": {
        "name": str,
        "words": list,
        "short": list,
        "about": str,
        "grantor": str,
        "grantee": str,
        "duties": str,
        "example": str,
    },
    "party": {"side": str, "words": list, "example": str},
    "demand": {"class": str, "words": list, "example": str},
    "subject": {"name": str, "words": list, "example": str},
    "item": {
        "name": str,
        "words": list,
        "told": list,
        "norms": int,
        "limits": int,
        "liability": bool,
        "example": str,
    },
    "saying": {"class": str, "words": list, "example": str},
}


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get(table, [])
    return found


ENTRIES = words.entries()
NAMES = [f"{entry.file}-{number}-{entry.kind}" for number, entry in enumerate(ENTRIES)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_known_tables_of_known_fields(path: Path) -> None:
    assert set(tomllib.loads(path.read_text(encoding="utf-8"))) <= set(SCHEMA)
    for table, fields in SCHEMA.items():
        for row in rows(path, table):
            assert {key: type(value) for key, value in row.items()} == fields, row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_list_of_words_holds_words(path: Path) -> None:
    for table, key in (
        ("entry", "words"),
        ("taxonomy", "narrower"),
        ("section", "words"),
        ("ending", "words"),
        ("border", "words"),
        ("attribute", "words"),
        ("value", "words"),
        ("comparing", "words"),
        ("connective", "words"),
        ("same", "words"),
    ):
        for row in rows(path, table):
            assert row[key], row
            assert all(isinstance(word, str) and word and word == "".join(word.split()) for word in row[key]), row


@pytest.mark.parametrize("entry", ENTRIES, ids=NAMES)
def test_the_example_shows_a_word_of_the_entry_as_its_class(entry: words.Entry) -> None:
    assert any(word in entry.example for word in entry.words), "the example uses none of the entry's words"
    tokens = words.lexer().tokens(entry.example)
    assert any(token.type == entry.kind and token.value in entry.words for token in tokens), tokens


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_example_of_an_ending_shows_it(path: Path) -> None:
    for row in rows(path, "ending"):
        assert any(word in row["example"] for word in row["words"]), row


def test_words_held_to_be_the_same_stand_in_one_group_and_its_example() -> None:
    groups = [row for path in FILES for row in rows(path, "same")]
    told = [word for row in groups for word in row["words"]]
    assert len(told) == len(set(told))
    for row in groups:
        assert sum(word in row["example"] for word in row["words"]) > 1, row


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_is_cut_across_a_border(path: Path) -> None:
    for row in rows(path, "border"):
        pairs = [pair.partition("|")[::2] for pair in row["words"]]
        assert any(before + after in row["example"] for before, after in pairs), row
        cut = {token.end_pos for token in words.lexer().tokens(row["example"]) if len(token) > 1}
        for before, after in pairs:
            at = row["example"].find(before + after)
            assert at < 0 or at + len(before) not in cut, row


def test_no_word_has_two_classes() -> None:
    claimed: dict[str, set[str]] = {}
    for entry in ENTRIES:
        for word in entry.words:
            claimed.setdefault(word, set()).add(entry.kind)
    assert {word: sorted(kinds) for word, kinds in claimed.items() if len(kinds) > 1} == {}


def test_no_word_stands_twice() -> None:
    counted = Counter(word for entry in ENTRIES for word in entry.words)
    assert [word for word, count in counted.items() if count > 1] == []


def test_every_class_is_read_somewhere() -> None:
    sources = [*ROOT.glob("grammars/*.lark"), *ROOT.glob("grammars/*.py"), *ROOT.glob("obligations/*.py")]
    read = set(re.findall(r"\b[A-Z][A-Z_]+\b", "\n".join(path.read_text(encoding="utf-8") for path in sources)))
    assert {entry.kind for entry in ENTRIES} - read - {"WORD"} == set()


def test_the_taxonomy_has_no_circle() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph([(name, row.wider) for row in words.taxonomy() for name in row.narrower])
    assert nx.is_directed_acyclic_graph(graph)


def test_the_taxonomy_says_nothing_twice() -> None:
    pairs = Counter((name, row.wider) for row in words.taxonomy() for name in row.narrower)
    assert [pair for pair, count in pairs.items() if count > 1] == []
    assert len({row.wider for row in words.taxonomy()}) == len(words.taxonomy())


@pytest.mark.parametrize("row", words.taxonomy(), ids=range(len(words.taxonomy())))
def test_a_class_has_an_example(row: words.Class) -> None:
    assert any(f"{name}是{row.wider}" in row.example for name in row.narrower), row


def test_a_descriptive_section_has_a_known_reason() -> None:
    assert {section.reason for section in words.sections()} <= set(REASONS)
