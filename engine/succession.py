"""Duties of organs that are no more, found under their successors.

In: the index of a document, the actor asked for, the organ that the text names. Out: how the two relate over the
successors of the organ, and the conclusion that proves it.
Guarantee: nothing is concluded here; before the day of a transfer there is no successor.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.index import Index
from engine.keys import key_of
from engine.taxonomy import Relation, plain

WAYS = {"takes_over": Relation.SUCCESSOR, "may_take_over": Relation.PART_SUCCESSOR}


@dataclass(frozen=True, slots=True)
class Heir:
    """Who has a duty in the place of the organ that the text names.

    Attributes:
        name: the actor asked for, or the successor when that is one of the asked.
        relation: to the organ named.
        key: of the conclusion that proves it.
    """

    name: str
    relation: Relation
    key: str


def heir(index: Index, asked: str, former: str, statement: str) -> Heir | None:
    """Who, of the actor asked for, has what a statement says of a former organ; None when nobody has."""
    for successor in index.heirs.get(former, ()):
        related = index.conclusions.taxonomy.relation(asked, successor)
        if related is not None:
            name = successor if related == Relation.NARROWER else asked
            return next((found for found in _found(index, name, former, statement)), None)
    return None


def _found(index: Index, name: str, former: str, statement: str) -> list[Heir]:
    keys = [(way, each, key_of(way, (each, statement, former))) for way in WAYS for each in (name, plain(name))]
    return [Heir(name, WAYS[way], key) for way, _, key in keys if key in index.conclusions.chosen]
