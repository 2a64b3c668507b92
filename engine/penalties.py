"""The penalties of a document as answers.

In: the index of a document and a question. Out: the measures that answer it, one each.
Guarantee: in the order of the text; a sanction that names nobody may concern anybody: it is listed whoever is asked
for, with an actor of "".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.index import Index
from engine.keys import key_of
from engine.model import Fine, Penalty
from engine.questions import Question, is_department, is_topic, relation
from engine.taxonomy import Relation, plain
from engine.validities import validity
from obligations.model import Source


@dataclass(frozen=True, slots=True)
class Found:
    """A measure that an actor may suffer, before it is asked about; `place` counts the measures of a sanction."""

    key: str
    actor: str
    sanction: str
    measure: str
    place: int

    def id(self, heir: str = "") -> str:
        """Its ID; with an `heir` the ID of the same penalty of one of the actor's kind."""
        owner = f"@{heir}/{self.actor}" if heir else f"@{self.actor}" if self.actor else ""
        return f"{self.sanction}{owner}{f'.{self.place}' if self.place > 1 else ''}"


def penalties_of(index: Index, asked: Question) -> list[Penalty]:
    """The penalties of one document that answer the question, validity on the day asked not considered."""
    best: dict[tuple[str, ...], Penalty] = {}
    for found in sorted(_found(index), key=lambda found: _position(index, found)):
        related = relation(index.conclusions.taxonomy, asked.actor, found.actor) if found.actor else ""
        if related is None:
            continue
        penalty = _penalty(index, asked, found, str(related))
        if _same(penalty) not in best or related == Relation.SELF:
            best[_same(penalty)] = penalty
    return [penalty for penalty in best.values() if _is_meant(index, asked, penalty)]


def proof_key(index: Index, actor: str, identity: str) -> str | None:
    """The key of the conclusion that proves the penalty of this ID to `actor`."""
    for found in _found(index):
        if found.id() == identity:
            return found.key
        if actor and found.id(actor) == identity:
            return key_of("shares", (plain(actor), found.sanction, found.measure, found.actor))
    return None


def _found(index: Index) -> Iterator[Found]:
    for sanction in index.sanctions:
        for place, measure in enumerate(_measures(index, sanction), 1):
            for actor in index.about("liable").get(sanction, ()):
                key = key_of("may_suffer", (actor, sanction, measure))
                yield Found(key, actor, sanction, measure, place)
            if (sanction,) in index.conclusions.rows("unattributed"):
                yield Found(key_of("unattributed", (sanction,)), "", sanction, measure, place)


def _measures(index: Index, sanction: str) -> list[str]:
    return sorted(index.of("measure").get(sanction, ()), key=lambda measure: _start(index, sanction, measure))


def _start(index: Index, sanction: str, measure: str) -> tuple[int, str]:
    source = index.source("measure", (sanction, measure))
    return (source.start if source else 0, measure)


def _position(index: Index, found: Found) -> tuple[int, str, int, str]:
    source = index.sanctions[found.sanction].source
    return (source.start if source else 0, found.sanction, found.place, found.actor)


def _penalty(index: Index, asked: Question, found: Found, related: str) -> Penalty:
    fact = index.sanctions[found.sanction]
    norms = index.of("punishes").get(found.sanction, ())
    return Penalty(
        id=found.id((asked.actor or "") if related == Relation.INHERITED else ""),
        document=index.document,
        sanction=found.sanction,
        actor=found.actor,
        relation=related,
        trigger=fact.args[3],
        measure=found.measure,
        fine=_fine(index, found.sanction),
        enforcers=index.of("enforcer").get(found.sanction, ()),
        norms=norms,
        rule=index.conclusions.chosen[found.key].rule,
        validity=validity(index, asked.moment.day.isoformat()),
        source=fact.source or Source(index.document, "", 0, 0, ""),
        lead=index.in_charge("leads", found.sanction),
    )


def _fine(index: Index, sanction: str) -> Fine | None:
    stated = [row for row in index.conclusions.rows("fine") if row[0] == sanction]
    return Fine(*stated[0][1:]) if stated else None


def _same(penalty: Penalty) -> tuple[str, ...]:
    owner = "" if penalty.relation in {Relation.SELF, Relation.INHERITED} else penalty.actor
    return (penalty.sanction, penalty.measure, owner)


def _is_meant(index: Index, asked: Question, penalty: Penalty) -> bool:
    norms = [index.norms[norm] for norm in penalty.norms if norm in index.norms]
    texts = (penalty.trigger, penalty.measure, *index.titles.get(index.sanctions[penalty.sanction].args[2], ()))
    departments = index.with_heirs(penalty.actor, *penalty.enforcers, *penalty.lead)
    return (
        (not asked.by_due_date or any(norm in penalty.norms for _, norm in index.due))
        and (asked.modality is None or any(norm.args[3] == asked.modality for norm in norms))
        and is_topic(asked.topic, texts)
        and is_department(index.conclusions.taxonomy, asked.department, departments)
    )
