"""The facts that no text states: the day asked, the classes of actors, the dates of deadlines, collective names.

In: the facts of a document, the classes of actors, the actor and the days asked about. Out: more facts.
Guarantee: what is computed from words of the text carries the source of those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from engine.calendar import awaited, day_of, instances, last_day
from engine.collectives import collective_names
from engine.taxonomy import Taxonomy, plain
from engine.vocabulary import KNOWN
from obligations.model import Fact
from policies.dates import DATE, iso_of

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DATED = frozenset({"issued", "effective", "expires", "period", "deadline"})
# Where a fact names an actor.
NAMED = {name: [at for at, each in enumerate(args) if each in {"actor", "successor"}] for name, args in KNOWN.items()}
# The computed facts that depend on the days asked about.
DAILY = frozenset({"asked", "occurs"})
# What a stated length of validity counts from, by the words of the text.
STARTS = (("印发", "issued"), ("发布", "issued"), ("公布", "issued"), ("施行", "effective"), ("实施", "effective"))


@dataclass(frozen=True, slots=True)
class Moment:
    """The days asked about.

    Attributes:
        day: on which validity is judged.
        first: first day on which a deadline may fall; None for the first day that the document knows of.
        last: last day on which a deadline may fall.
    """

    day: date
    first: date | None
    last: date


def computed(facts: Sequence[Fact], moment: Moment) -> list[Fact]:
    """The facts on days to add to those of one document."""
    return [
        Fact("asked", (moment.day.isoformat(),)),
        *_validity(facts),
        *collective_names(facts),
        *_deadlines(facts, moment.first or earliest(facts, moment), moment.last),
    ]


def classes(actor: str, taxonomy: Taxonomy, names: Iterable[str]) -> list[Fact]:
    """The facts on the classes above an actor; of those named, one of a whole class too (矿山企业 is of 各矿山企业)."""
    above = taxonomy.above(plain(actor))
    known = {plain(actor), *(wider for _, wider in above)}
    whole = [(plain(name), name) for name in sorted(names) if plain(name) != name and plain(name) in known]
    return [Fact("is_a", pair) for pair in (*above, *whole)]


def actors(facts: Iterable[Fact]) -> set[str]:
    """The names of all actors of a document, as printed."""
    return {fact.args[place] for fact in facts for place in NAMED[fact.predicate]}


def _deadlines(facts: Sequence[Fact], first: date, last: date) -> Iterator[Fact]:
    for fact in facts:
        if fact.predicate == "deadline":
            norm, value = fact.args
            for dated in instances(value, first, last):
                yield Fact("occurs", (norm, dated.day.isoformat(), dated.basis), fact.source)
            waiting = awaited(value)
            if waiting is not None:
                yield Fact("awaits", (norm, waiting.event, waiting.basis), fact.source)


def _validity(facts: Sequence[Fact]) -> Iterator[Fact]:
    stated = {fact.predicate: fact.args[1] for fact in facts if fact.predicate in {"issued", "effective"}}
    for fact in facts:
        if fact.predicate == "validity":
            doc, duration, words = fact.args
            start = day_of(stated.get(_start(words, stated), ""))
            end = last_day(duration, start) if start else None
            if end is not None:
                yield Fact("runs_out", (doc, end.day.isoformat(), end.basis), fact.source)


def _start(words: str, stated: dict[str, str]) -> str:
    day = DATE.search(words)
    if not words or (day and iso_of(day) == stated.get("effective")):  # 自2026年1月1日起施行，有效期五年
        return "effective" if "effective" in stated else "issued"
    return next((predicate for word, predicate in STARTS if word in words), "")


def earliest(facts: Iterable[Fact], moment: Moment) -> date:
    """The first day that a document knows of."""
    dated = (arg for fact in facts if fact.predicate in DATED for arg in fact.args[1:])
    days = (day_of(text) for arg in dated for text in DAY.findall(arg))
    return min([moment.day, moment.last, *(day for day in days if day is not None)])
