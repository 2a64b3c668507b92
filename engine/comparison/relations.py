"""How one of two items stands to the other: computed, aspect by aspect, and all in all.

In: two items that are taken for the same. Out: a `Judgement`. Guarantee: stricter, looser, earlier and later follow
from numbers, dates, modalities, conditions and features alone; where these say nothing, or against each other, the
relation is not comparable, with the reason; swapping the sides turns the relation round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from engine.comparison.actors import alike, kind, kinds
from engine.comparison.model import Aspect, Difference, Item, Judgement, Reason, Relation
from engine.comparison.words import contained, likeness
from obligations.model import Fine, Sanction, Target

E, S, L = Relation.EQUAL, Relation.STRICTER, Relation.LOOSER
STRENGTH = {"obligation": 3, "encouragement": 2, "permission": 1}
TIGHT, LOOSE = frozenset({S, Relation.EARLIER}), frozenset({L, Relation.LATER})
BESIDE = frozenset({Aspect.ACTORS, Aspect.RECIPIENT, Aspect.WORDS})
FAVOURS = frozenset({"permission", "incentive"})  # what a condition makes narrower for those who want it
NUMBER = re.compile(
    r"(不低于|不少于|不小于|至少|不超过|不高于|不多于|不大于)?(\d+(?:\.\d+)?)\s*(%|[\u4e00-\u9fff]?)(以上|以下|以内)?"
)
FLOORS = frozenset({"不低于", "不少于", "不小于", "至少", "以上"})
CEILINGS = frozenset({"不超过", "不高于", "不多于", "不大于", "以下", "以内"})
TURNED = {S: L, L: S, Relation.EARLIER: Relation.LATER, Relation.LATER: Relation.EARLIER}
DURATION = re.compile(r"P(?:T?)(\d+)(WD|[YQMWDH])")
DAY = "之日"
STATED = 0.5  # share of the words of a condition that stand in the act itself
SAME_ACT = 0.5  # of the words of what two sanctions punish
FINE = "罚款"
SAME_EVENT = 0.5  # 收到采矿权申请之日 and 收到采矿许可证申请之日 are one, 投产 and 正常运营 are not
HOURS = {"Y": 8766, "Q": 2190, "M": 730, "W": 168, "D": 24, "WD": 34, "H": 1}  # to order lengths, not to count days


def judged(one: Item, other: Item, ordered: bool = False, close: bool = True) -> Judgement:
    """How `other` stands to `one`.

    Args:
        one: an item.
        other: the item that is taken for the same in another document.
        ordered: more features are stricter.
        close: they are clearly the same; else what one side alone states, and the modality, decide nothing.
    """
    if one.kind != other.kind:
        found: list[Difference] = [Difference(Aspect.KIND, Relation.DIFFERENT, one.kind, other.kind)]
        return Judgement(Relation.DIFFERENT, Reason.NONE, tuple(found))
    told = [*_modality(one, other), *_target(one, other), *_deadline(one, other), *_condition(one, other)]
    told += [*_fine(one, other), *_contents(one, other, ordered), *_numbers(one, other), *_actors(one, other)]
    if one.words != other.words and one.kind != "target":
        told.append(Difference(Aspect.WORDS, Relation.DIFFERENT, one.words, other.words))
    relation, reason = _overall(told, _is_measured(one, other, ordered))
    if not close and relation in TIGHT | LOOSE and (reason is Reason.ONE_SIDED or _is_weak(told, relation)):
        relation, reason = Relation.INCOMPARABLE, Reason.REMOTE
    return Judgement(relation, reason, tuple(told))


def _is_weak(told: Sequence[Difference], relation: Relation) -> bool:
    """Whether nothing but the modality tells so."""
    return all(each.aspect is Aspect.MODALITY for each in told if each.relation is relation)


def _overall(told: Sequence[Difference], measured: bool) -> tuple[Relation, Reason]:
    measures = [each for each in told if each.aspect not in BESIDE and not _is_case(each)]
    relations = {each.relation for each in measures}
    if Relation.DIFFERENT in relations:
        return Relation.DIFFERENT, Reason.NONE
    if Relation.INCOMPARABLE in relations:
        return Relation.INCOMPARABLE, next(each.reason for each in measures if each.relation is Relation.INCOMPARABLE)
    if relations & TIGHT and relations & LOOSE:
        return Relation.INCOMPARABLE, Reason.MIXED
    for relation in (S, L, Relation.EARLIER, Relation.LATER):
        if relation in relations:  # what both state is the better reason
            reasons = [each.reason for each in measures if each.relation is relation]
            return relation, min(reasons, key=lambda reason: reason is Reason.ONE_SIDED)
    return _beside(told, measured)


def _is_case(one: Difference) -> bool:
    """A condition that one of two places alone states: told, and decides nothing as long as anything else does."""
    return one.aspect is Aspect.CONDITION and one.relation is Relation.INCOMPARABLE


def _beside(told: Sequence[Difference], measured: bool) -> tuple[Relation, Reason]:
    """The relation where neither numbers nor dates nor anything else that is measured differs."""
    actors = next((each for each in told if each.aspect is Aspect.ACTORS), None)
    if actors and actors.relation is Relation.DIFFERENT:
        return Relation.DIFFERENT, Reason.NONE
    case = next((each for each in told if _is_case(each)), None)
    if case:
        return case.relation, case.reason
    if not measured and any(each.aspect is Aspect.WORDS for each in told):
        return Relation.INCOMPARABLE, Reason.UNMEASURED
    return (actors.relation, actors.reason) if actors else (E, Reason.NONE)


def _is_measured(one: Item, other: Item, ordered: bool) -> bool:
    """Whether both state something that can be compared; of sanctions for one act: whether the measures agree."""
    if one.kind in ("target", "validity") or (one.deadlines and other.deadlines):
        return True
    mine, theirs = one.statement, other.statement
    if isinstance(mine, Sanction) and isinstance(theirs, Sanction):
        return _measures(mine) == _measures(theirs) and likeness(one.act, other.act) >= SAME_ACT
    contents = ordered and bool(one.features and other.features)
    return contents or bool(_figures(one) and _figures(other))


def _measures(one: Sanction) -> frozenset[str]:
    """What follows besides a fine, whose bounds are compared; and whether there is one."""
    return frozenset("" if FINE in measure.value else measure.value for measure in one.measures)


def _modality(one: Item, other: Item) -> Iterator[Difference]:
    if one.modality == other.modality:
        return
    if "prohibition" in (one.modality, other.modality):
        relation = Relation.DIFFERENT
    else:
        relation = S if STRENGTH[other.modality] > STRENGTH[one.modality] else L
    yield Difference(Aspect.MODALITY, relation, one.modality, other.modality)


def _target(one: Item, other: Item) -> Iterator[Difference]:
    mine, theirs = one.statement, other.statement
    if not isinstance(mine, Target) or not isinstance(theirs, Target):
        return
    if "%" not in (mine.unit, theirs.unit) and one.place != other.place:
        told = (f"{mine.value:f}{mine.unit}", f"{theirs.value:f}{theirs.unit}")
        yield Difference(Aspect.VALUE, Relation.INCOMPARABLE, *told, Reason.ABSOLUTE)
    elif mine.unit != theirs.unit:
        yield Difference(Aspect.UNIT, Relation.DIFFERENT, mine.unit, theirs.unit)
    elif mine.value != theirs.value:
        more = theirs.value > mine.value
        relation = S if more != ("<=" in (mine.op, theirs.op)) else L
        yield Difference(Aspect.VALUE, relation, f"{mine.value:f}{mine.unit}", f"{theirs.value:f}{theirs.unit}")


def _deadline(one: Item, other: Item) -> Iterator[Difference]:
    if one.deadlines == other.deadlines:
        return
    relation, reason = _of_limits(one.deadlines, other.deadlines)
    yield Difference(Aspect.DEADLINE, relation, ",".join(one.deadlines), ",".join(other.deadlines), reason)


def _of_limits(one: Sequence[str], other: Sequence[str]) -> tuple[Relation, Reason]:
    if not one or not other:
        return (S if other else L), Reason.ONE_SIDED
    (form, _, mine), (same, _, theirs) = one[-1].partition(":"), other[-1].partition(":")
    yearly = form == same == "yearly"
    if len(one) != len(other):
        rhythm = S if len(other) > len(one) else L
        return (rhythm, Reason.RHYTHM) if yearly else (Relation.INCOMPARABLE, Reason.EVENTS)
    days = {form, same} <= {"date", "range"} or form == same == "from"
    if days or yearly:
        (first, _, last), (start, _, end) = mine.rpartition("/"), theirs.rpartition("/")
        same_end = last == end and first and start
        return _earlier(first, start) if same_end else _earlier(last, end), Reason.NONE
    return _of_lengths(mine, theirs) if form == same == "relative" else (Relation.INCOMPARABLE, Reason.EVENTS)


def _earlier(one: str, other: str) -> Relation:
    if one == other:
        return E
    return Relation.EARLIER if other < one else Relation.LATER


def _of_lengths(one: str, other: str) -> tuple[Relation, Reason]:
    """Time limits that count from an event: the shorter is the earlier when they count from the same."""
    (mine, _, event), (theirs, _, same) = one.partition(" "), other.partition(" ")
    lengths = [DURATION.fullmatch(each) for each in (mine, theirs)]
    if None in lengths or not _is_one_event(event, same):
        return Relation.INCOMPARABLE, Reason.EVENTS
    first, second = (int(each[1]) * HOURS[each[2]] for each in lengths if each)
    back = event.startswith("before")
    relation = E if first == second else Relation.EARLIER if (second < first) != back else Relation.LATER
    return relation, Reason.NONE


def _is_one_event(one: str, other: str) -> bool:
    """Whether time limits count from the same, and in the same direction."""
    (way, _, event), (back, _, same) = one.partition(" "), other.partition(" ")
    return way == back and (event == same or likeness(event.removesuffix(DAY), same.removesuffix(DAY)) > SAME_EVENT)


def _condition(one: Item, other: Item) -> Iterator[Difference]:
    silent = one if other.condition else other
    if one.kind == "sanction" or bool(one.condition) == bool(other.condition):
        return
    if contained(one.condition or other.condition, silent.words) >= STATED:  # read as a part of the act
        return
    favour = one.kind in FAVOURS or one.modality in FAVOURS
    relation = S if bool(other.condition) == favour else L
    if one.place != other.place:
        relation = Relation.INCOMPARABLE  # the other may state the case elsewhere
    yield Difference(Aspect.CONDITION, relation, one.condition, other.condition, Reason.ONE_SIDED)


def _fine(one: Item, other: Item) -> Iterator[Difference]:
    mine, theirs = one.statement, other.statement
    if isinstance(mine, Sanction) and isinstance(theirs, Sanction) and mine.fine != theirs.fine:
        relation, reason = _of_fines(mine.fine, theirs.fine)
        if reason is Reason.ONE_SIDED and one.place != other.place:
            relation = Relation.INCOMPARABLE  # a law above both may state it
        yield Difference(Aspect.FINE, relation, _bounds(mine.fine), _bounds(theirs.fine), reason)


def _of_fines(one: Fine | None, other: Fine | None) -> tuple[Relation, Reason]:
    """Higher bounds are stricter, no lower bound is nothing; money does not compare with multiples of something."""
    if one is None or other is None:
        return (S if other else L), Reason.ONE_SIDED
    (low, high, base), (least, most, same) = _range(one), _range(other)
    if (base, high is None) != (same, most is None):
        return Relation.INCOMPARABLE, Reason.BASE
    signs = {b > a for a, b in ((low, least), (high or 0, most or 0)) if a != b}
    if not signs:
        return Relation.DIFFERENT, Reason.NONE
    return (Relation.INCOMPARABLE, Reason.MIXED) if len(signs) > 1 else (S if True in signs else L, Reason.NONE)


def _range(fine: Fine) -> tuple[Decimal, Decimal | None, tuple[str, ...]]:
    """The bounds of a fine, and what they are of: yuan, or 违法所得; for each day, for each 平方米."""
    if fine.min is None and fine.max is None:
        return fine.low or Decimal(0), fine.high, (fine.base, *fine.per)
    return fine.min or Decimal(0), fine.max, ("", *fine.per)


def _bounds(fine: Fine | None) -> str:
    """The bounds of a fine, in yuan or as multiples of its base."""
    if fine is None:
        return ""
    bounds = (fine.low, fine.high) if fine.min is None and fine.max is None else (fine.min, fine.max)
    return "–".join("" if each is None else f"{each.normalize():f}" for each in bounds) + fine.base


def _contents(one: Item, other: Item, ordered: bool) -> Iterator[Difference]:
    """What the words of both contain of a topic's features, where more of them are stricter."""
    for group in sorted({*one.features, *other.features}):
        mine, theirs = one.features.get(group, ()), other.features.get(group, ())
        if mine == theirs or not ordered:
            continue
        more, less = set(theirs) - set(mine), set(mine) - set(theirs)
        relation, reason = Relation.INCOMPARABLE, Reason.NEITHER
        if not (more and less):
            relation, reason = (S if more else L), Reason.NONE
        yield Difference(Aspect.CONTENTS, relation, "、".join(mine), "、".join(theirs), reason)


def _figures(item: Item) -> list[tuple[str, str, str]]:
    """The numbers in its words, with what bounds them and their unit."""
    found = NUMBER.findall(item.act) if item.kind in ("norm", "incentive", "responsibility") else []
    return [(before or after, number, unit) for before, number, unit, after in found]


def _numbers(one: Item, other: Item) -> Iterator[Difference]:
    mine, theirs = _figures(one), _figures(other)
    if mine == theirs or not mine or not theirs:
        return
    told, as_told = ("、".join("".join(each) for each in figures) for figures in (mine, theirs))
    if [each[::2] for each in mine] != [each[::2] for each in theirs]:
        yield Difference(Aspect.NUMBERS, Relation.DIFFERENT, told, as_told)
        return
    for (bound, number, unit), (_, value, _) in zip(mine, theirs, strict=True):
        if number != value:
            more = Decimal(value) > Decimal(number)
            strict = S if more else L
            relation = strict if bound in FLOORS else TURNED[strict] if bound in CEILINGS else Relation.DIFFERENT
            yield Difference(Aspect.NUMBERS, relation, number + unit, value + unit)


def _actors(one: Item, other: Item) -> Iterator[Difference]:
    """Actors of other classes; those of one class at another level, or under the name of today, are the same."""
    if kinds(one) != kinds(other):
        told = ("、".join(one.actors), "、".join(other.actors))
        yield _of_actors(Aspect.ACTORS, told, alike(one, other) > 0)
    if kind(one.recipient, one.place) != kind(other.recipient, other.place):
        yield _of_actors(Aspect.RECIPIENT, (one.recipient, other.recipient), shared=False)


def _of_actors(aspect: Aspect, told: tuple[str, str], shared: bool) -> Difference:
    """A side that names nobody cannot be compared, nor can actors that are the same in part."""
    if not all(told):
        return Difference(aspect, Relation.INCOMPARABLE, *told, Reason.ONE_SIDED)
    if shared:
        return Difference(aspect, Relation.INCOMPARABLE, *told, Reason.SCOPE)
    return Difference(aspect, Relation.DIFFERENT, *told)
