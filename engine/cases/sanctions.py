"""How the sanctions of a document meet a case.

In: a `Meeting`. Out: facts: at whom each aims, in which cases it is suffered, on which it follows, its fine in yuan.
Guarantee: what follows on what is read from the order of the sentences: 逾期不改正的 follows on the order before it in
the same paragraph, a case in the same sentence that is no breach of its own aggravates the first; nothing is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.cases import acts
from engine.cases.conditions import tested, worded
from engine.cases.fines import computed, fines
from engine.cases.listed import LIST
from engine.cases.meeting import Meeting
from engine.cases.model import FAILED, Event, Kind, Party
from obligations.conditions import Overdue, alternatives, read, trigger
from obligations.model import Fact
from obligations.words import endings

STOP = "。"
WORDS = {"joined": 3, "unjoined": 1}  # where a fact on the act of a sanction has its words


@dataclass(frozen=True, slots=True)
class _Sanction:
    """A sanction with its place in the text."""

    fact: Fact
    measures: tuple[str, ...]
    acts: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.fact.args[0]

    @property
    def cases(self) -> tuple[str, ...]:
        """The alternatives of its trigger: those of a list, or of a sentence."""
        trigger = self.fact.args[3]
        return self.acts if self.acts and LIST.search(trigger) else alternatives(trigger)

    @property
    def orders(self) -> bool:
        """Whether it orders something to be put right."""
        return any(word in measure for measure in self.measures for word in endings("order"))


def sanction_facts(meeting: Meeting) -> list[Fact]:
    """All facts on sanctions."""
    found = _sanctions(meeting)
    facts = [fact for place in range(len(found)) for fact in _one(meeting, found, place)]
    return list(dict.fromkeys([*facts, *_fines(meeting)]))


def _sanctions(meeting: Meeting) -> list[_Sanction]:
    measures: dict[str, list[str]] = {}
    for fact in meeting.rows("measure"):
        measures.setdefault(fact.args[0], []).append(fact.args[1])
    acts: dict[str, list[str]] = {}
    for predicate, place in WORDS.items():
        for fact in meeting.rows(predicate):
            acts.setdefault(fact.args[0], []).append(fact.args[place])
    placed = [fact for fact in meeting.rows("sanction") if fact.source is not None]
    placed.sort(key=lambda fact: (fact.source.start if fact.source else 0, fact.args[0]))
    return [
        _Sanction(fact, tuple(measures.get(fact.args[0], ())), tuple(dict.fromkeys(acts.get(fact.args[0], ()))))
        for fact in placed
    ]


def _one(meeting: Meeting, found: Sequence[_Sanction], place: int) -> Iterator[Fact]:
    one, source = found[place], found[place].fact.source
    yield from (Fact("aims", (one.id, role), source) for role in _aimed(meeting, one))
    earlier = _order_before(found, place)
    for text in one.cases:
        if isinstance(trigger(text), Overdue) and earlier is not None:
            yield Fact("after_order", (one.id, earlier.id), source)
        else:
            yield from _case(meeting, one, worded(text))
    root = _root(meeting, found, place)
    if root is not None:
        yield Fact("aggravates", (one.id, root.id), source)
    for event in meeting.events:
        if event.kind is Kind.ORDER and one.orders and _is_ordered(event, one, found):
            yield Fact("orders", (event.id, one.id), source)


def _aimed(meeting: Meeting, one: _Sanction) -> Iterator[str]:
    """The roles that may suffer it: those of its target, all when it names none but who imposes it."""
    enforcers = {fact.args[1] for fact in meeting.rows("enforcer") if fact.args[0] == one.id}
    named = {fact.args[1] for fact in meeting.rows("sanction_target") if fact.args[0] == one.id} - enforcers
    for role in meeting.roles:
        if not named or any(meeting.taxonomy.relation(role, name) is not None for name in named):
            yield role


def _case(meeting: Meeting, one: _Sanction, text: str) -> Iterator[Fact]:
    found = read(text)
    if found is not None and len(found.tests) == 1 and not found.excluded:
        yield Fact("case_of", (one.id, found.tests[0].words), one.fact.source)
        yield from tested(found.tests[0])
        return
    yield Fact("case_of", (one.id, text), one.fact.source)


def _order_before(found: Sequence[_Sanction], place: int) -> _Sanction | None:
    """The nearest sanction before it in its paragraph that orders something to be put right."""
    unit = found[place].fact.args[2]
    return next((one for one in reversed(found[:place]) if one.fact.args[2] == unit and one.orders), None)


def _root(meeting: Meeting, found: Sequence[_Sanction], place: int) -> _Sanction | None:
    """The first sanction of the sentence, when this one is a case of it: 责令改正；情节严重的，吊销许可证."""
    one = found[place]
    if place == 0 or _is_own(one) or not _same_sentence(meeting, found[place - 1], one):
        return None
    first = place - 1
    while first and not _leads(found[first]) and _same_sentence(meeting, found[first - 1], found[first]):
        first -= 1
    return found[first]


def _is_own(one: _Sanction) -> bool:
    """Whether it has a case of its own: led in by 对, a breach, a finding, or an order that is not obeyed."""
    source = one.fact.source
    opened = source is not None and source.quote.startswith(("对", "违反"))
    return opened or any(trigger(text) is not None for text in one.cases)


def _leads(one: _Sanction) -> bool:
    """Whether others may be cases of it: it has a case of its own, and not that of an order that is not obeyed."""
    return _is_own(one) and not any(isinstance(trigger(text), Overdue) for text in one.cases)


def _same_sentence(meeting: Meeting, before: _Sanction, after: _Sanction) -> bool:
    start, end = before.fact.source, after.fact.source
    if start is None or end is None or before.fact.args[2] != after.fact.args[2]:
        return False
    return STOP not in meeting.document.text[start.start : end.start]


def _is_ordered(event: Event, one: _Sanction, found: Sequence[_Sanction]) -> bool:
    """Whether an order is this sanction's measure: the one that has its words, any when none has them."""
    words = acts.plain(event.what)
    having = {each.id for each in found if words and any(words in acts.plain(m) for m in each.measures)}
    return not having or one.id in having


def _fines(meeting: Meeting) -> Iterator[Fact]:
    for fine in fines(meeting.facts):
        for party in meeting.parties:
            found = computed(fine, dict(meeting.attributes(party)))
            args = (fine.fact.args[0], party.name, found.least, found.most, found.basis)
            yield Fact("range", args, fine.fact.source)


# ---- what the events show ----------------------------------------------------------------------------------------


def shown_facts(meeting: Meeting, conditions: Sequence[Fact]) -> list[Fact]:
    """Which events are the cases that conditions and triggers word.

    Args:
        meeting: the case before the document.
        conditions: facts whose last argument is a condition.
    """
    texts = dict.fromkeys(fact.args[-1] for fact in conditions if fact.predicate in CONDITIONED)
    return [
        Fact("shown", (text, event.id))
        for text in texts
        for event in meeting.events
        if _is_shown(meeting, event, meeting.party(event.actor), text)
    ]


CONDITIONED = frozenset({"limits", "selects", "excepts", "named_condition", "case_of", "one_of"})


def _is_shown(meeting: Meeting, event: Event, party: Party, text: str) -> bool:
    def is_actor(name: str) -> bool:
        return meeting.is_actor(party, name)

    if event.kind is Kind.INSPECTION:
        return event.result == FAILED and acts.is_found(event.what, text)
    if event.kind is Kind.FAILS:
        return acts.is_failing(event.what, text, is_actor)
    return event.kind is Kind.HAPPENS and acts.is_event(event.what, text, is_actor)
