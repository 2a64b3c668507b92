"""A review of contracts as cards on a page.

In: `Reviews` and a language. Out: what the template of the page shows, all words ready. Guarantee: what counts comes
before what is waived or in the baseline; within a contract the order is that of the review.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.contract_review.model import Status
from engine.to_text import to_text
from workbench.rendering import review_view as view
from workbench.rendering.cited import documents

if TYPE_CHECKING:
    from engine.contract_review.model import Finding, Question, Review
    from policies.model import Document
    from workbench.messages import Messages
    from workbench.model import Reviews


@dataclass(frozen=True, slots=True)
class Card:
    """A finding or a question.

    Attributes:
        span: of the contract's words, None where something is absent.
        words: the contract's and the policy's, each under its heading.
    """

    span: tuple[int, int] | None
    kind: str
    severity: str
    clause: str
    place: str
    says: str
    words: tuple[tuple[str, str], ...]
    advice: str
    proof: str
    aside: str
    mark: str


@dataclass(frozen=True, slots=True)
class ContractPage:
    """A contract on the page."""

    title: str
    file: str
    facts: tuple[str, ...]
    counts: view.Counts
    cards: tuple[Card, ...]


def contracts(answer: Reviews, messages: Messages) -> list[ContractPage]:
    """All contracts."""
    known = documents(answer.policies)
    return [_contract(each, answer, known, messages) for each in answer.reviews]


def _contract(review: Review, answer: Reviews, known: dict[str, Document], messages: Messages) -> ContractPage:
    document = review.contract.document
    quoted = known | {document.id: document}
    ordered = sorted(review.findings, key=lambda one: one.status is not Status.FOUND)
    cards = [_finding(one, document, quoted, answer, messages) for one in ordered]
    cards += [_question(one, document, messages) for one in review.questions]
    return ContractPage(
        title=view.title(review),
        file=answer.files.get(document.id, document.source),
        facts=tuple(facts(review, answer, messages)),
        counts=view.counts([review]),
        cards=tuple(cards),
    )


def facts(review: Review, answer: Reviews, messages: Messages) -> list[str]:
    """What a reader needs to know before the findings."""
    separator = messages.say("word.separator")
    parties = separator.join(f"{one.called} {one.name}".strip() for one in review.contract.parties)
    held = {validity.document for validity in review.policies}
    titles = separator.join(
        f"《{entry.document.metadata.title or entry.document.id}》"
        for entry in answer.policies
        if entry.document.id in held
    )
    told = [view.labelled("kind", review.contract.kind, messages)] if review.contract.kind else []
    told += [view.labelled("parties", parties, messages)] if parties else []
    told += [view.labelled("against", titles, messages)] if titles else []
    return [*told, *review.notes]


def _finding(
    one: Finding, document: Document, quoted: dict[str, Document], answer: Reviews, messages: Messages
) -> Card:
    words = [(messages.say("report.contract"), view.flat(one.source.quote))] if one.source else []
    words.append((messages.say("report.basis"), view.basis(one.basis, messages)))
    aside = "" if one.status is Status.FOUND else answer.reasons.get(one.id) or messages.say(f"report.{one.status}")
    return Card(
        span=(one.source.start, one.source.end) if one.source else None,
        kind=one.severity.value if one.status is Status.FOUND else one.status.value,
        severity=messages.say(f"report.{one.severity if one.status is Status.FOUND else one.status}"),
        clause=view.clause(one, messages),
        place=view.place(document, one.source.start, messages) if one.source else "",
        says=one.says,
        words=tuple(words),
        advice=one.advice,
        proof=to_text(one.proof, quoted, messages.lang),
        aside=aside,
        mark=messages.say("report.mark", rule=one.rule, id=one.id),
    )


def _question(one: Question, document: Document, messages: Messages) -> Card:
    words = [(messages.say("report.contract"), view.flat(one.source.quote))] if one.source else []
    words.append((messages.say("report.why"), one.why))
    return Card(
        span=(one.source.start, one.source.end) if one.source else None,
        kind="question",
        severity=messages.say("report.question"),
        clause=view.clause(one, messages),
        place=view.place(document, one.source.start, messages) if one.source else "",
        says=one.asks,
        words=tuple(words),
        advice="",
        proof="",
        aside="",
        mark="",
    )
