"""Facts and documents for the tests of the engine, written by hand as a lawyer would."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

import pytest

from obligations.model import Fact, Source
from policies.model import Document, Kind, Metadata, Provision, Span

Build = Callable[..., tuple[Document, list[Fact]]]


def read_fact(line: str, source: Source | None = None) -> Fact:
    """``bearer(n1, 矿山企业)`` as a fact; arguments are separated by a comma and a space."""
    found = re.fullmatch(r"(\w+)\((.*)\)", line, re.DOTALL)
    assert found, line
    return Fact(found[1], tuple(arg.strip() for arg in found[2].split(", ")), source)


@pytest.fixture
def fact() -> Callable[[str], Fact]:
    """Reads one fact."""
    return read_fact


@pytest.fixture
def build() -> Build:
    """Builds a document of one section per sentence, and facts whose source is the sentence they name.

    A fact is written ``norm(n1, {doc}, {unit}, obligation, 落实) | 矿山企业要落实主体责任``; `{doc}` becomes the
    document, `{unit}` the section.
    """
    return build_document


def build_document(name: str, *lines: str, title: str | None = None) -> tuple[Document, list[Fact]]:
    quotes = list(dict.fromkeys(line.partition(" | ")[2] for line in lines if " | " in line))
    text = "".join(f"{quote}。\n" for quote in quotes)
    starts = {quote: text.index(quote) for quote in quotes}
    sections = tuple(_section(place, starts[quote], quote) for place, quote in enumerate(quotes, 1))
    root = Provision("root", Kind.DOCUMENT, Span(0, len(text)), children=sections)
    metadata = Metadata(title=title or f"{name}方案")
    document = Document(name, f"{name}.txt", sha256(text.encode()).hexdigest(), text, root, metadata)
    units = {quote: section.eid for quote, section in zip(quotes, sections, strict=True)}
    return document, [_fact(line, name, starts, units) for line in lines]


def _section(place: int, start: int, quote: str) -> Provision:
    span = Span(start, start + len(quote) + 2)
    leaf = Provision(f"tier1_{place}__p", Kind.PROSE, span)
    return Provision(f"tier1_{place}", Kind.TIER1, span, str(place), str(place), f"第{place}部分", (leaf,))


def _fact(line: str, name: str, starts: dict[str, int], units: dict[str, str]) -> Fact:
    stated, _, quote = line.partition(" | ")
    stated = stated.replace("{doc}", name).replace("{unit}", units.get(quote, ""))
    if not quote:
        return read_fact(stated)
    start = starts[quote]
    return read_fact(stated, Source(name, units[quote], start, start + len(quote), quote))
