"""Statements to facts.

In: a document and its extraction. Out: ground facts of the vocabulary below, each with its source.
Guarantee: the facts of one document depend on that document alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from obligations import words
from obligations.joins import Joiner
from obligations.model import (
    Actor,
    Extraction,
    Fact,
    Fine,
    Incentive,
    Norm,
    Responsibility,
    Sanction,
    Source,
    Target,
    Text,
)
from obligations.numerals import printed
from policies import repeals
from policies.instruments import instrument_of
from policies.model import Document, Kind, Provision, Span
from policies.navigate import heading_of, path_to

VOCABULARY: dict[str, tuple[str, ...]] = {
    # the document
    "document": ("doc", "title"),
    "jurisdiction": ("doc", "place"),
    "issuer": ("doc", "organ"),
    "instrument": ("doc", "kind"),  # a value of `policies.instruments.Instrument`
    "issued": ("doc", "date"),  # ISO day; a month-only date gives no fact
    "effective": ("doc", "date"),
    "revised": ("doc", "date"),  # the last revision of a statute
    "repeals": ("doc", "title", "number"),  # 《…》（文号）同时废止; "" without a number
    "expires": ("doc", "date"),
    "validity": ("doc", "duration", "from"),  # 有效期五年: P5Y, 印发之日
    "period": ("doc", "first_day", "last_day"),  # plan period 2021-2025: 2021-01-01, 2025-12-31
    "addressee": ("doc", "actor"),
    "addressed": ("doc", "norm"),  # the norm stands in the notice that forwards the plan (请认真贯彻执行)
    "within": ("unit", "container"),  # every provision that holds a statement, and all containers above it
    # norms
    "norm": ("norm", "doc", "unit", "modality", "action"),
    "bearer": ("norm", "actor"),
    "implied_bearer": ("norm", "actor"),  # carried over, not named in the sentence
    "unnamed_bearer": ("norm",),
    "recipient": ("norm", "actor"),
    "reports": ("norm",),  # the act is to report, submit or file (报告 报送 上报 反馈 备案 …)
    "condition": ("norm", "text"),
    "deadline": ("norm", "value"),  # one fact a value, in the forms of `Deadline.norm`
    "directs": ("norm", "actor", "action"),  # 督促/组织/指导 X 做 Y
    # responsibility
    "responsibility": ("resp", "doc", "unit"),  # unit: the provision whose duties it covers
    "leads": ("resp", "actor"),
    "supports": ("resp", "actor"),
    "task": ("resp", "text"),  # what a sentence puts the units in charge of; a note that closes a section has none
    # sanctions and incentives
    "sanction": ("sanction", "doc", "unit", "trigger"),
    "sanction_target": ("sanction", "actor"),
    "enforcer": ("sanction", "actor"),
    "measure": ("sanction", "measure"),
    "fine": ("sanction", "min", "max", "basis"),  # "" where not stated
    "fine_share": ("sanction", "low", "high", "base"),  # multiples of the base, "" where not stated
    "fine_per": ("sanction", "unit"),  # the amount is for each 平方米, 日, …
    "breached": ("sanction", "provision"),  # as printed: 第二十三条第一款
    "breaches": ("sanction", "unit"),  # the document's own provision that is meant, the narrowest that is named
    "breaches_elsewhere": ("sanction", "instrument", "provision"),  # another instrument's provision
    "unresolved": ("sanction", "words", "reason"),  # named as breached, and not found
    # "norm": of the duty that is breached, or the responsibility that assigns it; how, strength: `obligations.joins`
    "joined": ("sanction", "norm", "how", "words", "strength"),
    "unjoined": ("sanction", "words", "reason"),  # an act that is joined to no duty; reason: `obligations.joins.Loose`
    "incentive": ("incentive", "doc", "unit", "benefit"),
    "beneficiary": ("incentive", "actor"),
    "provider": ("incentive", "actor"),
    "target": ("target", "doc", "unit", "subject", "op", "value", "unit_of_measure", "by"),
    # not of the text
    "is_a": ("narrower", "wider"),  # reflexive-free transitive reduction of the actor taxonomy
    "asked": ("day",),  # the day the question is asked for, ISO
    "occurs": ("norm", "date", "basis"),  # dated instance of a deadline, from engine.calendar
}


def taxonomy() -> list[tuple[str, str]]:
    """The actor taxonomy of the lexicon: pairs narrower, wider."""
    return [(name, row.wider) for row in words.taxonomy() for name in row.narrower]


def facts(document: Document, extraction: Extraction) -> tuple[Fact, ...]:
    """All facts of a document."""
    return tuple(_Facts(document, extraction).all())


class _Facts:
    """One document on its way to facts."""

    def __init__(self, document: Document, extraction: Extraction) -> None:
        self.document, self.extraction = document, extraction
        self.paths = {s.eid: path_to(document.root, s.span.start) for s in extraction.statements}

    @cached_property
    def _joiner(self) -> Joiner:
        return Joiner(self.document, self.extraction)

    def all(self) -> Iterator[Fact]:
        """The facts, document first."""
        yield from self._metadata()
        yield from self._places()
        for norm in self.extraction.norms:
            yield from self._norm(norm)
        for responsibility in self.extraction.responsibilities:
            yield from self._responsibility(responsibility)
        for sanction in self.extraction.sanctions:
            yield from self._sanction(sanction)
        for incentive in self.extraction.incentives:
            yield from self._incentive(incentive)
        for target in self.extraction.targets:
            yield self._target(target)

    # ---- the document --------------------------------------------------------------------------------------------

    def _metadata(self) -> Iterator[Fact]:
        meta, doc = self.document.metadata, self.document.id
        yield self._said("title", "document", doc, meta.title or doc)
        if meta.jurisdiction:
            yield self._said("jurisdiction", "jurisdiction", doc, meta.jurisdiction)
        for organ in meta.issuers:
            yield self._said("issuers", "issuer", doc, organ)
        kind = instrument_of(meta)
        if kind is not None:
            told = next((field for field in ("doc_number", "issuers") if field in meta.spans), "title")
            yield self._said(told, "instrument", doc, kind.value)
        for field in ("issued", "effective", "revised", "expires"):
            day = getattr(meta, field)
            if day and len(day) == len("2000-01-01"):
                yield self._said(field, field, doc, day)
        if meta.validity:
            yield self._said("validity", "validity", doc, meta.validity, meta.validity_from or "")
        if meta.period:
            first, last = meta.period
            yield self._said("period", "period", doc, f"{first}-01-01", f"{last}-12-31")
        for repeal in repeals.find(self.document.text, meta.title or ""):
            words = (doc, repeal.citation.title, repeal.citation.doc_number or "")
            yield Fact("repeals", words, self._source(repeal.span))
        for actor in meta.addressees:
            yield self._said("addressees", "addressee", doc, actor)

    def _said(self, field: str, predicate: str, *args: str) -> Fact:
        span = self.document.metadata.spans.get(field)
        return Fact(predicate, args, self._source(span) if span else None)

    def _places(self) -> Iterator[Fact]:
        """Every provision with a statement lies within all those above it."""
        for eid, path in sorted(self.paths.items()):
            for container in path:
                if container.eid != eid and container.label:
                    yield Fact("within", (eid, container.eid), self._source_of(container))

    # ---- statements ----------------------------------------------------------------------------------------------

    def _norm(self, norm: Norm) -> Iterator[Fact]:
        doc, source = self.document.id, self._source(norm.span)
        yield Fact("norm", (norm.id, doc, norm.eid, norm.modality.value, norm.action.value), source)
        for bearer in norm.bearers:
            yield self._actor("bearer" if norm.explicit else "implied_bearer", norm.id, bearer)
        if not norm.bearers:
            yield Fact("unnamed_bearer", (norm.id,), source)
        if norm.addressed:
            yield Fact("addressed", (doc, norm.id), source)
        if norm.recipient:
            yield self._actor("recipient", norm.id, norm.recipient)
        if norm.reports:
            yield Fact("reports", (norm.id,), source)
        if norm.condition:
            yield self._text("condition", norm.id, norm.condition)
        if norm.deadline:
            for value in norm.deadline.norm.split(","):
                yield Fact("deadline", (norm.id, value), self._source(norm.deadline.span))
        if norm.directed_action:
            for actor in norm.directed:
                what = norm.directed_action
                yield Fact("directs", (norm.id, actor.name, what.value), source)

    def _responsibility(self, responsibility: Responsibility) -> Iterator[Fact]:
        """A note covers its unit, a row of a table itself; a sentence covers nothing but its own task."""
        unit = self._covered(responsibility.eid) if responsibility.task is None else responsibility.id
        source = self._source(responsibility.span)
        yield Fact("responsibility", (responsibility.id, self.document.id, unit), source)
        for actor in responsibility.lead:
            yield self._actor("leads", responsibility.id, actor)
        for actor in responsibility.support:
            yield self._actor("supports", responsibility.id, actor)
        if responsibility.task is not None:
            yield self._text("task", responsibility.id, responsibility.task)

    def _sanction(self, sanction: Sanction) -> Iterator[Fact]:
        source = self._source(sanction.span)
        yield Fact("sanction", (sanction.id, self.document.id, sanction.eid, sanction.trigger.value), source)
        if sanction.target:
            yield self._actor("sanction_target", sanction.id, sanction.target)
        for enforcer in sanction.enforcers:
            yield self._actor("enforcer", sanction.id, enforcer)
        for measure in sanction.measures:
            yield self._text("measure", sanction.id, measure)
        if sanction.fine:
            yield from self._fine(sanction.id, sanction.fine, source)
        yield from self._breaches(sanction)
        found = self._joiner.of(sanction)
        for join in found.joins:
            args = (sanction.id, join.duty, join.how.value, join.words, join.strength.value)
            yield Fact("joined", args, self._source(join.span))
        for loose in found.loose:
            yield Fact("unjoined", (sanction.id, loose.words, loose.reason.value), self._source(loose.span))

    def _fine(self, sanction: str, fine: Fine, source: Source) -> Iterator[Fact]:
        yield Fact("fine", (sanction, _figure(fine.min), _figure(fine.max), fine.basis or ""), source)
        if fine.low is not None or fine.high is not None:
            yield Fact("fine_share", (sanction, _figure(fine.low), _figure(fine.high), fine.base), source)
        for unit in fine.per:
            yield Fact("fine_per", (sanction, unit), source)

    def _breaches(self, sanction: Sanction) -> Iterator[Fact]:
        """The provisions that the trigger, or an item of its list, names as breached."""
        for provision in dict.fromkeys(sanction.breached):
            yield Fact("breached", (sanction.id, provision), self._source(sanction.trigger.span))
        named = (*sanction.breaches, *(breach for act in sanction.acts for breach in act.breaches))
        for breach in dict.fromkeys(named):
            source = self._source(breach.span)
            for eid in breach.provisions:
                yield Fact("breaches", (sanction.id, eid), source)
            if breach.instrument:
                yield Fact("breaches_elsewhere", (sanction.id, breach.instrument, breach.words), source)
            elif breach.reason:
                yield Fact("unresolved", (sanction.id, breach.words, breach.reason), source)

    def _incentive(self, incentive: Incentive) -> Iterator[Fact]:
        source = self._source(incentive.span)
        yield Fact("incentive", (incentive.id, self.document.id, incentive.eid, incentive.benefit.value), source)
        if incentive.beneficiary:
            yield self._actor("beneficiary", incentive.id, incentive.beneficiary)
        if incentive.provider:
            yield self._actor("provider", incentive.id, incentive.provider)

    def _target(self, t: Target) -> Fact:
        values = (t.id, self.document.id, t.eid, t.subject, t.op, str(t.value), t.unit, t.by or "")
        return Fact("target", values, self._source(t.span))

    # ---- sources -------------------------------------------------------------------------------------------------

    def _actor(self, predicate: str, statement: str, actor: Actor) -> Fact:
        return Fact(predicate, (statement, actor.name), self._source(actor.span))

    def _text(self, predicate: str, statement: str, text: Text) -> Fact:
        return Fact(predicate, (statement, text.value), self._source(text.span))

    def _source(self, span: Span) -> Source:
        eid = path_to(self.document.root, span.start)[-1].eid
        return Source(self.document.id, eid, span.start, span.end, self.document.quote(span))

    def _source_of(self, unit: Provision) -> Source:
        return self._source((heading_of(unit) or unit).span)

    def _covered(self, eid: str) -> str:
        path = self.paths[eid]
        if path[-1].kind is Kind.TABLE:
            return eid
        return next((p for p in reversed(path) if p.label), path[0]).eid


def _figure(value: Decimal | None) -> str:
    return "" if value is None else printed(value)
