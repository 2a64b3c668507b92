"""Which duties a sanction punishes, within one document.

In: a document and its extraction. Out: for each sanction its joins, each with how it was found, the words it rests on
and its strength; and the acts that are joined to no duty, each with the reason. Guarantee: a provision that is named
decides (the narrowest one: a 款 or 项 never stands for its neighbours); else the same act decides, in the same words
or in words that the lexicon holds to be the same, of the same form, and of an actor who may be the same; else the act
is listed as loose, never joined to the nearest guess.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property

from obligations import acts, unbinding, words
from obligations.acts import Acts, Form
from obligations.breaches import carried
from obligations.model import Act, Actor, Breach, Extraction, Modality, Norm, Responsibility, Sanction
from policies.model import Document, Kind, Provision, Span
from policies.navigate import path_to, walk

ALIKE = 0.66  # share of an act's words, by weight, that the duty must have too
ALIKE_UNNAMED = 0.8  # the same where nobody is named whose act it might be
SURE = 0.85  # from this share on the join is firm
NEXT_TO_BEST = 0.9  # share of the best likeness from which on another duty is as good
LEAST = 3  # pairs of characters that an act must have to be compared
FULL = 5  # pairs of characters that it must have where nobody is named whose act it might be
Duty = Norm | Responsibility
_ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT})
_DUTIES = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_FITTING = {Form.UNDONE: {Modality.OBLIGATION}, Form.DONE: {Modality.PROHIBITION}, Form.UNLEAVED: _DUTIES}


class How(StrEnum):
    """How a join was found."""

    PROVISION = "provision"
    ACT = "act"


class Strength(StrEnum):
    """How far a join can be relied on.

    FIRM: the provision named has this duty alone, or the act is this duty's in nearly all its words. FAIR: the
    provision named has other duties too, or the act is this duty's in most of its words.
    """

    FIRM = "firm"
    FAIR = "fair"


class Loose(StrEnum):
    """Why an act is joined to no duty."""

    NO_ACT = "no act"  # 构成犯罪的 alone, 违反本条例规定的
    GENERAL = "general"  # 玩忽职守、滥用职权: the breach of any duty
    ELSEWHERE = "elsewhere"  # another instrument's provision
    UNRESOLVED = "unresolved"  # the provision named is not found
    NO_DUTY = "no duty"  # no obligation and no prohibition is read in the provision named
    PENALTY = unbinding.Unbinding.PENALTY.value  # it is a penalty, whose acts are those of no duty
    POWER = unbinding.Unbinding.POWER.value  # it says what somebody may do
    DEFINITION = unbinding.Unbinding.DEFINITION.value  # it says what something is
    NO_MATCH = "no match"  # no duty of the document has this act


@dataclass(frozen=True, slots=True)
class Join:
    """A duty that a sanction punishes.

    Attributes:
        duty: the ID of the norm; of the responsibility, where a task is assigned (企业负责安装气瓶).
        how: by the provision named, or by the act.
        words: what it rests on: the provision as printed, or the act.
        strength: how far it can be relied on.
        span: where the words stand.
    """

    duty: str
    how: How
    words: str
    strength: Strength
    span: Span


@dataclass(frozen=True, slots=True)
class LooseAct:
    """An act that is joined to no duty, and why; `span` is where its words stand."""

    words: str
    reason: Loose
    span: Span


@dataclass(frozen=True, slots=True)
class Joined:
    """What a sanction is joined to, and which of its acts are joined to nothing."""

    joins: tuple[Join, ...]
    loose: tuple[LooseAct, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """An act as it is compared.

    Attributes:
        told: its words; `core`: those that say what is left undone.
        form: what it does; `ends`: its first and last words.
        whole: the core is all of it, so that a duty's case counts too.
        target: who is punished.
        before: the words of the provision up to the end of its case.
    """

    told: str
    core: str
    form: Form
    ends: tuple[str, str]
    whole: bool
    target: Actor | None
    before: str


class Joiner:
    """The joins of one document; made once, asked often."""

    def __init__(self, document: Document, extraction: Extraction) -> None:
        self.document = document
        self.extraction = extraction
        self.sanctions = extraction.sanctions
        self.duties = [norm for norm in extraction.norms if norm.modality in _DUTIES]
        self._starts = [norm.span.start for norm in self.duties]
        self.tasks = [each for each in extraction.responsibilities if each.task is not None]

    def of(self, sanction: Sanction) -> Joined:
        """The joins of a sanction, by duty each once; a provision goes before an act."""
        joins: dict[str, Join] = {}
        loose: list[LooseAct] = []
        for act in sanction.acts or (Act(sanction.trigger, sanction.breaches),):
            found = self._act(sanction, act, frozenset())
            for join in found.joins:
                joins.setdefault(join.duty, join)
            loose += found.loose
        return Joined(tuple(joins.values()), tuple(loose))

    def _act(self, sanction: Sanction, act: Act, seen: frozenset[str]) -> Joined:
        """The joins of one act; `seen` are the sanctions whose punished acts it is among (有前款行为的)."""
        named = [self._by_provision(act, breach, seen | {sanction.id}) for breach in act.breaches]
        joins = tuple(join for found in named for join in found.joins)
        if joins or act.breaches:
            return Joined(joins, () if joins else named[0].loose)
        return self._by_act(sanction, act)

    # ---- by the provision named ----------------------------------------------------------------------------------

    def by_provision(self, sanction: Sanction, breach: Breach) -> Joined:
        """The joins of a sanction by one of the provisions that it names."""
        act = next((act for act in sanction.acts if breach in act.breaches), Act(sanction.trigger, (breach,)))
        return self._by_provision(act, breach, frozenset({sanction.id}))

    def _by_provision(self, act: Act, breach: Breach, seen: frozenset[str]) -> Joined:
        if not breach.provisions:
            reason = Loose.ELSEWHERE if breach.instrument else Loose.UNRESOLVED
            return Joined((), (LooseAct(breach.words, reason, breach.span),))
        provisions = [self._provisions[eid] for eid in breach.provisions]
        stated = [duty for p in provisions for duty in self.within(p)]
        duties = [duty for duty in stated if self._may_be_meant(act, breach, duty)]
        if duties:
            return Joined(tuple(self._provided(breach, duties, act)), ())
        punished = [each for p in provisions for each in self._punished_in(p) if each[0].id not in seen]
        chained = self._chained(punished, seen)
        told = [] if chained.joins else [duty for duty in stated if self._is_told_to_others(duty)]
        if told:
            return Joined(tuple(self._provided(breach, told, act)), ())
        kind = self._unbinding(provisions)
        if chained.joins or (chained.loose and kind is Loose.PENALTY):
            return chained
        return Joined((), (LooseAct(breach.words, kind, breach.span),))

    @staticmethod
    def _is_told_to_others(duty: Duty) -> bool:
        """Whether it is told to others than organs: 责令限期治理。被限期治理的单位应当按期完成治理任务."""
        organs = words.endings("organ")
        names = [bearer.name for bearer in duty.bearers] if isinstance(duty, Norm) and duty.explicit else []
        return any(not name.endswith(organs) for name in names)

    def _unbinding(self, provisions: Sequence[Provision]) -> Loose:
        """What provisions without a duty are, where all are of one kind."""
        kinds = {self._void.kind(provision) for provision in provisions}
        kind = kinds.pop()
        return Loose(kind.value) if kind is not None and not kinds else Loose.NO_DUTY

    @cached_property
    def _void(self) -> unbinding.Provisions:
        return unbinding.Provisions(self.document, self.extraction)

    def _provided(self, breach: Breach, duties: Sequence[Duty], act: Act) -> Iterator[Join]:
        told = set(acts.row(act.text.value))
        for duty in duties:
            meant = told and len(told.intersection(self._row(duty))) / len(told) >= ALIKE
            strength = Strength.FIRM if meant or len(duties) == 1 else Strength.FAIR
            yield Join(duty.id, How.PROVISION, breach.words, strength, breach.span)

    def _may_be_meant(self, act: Act, breach: Breach, duty: Duty) -> bool:
        """Whether a provision that is named may be named for this duty; a task is breached where it is left undone.

        Not by an act: 有第五条规定的重复侵权行为的 is no breach of 专利部门负责查处重复侵权.
        """
        if self._is_of_penalties(duty):
            return False
        if isinstance(duty, Norm) or acts.form(act.text.value) is not Form.DONE:
            return True
        span = act.text.span
        inside = span.start <= breach.span.start < span.end
        told = self.document.quote(Span(breach.span.end, span.end)) if inside else act.text.value
        return len(acts.row(told)) < LEAST

    def _row(self, duty: Duty) -> tuple[str, ...]:
        if isinstance(duty, Norm):
            return self._acts.row_of(bisect_left(self._starts, duty.span.start))
        return acts.row(self.document.quote(duty.span))

    def _chained(self, punished: Sequence[tuple[Sanction, Act]], seen: frozenset[str]) -> Joined:
        """A provision that is itself one of penalties (有前款第二项行为的): the duties whose breach these punish."""
        found = [self._act(other, act, seen) for other, act in punished]
        joins = tuple(join for each in found for join in each.joins)
        loose = [each for one in found for each in one.loose]
        loose = [replace(each, reason=Loose.PENALTY) if each.reason is Loose.NO_MATCH else each for each in loose]
        return Joined(joins, () if joins else tuple(loose[:1]))

    def _punished_in(self, provision: Provision) -> Iterator[tuple[Sanction, Act]]:
        """The acts in the words of a provision that a sanction punishes, each once."""
        told: set[Span] = set()
        for sanction in self.sanctions:
            for act in sanction.acts:
                span = act.text.span
                if provision.span.start <= span.start < provision.span.end and span not in told:
                    told.add(span)
                    yield sanction, act

    def within(self, provision: Provision) -> Sequence[Duty]:
        """The duties of a provision, of an item, else, that of the list in which it stands; else the tasks it assigns.

        A task stands only where no norm does: 消防部门负责监督。禁止占用消防通道 is breached by who occupies it.
        """
        return self._of_norms(provision) or _of_tasks(self.tasks, provision, self._lead(provision))

    def _of_norms(self, provision: Provision) -> list[Norm]:
        first = bisect_left(self._starts, provision.span.start)
        last = bisect_left(self._starts, provision.span.end)
        if first < last or provision.kind not in _ITEMS:
            return self.duties[first:last]
        at = provision.span.start
        covering = [norm for norm in self.duties[:last] if norm.span.start <= at < norm.span.end]
        lead = self._lead(provision)
        return covering[-1:] or [norm for norm in self.duties[:last] if lead.start <= norm.span.start < lead.end][-1:]

    def _lead(self, provision: Provision) -> Span:
        """The words that lead in the list of an item; of no length where there are none."""
        path = path_to(self.document.root, provision.span.start) if provision.kind in _ITEMS else ()
        above = [node for node in path if node.kind is Kind.PARAGRAPH]
        return above[-1].children[0].span if above else Span(0, 0)

    @cached_property
    def _provisions(self) -> dict[str, Provision]:
        return {node.eid: node for node in walk(self.document.root)}

    @cached_property
    def _penal(self) -> dict[str, int]:
        """The paragraphs (款) in which sanctions stand, and where the first one begins."""
        found: dict[str, int] = {}
        for sanction in reversed(self.sanctions):
            found[self._unit(sanction.span.start)] = sanction.span.start
        return found

    def _unit(self, offset: int) -> str:
        path = path_to(self.document.root, offset)
        return next((node.eid for node in path if node.kind is Kind.PARAGRAPH), path[-1].eid)

    def _is_of_penalties(self, duty: Duty) -> bool:
        """A duty after a sanction in its paragraph is part of that one (…的，应当责令改正), not what one breaches."""
        return self._penal.get(self._unit(duty.span.start), duty.span.end) <= duty.span.start

    # ---- by the same act -----------------------------------------------------------------------------------------

    def _by_act(self, sanction: Sanction, act: Act) -> Joined:
        sought = self.sought(sanction, act)
        if isinstance(sought, Loose):
            return Joined((), (LooseAct(act.text.value, sought, act.text.span),))
        joins = [self._alike(act, like, norm) for like, norm in self.meant(sought)]
        return Joined(tuple(joins), () if joins else (LooseAct(act.text.value, Loose.NO_MATCH, act.text.span),))

    def sought(self, sanction: Sanction, act: Act) -> Sought | Loose:
        """An act that no provision names, as it is looked for among duties; why there is nothing to look for."""
        told = self._told(act)
        if any(word in told for word in words.endings("general breach")):
            return Loose.GENERAL
        if len(acts.row(told)) < LEAST or carried(told):
            return Loose.NO_ACT
        bare = self._without_subject(sanction, told)
        core = acts.core(bare)
        before = self.document.text[self._provisions[sanction.eid].span.start : sanction.trigger.span.end]
        return Sought(told, core, acts.form(told), acts.ends(core), core == bare, sanction.target, before)

    def meant(self, sought: Sought, least: float = ALIKE) -> list[tuple[float, Norm]]:
        """The duties of this document that have an act, the most alike, each with the share of its words.

        Args:
            sought: the act; it may stand in another document.
            least: the share of its words that a duty must have.
        """
        duties = self._cases if sought.whole and sought.form is Form.UNDONE else self._acts
        full = len(acts.row(sought.core)) >= FULL
        candidates = [
            (like, norm)
            for number, like in duties.alike(sought.core, least)
            if (norm := self.duties[number]).bearers or (full and like >= ALIKE_UNNAMED)
            if self._may_be(sought, norm)
        ]
        best = max((like for like, _ in candidates), default=0)
        return [(like, norm) for like, norm in candidates if like >= best * NEXT_TO_BEST]

    @property
    def pairs(self) -> frozenset[str]:
        """The pairs of characters of all duties."""
        return self._acts.pairs

    def stated(self, provisions: Iterable[Provision]) -> list[Norm]:
        """The norms of provisions that one may breach, those that belong to a penalty left out."""
        found = [norm for each in provisions for norm in self._of_norms(each) if not self._is_of_penalties(norm)]
        return list(dict.fromkeys(found))

    @staticmethod
    def _without_subject(sanction: Sanction, told: str) -> str:
        """The words of an act without the name of who does it, which the duty is told of, not with."""
        return told.replace(sanction.target.name, "，", 1) if sanction.target else told

    @staticmethod
    def _alike(act: Act, like: float, norm: Norm) -> Join:
        strength = Strength.FIRM if like >= SURE else Strength.FAIR
        return Join(norm.id, How.ACT, act.text.value, strength, act.text.span)

    def _told(self, act: Act) -> str:
        """The words of an act; of an item that has a penalty of its own, those of its trigger."""
        span = act.text.span
        inner = next((s for s in self.sanctions if span.start <= s.trigger.span.start < span.end), None)
        return inner.trigger.value if inner else act.text.value

    @cached_property
    def _acts(self) -> Acts:
        return Acts([self._words(norm) for norm in self.duties])

    @cached_property
    def _cases(self) -> Acts:
        """The duties with the cases they hold for: for a breach that is told with its case."""
        return Acts([self._case(norm) for norm in self.duties])

    def _case(self, norm: Norm) -> str:
        """All that a norm says."""
        condition = norm.condition.value if norm.condition else ""
        return condition + self.document.quote(norm.span)

    def _words(self, norm: Norm) -> str:
        """What a duty tells to do, with the items of its list; of a prohibition its condition too (未经批准，不得…)."""
        forbidden = norm.modality is Modality.PROHIBITION and norm.condition is not None
        condition = norm.condition.value if forbidden and norm.condition else ""
        return condition + self.document.quote(Span(norm.action.span.start, max(norm.span.end, norm.action.span.end)))

    def _may_be(self, sought: Sought, norm: Norm) -> bool:
        """Whether the norm may be what was breached: in its form, and by who is told."""
        if norm.modality not in _FITTING[sought.form] or self._is_of_penalties(norm):
            return False
        told = self._words(norm)
        if not acts.main(sought.told, self._without_by_when(norm, told), *sought.ends):
            return False
        obliged = norm.modality is Modality.OBLIGATION
        if obliged and sought.form is Form.UNLEAVED and not any(word in told for word in words.endings("leave")):
            return False
        return _may_bear(sought, [bearer.name for bearer in norm.bearers])

    def _without_by_when(self, norm: Norm, told: str) -> str:
        """What a norm tells to do, without by when and to whom."""
        due = self.document.quote(norm.deadline.span) if norm.deadline else ""
        for words_of in (due, norm.recipient.name if norm.recipient else ""):
            told = told.replace(words_of, "，") if words_of else told
        return told


def _may_bear(sought: Sought, names: Sequence[str]) -> bool:
    """Whether one of the bearers may be who breaches: an organ only where one is named."""
    target = sought.target
    if target is not None and target.name in sought.told and names:
        return any(_akin(target.name, name) for name in names)
    if not names or any(name in sought.told for name in names):
        return True
    organs = words.endings("organ")
    if all(name.endswith(organs) for name in names):
        staff = target is not None and target.name.endswith((*organs, *words.endings("staff")))
        return staff and any(word in sought.before.partition("由")[0] for word in organs if len(word) > 1)
    return target is None or any(_akin(target.name, name) for name in names)


def _of_tasks(tasks: Sequence[Responsibility], provision: Provision, lead: Span) -> list[Responsibility]:
    """The tasks in a provision; of an item, else, the last that leads in its list (承担下列职责)."""

    def stand_in(span: Span) -> list[Responsibility]:
        return [each for each in tasks if span.start <= each.span.start < span.end]

    return stand_in(provision.span) or stand_in(lead)[-1:]


def _akin(one: str, other: str) -> bool:
    """Whether two names may be of the same actor: anybody, a part of the other name, or a class of it."""
    if any(name.endswith(words.endings("staff")) or name in words.endings("anybody") for name in (one, other)):
        return True
    return one in other or other in one or one in _classes(other) or other in _classes(one)


@cache
def _wider() -> dict[str, frozenset[str]]:
    rows = words.taxonomy()
    return {name: frozenset(row.wider for row in rows if name in row.narrower) for row in rows for name in row.narrower}


def _classes(name: str) -> set[str]:
    """All classes above a name."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for wider in _wider().get(waiting.pop(), frozenset()) - found:
            found.add(wider)
            waiting.append(wider)
    return found
