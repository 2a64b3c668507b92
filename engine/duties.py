"""The duties of a document as answers.

In: the index of a document and a question. Out: the duties that answer it.
Guarantee: in the order of the text; IDs do not depend on the question, but for the actor whose duty it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.index import Index
from engine.keys import key_of
from engine.model import Charge, Duty
from engine.questions import Question, is_department, is_topic, relation
from engine.succession import heir
from engine.taxonomy import Relation, plain
from engine.validities import validity
from engine.wording import phrase
from obligations.model import Source

# How an actor comes to a duty, the plainest way first; the first ones stand in so many words in the text.
WAYS = ("named", "implied", "charged", "assists", "", "unit", "lead", "addressed", "directed")
STATED = frozenset(WAYS[:5])
LISTS = {"named": "bearer", "implied": "implied_bearer", "assists": "supports"}
CHARGES = {"charged": Charge.LEAD, "assists": Charge.SUPPORT}
CLOSENESS = ("", *Relation)


@dataclass(frozen=True, slots=True)
class Found:
    """A duty of a document before it is asked about.

    Attributes:
        key: of the conclusion that proves it.
        statement: the norm or responsibility, or the document for the general duty to carry it out.
        way: one of `WAYS`.
        place: 1 for the first action of this actor by this statement.
    """

    key: str
    actor: str
    statement: str
    modality: str
    action: str
    way: str
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
    for found in in_order(index):
        duty = _duty(index, asked, found)
        if duty is not None and _is_closer(duty, best.get(_same(duty))):
            best[_same(duty)] = duty
    return [duty for duty in best.values() if _is_meant(index, asked, duty)]


def in_order(index: Index) -> list[Found]:
    """All duties of a document in the order of the text, whoever is asked for."""
    return sorted(_found(index), key=lambda found: _position(index, found))


def less_plain(index: Index) -> set[str]:
    """The conclusions by which an actor comes once more, less plainly, to a duty that he has anyway."""
    plain = {found.key for found in _stated(index)}
    return {key for key, each in index.conclusions.chosen.items() if each.predicate == "duty" and key not in plain}


def proof_key(index: Index, actor: str, identity: str) -> str | None:
    """The key of the conclusion that proves the duty of this ID to `actor`."""
    for found in _found(index):
        if found.id() == identity:
            return found.key
        if actor and found.id(actor) == identity:
            inherited = key_of("inherits", (plain(actor), found.statement, found.actor))
            succeeded = heir(index, actor, found.actor, found.statement)
            return inherited if inherited in index.conclusions.chosen or succeeded is None else succeeded.key
    return None


def _same(duty: Duty) -> tuple[str, ...]:
    # One who bears a duty himself and by his class bears it once; what some of his kind bear is told for each.
    owner = "" if duty.relation in {Relation.SELF, Relation.INHERITED} else duty.actor
    return (duty.norm or duty.id, duty.modality, duty.action, owner)


def _found(index: Index) -> Iterator[Found]:
    yield from _stated(index)
    yield from _charged(index)
    for norm, modality, action in index.conclusions.rows("unassigned"):
        key = key_of("unassigned", (norm, modality, action))
        yield Found(key, "", norm, modality, action, "", 1)
    if not index.conclusions.rows("addressed"):
        for actor, document in index.conclusions.rows("carries_out"):
            key = key_of("carries_out", (actor, document))
            yield Found(key, actor, document, "obligation", phrase("carry_out", index.lang), "addressed", 1)


def _stated(index: Index) -> Iterator[Found]:
    ways: dict[tuple[str, str, str, str], list[str]] = {}
    for actor, norm, modality, action, via in index.conclusions.rows("duty"):
        ways.setdefault((actor, norm, modality, action), []).append(via)
    places: dict[tuple[str, str], int] = {}
    for (actor, norm, modality, action), found in sorted(ways.items(), key=lambda item: _plainness(item[1])):
        via = min(found, key=WAYS.index)
        place = places[actor, norm] = places.get((actor, norm), 0) + 1
        key = key_of("duty", (actor, norm, modality, action, via))
        yield Found(key, actor, norm, modality, action, via, place)


def _charged(index: Index) -> Iterator[Found]:
    for way in CHARGES:
        for actor, resp, task in index.conclusions.rows(way):
            if way == "charged" or (actor, resp, task) not in index.conclusions.rows("charged"):
                yield Found(key_of(way, (actor, resp, task)), actor, resp, "obligation", task, way, 1)


def _plainness(ways: list[str]) -> int:
    return min(map(WAYS.index, ways))


def _position(index: Index, found: Found) -> tuple[int, int, int, int, str]:
    source, names = _source(index, found), _listed(index, found)
    place = names.index(found.actor) if found.actor in names else len(names)
    return source.start, source.end, WAYS.index(found.way), place, found.key


def _listed(index: Index, found: Found) -> tuple[str, ...]:
    """The actors among whom the text names this one, in its order."""
    if found.way == "lead":
        return index.in_charge("leads", found.statement)
    if found.way == "unit":
        return tuple(actor for _, _, actor in index.conclusions.rows("called"))
    if found.way == "addressed":
        return index.of("addressee").get(index.document, ())
    if found.way == "directed":
        return tuple(actor for norm, actor, _ in index.conclusions.rows("directs") if norm == found.statement)
    if found.way == "charged":
        return tuple(name for part in ("leads", "supports") for name in index.of(part).get(found.statement, ()))
    return index.of(LISTS.get(found.way, "")).get(found.statement, ())


def _source(index: Index, found: Found) -> Source:
    fact = index.norms.get(found.statement) or index.responsibilities.get(found.statement)
    source = fact.source if fact else index.source("addressee", (index.document, found.actor))
    return source or Source(index.document, "", 0, 0, "")


def _duty(index: Index, asked: Question, found: Found) -> Duty | None:
    related = relation(index.conclusions.taxonomy, asked.actor, found.actor)
    successor = heir(index, asked.actor or "", found.actor, found.statement) if related is None else None
    if related is None and successor is None:
        return None
    of_class = (asked.actor or "") if related == Relation.INHERITED else ""
    norm = "" if found.statement == index.document else found.statement
    due = index.due.get((found.actor, norm), ())
    event, reason = index.awaits.get(norm, (None, None))
    day = due[0] if due and asked.by_due_date and asked.as_of is None else asked.moment.day.isoformat()
    return Duty(
        id=found.id(successor.name if successor else of_class),
        document=index.document,
        norm=norm,
        actor=found.actor,
        relation=str(successor.relation if successor else related),
        modality=found.modality,
        action=found.action,
        recipient="、".join(index.of("recipient").get(norm, ()) if found.way != "directed" else ()) or None,
        deadline=",".join(index.of("deadline").get(norm, ())) or None,
        due=due,
        condition="；".join(index.of("condition").get(norm, ())) or None,
        lead=index.in_charge("leads", norm),
        support=index.in_charge("supports", norm),
        derived=found.way not in STATED,
        rule=index.conclusions.chosen[found.key].rule,
        validity=validity(index, day),
        source=_source(index, found),
        awaits=reason,
        event=event,
        charge=CHARGES.get(found.way),
        successors=index.successors(found.actor),
    )


def _is_closer(duty: Duty, other: Duty | None) -> bool:
    return other is None or CLOSENESS.index(duty.relation) < CLOSENESS.index(other.relation)


def _is_meant(index: Index, asked: Question, duty: Duty) -> bool:
    titles = index.titles.get(duty.source.eid, ()) if duty.norm else ()
    units = index.with_heirs(duty.actor, *duty.lead, *duty.support)
    return (
        (not asked.by_due_date or bool(duty.due))
        and (asked.modality is None or duty.modality == asked.modality)
        and is_topic(asked.topic, (duty.action, *titles))
        and is_department(index.conclusions.taxonomy, asked.department, units)
    )
