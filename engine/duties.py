"""The duties of a document as answers.

In: the index of a document and a question. Out: the duties that answer it.
Guarantee: in the order of the text; IDs do not depend on the question, but for the actor whose duty it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.index import Index
from engine.keys import key_of
from engine.model import Duty
from engine.questions import Question, is_department, is_topic, relation
from engine.taxonomy import Relation, plain
from engine.validities import validity
from obligations.model import Source

# How an actor comes to a duty, the plainest way first; the first two stand in so many words in the text.
WAYS = ("named", "implied", "unit", "lead", "addressed", "directed")
STATED = frozenset(WAYS[:2])
CLOSENESS = ("", Relation.SELF, Relation.INHERITED, Relation.NARROWER)
CARRY_OUT = "贯彻执行本文件"


@dataclass(frozen=True, slots=True)
class Found:
    """A duty of a document before it is asked about.

    Attributes:
        key: of the conclusion that proves it.
        place: 1 for the first action of this actor by this norm.
        statement: the norm, or the document for the general duty to carry it out.
    """

    key: str
    actor: str
    statement: str
    modality: str
    action: str
    derived: bool
    place: int

    def id(self, heir: str = "") -> str:
        """Its ID; with an `heir` the ID of the same duty of one of the actor's kind."""
        if not self.actor:
            return self.statement
        owner = f"{heir}/{self.actor}" if heir else self.actor
        return f"{self.statement}@{owner}{f'.{self.place}' if self.place > 1 else ''}"


def duties_of(index: Index, asked: Question) -> list[Duty]:
    """The duties of one document that answer the question, validity on the day asked not considered."""
    best: dict[tuple[str, ...], Duty] = {}
    for found in sorted(_found(index), key=lambda found: (*_position(index, found), found.key)):
        duty = _duty(index, asked, found)
        if duty is not None and _is_closer(duty, best.get(_same(duty))):
            best[_same(duty)] = duty
    return [duty for duty in best.values() if _is_meant(index, asked, duty)]


def proof_key(index: Index, actor: str, identity: str) -> str | None:
    """The key of the conclusion that proves the duty of this ID to `actor`."""
    for found in _found(index):
        if found.id() == identity:
            return found.key
        if actor and found.id(actor) == identity:
            return key_of("inherits", (plain(actor), found.statement, found.actor))
    return None


def _same(duty: Duty) -> tuple[str, ...]:
    # One who bears a duty himself and by his class bears it once; what some of his kind bear is told for each.
    owner = "" if duty.relation in {Relation.SELF, Relation.INHERITED} else duty.actor
    return (duty.norm or duty.id, duty.modality, duty.action, owner)


def _found(index: Index) -> Iterator[Found]:
    yield from _stated(index)
    for norm, modality, action in index.conclusions.rows("unassigned"):
        key = key_of("unassigned", (norm, modality, action))
        yield Found(key, "", norm, modality, action, derived=False, place=1)
    if not index.conclusions.rows("addressed"):
        for actor, document in index.conclusions.rows("carries_out"):
            key = key_of("carries_out", (actor, document))
            yield Found(key, actor, document, "obligation", CARRY_OUT, derived=True, place=1)


def _stated(index: Index) -> Iterator[Found]:
    ways: dict[tuple[str, str, str, str], list[str]] = {}
    for actor, norm, modality, action, via in index.conclusions.rows("duty"):
        ways.setdefault((actor, norm, modality, action), []).append(via)
    places: dict[tuple[str, str], int] = {}
    for (actor, norm, modality, action), found in sorted(ways.items(), key=lambda item: _plainness(item[1])):
        via = min(found, key=WAYS.index)
        place = places[actor, norm] = places.get((actor, norm), 0) + 1
        key = key_of("duty", (actor, norm, modality, action, via))
        yield Found(key, actor, norm, modality, action, derived=via not in STATED, place=place)


def _plainness(ways: list[str]) -> int:
    return min(map(WAYS.index, ways))


def _position(index: Index, found: Found) -> tuple[int, int]:
    source = _source(index, found)
    return source.start, source.end


def _source(index: Index, found: Found) -> Source:
    fact = index.norms.get(found.statement)
    source = fact.source if fact else index.source("addressee", (index.document, found.actor))
    return source or Source(index.document, "", 0, 0, "")


def _duty(index: Index, asked: Question, found: Found) -> Duty | None:
    related = relation(index.conclusions.taxonomy, asked.actor, found.actor)
    if related is None:
        return None
    norm = found.statement if found.statement in index.norms else ""
    due = index.due.get((found.actor, norm), ())
    day = due[0] if due and asked.by_due_date and asked.as_of is None else asked.moment.day.isoformat()
    return Duty(
        id=found.id((asked.actor or "") if related == Relation.INHERITED else ""),
        document=index.document,
        norm=norm,
        actor=found.actor,
        relation=str(related),
        modality=found.modality,
        action=found.action,
        recipient="、".join(index.of("recipient").get(norm, ())) or None,
        deadline=",".join(index.of("deadline").get(norm, ())) or None,
        due=due,
        condition="；".join(index.of("condition").get(norm, ())) or None,
        lead=index.about("leads_on").get(norm, ()),
        support=index.about("supports_on").get(norm, ()),
        derived=found.derived,
        rule=index.conclusions.chosen[found.key].rule,
        validity=validity(index, day),
        source=_source(index, found),
        awaits=index.awaits.get(norm),
    )


def _is_closer(duty: Duty, other: Duty | None) -> bool:
    return other is None or CLOSENESS.index(duty.relation) < CLOSENESS.index(other.relation)


def _is_meant(index: Index, asked: Question, duty: Duty) -> bool:
    fact = index.norms.get(duty.norm)
    titles = index.titles.get(fact.args[2], ()) if fact else ()
    return (
        (not asked.by_due_date or bool(duty.due))
        and (asked.modality is None or duty.modality == asked.modality)
        and is_topic(asked.topic, (duty.action, *titles))
        and is_department(index.conclusions.taxonomy, asked.department, (duty.actor, *duty.lead, *duty.support))
    )
