"""What is compared and what comes of it: frozen values.

In: nothing. Out: `Topic`, `Item`, `Judgement`, `Pair`, `Row`, `Matrix`, `Series`, `Comparison`. Guarantee:
every cell carries the words of its source and the ID that `zhize explain` takes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from obligations.model import Source, Statement


class Relation(StrEnum):
    """How one side stands to the other."""

    EQUAL = "equal"
    STRICTER = "stricter"
    LOOSER = "looser"
    EARLIER = "earlier"
    LATER = "later"
    EXTRA = "extra"  # the other has nothing of the kind
    ABSENT = "absent"  # nothing here where the other has something
    DIFFERENT = "different"  # in kind: a number against a task, a duty against a ban, other actors
    INCOMPARABLE = "incomparable"  # the reason says why


class Aspect(StrEnum):
    """In what two items differ."""

    KIND = "kind"
    MODALITY = "modality"
    VALUE = "value"
    UNIT = "unit"
    NUMBERS = "numbers"
    DEADLINE = "deadline"
    CONDITION = "condition"
    CONTENTS = "contents"
    FINE = "fine"
    ACTORS = "actors"
    RECIPIENT = "recipient"
    WORDS = "words"


class Reason(StrEnum):
    """Why two items cannot be compared, or what is behind a difference."""

    NONE = ""
    ONE_SIDED = "oneSided"  # only one side states it
    MIXED = "mixed"  # stricter in one thing, looser in another
    UNMEASURED = "unmeasured"  # other words, and neither numbers nor dates to compare
    SPLIT = "split"  # one document states by classes what the other states as one
    TOGETHER = "together"  # one document deals with several acts in one sentence, which stands in another row
    BASE = "base"  # amounts of money, and multiples of something
    ABSOLUTE = "absolute"  # counts of different places
    EVENTS = "events"  # time limits that count from different things
    RHYTHM = "rhythm"  # so often in a year
    REMOTE = "remote"  # of one kind, but not clearly the same: too little to tell which is stricter
    SCOPE = "scope"  # actors that are the same in part, or some of the other's
    NEITHER = "neither"  # neither has all of the other


@dataclass(frozen=True, slots=True)
class Feature:
    """What the words of an item may contain.

    Attributes:
        group: what the feature says: 规模.
        name: 大型.
        words: any of which says it.
        key: items of different features of this group are not the same.
        subject: looked for in the subject of a target, not in all its words.
        sentence: looked for in the sentence that the words stand in, too: 按照“双随机、一公开”的要求，……
        units: of targets that have it; () for any.
    """

    group: str
    name: str
    words: tuple[str, ...]
    key: bool = False
    subject: bool = False
    sentence: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """What belongs to a topic: statements of a kind that have one word of each of `every` and none of `without`.

    Attributes:
        sentence: one of these words stands in the sentence; () for any.
    """

    kind: str
    every: tuple[tuple[str, ...], ...] = ()
    sentence: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    reports: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that documents regulate, as data.

    Attributes:
        id: name of its file.
        columns: what is told of an item, from left to right.
        ordered: more features are stricter; else they only differ.
        split: the group of key features by which some documents part what others state as one (规模).
        over_time: its targets are told year by year as well.
    """

    id: str
    order: int
    title: str
    title_en: str
    columns: tuple[str, ...]
    selects: tuple[Select, ...]
    features: tuple[Feature, ...] = ()
    ordered: bool = False
    split: str = ""
    over_time: bool = False


LIST = "下列"  # what leads a list of acts in: 有下列行为之一的
Features = dict[str, tuple[str, ...]]  # group -> names


@dataclass(frozen=True, slots=True)
class Item:
    """A statement as it is compared, or how long a document holds (kind ``validity``).

    Attributes:
        side: number of its document, from 0.
        id: what `zhize explain` takes.
        kind: norm, target, responsibility, sanction, incentive, validity.
        place: for which the document holds.
        words: what stands in the text, on one line.
        sentence: from the full stop or semicolon before them to the one behind them.
        act: the words without actors, time limits and titles; of a sanction, what it punishes.
        actors: who; of a sanction who suffers it, of an incentive who has it.
        keys: features without which two items are not the same: 大型.
        features: what else its words contain.
        also: IDs of other statements that say the same.
    """

    side: int
    document: str
    id: str
    kind: str
    place: str
    source: Source
    statement: Statement | None
    words: str
    sentence: str
    act: str
    actors: tuple[str, ...] = ()
    modality: str = ""
    deadlines: tuple[str, ...] = ()
    condition: str = ""
    recipient: str = ""
    keys: Features = field(default_factory=dict, hash=False)
    features: Features = field(default_factory=dict, hash=False)
    also: tuple[str, ...] = ()

    @property
    def elsewhere(self) -> bool:
        """Of a sanction, whether what it punishes stands not in its own words: before it, in a list, in a provision."""
        led = LIST in self.condition or self.act.startswith(self.condition)
        return self.kind == "sanction" and (led or bool(self.tier))

    @property
    def tier(self) -> str:
        """Of a sanction, what makes it another step for the same act: 逾期不改正的, 情节严重的."""
        leads = LIST in self.condition or self.condition in self.act
        return "" if self.kind != "sanction" or leads else self.condition

    @property
    def name(self) -> tuple[int, str]:
        """What tells it from all others."""
        return self.side, self.id


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which `other` stands to `one` in a relation; the values as they are compared."""

    aspect: Aspect
    relation: Relation
    one: str
    other: str
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class Judgement:
    """How the other stands to the one, all in all, and in what they differ."""

    relation: Relation
    reason: Reason
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How sure it is that two items are the same: the whole, and the parts it is made of (0 to 1 each)."""

    value: float
    parts: tuple[tuple[str, float], ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that are taken for the same, and how the other stands to the one."""

    one: Item
    other: Item
    score: Score
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says in a row.

    Attributes:
        item: None where it says nothing.
        relation: to the first document that says something in the row; of that one itself None, or extra when
            documents before it say nothing.
        reason: of the relation.
        differences: from the first document.
        otherwise: of a cell without an item, what the document states by other classes.
    """

    item: Item | None
    relation: Relation | None
    reason: Reason = Reason.NONE
    differences: tuple[Difference, ...] = ()
    otherwise: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The same thing in all documents: a cell each, and every two of them compared."""

    cells: tuple[Cell, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A topic in all documents."""

    topic: Topic
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be reached by a day (ISO, "" when none is stated)."""

    by: str
    item: Item


@dataclass(frozen=True, slots=True)
class Series:
    """What one document wants of one thing, over time.

    Attributes:
        side: number of the document.
        keys: the key features of its steps.
        unit, subject: of its targets; "" where a step has no number.
        steps: in the order of their days, those without a day last.
    """

    side: int
    keys: Features
    unit: str
    subject: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Documents side by side.

    Attributes:
        documents: their IDs, in the order of the columns.
        matrices: one a topic.
        outside: how many statements of each belong to no topic.
    """

    documents: tuple[str, ...]
    matrices: tuple[Matrix, ...]
    outside: tuple[int, ...]
