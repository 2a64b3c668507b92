"""The duties of a contract beside those of a policy: which are about the same act, and how they stand to each other.

In: a contract, a policy's document with its extraction, the classes of actors. Out: facts `same_act`, `falls_later`,
`falls_rarer`, `falls_short`. Guarantee: the alignment and the relations are those of the comparison of documents
(`engine.comparison`); only acts that are clearly the same are joined; a permission beside which the contract states
the duty as well weakens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

from engine.comparison.alignment import Scores
from engine.comparison.items import Side
from engine.comparison.model import Aspect, Item, Relation
from engine.comparison.relations import judged
from engine.comparison.words import contained
from engine.contract_review.figures import falling_short, told_alike, without_figures
from engine.taxonomy import Taxonomy, plain
from obligations.acts import row
from obligations.contracts.model import Contract
from obligations.contracts.weakened import How, Weak, clauses, weak_clauses
from obligations.contracts.words import kinds, sides
from obligations.model import Extraction, Fact, Modality, Norm
from obligations.words import classes
from policies.model import Document

LEAST = 4  # pairs of characters that say what an act is
BASIS = re.compile(r"(?:结合|根据|依据|依照|对照|围绕|坚持).*|(?:严格)?(?:按照|按).*(?:标准|要求|规定|原则|方案|办法)")
ALIKE = 0.5  # of the words of two events
BINDING = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
RELATIVE = re.compile(r"(relative:\S+ (?:after|before)) (.+)")
FULL = re.compile(r"(relative:\S+) before (.+)(?<![届期])满")  # 正常运营满一年前: the year counts from there
LEAVE = re.compile("未经[^，。；]{0,16}?(?:批准|同意|许可|核准)(?:的)?|擅自|自行")
LEFT = ("批准", "同意", "许可", "核准", "审批", "依法", "按照规定", "依照规定")
TIMES = {"monthly": 12, "quarterly": 4, "halfyearly": 2, "yearly": 1}  # in a year
CONTAINED = 0.8  # of the words of a duty that stand in a clause that waives it


@dataclass(frozen=True, slots=True)
class Beside:
    """What comes of a contract beside a policy."""

    facts: tuple[Fact, ...]
    unclear: tuple[tuple[Item, Item], ...]  # of the contract, of the policy: time limits of different kinds


def beside(contract: Contract, policy: Document, extraction: Extraction, taxonomy: Taxonomy, day: date) -> Beside:
    """The duties of a contract beside those of a policy; days of the policy before `day` bind a contract no more."""
    mine = [part for item in _of_contract(contract) for part in _parts(contract.document, item)]
    items = _of_policy(policy, extraction, contract, taxonomy)
    theirs = [part for item in items for part in _parts(policy, item)]
    same = _Same(theirs, mine)
    pairs = [(one, other) for one, other in product(theirs, mine) if same(one, other)]
    facts: dict[Fact, None] = {}
    unclear: list[tuple[Item, Item]] = []
    for one, other in pairs:
        facts |= dict.fromkeys(_stands(one, other, pairs, day))
        if _are_of_other_kinds(one, other):
            unclear.append((other, one))
    return Beside(tuple(facts), tuple(unclear))


def _of_contract(contract: Contract) -> Iterator[Item]:
    """The duties and permissions of the grantee, and of nobody by name."""
    names = {party.name: sides().get(party.called, "") for party in contract.parties} | sides()
    for item in Side(1, contract.document, contract.extraction).items:
        bearers = {names.get(name, "") for name in item.actors}
        if isinstance(item.statement, Norm) and "grantor" not in bearers:
            limits = tuple(FULL.sub(r"\1 after \2", each) for each in item.deadlines)
            yield replace(item, words=_from_its_clause(item, item.statement), deadlines=limits)


def _from_its_clause(item: Item, norm: Norm) -> str:
    """The words of what may be done, without the clauses before: 建立制度，能够当场答复的可以口头答复."""
    at = item.words.find("".join(norm.action.value.split()))
    if norm.modality in BINDING or at < 0:
        return item.words
    return item.words[max(item.words.rfind(mark, 0, at) for mark in "，；。：") + 1 :]


def _of_policy(policy: Document, extraction: Extraction, contract: Contract, taxonomy: Taxonomy) -> Iterator[Item]:
    """What the policy demands of the grantee, or of nobody by name."""
    duties = next((each.duties for each in kinds() if each.name == contract.kind), "")
    for item in Side(0, policy, extraction).items:
        if not isinstance(item.statement, Norm) or item.statement.addressed:
            continue
        norm = item.statement
        others = norm.directed if norm.directed_action else ()  # 督促矿山企业落实……: theirs to do
        named = [plain(name) for name in (*item.actors, *(actor.name for actor in others))]
        if not item.actors or any(taxonomy.relation(duties, name) for name in named):
            yield item


def _parts(document: Document, item: Item) -> Iterator[Item]:
    """The acts of a statement, one for each clause of its sentence; what they are to follow (按照标准) is none."""
    words = _act(document, item)
    binds = isinstance(item.statement, Norm) and item.statement.modality in BINDING
    case = item.condition if binds else re.split("[，；。：]", item.condition)[-1]
    for name in (actor.name for actor in item.statement.bearers) if isinstance(item.statement, Norm) else ():
        case = case.removeprefix(name)
    words = words if case in words else case + words
    weak = tuple(weak_clauses(words))
    for at, span in enumerate(clauses(words)):
        clause = words[span.start : span.end]
        found = next((each for each in weak if each.start <= span.start < each.end), None)
        if found and (binds or found.end != span.end):
            continue  # stated apart
        clause = words[found.start : found.end] if found else clause
        act = told_alike(_bare_act(found.act if found else LEAVE.sub("", clause)))
        size = len(row(act))
        if (size >= LEAST or (item.deadlines and size > 1) or (found and size > 2)) and not BASIS.fullmatch(clause):
            yield replace(item, id=f"{item.id}/{at}", act=act, words=_in_words(clause))


class _Same:
    """Whether an act of the policy and one of the contract are clearly the same; short ones word for word."""

    def __init__(self, theirs: Sequence[Item], mine: Sequence[Item]) -> None:
        self._scores = Scores([replace(each, act=without_figures(each.act)) for each in (*mine, *theirs)])
        self._waived = {each.name for each in mine if _weak(each)}
        self._short = {each.name for each in (*mine, *theirs) if len(row(each.act)) < LEAST}

    def __call__(self, one: Item, other: Item) -> bool:
        if other.name in self._waived and self._is_waived(one, other):
            return True
        if one.name in self._short or other.name in self._short:
            limits = [RELATIVE.fullmatch(each.deadlines[-1]) for each in (one, other) if each.deadlines]
            events = [limit[2] for limit in limits if limit]
            return one.act == other.act and len(events) > 1 and _is_same_event(*events)
        return self._scores.close(one, other)

    def _is_waived(self, one: Item, other: Item) -> bool:
        if other.name in self._short:
            return contained(other.act, one.act) == 1
        return contained(one.act, other.act) >= CONTAINED


def _weak(part: Item) -> Weak | None:
    return next(weak_clauses(part.words), None)


def _act(document: Document, item: Item) -> str:
    """The words of a statement without the time limit and the actor that they begin with."""
    norm = item.statement
    if not isinstance(norm, Norm):
        return item.act
    if norm.directed_action:
        return norm.directed_action.value
    words = item.words
    limit = "".join(document.quote(norm.deadline.span).split()) if norm.deadline else ""
    if limit:
        words = words.replace(limit, "，", 1)
    words = words.lstrip("，、")
    for name in sorted((actor.name for actor in norm.bearers), key=len, reverse=True):
        words = words.removeprefix(name)
    return words


def _bare_act(act: str) -> str:
    """An act without the words that say that it must or may be done."""
    modal = _modals().match(act)
    bare = act[modal.end() :] if modal else act
    return bare if len(bare) >= LEAST else act


def _in_words(clause: str) -> str:
    """A clause in the words of its text: 未经批准|不得|转让采矿权 as 未经批准转让采矿权."""
    leave = LEAVE.match(clause)
    led = leave[0] if leave else ""
    return led + _bare_act(clause.removeprefix(led))


@cache
def _modals() -> re.Pattern[str]:
    found = [word for word, kind in classes().items() if kind in ("OUGHT", "MAY", "MUSTNOT", "ENC", "LET")]
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))


def _stands(one: Item, other: Item, pairs: Sequence[tuple[Item, Item]], day: date) -> Iterator[Fact]:
    """The facts on two acts that are the same, of policy and contract; none when the contract is as strict."""
    norm, place = _statement(one), _statement(other)
    same = Fact("same_act", (place, norm, one.words))
    if _is_weaker(one, other):
        if not any(a is one and b.modality == one.modality for a, b in pairs):
            yield same
        return
    if _is_rarer(one, other):
        yield same
        yield Fact("falls_rarer", (place, norm, other.deadlines[-1], one.deadlines[-1]))
        return
    judgement = judged(one, _told_alike(one, other))
    for each in judgement.differences:
        if each.aspect is Aspect.DEADLINE and each.relation is Relation.LATER and _holds(one, day):
            yield same
            yield Fact("falls_later", (place, norm, other.deadlines[-1], one.deadlines[-1]))
        elif each.aspect is Aspect.NUMBERS and each.relation is Relation.LOOSER:
            yield same
            yield Fact("falls_short", (place, norm, each.other, each.one))
        elif each.aspect is Aspect.NUMBERS and (short := falling_short(one.act, other.act)):
            yield same
            yield Fact("falls_short", (place, norm, *short))


def _is_rarer(one: Item, other: Item) -> bool:
    """Whether a duty of each quarter is one of each half-year in the contract."""
    rhythms = [each.deadlines[-1].partition(":")[0] if each.deadlines else "" for each in (one, other)]
    times = [TIMES.get(each, 0) for each in rhythms]
    return one.modality == "obligation" and 0 < times[1] < times[0]


def _holds(one: Item, day: date) -> bool:
    """Whether a duty of the policy has a time limit that had not passed when the contract was signed."""
    form, _, limit = one.deadlines[-1].partition(":")
    return one.modality == "obligation" and (
        form not in ("date", "range") or limit.rpartition("/")[2] >= day.isoformat()
    )


def _is_weaker(one: Item, other: Item) -> bool:
    if other.modality not in ("permission", "encouragement"):
        return False
    if one.modality == "prohibition":
        weak = _weak(other)
        waived = weak is not None and weak.how is How.UNDONE  # who need not do what is forbidden does no harm
        rest = other.sentence.replace(other.words, "") if weak else other.sentence
        left = LEAVE.search(one.words) and any(word in rest for word in LEFT)
        return not waived and not left
    return one.modality == "obligation"


def _statement(part: Item) -> str:
    return part.id.rpartition("/")[0]


def _told_alike(one: Item, other: Item) -> Item:
    """The contract's act with its event in the policy's words where both are the same: 矿山投产, 乙方投产."""
    if not one.deadlines or not other.deadlines:
        return other
    mine, theirs = (RELATIVE.fullmatch(each.deadlines[-1]) for each in (one, other))
    if mine is None or theirs is None or not _is_same_event(mine[2], theirs[2]):
        return other
    return replace(other, deadlines=(*other.deadlines[:-1], f"{theirs[1]} {mine[2]}"))


def _is_same_event(one: str, other: str) -> bool:
    mine, theirs = (set(_bare(each)) for each in (one, other))
    return bool(mine and theirs) and len(mine & theirs) / min(len(mine), len(theirs)) >= ALIKE


def _bare(event: str) -> list[str]:
    """The pairs of characters of an event, without those who it happens to: 乙方|矿山投产之日."""
    for word in sorted((*sides(), "矿山企业", "新建矿山", "矿山", "之日", "后"), key=len, reverse=True):
        event = event.replace(word, "")
    return [event[i : i + 2] for i in range(len(event) - 1)]


def _are_of_other_kinds(one: Item, other: Item) -> bool:
    """Whether the policy counts from an event where the contract names a day."""
    if not one.deadlines or not other.deadlines or one.modality != "obligation":
        return False
    return one.deadlines[-1].startswith("relative:") and other.deadlines[-1].startswith(("date:", "range:"))
