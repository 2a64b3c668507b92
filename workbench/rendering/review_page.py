"""Reviews of contracts as a page of tables.

In: the answer of `engine.contract_review`. Out: the page. Guarantee: every finding has its clause, its basis and what
to write instead; findings that do not count are told apart with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.contract_review.model import Status
from workbench.rendering.page import Column, Page
from workbench.rendering.review_view import summary

if TYPE_CHECKING:
    from engine.contract_review.model import Basis, Finding, Review
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Reviews
    from workbench.rendering.rows import Row

FINDING = (
    Column("severity", width=8),
    Column("rule", width=6),
    Column("clause", width=14),
    Column("fault", 6),
    Column("ground", 4),
    Column("advice", 4),
)
QUESTION = (Column("clause", width=14), Column("question", 4), Column("reason", 6))


def reviews(answer: Reviews, sheet: Sheet) -> str:
    """The page."""
    page, messages = Page(sheet), sheet.messages
    for one in answer.reviews:
        _review(page, one, messages)
    page.heading(" ".join(summary(answer, messages)))
    return page.written()


def _review(page: Page, one: Review, messages: Messages) -> None:
    contract = one.contract
    page.part(messages.say("check.heading", title=contract.title or contract.document.source, id=contract.document.id))
    kind = contract.kind or messages.say("check.no_kind")
    page.text(messages.say("check.kind", kind=kind, parties=_parties(one, messages)))
    for note in one.notes:
        page.text(note)
    if one.findings:
        page.table(FINDING, [finding(each, messages) for each in one.findings])
    else:
        page.text(messages.say("report.clean"))
    if one.questions:
        page.heading(messages.say("check.questions"))
        rows = [{"clause": each.clause or "—", "question": each.asks, "reason": each.why} for each in one.questions]
        page.table(QUESTION, rows)


def _parties(one: Review, messages: Messages) -> str:
    names: dict[str, list[str]] = {}
    for each in one.contract.parties:
        names.setdefault(each.name or messages.say("check.unnamed"), []).append(each.called)
    told = [f"{'/'.join(called)} {name}" for name, called in names.items()]
    return messages.say("word.separator").join(told) or messages.say("check.no_parties")


def finding(one: Finding, messages: Messages) -> Row:
    """A finding as a row of words."""
    severity = messages.say(f"report.{one.severity.value}")
    if one.status is not Status.FOUND:
        severity += f"（{messages.say(f'report.{one.status.value}')}）"
    absent = messages.say("check.absent") if one.source is None else messages.say("check.outside")
    return {
        "severity": severity,
        "rule": one.rule,
        "clause": one.clause or absent,
        "fault": one.says,
        "ground": cited(one.basis),
        "advice": one.advice,
    }


def cited(basis: Basis) -> str:
    """The basis as it is cited: 《甘肃省……实施方案》三/（三）, or the first sentence of a general one."""
    if not basis.policy:
        return basis.title.partition("。")[0]
    return f"《{basis.title}》{basis.provision.replace('/', '')}"
