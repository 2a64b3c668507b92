"""Contracts held against documents of the library: each finding beside the clause it is about.

In: a contract that was put in, documents, a day. Out: the page.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from nicegui import ui

from obligations.contracts.from_document import read as parsed
from policies import readers
from workbench import sources
from workbench.exports import as_docx, formats
from workbench.model import Unreadable
from workbench.pages import asking, frame
from workbench.pages.frame import Fields, address, asked_of, page
from workbench.rendering.review_cards import contracts as in_cards
from workbench.rendering.word_comments import NoPlaceError
from workbench.store.errors import NotFoundError
from workbench.store.rows import DocumentFilter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.contract_review.model import Review
    from policies.model import Document
    from workbench.messages import Messages
    from workbench.model import Reviews
    from workbench.pages.frame import View
    from workbench.rendering.review_cards import Card
    from workbench.stored_base import StoredBase

MOST = 30  # documents a contract is held against
OFFERED = 20
NONE = "-"  # documents, when every box is empty
MEGABYTE = 1024 * 1024
SUFFIXES = " ".join(sorted(readers.suffixes()))


@dataclass(frozen=True, slots=True)
class Row:
    """A clause, or words between clauses, with what was found there."""

    text: Markup
    cards: tuple[Card, ...]


@page("/check", "check")
async def check(view: View) -> None:
    """The page."""
    made = frame.exports(view, "reviews", formats("reviews")) if view.asked["contract"] else []
    frame.heading(view, view.say("page.check"), view.say("page.check_lead"), made)
    if frame.may_review(view.request):
        view.html("checking.html", known=SUFFIXES, limit=readers.LIMIT // MEGABYTE, bytes=readers.LIMIT)
    kept = ui.html(await asked_of(listed, view), sanitize=False).classes("part")
    if view.asked["contract"]:
        view.html("check_form.html", asked=view.asked)
    offered = ui.html(await asked_of(choices, view, view.asked), sanitize=False).classes("part")
    found = ui.html(await asked_of(shown, view, view.asked), sanitize=False).classes("part")
    words = [view.asked["find"]]

    async def filtered(values: dict[str, str]) -> None:
        asked = Fields({"documents": NONE} | values)
        if asked["find"] != words[0]:  # else the boxes stay as they are, and keep the focus
            words[0] = asked["find"]
            offered.content = await asked_of(choices, view, asked)
        found.content = await asked_of(shown, view, asked)

    async def uploaded(_: object) -> None:
        kept.content = await asked_of(listed, view)

    async def removed(number: str) -> None:
        await asked_of(remove, view, number)
        ui.navigate.to("/check")

    view.on("filters", filtered)
    view.on("uploaded", uploaded)
    view.on("remove", removed)


def listed(view: View) -> Markup:
    """The contracts that are kept, the latest first."""
    rows, may = view.base.contracts().items, frame.may_review(view.request)
    return view.render("contracts.html", rows=rows, chosen=view.asked["contract"], href=_href, may=may)


def _href(number: int) -> str:
    return address("/check", contract=number)


def remove(view: View, number: str) -> None:
    """Take a contract out, when the visitor may."""
    if frame.may_review(view.request) and number.isdecimal():
        with suppress(NotFoundError):
            view.base.delete_contract(int(number), frame.author(view.request))


def choices(view: View, asked: Fields) -> Markup:
    """The documents that the contract can be held against: those chosen, and those that fit the words."""
    if not asked["contract"]:
        return Markup("")
    chosen = view.base.documents_named(_documents(view.base, asked))
    found = view.base.documents(DocumentFilter(words=asked["find"]), limit=OFFERED)
    others = [one for one in found.items if one.id not in {each.id for each in chosen}]
    rows = [*((one, True) for one in chosen), *((one, False) for one in others)]
    legend = view.say("page.check_against")
    return view.render("choices.html", rows=rows, cut=found.after is not None, form="checked", legend=legend)


def shown(view: View, asked: Fields) -> Markup:
    """The contract with its findings."""
    if not asked["contract"]:
        return Markup("")
    try:
        answer = reviewed(view.base, asked, view.messages)
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    told = in_cards(answer, view.messages)[0]
    whole = [card for card in told.cards if card.span is None]
    return view.render("reviewed.html", told=told, whole=whole, rows=list(rows(answer.reviews[0], told.cards)))


def rows(review: Review, cards: Sequence[Card]) -> Iterator[Row]:
    """The whole text clause by clause, each with its cards."""
    document = review.contract.document
    edges = {0, len(document.text), *(edge for clause in review.contract.clauses for edge in clause.span)}
    cut = sorted(edges)
    for start, end in pairwise(cut):
        here = tuple(card for card in cards if card.span and start <= card.span[0] < end)
        if document.text[start:end].strip() or here:
            yield Row(_marked(document, start, end, here), here)


def _marked(document: Document, start: int, end: int, cards: Sequence[Card]) -> Markup:
    """The words of a clause, those that a card is about marked."""
    spans = [(max(card.span[0], start), min(card.span[1], end), card.kind) for card in cards if card.span]
    edges = sorted({start, end, *(edge for first, last, _ in spans for edge in (first, last))})
    made = Markup("")
    for first, last in pairwise(edges):
        words = escape(document.text[first:last])
        kind = next((kind for begin, close, kind in spans if begin <= first and last <= close), "")
        made += Markup('<mark class="{}">{}</mark>').format(kind, words) if kind else words
    return made


def reviewed(base: StoredBase, asked: Mapping[str, str], messages: Messages) -> Reviews:
    """The review that an address asks for.

    Raises:
        UnfitError: there is no such contract or day, it cannot be read, or no document is chosen or too many are.
    """
    day = asking.day(asked, "as_of", messages)
    contract = read(base, asked.get("contract", ""), messages)
    names = _documents(base, asked)
    if not 0 < len(names) <= MOST:
        raise asking.UnfitError(messages.say("page.check_count", most=MOST))
    return base.base(names).check([contract], day, messages.lang)


def read(base: StoredBase, number: str, messages: Messages) -> Document:
    """A contract that is kept.

    Raises:
        UnfitError: there is none of this number, or it cannot be read.
    """
    try:
        row, data = base.contract(int(number)), base.contract_file(int(number))
    except (ValueError, NotFoundError):
        raise asking.UnfitError(messages.say("page.no_contract")) from None
    found = sources.read(sources.Input(row.source, data=data))
    if isinstance(found, Unreadable):
        raise asking.UnfitError(found.en if messages.lang == "en" else found.zh)
    return found


def called(contract: Document) -> str:
    """The title of a contract, the name of its file when it has none."""
    return parsed(contract).title or contract.source


def commented(base: StoredBase, asked: Mapping[str, str], messages: Messages) -> bytes:
    """The contract's own file with a comment at each finding.

    Raises:
        UnfitError: it is no .docx.
    """
    answer = reviewed(base, asked, messages)
    try:
        return as_docx.copy(answer.reviews[0], base.contract_file(int(asked["contract"])), messages)
    except NoPlaceError:
        raise asking.UnfitError(messages.say("page.no_comments")) from None


def _documents(base: StoredBase, asked: Mapping[str, str]) -> list[str]:
    """The documents chosen; when none is, all of a small library."""
    given = asked.get("documents", "").split()
    if given:
        return [one.id for one in base.documents_named([name for name in given if name != NONE])]
    found = base.documents(limit=OFFERED)
    return [] if found.after else [one.id for one in found.items]
