"""A case before one document: whom of it the document binds, and what had happened by the day asked.

In: a case, a day, a document with its facts. Out: a `Meeting`.
Guarantee: a document binds the actors of its own place and of the places in it, or, when the case names its documents,
all actors; actors that do not exist on the day, and events after it, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from engine.cases.from_yaml import implied
from engine.cases.model import Case, Event, Party
from engine.taxonomy import Relation, Taxonomy, plain
from obligations.conditions import read
from obligations.model import Fact
from policies.model import Document
from policies.places import NATION

CLOSE = frozenset({Relation.SELF, Relation.INHERITED})


@dataclass(frozen=True)
class Meeting:
    """A case before a document.

    Attributes:
        day: the day asked.
        taxonomy: the classes of actors, with the names of the document.
        facts: of the document.
    """

    case: Case
    day: date
    document: Document
    taxonomy: Taxonomy
    facts: Sequence[Fact]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The actors that the document binds."""
        asked = bool(self.case.documents)
        return tuple(
            party
            for party in self.case.parties
            if (asked or binds(self.document, party.place)) and not (party.since and party.since > self.day)
        )

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What had happened to them by the day, in order of time."""
        names = {party.name for party in self.parties}
        found = [each for each in self.case.events if each.actor in names and each.day <= self.day]
        return tuple(sorted(found, key=lambda event: event.day))

    def rows(self, predicate: str) -> Iterator[Fact]:
        """The facts of a predicate."""
        return (fact for fact in self.facts if fact.predicate == predicate)

    def attributes(self, party: Party) -> tuple[tuple[str, str], ...]:
        """What is known of an actor: stated, or implied by its role."""
        return tuple(dict.fromkeys([*party.attributes, *(pair for role in party.roles for pair in implied(role))]))

    def is_actor(self, party: Party, name: str) -> bool:
        """Whether the actor is called so, is one of a class called so, or is known to be what the name states."""
        if any(self.taxonomy.relation(role, name) in CLOSE for role in roles_of(party)):
            return True
        found = read(plain(name))
        if found is None or not found.tests or not found.subject:
            return False
        known = set(self.attributes(party))
        told = all(any((test.attribute, value) in known for value in test.values) for test in found.tests)
        return told and self.is_actor(party, found.subject)

    def party(self, name: str) -> Party:
        """The actor of a name."""
        return next(party for party in self.parties if party.name == name)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """All roles of the actors."""
        return tuple(dict.fromkeys(role for party in self.parties for role in roles_of(party)))


def roles_of(party: Party) -> tuple[str, ...]:
    """The roles of an actor, and the class that one of them narrows: a 新建矿山 is a 矿山."""
    stated = [plain(role) for role in party.roles]
    found = [reading for role in stated if (reading := read(role)) is not None and reading.tests]
    return tuple(dict.fromkeys([*stated, *(reading.subject for reading in found if reading.subject)]))


def binds(document: Document, place: str) -> bool:
    """Whether a document holds at a place: its own place is the same, or around it; one that names none nowhere."""
    own = document.metadata.jurisdiction or ""
    return own == NATION.name or (bool(own) and own in place)
