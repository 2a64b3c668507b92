"""Review: a statement confirmed, corrected, rejected or added, and the corrections there are.

In: a document with a statement, or with a stretch of its text; what a reviewer says. Out: the page. Guarantee: what
would be otherwise is shown before it is saved; only somebody who may review can save.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup
from nicegui import ui

from policies.model import Span
from policies.navigate import path_to
from workbench.pages import frame
from workbench.pages.fields import SHAPES, read, shown
from workbench.pages.frame import Export, Fields, address, asked_of, author, page
from workbench.rendering.cited import cited, title
from workbench.reviewing.model import Act, Change, State
from workbench.store.errors import StoreError
from workbench.store.rows import StatementFilter

if TYPE_CHECKING:
    from workbench.model import Entry
    from workbench.pages.frame import View
    from workbench.reviewing.spreading import Changed

PART = 500
SPREAD = 30  # sentences shown


@page("/review", "review")
async def review(view: View) -> None:
    """The page."""
    frame.heading(view, view.say("page.review"), view.say("page.review_lead"), exports(view))
    form = await asked_of(reviewed, view)
    if form:
        ui.html(form, sanitize=False).classes("part")
    found = ui.html(await asked_of(listed, view), sanitize=False).classes("part")

    async def said(given: dict[str, str]) -> None:
        told = await asked_of(answer, view, Fields(given))
        ui.run_javascript(f"put('preview', {json.dumps(str(told))})")
        if given.get("button") == "preview":
            spread = await asked_of(spreading, view, Fields(given))
            ui.run_javascript(f"put('spread', {json.dumps(str(spread))})")
            return
        found.content = await asked_of(listed, view)

    async def withdrawn(given: dict[str, str]) -> None:
        told = await asked_of(taken_back, view, Fields(given))
        found.content = told + await asked_of(listed, view)

    view.on("review", said)
    view.on("withdraw", withdrawn)


def exports(view: View) -> list[Export]:
    """The reviews of the document, for annotators."""
    document = view.asked["document"]
    href = address("/export/corrections/gold", document=document)
    return [Export(view.say("page.gold"), href, f"document={quote(document)}")] if document else []


def reviewed(view: View) -> Markup:
    """The statement or the stretch of text that the address names, as a form."""
    asked = view.asked
    if not asked["document"]:
        return Markup("")
    try:
        entry = view.base.entry(asked["document"])
        span, kind, record = subject(view, entry)
    except StoreError as error:
        return view.render("unfit.html", sentence=view.say(error.key, **error.values))
    document = entry.document
    around = path_to(document.root, span.start)[-1].span
    return view.render(
        "review_form.html",
        asked=asked,
        title=title(document),
        cited=place(entry, span, view.lang),
        kind=kind,
        kinds=list(SHAPES),
        span=span,
        around=Span(min(around.start, span.start), max(around.end, span.end)),
        before=document.text[min(around.start, span.start) : span.start],
        quote=document.quote(span),
        after=document.text[span.end : max(around.end, span.end)],
        shapes={name: shown(name, record if name == kind else {}) for name in SHAPES},
        href=address(f"/documents/{document.id}", statement=asked["statement"], at=f"{span.start}-{span.end}"),
        adding=not asked["statement"],
        may=frame.may_review(view.request),
    )


def subject(view: View, entry: Entry) -> tuple[Span, str, dict[str, Any]]:
    """Where the statement stands, its kind and its fields; for one that was missed, the words chosen."""
    asked = view.asked
    if asked["statement"]:
        row = statement_row(view, entry.document.id, asked["statement"])
        return Span(row.start, row.end), row.kind, row.record
    start, end = (int(asked[name]) if asked[name].isdecimal() else 0 for name in ("start", "end"))
    length = len(entry.document.text)
    start = min(max(start, 0), length - 1)
    return Span(start, min(max(end, start + 1), length)), "norm", {}


def statement_row(view: View, document: str, identity: str) -> Any:
    """The row of a statement.

    Raises:
        StoreError: the document has none of this ID.
    """
    after: str | None = None
    while True:
        found = view.base.statements(StatementFilter(documents=(document,)), after, PART)
        for row in found.items:
            if row.id == identity:
                return row
        if found.after is None:
            raise StoreError("error.review_statement", id=identity)
        after = found.after


def place(entry: Entry, span: Span, lang: str) -> str:
    """How the place is cited."""
    known = cited(entry, lang, headed=True)
    return next(
        (known[each.eid] for each in reversed(path_to(entry.document.root, span.start)) if each.eid in known), ""
    )


def answer(view: View, given: Fields) -> Markup:
    """What would be otherwise, or that it was saved, or why not."""
    try:
        change = said_in(view, given)
        if given["button"] == "preview":
            return preview(view, change)
        if not frame.may_review(view.request):
            return view.render("unfit.html", sentence=view.say("page.may_not_review"))
        made = view.base.correct(change, author(view.request))
    except StoreError as error:
        return view.render("unfit.html", sentence=view.say(error.key, **error.values))
    href = address(f"/documents/{made.document}", statement=made.statement) if made.statement else ""
    return view.render("saved.html", act=made.act.value, number=made.number, href=href)


def said_in(view: View, given: Fields) -> Change:
    """What the form says.

    Raises:
        StoreError: there is no such statement, or no such place.
    """
    document, statement = view.asked["document"], view.asked["statement"]
    if given["button"] in {Act.CONFIRM.value, Act.REJECT.value}:
        return Change(document, Act(given["button"]), statement, reason=given["reason"])
    start, end = (int(given[name]) if given[name].isdecimal() else 0 for name in ("start", "end"))
    fields = read(given["kind"], given)
    if not statement:
        return Change(document, Act.ADD, "", given["kind"], start - 1, end, fields, given["reason"])
    row = statement_row(view, document, statement)
    told = {name: value for name, value in fields.items() if row.kind != given["kind"] or value != row.record.get(name)}
    return Change(document, Act.CHANGE, statement, given["kind"], start - 1, end, told, given["reason"])


def preview(view: View, change: Change) -> Markup:
    """What would be otherwise."""
    before: dict[str, Any] = {}
    span, kind = "", ""
    if change.statement:
        row = statement_row(view, change.document, change.statement)
        before = row.record
        span = "" if (row.start, row.end) == (change.start, change.end) else f"{row.start + 1}–{row.end}"
        kind = "" if row.kind == change.kind else row.kind
    words = [(name, as_words(before.get(name)), as_words(value)) for name, value in change.fields.items()]
    return view.render(
        "preview.html", change=change, words=words, span=span, kind=kind, may=frame.may_review(view.request)
    )


def spreading(view: View, given: Fields) -> Markup:
    """Which other sentences of the library would be read otherwise if the correction became an entry of the lexicon."""
    try:
        found = view.base.preview(said_in(view, given))
    except StoreError as error:
        return view.render("unfit.html", sentence=view.say(error.key, **error.values))
    changed = [
        {
            "state": "changed" if one.before and one.after else "new" if one.after else "gone",
            "kind": one.kind,
            "quote": (one.after or one.before or {})["quote"],
            "href": place_of(one),
            "document": one.document,
        }
        for one in found.changed[:SPREAD]
    ]
    return view.render("spread.html", found=found, changed=changed, more=len(found.changed) - len(changed))


def place_of(one: Changed) -> str:
    """The address of the words."""
    record = one.after or one.before or {}
    return address(f"/documents/{one.document}", at=f"{record['start']}-{record['end']}")


def as_words(value: object) -> str:
    """A value of a record as words."""
    match value:
        case None | "" | []:
            return ""
        case list():
            return "、".join(map(str, value))
        case dict():
            return "；".join(f"{part}" for part in value.values() if part not in {None, ""} and part != [])
        case _:
            return str(value)


def listed(view: View) -> Markup:
    """The corrections there are."""
    found = view.base.corrections(view.asked["document"], (State.ACTIVE, State.FLAGGED))
    document = view.asked["document"]
    read = view.base.evaluate(document).kinds if document else {}  # each document that counts is read anew
    scores = {kind: score for kind, score in read.items() if score.reviewed}
    return view.render(
        "corrections.html",
        scores=scores,
        rows=found[::-1],
        document=view.asked["document"],
        may=frame.may_review(view.request),
    )


def taken_back(view: View, given: Fields) -> Markup:
    """A correction withdrawn, or why not."""
    try:
        if not frame.may_review(view.request):
            return view.render("unfit.html", sentence=view.say("page.may_not_review"))
        number = int(given["number"]) if given["number"].isdecimal() else 0
        view.base.withdraw(number, author(view.request), given["reason"])
    except StoreError as error:
        return view.render("unfit.html", sentence=view.say(error.key, **error.values))
    return Markup("")
