"""All that follows from a document, whoever asks: what tables of many documents are made of.

In: a document with its facts, what other documents say of it, a day, and the days between which deadlines are wanted.
Out: a `Whole`. Guarantee: duties and penalties are those that a question without filters is answered with; how the
document stands is told for every day, from the days on which it changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.computed import Moment, actors, earliest
from engine.duties import duties_of
from engine.from_rules import built_in
from engine.index import Index
from engine.keys import key_of
from engine.library import Held, Library, concluded, known_of
from engine.model import Duty, Force, Penalty
from engine.penalties import penalties_of
from engine.proof import said
from engine.questions import question
from engine.relations import Member, relations
from engine.taxonomy import Taxonomy
from engine.telling import declared
from obligations.model import Fact
from policies.model import Document

FIRST_DAY, AFTER_ALL = "0001-01-01", "9999-12-31"
DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
STATING = frozenset({"issued", "effective", "revised", "repeals", "period"})  # what relations are made of
STANDING = STATING | {"document", "expires", "validity", "runs_out"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a document stands from `since` on, up to `until`; the reasons have {day} for the day asked."""

    since: str
    until: str
    force: Force
    reason: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A day on which a duty falls due, or "" while it waits; how the day follows, or why there is none."""

    duty: str
    day: str
    basis: str
    basis_en: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All answers of a document.

    Attributes:
        duties, penalties: whoever is asked for, in the order of the text.
        instances: the days of the duties, within the validity of the document.
        standings: without a gap, in order.
        names: of all actors that the document names, as printed.
        heirs: organ -> those who have its competence on the day.
        titles: by `eid`, the headings above it.
    """

    duties: tuple[Duty, ...]
    penalties: tuple[Penalty, ...]
    instances: tuple[Instance, ...]
    standings: tuple[Standing, ...]
    names: tuple[str, ...]
    heirs: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]


def whole(held: Held, related: tuple[Fact, ...], taxonomy: Taxonomy, day: date, days: tuple[date, date]) -> Whole:
    """Everything that follows from one document.

    Args:
        held: the document with its facts.
        related: what other documents say of it (`engine.relations`).
        taxonomy: the classes of actors.
        day: on which organs and their successors are looked at.
        days: between which deadlines are wanted; what the document knows of before the first of them is too.
    """
    library = Library((held,), taxonomy, built_in(), {held.document.id: related})
    moment = Moment(day, None, days[1])
    facts, names = known_of(library, held, replace(moment, first=min(days[0], earliest(held.facts, moment))))
    conclusions = concluded(held, names, facts, library.rules)
    index, english = (Index(conclusions, library.rules, lang) for lang in ("zh", "en"))
    asked = question(as_of=None)
    found = tuple(duties_of(index, asked))
    return Whole(
        duties=found,
        penalties=tuple(penalties_of(index, asked)),
        instances=tuple(_instances(index, english, found)),
        standings=tuple(_standings(held, facts, library)),
        names=tuple(sorted(actors(facts))),
        heirs=index.heirs,
        titles=index.titles,
    )


def stating(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a document that `related` needs."""
    return tuple(fact for fact in facts if fact.predicate in STATING)


def related(documents: Iterable[tuple[Document, tuple[Fact, ...]]]) -> dict[str, tuple[Fact, ...]]:
    """Document -> what the others say of it.

    Args:
        documents: each with the facts of `stating`; of a document its ID and metadata are enough.
    """
    return relations(Member(document, facts) for document, facts in documents)


def relatives(document: str, facts: Iterable[Fact]) -> tuple[str, ...]:
    """The documents whose words stand behind what others say of a document."""
    return tuple(sorted({fact.source.document for fact in facts if fact.source} - {document}))


def _instances(index: Index, english: Index, duties: tuple[Duty, ...]) -> Iterator[Instance]:
    days: dict[str, list[tuple[str, str]]] = {}
    for norm, day, basis in index.conclusions.rows("occurs"):
        days.setdefault(norm, []).append((day, basis))
    for duty in duties:
        for day, basis in days.get(duty.norm, ()):
            if day in duty.due:
                yield Instance(duty.id, day, basis, _english(english, "occurs", (duty.norm, day, basis)))
        if duty.awaits is not None:
            yield Instance(duty.id, "", duty.awaits, english.awaits[duty.norm][1])


def _english(index: Index, predicate: str, args: tuple[str, ...]) -> str:
    return declared(index.rules.declarations[predicate], args, "en")


def _standings(held: Held, facts: Iterable[Fact], library: Library) -> Iterator[Standing]:
    kept = [fact for fact in facts if fact.predicate in STANDING or fact in library.related[held.document.id]]
    starts = sorted({FIRST_DAY, *_turns(kept)})
    asked = [Fact("asked", (day,)) for day in starts]
    conclusions = concluded(held, library.taxonomy, [*kept, *asked], library.rules)
    told = {row[2]: (Force(row[1]), key_of("force", row)) for row in conclusions.rows("force")}
    before: Standing | None = None
    for since in starts:
        force, key = told[since]
        zh, en = (said(conclusions, library.rules, key, lang, {"day": "{day}"}) for lang in ("zh", "en"))
        if before is None or (before.force, before.reason) != (force, zh):
            if before is not None:
                yield replace(before, until=since)
            before = Standing(since, AFTER_ALL, force, zh, en)
    if before is not None:
        yield before


def _turns(facts: Iterable[Fact]) -> Iterator[str]:
    """The days on which something may change: those that the facts name, and the days after them."""
    for fact in facts:
        for arg in fact.args[1:]:
            for named in DATE.findall(arg):
                day = _day(named)
                if day is not None and day.isoformat() > FIRST_DAY:
                    yield day.isoformat()
                    if day < date.max:
                        yield (day + timedelta(days=1)).isoformat()


def _day(named: str) -> date | None:
    try:
        return date.fromisoformat(named if len(named) == 10 else f"{named}-01")
    except ValueError:
        return None
