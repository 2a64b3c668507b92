"""Documents side by side, topic by topic; two versions of one document.

In: documents with their extractions, topics, the wishes of a person. Out: a `Comparison`. Guarantee: every statement
of a document stands in a row or is counted as outside the topics; every cell of a row has a relation to its base,
the first document that says something of it: absent, or computed; a base that is not the first document is extra.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from engine.comparison import topics as choice
from engine.comparison.alignment import Scores, Wishes, groups
from engine.comparison.items import Side
from engine.comparison.model import Cell, Comparison, Item, Matrix, Pair, Reason, Relation, Row, Topic
from engine.comparison.relations import judged
from engine.comparison.words import likeness
from obligations.model import Sanction

ACTS = re.compile("[^；。（）]+的(?=[；。）]|$)")  # that one sanction is for
AMONG = 0.6  # of the words of an act that a sanction for several has
EVERYTHING = Topic("all", 0, "全部规定", "All provisions", (), ())


def compare(sides: Sequence[Side], topics: Sequence[Topic], wishes: Wishes | None = None) -> Comparison:
    """The documents, topic by topic."""
    chosen = [[choice.of(topic, side.items) for side in sides] for topic in topics]
    matrices = tuple(matrix(topic, found, wishes) for topic, found in zip(topics, chosen, strict=True))
    used = {identity for found in chosen for items in found for item in items for identity in (item.id, *item.also)}
    outside = tuple(sum(item.id not in used for item in side.items) for side in sides)
    return Comparison(tuple(side.document.id for side in sides), matrices, outside)


def changes(old: Side, new: Side) -> Matrix:
    """All statements of two versions of a document, the same ones in one row."""
    return matrix(EVERYTHING, [old.items, new.items], None, versions=True)


def matrix(topic: Topic, found: Sequence[Sequence[Item]], wishes: Wishes | None, versions: bool = False) -> Matrix:
    """The items of each document in rows; those that one document alone states come last, except in two versions."""
    grouped, scores = groups([item for items in found for item in items], wishes, versions)
    rows = [_row(group, found, topic, scores) for group in grouped]
    return Matrix(topic, tuple(rows if versions else sorted(rows, key=is_alone)))


def is_alone(row: Row) -> bool:
    """Whether one document alone says something of it, and no other in another form."""
    return sum(cell.relation is not Relation.ABSENT for cell in row.cells) == 1


def _row(group: Sequence[Item], found: Sequence[Sequence[Item]], topic: Topic, scores: Scores) -> Row:
    items = {item.side: item for item in group}
    pairs = tuple(
        Pair(one, other, scores.of(one, other), judged(one, other, topic.ordered, scores.close(one, other)))
        for one, other in combinations(group, 2)
    )
    base = group[0].side
    known = {pair.other.side: pair.judgement for pair in pairs if pair.one.side == base}
    cells = []
    for side, all_of_side in enumerate(found):
        item, judgement = items.get(side), known.get(side)
        if item is None:
            cells.append(_without(group[0], all_of_side, topic))
        elif judgement is None:
            cells.append(Cell(item, Relation.EXTRA if side else None))
        else:
            cells.append(Cell(item, judgement.relation, judgement.reason, judgement.differences))
    return Row(tuple(cells), pairs)


def _without(base: Item, all_of_side: Sequence[Item], topic: Topic) -> Cell:
    """The cell of a document that has no item in a row."""
    found = {
        Reason.SPLIT: tuple(each for each in all_of_side if _is_split(base, each, topic.split)),
        Reason.TOGETHER: tuple(each for each in all_of_side if _is_together(base, each)),
    }
    for reason, otherwise in found.items():
        if otherwise:
            return Cell(None, Relation.INCOMPARABLE, reason, otherwise=otherwise)
    return Cell(None, Relation.ABSENT)


def _is_together(one: Item, other: Item) -> bool:
    """Whether one of two sanctions is for several acts, of which the other punishes one."""
    if not isinstance(one.statement, Sanction) or not isinstance(other.statement, Sanction):
        return False
    mine, theirs = (ACTS.findall(each.act) for each in (one, other))
    several = (len(mine) > 1) != (len(theirs) > 1)
    return several and any(likeness(a, b) >= AMONG for a in mine for b in theirs)


def _is_split(one: Item, other: Item, group: str) -> bool:
    """Whether one of two items states by classes what the other states as one: 大型 80 %, all mines 75 %."""
    if not group or (group in one.keys) == (group in other.keys):
        return False
    rest = [{name: each for name, each in item.keys.items() if name != group} for item in (one, other)]
    return rest[0] == rest[1]
