"""Collective names: 各责任单位应…… means those whom the document lists as 责任单位.

In: the facts of a document. Out: facts on whose duty is worded so, and on who is called so.
Guarantee: only units that stand at the word itself are called so: in 由甲牵头，乙、丙作为责任单位 not 甲, in
（责任单位：甲；配合单位：乙） not 乙. 有关责任单位 are some of them, the text does not say which: nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.taxonomy import plain
from obligations.model import Fact, Source

WORDS = ("责任单位", "责任部门")
BREAK = re.compile(r"[，,；;。：:]")
NEXT_LABEL = re.compile(r"[；;。]|[\w]{2}(?:单位|部门)\s*[：:]")
Range = tuple[int, int]


def collective_names(facts: Sequence[Fact]) -> Iterator[Fact]:
    """`collective` and `called` facts."""
    statements = {fact.args[0]: fact.source for fact in facts if fact.predicate == "responsibility"}
    for fact in facts:
        if fact.predicate in {"bearer", "implied_bearer"} and plain(fact.args[1]) in WORDS:
            yield Fact("collective", (fact.args[0], plain(fact.args[1])), fact.source)
        elif fact.predicate in {"leads", "supports"}:
            yield from _called(fact, statements.get(fact.args[0]))


def _called(fact: Fact, statement: Source | None) -> Iterator[Fact]:
    if fact.source is None or statement is None:
        return
    place = fact.source.start - statement.start
    for word in WORDS:
        if any(start <= place < end for start, end in _lists(statement.quote, word)):
            yield Fact("called", (fact.args[0], word, fact.args[1]), statement)


def _lists(quote: str, word: str) -> Iterator[Range]:
    """Where the units stand that a statement calls by the word: behind 责任单位：, before 作为责任单位."""
    for found in re.finditer(r"\s*".join(word), quote):
        if re.match(r"\s*[：:]", quote[found.end() :]):
            end = NEXT_LABEL.search(quote, found.end())
            yield found.end(), end.start() if end else len(quote)
        else:
            before = [each.end() for each in BREAK.finditer(quote, 0, found.start())]
            yield before[-1] if before else 0, found.start()
