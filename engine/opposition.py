"""Provisions of different documents that may be against each other.

In: two documents that hold for one place, with what follows from each. Out: pairs of statements, each with the facts
that say why, and all facts that the rules on them ask for. Guarantee: the inference and the checker of proofs know the
same facts; modest and exact: the same act in the same words (of fines: or in words that the lexicon holds to be
the same); actors of one class; cases that do not exclude each other. Whether a fine outside the bounds of another is a
conflict, the rules decide: an inferior instrument may narrow what a superior one gives, never exceed it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from engine.relations import Member
from engine.taxonomy import Relation, Taxonomy
from obligations.acts import row
from obligations.model import Fact
from obligations.words import endings
from policies import places
from policies.instruments import Instrument
from policies.model import Document

LEAST = 3  # pairs of characters that say what an act is
FINED = 5  # pairs that say which act a fine is for
BREAK = re.compile(r"[^\w]")
AGAINST = {"prohibition": frozenset({"obligation", "permission", "encouragement"})}
PLAIN = frozenset({"named", "implied"})  # how an actor comes to a duty that the text gives to him
LOCAL = (Instrument.LOCAL_REGULATION, Instrument.DEPARTMENT_RULE, Instrument.LOCAL_RULE)
GROUPS = {
    "belowRegulation": LOCAL,
    "belowLaw": (Instrument.ADMINISTRATIVE_REGULATION, *LOCAL),
    "legislation": (Instrument.LAW, Instrument.ADMINISTRATIVE_REGULATION, *LOCAL),
}
OF_DOCUMENT = frozenset({"document", "instrument", "issuer", "jurisdiction"})
OF_STATEMENT = frozenset({"norm", "sanction", "fine", "bearer", "implied_bearer", "condition"})
Act = tuple[str, ...]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two statements on one act that may be against each other; `facts` say in what, from both sides."""

    one: str
    other: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is compared; `value` is its modality, or the key of its fine."""

    id: str
    words: str
    value: str
    actors: tuple[str, ...]
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Acts:
    """The statements of a document by the act that they are about.

    Attributes:
        document: the document.
        facts: of its text.
        taxonomy: the classes of actors, with the names of this document.
        rows: predicate -> the arguments of all facts and conclusions.
    """

    document: Document
    facts: tuple[Fact, ...]
    taxonomy: Taxonomy
    rows: Callable[[str], Sequence[Row]]

    @cached_property
    def norms(self) -> dict[str, list[Said]]:
        """Norms whose bearers the text gives; 不得违反 and 应当遵守 are not told of one act."""
        bearers: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        conditions = self._of("condition")
        for actor, norm, modality, action, via in self.rows("duty"):
            if via in PLAIN:
                bearers[norm, modality, action].append(actor)
        found: dict[str, list[Said]] = defaultdict(list)
        for (norm, modality, action), actors in sorted(bearers.items()):
            said = Said(norm, action, modality, tuple(sorted(actors)), conditions.get(norm, ()))
            if len(act := BREAK.sub("", action)) > LEAST:
                found[act].append(said)
        return found

    @cached_property
    def fines(self) -> dict[Act, list[Said]]:
        """Sanctions with a fine in yuan."""
        stated = {row[0]: row for row in self.rows("fine")}
        targets = self._of("sanction_target")
        found: dict[Act, list[Said]] = defaultdict(list)
        for sanction, _, _, trigger in self.rows("sanction"):
            _, least, most, basis = stated.get(sanction, ("", "", "", "-"))
            if any(word in trigger for word in (*endings("tier"), *endings("lists"))):
                continue  # 情节严重的, 有下列行为之一的: another sentence names the act
            if (least or most) and not basis and len(act := row(trigger)) >= FINED:
                actors = tuple(sorted(targets.get(sanction, ())))
                found[act].append(Said(sanction, trigger, f"{least}/{most}", actors, ()))
        return found

    @property
    def place(self) -> str:
        """Where the document holds; "" where its metadata do not tell."""
        return self.document.metadata.jurisdiction or ""

    def _of(self, predicate: str) -> Mapping[str, tuple[str, ...]]:
        """First argument -> second arguments of a predicate."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.rows(predicate):
            found[each[0]].append(each[1])
        return {name: tuple(values) for name, values in found.items()}


def opposed(one: Acts, other: Acts) -> Iterator[Opposed]:
    """The statements of two documents that may be against each other."""
    yield from _norms(one, other)
    yield from _fines(one, other)


def weighed(one: Acts, other: Acts, each: Opposed) -> tuple[Fact, ...]:
    """All facts that the rules ask for on two provisions, each of its document."""
    return (
        *each.facts,
        *_stated(one, each.one),
        *_stated(other, each.other),
        *(Fact("ranked", (kind, group)) for group, kinds in GROUPS.items() for kind in kinds),
        *_places(one, other),
    )


def one_place(first: str, second: str) -> bool | None:
    """Whether one document's place lies in the other's; None when the metadata do not tell."""
    if not first or not second:
        return None
    if _inside(first, second) or _inside(second, first):
        return True
    cities = [places.place_of(name) for name in (first, second)]
    provinces = {city.province for city in cities if city}
    levels = {city.level for city in cities if city}
    return None if None in provinces and len(levels) > 1 else False


def of_one_place(one: Document, other: Document) -> bool:
    """Whether two documents hold for one place."""
    return one_place(one.metadata.jurisdiction or "", other.metadata.jurisdiction or "") is True


def _inside(narrower: str, wider: str) -> bool:
    return wider == places.NATION.name or narrower.startswith(wider)


def _places(one: Acts, other: Acts) -> Iterator[Fact]:
    names = sorted({one.place, other.place})
    for narrower in names:
        for wider in names:
            if _inside(narrower, wider):
                yield Fact("within_place", (narrower, wider))


def _stated(acts: Acts, statement: str) -> Iterator[Fact]:
    """What a document says of itself and of one of its statements, and since when it holds."""
    for fact in acts.facts:
        of_document = fact.predicate in OF_DOCUMENT and fact.args[0] == acts.document.id
        if of_document or (fact.predicate in OF_STATEMENT and fact.args[0] == statement):
            yield fact
    version = Member(acts.document, acts.facts).version
    if version is not None:
        title = acts.document.metadata.title or ""
        yield Fact("holds_from", (acts.document.id, title, version.args[1]), version.source)


def _norms(one: Acts, other: Acts) -> Iterator[Opposed]:
    for act in sorted(one.norms.keys() & other.norms.keys()):
        for mine, theirs in product(one.norms[act], other.norms[act]):
            if _are_against(mine.value, theirs.value) and _are_of_one_case(mine, theirs):
                yield from _of_modes(one.taxonomy, mine, theirs)


def _fines(one: Acts, other: Acts) -> Iterator[Opposed]:
    for act in sorted(one.fines.keys() & other.fines.keys()):
        for mine, theirs in product(one.fines[act], other.fines[act]):
            pairs = ((mine, theirs), (theirs, mine))
            facts = [Fact("exceeds", (a.id, b.id, a.words)) for a, b in pairs if not _within(a.value, b.value)]
            if facts and (not mine.actors or not theirs.actors or _related(one.taxonomy, mine, theirs)):
                yield Opposed(mine.id, theirs.id, tuple(facts))


def _of_modes(taxonomy: Taxonomy, mine: Said, theirs: Said) -> Iterator[Opposed]:
    related = _related(taxonomy, mine, theirs)
    if related is None:
        return
    facts = [Fact("opposed_modes", (*pair, mine.words)) for pair in _both(mine, theirs)]
    relation, actor, rival = related
    if relation == Relation.INHERITED:
        facts.append(Fact("narrower_bearer", (mine.id, theirs.id, actor, rival)))
    if relation == Relation.NARROWER:
        facts.append(Fact("narrower_bearer", (theirs.id, mine.id, rival, actor)))
    for narrow, wide in ((mine, theirs), (theirs, mine)):
        if narrow.conditions and not wide.conditions:
            facts.append(Fact("narrower_case", (narrow.id, wide.id, "；".join(narrow.conditions))))
    yield Opposed(mine.id, theirs.id, tuple(facts))


def _both(mine: Said, theirs: Said) -> Sequence[tuple[str, str]]:
    return (mine.id, theirs.id), (theirs.id, mine.id)


def _are_against(one: str, other: str) -> bool:
    return other in AGAINST.get(one, ()) or one in AGAINST.get(other, ())


def _are_of_one_case(mine: Said, theirs: Said) -> bool:
    return not mine.conditions or not theirs.conditions or mine.conditions == theirs.conditions


def _related(taxonomy: Taxonomy, mine: Said, theirs: Said) -> tuple[Relation, str, str] | None:
    """How two actors relate, the closest pair of them; None when none does."""
    found = [
        (relation, actor, rival)
        for actor, rival in product(mine.actors, theirs.actors)
        if (relation := taxonomy.relation(actor, rival)) is not None
    ]
    return min(found, key=lambda each: list(Relation).index(each[0]), default=None)


def _within(inner: str, outer: str) -> bool:
    """Whether the bounds of a fine lie within those of another; no bound is the widest."""
    (least, most), (floor, ceiling) = (bounds.split("/") for bounds in (inner, outer))
    low = not floor or (bool(least) and Decimal(least) >= Decimal(floor))
    return low and (not ceiling or (bool(most) and Decimal(most) <= Decimal(ceiling)))
