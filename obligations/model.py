"""The statements of a document and the facts made of them: frozen values.

In: nothing. Out: `Norm`, `Target`, `Responsibility`, `Sanction`, `Incentive`, the coverage `Ledger`, and `Fact`.
Guarantee: every statement carries the span of its words and the `eid` of the provision they stand in; a value
that was carried over from elsewhere (a bearer named a sentence earlier, a deadline in a heading) carries the span
of the words it comes from.

Names follow LegalRuleML (OASIS): obligation, prohibition, permission, bearer, penalty.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from policies.model import Diagnostic, Span


class Modality(StrEnum):
    """What the bearer is told."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENCOURAGEMENT = "encouragement"


class Actor(NamedTuple):
    """An actor as the text prints it, list distributed ("自然资源、财政等部门" gives two).

    Attributes:
        name: 自然资源部门
        span: the words it comes from.
    """

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit.

    Attributes:
        norm: its value in the forms of the annotation guide: ``date:2025-12-31``, ``from:2021-01-01``,
            ``range:2025-04-01/2025-06-30``, ``yearly:12-15``, ``monthly:05``, ``quarterly``, ``halfyearly``,
            ``relative:P1Y after 矿山投产`` (P30D, P20WD working days, PT48H); several joined by ",".
        span: the words; a heading's when the phase stands there.
    """

    norm: str
    span: Span


class Text(NamedTuple):
    """Words of the text: `value` is what was read of `span` (line breaks and rubbish taken out)."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Norm:
    """Who must, must not, may or is encouraged to do what.

    Attributes:
        bearers: the actors; empty when the text leaves it open.
        explicit: False when the bearers are carried over from another sentence or a （牵头单位：…）.
        recipient: to whom it is reported, submitted or paid.
        condition: the case it holds for.
        directed: when the act is to make others act (督促/组织 X 做 Y): those others, and
        directed_action: what they are to do.
        reports: the act is to report, submit or file something with somebody.
        addressed: it stands in the notice that forwards the plan (请认真贯彻执行).
    """

    id: str
    eid: str
    span: Span
    modality: Modality
    bearers: tuple[Actor, ...]
    explicit: bool
    action: Text
    recipient: Actor | None = None
    deadline: Deadline | None = None
    condition: Text | None = None
    directed: tuple[Actor, ...] = ()
    directed_action: Text | None = None
    reports: bool = False
    addressed: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable goal. `op` is one of >=, =, <=; `by` an ISO date or None."""

    id: str
    eid: str
    span: Span
    subject: str
    metric: str
    op: str
    value: Decimal
    unit: str
    by: str | None
    scope: str | None


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A statement that assigns a unit to a task. `section` is the outline path it stands in."""

    id: str
    eid: str
    span: Span
    lead: tuple[Actor, ...]
    support: tuple[Actor, ...]
    section: str
    task: Text | None = None


@dataclass(frozen=True, slots=True)
class Fine:
    """Bounds in yuan, or as multiples of a base.

    Attributes:
        min, max: in yuan; None where the text states none.
        basis: as printed, what the amount depends on (违法所得一倍以上三倍以下, 每平方米十元); None for a plain one.
        low, high: multiples of the base, 0.5 for 50 %; None where the text states none.
        base: 违法所得; "" when there is none.
        per: for each of what the amount is meant: 平方米, 日.
    """

    min: Decimal | None
    max: Decimal | None
    basis: str | None
    low: Decimal | None = None
    high: Decimal | None = None
    base: str = ""
    per: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A provision that a sanction names as breached.

    Attributes:
        words: as printed, without 本条例; what a list leaves out is filled in (第十条第一款、第二款: 第十条第二款).
        span: the words in the text.
        provisions: `eid`s of the document's own provisions, the narrowest that are named; () when there are none.
        instrument: title of another instrument, whose provision it is; "" for the own one.
        reason: why it has no provisions (`obligations.provisions.Reason`), "" when it has, or when another's is meant.
    """

    words: str
    span: Span
    provisions: tuple[str, ...] = ()
    instrument: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a sanction punishes: its trigger, or one item of the list that the trigger leads in.

    Attributes:
        text: the words.
        breaches: the provisions named for this act.
    """

    text: Text
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class Sanction:
    """What follows from a breach.

    Attributes:
        trigger: the breach, as printed.
        target: who suffers it.
        enforcers: who imposes it; empty when the text does not say.
        measures: one each.
        breaches: provisions named in the trigger, or carried over from the sanction that it is a tier of.
        acts: what is punished; of a tier (逾期不改正的), what the sanction before it punishes. () when the text
            states no act of its own (构成犯罪的 alone).
    """

    id: str
    eid: str
    span: Span
    trigger: Text
    target: Actor | None
    enforcers: tuple[Actor, ...]
    measures: tuple[Text, ...]
    fine: Fine | None
    breaches: tuple[Breach, ...] = ()
    acts: tuple[Act, ...] = ()

    @property
    def breached(self) -> tuple[str, ...]:
        """The provisions that the trigger names, as printed ("第二十三条第一款")."""
        return tuple(breach.words for breach in self.breaches)


@dataclass(frozen=True, slots=True)
class Incentive:
    """A reward or preference for compliance."""

    id: str
    eid: str
    span: Span
    beneficiary: Actor | None
    benefit: Text
    provider: Actor | None


Statement = Norm | Target | Responsibility | Sanction | Incentive


class Coverage(StrEnum):
    """What a stretch of the text is to the extraction."""

    STATEMENT = "statement"
    STRUCTURE = "structure"
    NON_NORMATIVE = "nonNormative"
    NOT_UNDERSTOOD = "notUnderstood"


class Stretch(NamedTuple):
    """A stretch of text and its account. `reason` is a code of `obligations.ledger.REASONS` for the last two kinds."""

    span: Span
    coverage: Coverage
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document. `ledger` tiles the whole text, in order."""

    norms: tuple[Norm, ...]
    targets: tuple[Target, ...]
    responsibilities: tuple[Responsibility, ...]
    sanctions: tuple[Sanction, ...]
    incentives: tuple[Incentive, ...]
    ledger: tuple[Stretch, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in the order of the text."""
        found: list[Statement] = [
            *self.norms,
            *self.targets,
            *self.responsibilities,
            *self.sanctions,
            *self.incentives,
        ]
        return tuple(sorted(found, key=lambda s: (s.span.start, s.span.end, s.id)))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is written: a leaf of every proof. `quote` equals the text at [start, end)."""

    document: str
    eid: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One ground fact: `predicate(args…)`, arguments in the order of `obligations.to_facts.VOCABULARY`.

    `source` is None only for facts that are not of the text: the day asked for, the actor taxonomy
    (data of the lexicon), dates computed by the calendar.
    """

    predicate: str
    args: tuple[str, ...]
    source: Source | None = None
