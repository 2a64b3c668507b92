"""A contract and policies to facts.

In: a contract, the policies that it is held against, the day. Out: `Known`: the facts for `engine/rules/contracts`,
where each place is written, and what could not be decided. Guarantee: everything that is read of the contract or of a
policy has its words as source; the same contract and policies give the same facts, whoever asks: the review, or the
checker of its proofs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.calendar import day_of
from engine.comparison.model import Item
from engine.computed import Moment, computed
from engine.contract_review.duties import beside
from engine.contract_review.instruments import cited, unquoted
from engine.contract_review.organs import former, transfers
from engine.taxonomy import Taxonomy
from obligations.contracts.cases import Verdict, judged
from obligations.contracts.demands import demands
from obligations.contracts.model import Blank, Contract, Term
from obligations.contracts.stated import Reader
from obligations.contracts.words import subjects
from obligations.model import Extraction, Fact, Norm, Source
from obligations.numerals import printed
from policies.model import Document, Span
from policies.navigate import path_to

# What is taken of a policy's own facts: how it stands on a day.
VALIDITY = frozenset(
    {"document", "issued", "effective", "expires", "validity", "period", "revised", "repeals", "jurisdiction", "issuer"}
)
LIMIT = ("date:", "range:")
# Facts whose second argument is a place of the contract.
PLACED = {
    "states",
    "liable_for_all",
    "cites",
    "names_organ",
    "open_at",
    "no_such_day",
    "term_of",
    "term_misfits",
    "amount_at",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy with the facts of its text, what was read of it, and what the other documents say of it."""

    document: Document
    facts: tuple[Fact, ...]
    extraction: Extraction
    related: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a contract beside policies.

    Attributes:
        facts: all, in a fixed order.
        places: where each place of a contract is written.
        unclear: acts of the contract and of a policy whose time limits cannot be compared.
    """

    facts: tuple[Fact, ...]
    places: Mapping[str, Source]
    unclear: tuple[tuple[Item, Item], ...]


def known(contract: Contract, policies: Sequence[Policy], day: date, taxonomy: Taxonomy) -> Known:
    """The facts on a contract beside policies.

    Args:
        contract: as it was read.
        policies: that it is held against.
        day: for which it is judged.
        taxonomy: the classes of actors.
    """
    moment = Moment(day, None, day)
    facts = [*_own(contract), *_wording(contract, [each.document for each in policies]), *_organs(contract)]
    facts += [Fact("asked", (day.isoformat(),))]
    unclear: list[tuple[Item, Item]] = []
    for policy in policies:
        stated = [fact for fact in policy.facts if fact.predicate in VALIDITY]
        facts += [*stated, *policy.related, *computed(stated, moment), *_demands(contract, policy)]
        found = beside(contract, policy.document, policy.extraction, taxonomy, day)
        named = {fact.args[1] for fact in found.facts} | {fact.args[0] for fact in found.facts}
        facts += [*found.facts, *_norms(policy.document, policy.extraction, named)]
        facts += _norms(contract.document, contract.extraction, named)
        unclear += found.unclear
    told = tuple(dict.fromkeys(facts))
    places = {_place(fact): fact.source for fact in told if fact.source and _place(fact)}
    return Known(told, places, tuple(unclear))


def _place(fact: Fact) -> str:
    if fact.predicate == "norm":
        return fact.args[0]
    return fact.args[1] if fact.predicate in PLACED else ""


def _source(document: Document, span: Span) -> Source:
    """The words of a span, with the leaf of the tree that they begin in."""
    leaf = path_to(document.root, span.start)[-1]
    return Source(document.id, leaf.eid, span.start, span.end, document.quote(span))


def _own(contract: Contract) -> Iterator[Fact]:
    document = contract.document
    end = document.text.find("\n", contract.begins)
    line = Span(contract.begins, end if end >= 0 else len(document.text))
    titled = _source(document, line) if contract.title else None
    yield Fact("contract", (document.id, contract.title), titled)
    if contract.kind:
        yield Fact("contract_kind", (document.id, contract.kind), titled)
    if contract.signed and contract.signed.day:
        source = _source(document, contract.signed.span)
        yield Fact("signed_on", (document.id, contract.signed.day), source)
    reader = Reader(contract)
    for subject in subjects():
        for each in reader.stated(subject):
            place = _name(contract, "s", each.span)
            yield Fact("states", (document.id, place, each.subject, each.item), _source(document, each.span))
    general = reader.general()
    if general is not None:
        place = _name(contract, "s", general.span)
        yield Fact("liable_for_all", (document.id, place), _source(document, general.span))


def _wording(contract: Contract, documents: Sequence[Document]) -> Iterator[Fact]:
    """Citations, blanks, days, terms and amounts."""
    document = contract.document
    own = [each for each in (*document.citations, *unquoted(document)) if each.span.start >= contract.begins]
    for citation in {each.title: each for each in reversed(own)}.values():
        place = _name(contract, "c", citation.span)
        yield from cited(document, documents, place, citation, _source(document, citation.span))
    for blank in _firsts(contract):
        args = (document.id, _name(contract, "b", blank.span), blank.words.value)
        yield Fact("open_at", args, _source(document, blank.words.span))
    for moment in contract.dates:
        if not moment.day:
            words = "".join(document.quote(moment.span).split())
            args = (document.id, _name(contract, "d", moment.span), words)
            yield Fact("no_such_day", args, _source(document, moment.span))
    for term in contract.terms:
        yield from _term(contract, term)
    for amount in contract.amounts:
        words = "" if amount.words is None else printed(amount.words)
        place = _name(contract, "a", amount.span)
        told = (document.id, place, printed(amount.figures), words)
        yield Fact("amount_at", told, _source(document, amount.span))


def _firsts(contract: Contract) -> Iterator[Blank]:
    """The first blank of each clause; outside the clauses, of each line."""
    labelled = {clause.eid for clause in contract.clauses if clause.label}
    seen: set[object] = set()
    for blank in contract.blanks:
        where = blank.clause if blank.clause in labelled else blank.words.span
        if where not in seen:
            seen.add(where)
            yield blank


def _term(contract: Contract, term: Term) -> Iterator[Fact]:
    if not (term.first and term.last and term.first.day and term.last.day):
        return
    source = _source(contract.document, term.span)
    place = _name(contract, "t", term.span)
    yield Fact("term_of", (contract.document.id, place, term.first.day, term.last.day), source)
    if term.length and not _fits(term.length, term.first.day, term.last.day):
        yield Fact("term_misfits", (contract.document.id, place, term.length, term.first.day, term.last.day), source)


def _fits(length: str, first: str, last: str) -> bool:
    """Whether a term of years or months ends on the day before its first day comes round again, or on that day."""
    start, end = day_of(first), day_of(last)
    if start is None or end is None:
        return True
    months = int(length[1:-1]) * (12 if length.endswith("Y") else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    ends = [_day(year, month + 1, start.day) - timedelta(days=back) for back in (0, 1)]
    return end in ends


def _day(year: int, month: int, day: int) -> date:
    """The day of this number, the first of the next month where the month has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year + month // 12, month % 12 + 1, 1)


def _organs(contract: Contract) -> Iterator[Fact]:
    place = contract.parties[0].name if contract.parties else ""
    found = [each for each in former(contract.document) if each.span.start >= contract.begins]
    for each in {each.organ: each for each in reversed(found)}.values():
        args = (contract.document.id, _name(contract, "o", each.span), each.organ, each.how)
        yield Fact("names_organ", args, _source(contract.document, each.span))
        yield from transfers(each.organ, place)


def _demands(contract: Contract, policy: Policy) -> Iterator[Fact]:
    found = demands(policy.document, policy.extraction)
    for each in found.items:
        args = (each.norm.id, policy.document.id, each.kind, each.subject, each.item)
        yield Fact("demands", args, _words(policy.document, each.norm))
    for norm in dict.fromkeys(each.norm for each in found.items):
        case = judged(contract, norm.condition.value) if norm.condition else None
        if case and norm.condition and case.verdict is Verdict.FAILED and case.span:
            told = (contract.document.id, _name(contract, "k", case.span), norm.id, norm.condition.value)
            yield Fact("spared", told, _source(contract.document, case.span))
    for signing in found.signings:
        limit = signing.norm.deadline
        if limit and limit.norm.startswith(LIMIT):
            day = limit.norm.partition(":")[2].rpartition("/")[2]
            told = (signing.norm.id, policy.document.id, signing.kind, day)
            yield Fact("to_be_signed", told, _words(policy.document, signing.norm))


def _norms(document: Document, extraction: Extraction, named: set[str]) -> Iterator[Fact]:
    for norm in extraction.norms:
        if norm.id in named:
            args = (norm.id, document.id, norm.eid, norm.modality.value, norm.action.value)
            yield Fact("norm", args, _words(document, norm))


def _words(document: Document, norm: Norm) -> Source:
    """The words of a norm, with its time limit and its case where they stand before it in its sentence."""
    start = norm.span.start
    for part in (norm.deadline, norm.condition):
        if part and part.span.start < start and not set("。；\n") & set(document.text[part.span.start : start]):
            start = part.span.start
    span = Span(start, norm.span.end)
    return _source(document, span)


def _name(contract: Contract, letter: str, span: Span) -> str:
    return f"{contract.document.id}#{letter}{span.start}"
