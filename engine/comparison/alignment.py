"""Which items of several documents are the same duty, target, sanction or reward.

In: the items of a topic, pairs that a person pins or forbids. Out: groups of items, at most one of each document.
Guarantee: the order of the documents changes nothing; each pair of a group has a score with its parts; items of
different kinds, or with different key features, are together only when a person pins them or the topic has both kinds.

A score is a weighted mean of what can be told of both: the key features of the topic, the words (cosine of their pairs
of characters, those that few items have counting most), the actors, the kind of time limit, the other features. The
best pairs are joined first (greedy matching).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import log, sqrt

from engine.comparison.actors import alike
from engine.comparison.model import Features, Item, Score
from engine.comparison.words import likeness
from obligations.acts import row
from obligations.model import Target

LEAST = 0.45  # a lower score joins nothing
VERSIONS = 0.3  # the same for two versions of one document
FEW = 0.35  # of the words that two items without key features must share at least
CLOSE, CLOSE_KEYED = 0.5, 0.4  # of the words that items share when they are clearly the same; with key features
SAME_TIER = 0.2  # of the words of two steps of a sanction: 逾期不改正的 and 逾期仍不改正的
SOME = 0.25  # of the words two statements of one provision must share for the provision to count
WEIGHTS = {"keys": 0.4, "words": 0.4, "actors": 0.15, "deadline": 0.2, "features": 0.25, "provision": 0.2, "tier": 0.3}
STEP = {"key": 0.5, "value": 0.3, "deadline": 0.15, "last": 0.05}  # of targets
ACROSS = 0.5  # a number and a task on one thing


@dataclass(frozen=True, slots=True)
class Wishes:
    """Pairs of IDs that a person wants together, and apart."""

    pinned: frozenset[frozenset[str]] = frozenset()
    forbidden: frozenset[frozenset[str]] = frozenset()


@dataclass
class Scores:
    """The scores of the items of one topic; words that many items have count little.

    Attributes:
        versions: the items are of versions of one document, in which a provision keeps its place.
    """

    items: Sequence[Item]
    wishes: Wishes = field(default_factory=Wishes)
    versions: bool = False

    def __post_init__(self) -> None:
        self._rows = {item.name: frozenset(row(item.act)) for item in self.items}
        having = Counter(pair for found in self._rows.values() for pair in found)
        self._weights = {pair: 1 / (1 + log(number)) for pair, number in having.items()}
        self._whole = {key: sum(map(self._weights.__getitem__, found)) for key, found in self._rows.items()}
        last: dict[object, tuple[str, str]] = {}
        for item in self.items:
            if isinstance(item.statement, Target):
                series = (item.side, str(item.keys), item.statement.unit)
                last[series] = max(last.get(series, ("", "")), (item.statement.by or "", item.id))
        self._last = {(series[0], identity) for series, (_, identity) in last.items()}  # type: ignore[index]

    def of(self, one: Item, other: Item) -> Score:
        """How sure it is that two items are the same."""
        pair = frozenset({one.id, other.id})
        if pair in self.wishes.pinned:
            return Score(1.0, pinned=True)
        if pair in self.wishes.forbidden or one.keys != other.keys:
            return Score(0.0)
        if one.kind != other.kind:
            step = STEP["last"] * bool({one.name, other.name} & self._last)
            return Score(ACROSS + step if one.keys else 0.0)
        if (one.words, one.act) == (other.words, other.act) and one.kind != "target":
            return Score(1.0, (("words", 1.0),))
        if isinstance(one.statement, Target) and isinstance(other.statement, Target):
            return self._of_targets(one, other)
        return self._of_statements(one, other)

    def _of_statements(self, one: Item, other: Item) -> Score:
        parts = {"keys": 1.0} if one.keys else {}
        parts["words"] = self.words(one, other)
        if not one.keys and parts["words"] < FEW:
            return Score(0.0, tuple(parts.items()))
        parts["actors"] = alike(one, other)
        if one.deadlines and other.deadlines:
            parts["deadline"] = float(_rhythm(one) == _rhythm(other))
        elif one.deadlines or other.deadlines:
            parts["deadline"] = 0.0
        if one.features and other.features:
            parts["features"] = _shared(one.features, other.features)
        if one.tier or other.tier:
            parts["tier"] = likeness(one.tier, other.tier)
            if parts["tier"] < SAME_TIER and not self.versions:
                return Score(0.0, tuple(parts.items()))
        if self.versions and one.source.eid == other.source.eid and parts["words"] >= SOME:
            parts["provision"] = 1.0
        whole = sum(WEIGHTS[name] for name in parts)
        return Score(sum(WEIGHTS[name] * part for name, part in parts.items()) / whole, tuple(parts.items()))

    def close(self, one: Item, other: Item) -> bool:
        """Whether two items are clearly the same: by their words, or because a person says so."""
        given = self.versions or one.kind == "target" or frozenset({one.id, other.id}) in self.wishes.pinned
        return given or self.words(one, other) >= (CLOSE_KEYED if one.keys else CLOSE)

    def words(self, one: Item, other: Item) -> float:
        """The weight of the pairs of characters that both have, of all they have (cosine)."""
        whole = sqrt(self._whole[one.name] * self._whole[other.name])
        common = self._rows[one.name] & self._rows[other.name]
        return sum(map(self._weights.__getitem__, common)) / whole if whole else 0.0

    def _of_targets(self, one: Item, other: Item) -> Score:
        mine, theirs = one.statement, other.statement
        if not isinstance(mine, Target) or not isinstance(theirs, Target):
            raise TypeError(one.kind)
        unkeyed = not one.keys and mine.subject != theirs.subject
        parts = {
            "key": 0.8 * min(self.words(one, other) / 0.6, 1.0) if unkeyed else 1.0,
            "value": float((mine.op, mine.value, mine.unit) == (theirs.op, theirs.value, theirs.unit)),
            "deadline": float(mine.by == theirs.by),
            "last": float(one.name in self._last and other.name in self._last),
        }
        return Score(sum(STEP[name] * part for name, part in parts.items()), tuple(parts.items()))


def groups(
    items: Sequence[Item], wishes: Wishes | None = None, versions: bool = False
) -> tuple[list[list[Item]], Scores]:
    """The items that are the same together; each of the others alone. In the order of the first document, then on.

    Args:
        items: of all documents.
        wishes: of a person.
        versions: of one document.
    """
    least = VERSIONS if versions else LEAST
    scores = Scores(items, wishes or Wishes(), versions)
    pairs = [(scores.of(a, b).value, a, b) for a, b in combinations(items, 2) if a.side != b.side]
    ranked = sorted((each for each in pairs if each[0] >= least), key=lambda each: (-each[0], *_apart(*each[1:])))
    group = {item.name: [item] for item in items}
    for _, one, other in ranked:
        mine, theirs = group[one.name], group[other.name]
        apart = mine is not theirs and not {each.side for each in mine} & {each.side for each in theirs}
        if apart and all(scores.of(a, b).value >= least for a in mine for b in theirs):
            mine += theirs
            group |= {each.name: mine for each in theirs}
    place = {item.name: number for number, item in enumerate(items)}
    found = {id(each): sorted(each, key=lambda item: item.side) for each in group.values()}
    return sorted(found.values(), key=lambda each: place[each[0].name]), scores


def _apart(one: Item, other: Item) -> tuple[object, ...]:
    """The order of pairs of one score: years that are close, places in the text that are close."""
    years = [
        int(each.statement.by[:4]) if isinstance(each.statement, Target) and each.statement.by else 0
        for each in (one, other)
    ]
    return abs(years[0] - years[1]), abs(one.source.start - other.source.start), one.name, other.name


def _rhythm(item: Item) -> str:
    """The kind of its time limits: every year, once, from an event."""
    return item.deadlines[0].partition(":")[0].replace("range", "date")


def _shared(one: Features, other: Features) -> float:
    mine, theirs = (
        frozenset((group, name) for group, names in each.items() for name in names) for each in (one, other)
    )
    return len(mine & theirs) / len(mine | theirs)
