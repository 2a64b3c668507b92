"""The sources that a proof is checked against.

In: documents and cases as read now. Out: a document or a case by the hash of its bytes, and the facts on which a proof
may rest, read and computed again.
Guarantee: a document is read for facts once, whatever the number of proofs; the facts are those of
`obligations.to_facts`, of the calendar and the classes of actors, of the case and of the comparison of two documents;
none is taken from a proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.cases.facts import case_facts
from engine.cases.from_yaml import assuming
from engine.cases.meeting import Meeting
from engine.cases.model import Case
from engine.certificate import Kind, Terms
from engine.checking.world import World
from engine.computed import DAILY, Moment
from engine.contract_review.facts import Policy
from engine.contract_review.facts import known as contract_facts
from engine.known import known, stated
from engine.language import RuleBase
from engine.opposition import Acts, opposed, weighed
from engine.questions import LONGEST
from engine.relations import Member, relations
from engine.taxonomy import Taxonomy, build
from obligations.contracts.from_document import read
from obligations.from_document import extract
from obligations.model import Fact
from obligations.to_facts import facts, taxonomy
from policies.model import Document

Key = tuple[str, str]  # hash and ID of a document
NO_DAY = Moment(*[date(2000, 1, 1)] * 3)  # any day: no fact that depends on it is used
KEPT = 64  # worlds that are remembered


@dataclass(frozen=True, slots=True)
class Ground:
    """On what the facts of a proof depend.

    Attributes:
        kind: what the proof is of.
        documents: that for which it was concluded first.
        terms: the question.
        case: the hash of a case, and what is assumed beside it.
        pair: the two statements of a conflict.
    """

    kind: Kind
    documents: tuple[Document, ...]
    terms: Terms | None = None
    case: tuple[str, tuple[str, ...]] = ("", ())
    pair: tuple[str, str] = ("", "")

    @property
    def key(self) -> tuple[object, ...]:
        """The same for the same facts."""
        read = tuple((document.sha256, document.id) for document in self.documents)
        return (self.kind, read, self.terms, self.case, self.pair)


class Sources:
    """The documents and cases at hand; each is read for facts when they are first asked for."""

    def __init__(
        self,
        documents: Iterable[Document],
        rules: RuleBase,
        others: Mapping[Kind, RuleBase] | None = None,
        cases: Iterable[Case] = (),
    ) -> None:
        self._rules = {Kind.ANSWER: rules, **(others or {})}
        self._documents = {document.sha256: document for document in documents}
        self._cases = {case.sha256: case for case in cases}
        self._stated: dict[Key, tuple[Fact, ...]] = {}
        self._worlds: dict[tuple[object, ...], tuple[World, frozenset[Fact]]] = {}
        self._acts: dict[Key, Acts] = {}
        self._taxonomy = build(taxonomy())

    def rules(self, kind: Kind) -> RuleBase:
        """The rules for proofs of a kind; those for answers where there are no others."""
        return self._rules.get(kind, self._rules[Kind.ANSWER])

    def find(self, sha256: str, name: str) -> Document | None:
        """The document of these bytes under the ID that a proof gives it."""
        found = self._documents.get(sha256)
        return None if found is None else replace(found, id=name)

    def case(self, sha256: str) -> Case | None:
        """The case of these bytes."""
        return self._cases.get(sha256)

    def facts(self, ground: Ground) -> frozenset[Fact]:
        """All facts of the first document, those computed included, and what the others say of it."""
        return self._known(ground)[1]

    def world(self, ground: Ground) -> World:
        """What follows from these facts."""
        return self._known(ground)[0]

    def _known(self, ground: Ground) -> tuple[World, frozenset[Fact]]:
        if ground.key not in self._worlds:
            while len(self._worlds) >= KEPT:
                self._worlds.pop(next(iter(self._worlds)))
            found = tuple(self._found(ground))
            self._worlds[ground.key] = World(self.rules(ground.kind), found), frozenset(found)
        return self._worlds[ground.key]

    def _found(self, ground: Ground) -> Iterable[Fact]:
        if ground.kind is Kind.CONFLICT:
            return self._of_conflict(ground)
        if ground.kind is Kind.CONTRACT:
            return self._of_contract(ground)
        facts, wider = self._facts(ground.documents[0], ground.terms)
        read = [Member(document, self._read(document)) for document in ground.documents]
        facts = (*facts, *relations(read).get(ground.documents[0].id, ()))
        return facts if ground.kind is Kind.ANSWER else (*facts, *self._of_case(ground, facts, wider))

    def _of_case(self, ground: Ground, facts: Sequence[Fact], wider: Taxonomy) -> Iterable[Fact]:
        found, days = self._cases.get(ground.case[0]), moment(ground.terms)
        if found is None or days is None:
            return ()
        case = assuming(found, ground.case[1], days.day)
        return case_facts(Meeting(case, days.day, ground.documents[0], wider, facts))

    def _of_conflict(self, ground: Ground) -> Iterable[Fact]:
        if len(ground.documents) != 2:
            return ()
        one, other = map(self._compared, ground.documents)
        each = next((each for each in opposed(one, other) if (each.one, each.other) == ground.pair), None)
        return weighed(one, other, each) if each is not None else ()

    def _of_contract(self, ground: Ground) -> Iterable[Fact]:
        """The facts on a contract beside the policies that the proof speaks of."""
        document, *others = ground.documents
        stated = {each.id: self._read(each) for each in others}
        related = relations([Member(each, stated[each.id]) for each in others])
        policies = [Policy(each, stated[each.id], extract(each), related.get(each.id, ())) for each in others]
        day = (moment(ground.terms) or NO_DAY).day
        return contract_facts(read(document), policies, day, self._taxonomy).facts

    def _compared(self, document: Document) -> Acts:
        key = document.sha256, document.id
        if key not in self._acts:
            facts, wider = self._facts(document, None)
            self._acts[key] = Acts(document, self._read(document), wider, World(self.rules(Kind.ANSWER), facts).rows)
        return self._acts[key]

    def _read(self, document: Document) -> tuple[Fact, ...]:
        key = document.sha256, document.id
        if key not in self._stated:
            self._stated[key] = stated(document, facts(document, extract(document)))
        return self._stated[key]

    def _facts(self, document: Document, terms: Terms | None) -> tuple[tuple[Fact, ...], Taxonomy]:
        days, actor = moment(terms), terms.actor if terms else ""
        found, wider = known(document, self._read(document), self._taxonomy, days or NO_DAY, actor)
        return found if days else tuple(fact for fact in found if fact.predicate not in DAILY), wider


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
