"""The sources that a proof is checked against.

In: documents as read now. Out: a document by the hash of its bytes, and its facts, read and computed again.
Guarantee: a document is read for facts once, whatever the number of proofs; the facts are those of
`obligations.to_facts` and of the calendar and the classes of actors, none is taken from a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from engine.certificate import Terms
from engine.checking.world import World
from engine.computed import DAILY, Moment
from engine.known import known, stated
from engine.language import RuleBase
from engine.questions import LONGEST
from engine.relations import Member, relations
from engine.taxonomy import build
from obligations.from_document import extract
from obligations.model import Fact
from obligations.to_facts import facts, taxonomy
from policies.model import Document

Key = tuple[str, str]  # hash and ID of a document
NO_DAY = Moment(*[date(2000, 1, 1)] * 3)  # any day: no fact that depends on it is used
KEPT = 64  # worlds that are remembered


class Sources:
    """The documents at hand; each is read for facts when they are first asked for."""

    def __init__(self, documents: Iterable[Document], rules: RuleBase) -> None:
        self.rules = rules
        self._documents = {document.sha256: document for document in documents}
        self._stated: dict[Key, tuple[Fact, ...]] = {}
        self._worlds: dict[tuple[tuple[Key, ...], Terms | None], tuple[World, frozenset[Fact]]] = {}
        self._taxonomy = build(taxonomy())

    def find(self, sha256: str, name: str) -> Document | None:
        """The document of these bytes under the ID that a proof gives it."""
        found = self._documents.get(sha256)
        return None if found is None else replace(found, id=name)

    def facts(self, documents: Sequence[Document], terms: Terms | None) -> frozenset[Fact]:
        """All facts of the first document, those computed included, and what the others say of it."""
        return self._known(documents, terms)[1]

    def world(self, documents: Sequence[Document], terms: Terms | None) -> World:
        """What follows from these facts."""
        return self._known(documents, terms)[0]

    def _known(self, documents: Sequence[Document], terms: Terms | None) -> tuple[World, frozenset[Fact]]:
        key = tuple((document.sha256, document.id) for document in documents), terms
        if key not in self._worlds:
            while len(self._worlds) >= KEPT:
                self._worlds.pop(next(iter(self._worlds)))
            read = [Member(document, self._read(document)) for document in documents]
            found = [*self._facts(documents[0], terms), *relations(read).get(documents[0].id, ())]
            self._worlds[key] = World(self.rules, found), frozenset(found)
        return self._worlds[key]

    def _read(self, document: Document) -> tuple[Fact, ...]:
        key = document.sha256, document.id
        if key not in self._stated:
            self._stated[key] = stated(document, facts(document, extract(document)))
        return self._stated[key]

    def _facts(self, document: Document, terms: Terms | None) -> Iterable[Fact]:
        days, actor = moment(terms), terms.actor if terms else ""
        found = known(document, self._read(document), self._taxonomy, days or NO_DAY, actor)[0]
        return found if days else (fact for fact in found if fact.predicate not in DAILY)


def moment(terms: Terms | None) -> Moment | None:
    """The days that a question asks about, None when it asks about none.

    Raises:
        ValueError: one of them is no day or missing, or they are further apart than any question may ask.
    """
    if terms is None or (terms.day, terms.first, terms.last) == (None, None, None):
        return None
    if terms.day is None or terms.last is None:
        raise ValueError(terms)
    day, last = date.fromisoformat(terms.day), date.fromisoformat(terms.last)
    first = None if terms.first is None else date.fromisoformat(terms.first)
    if last - (first or day) > LONGEST:
        raise ValueError(terms)
    return Moment(day, first, last)
