"""One document: its tree, its text with the statements marked, the fields and the proof of the one chosen, the ledger.

In: the ID of a document, and of a statement. Out: the page.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from nicegui import ui
from starlette.requests import Request

from engine.wording import date
from policies.model import Kind
from workbench.accounts.model import Role
from workbench.exports import formats
from workbench.pages import frame, preferences
from workbench.pages.frame import address, asked_of, page, stored
from workbench.pages.marked import Marked, filled
from workbench.pages.proofs import proves
from workbench.rendering import coverage, rows
from workbench.rendering.cited import cited, place, title
from workbench.store.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.responses import Response

    from obligations.model import Statement
    from policies.model import Diagnostic, Provision
    from workbench.messages import Messages
    from workbench.model import Entry
    from workbench.pages.frame import View

LONGEST = 24  # characters of a heading in the tree
MOST_KEPT = 32
KEPT: dict[tuple[int, str], Kept] = {}
KEEPING = Lock()

router = APIRouter(include_in_schema=False)


@page("/documents/{id}", "document")
async def document(view: View) -> Response | None:
    """The page."""
    try:
        entry: Entry = await asked_of(view.base.entry, view.request.path_params["id"])
    except NotFoundError:
        frame.missing(view, view.say("page.no_such_document"))
        return ui.context.client.build_response(view.request, HTTPStatus.NOT_FOUND)
    ui.page_title(title(entry.document))
    made = frame.exports(view, "extractions", formats("extractions"), document=entry.document.id)
    frame.heading(view, title(entry.document), subtitle(entry, view.messages), made, of_document=True)
    chosen = view.asked["statement"]
    panel = await asked_of(panel_of, view, entry, chosen)
    ui.html(await asked_of(body, view, entry, panel), sanitize=False).classes("part")
    is_long = kept(entry, view.messages).text.is_long
    rest = address(f"/texts/{quote(entry.document.id)}", part="rest") if is_long else ""
    ui.run_javascript(f"opened({json.dumps([rest, chosen if panel else '', view.asked['at']])})")

    async def chose(identity: str) -> None:
        filled = await asked_of(panel_of, view, entry, identity)
        ui.run_javascript(f"fill({json.dumps(str(filled))}); choose({json.dumps(identity)}, false)")

    async def removed(given: dict[str, str]) -> None:
        if not frame.may(view.request, Role.ADMINISTRATOR):
            ui.run_javascript(f"tell({json.dumps(view.say('page.may_not_remove'))})")
            return
        by = frame.author(view.request)
        await asked_of(view.base.remove, entry.document.id, by, given.get("reason", ""))
        ui.navigate.to("/library")

    view.on("statement", chose)
    view.on("remove", removed)
    proves(view)
    return None


@router.get("/texts/{id}")
def rest(request: Request, id: str) -> HTMLResponse:
    """What follows the part of a text that is seen first."""
    try:
        entry = stored(request).entry(id)
    except NotFoundError:
        return HTMLResponse("", HTTPStatus.NOT_FOUND)
    return HTMLResponse(str(kept(entry, preferences.messages(request)).text.rest))


@dataclass(frozen=True, slots=True)
class Kept:
    """What a page shows of a document whoever looks at it.

    Attributes:
        entry: the document; as long as it is kept, its `id` is no other's.
        text: its marked text.
        around: the contents, the ledger and what could not be read.
    """

    entry: Entry
    text: Marked
    around: dict[str, Any]


def kept(entry: Entry, messages: Messages) -> Kept:
    """The same for the documents last seen, made once."""
    key = (id(entry), messages.lang)
    found = KEPT.get(key)
    if found is None:
        around = {
            "tree": tree(entry.document.root),
            "coverage": list(ledger(entry, messages)),
            "problems": [rows.diagnostic(one, messages) for one in problems(entry)],
            "counts": rows.counts(entry.extraction),
        }
        found = Kept(entry, Marked(entry.document, entry.extraction, messages), around)
        with KEEPING:
            while len(KEPT) >= MOST_KEPT:
                KEPT.pop(next(iter(KEPT)))
            KEPT[key] = found
    return found


def dates(entry: Entry, messages: Messages) -> str:
    """When a document was issued, and from when until when it holds, as far as its text says."""
    told = entry.document.metadata
    values = {
        "issued": told.issued,
        "effective": told.effective,
        "expires": told.expires,
        "period": "–".join(map(str, told.period)) if told.period else None,
    }
    said = [messages.say(f"meta.{name}", value=date(value, messages.lang)) for name, value in values.items() if value]
    return messages.say("word.separator").join(said)


def subtitle(entry: Entry, messages: Messages) -> str:
    """Number, place and dates."""
    known = [entry.document.metadata.doc_number, place(entry.document), dates(entry, messages)]
    return messages.say("word.separator").join(part for part in known if part)


def body(view: View, entry: Entry, panel: Markup) -> Markup:
    """Tree, text, panel."""
    known = kept(entry, view.messages)
    return view.render(
        "document.html",
        kinds=list(rows.KINDS),
        legend=view.render("legend.html", counts=known.around["counts"], document=entry.document.id),
        text=known.text.first,
        panel=panel or view.render("panel.html", one=None),
        panel_open=bool(panel),
        versions=view.base.versions(entry.document.id),
        may_remove=frame.may(view.request, Role.ADMINISTRATOR),
        **known.around,
    )


def problems(entry: Entry) -> tuple[Diagnostic, ...]:
    """What could not be read of a document."""
    return (*entry.document.diagnostics, *entry.extraction.diagnostics)


def tree(provision: Provision) -> Markup:
    """The titled provisions and the articles as nested lists of links."""
    inner = Markup("").join(map(_branch, provision.children))
    return filled("<ul>{inner}</ul>", inner=inner) if inner else Markup("")


def _branch(provision: Provision) -> Markup:
    below = Markup("").join(map(_branch, provision.children))
    if not (provision.title or provision.kind is Kind.ARTICLE) or not provision.children:
        return below
    words = f"{provision.label} {provision.title}".strip()
    short = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    inside = filled("<ul>{below}</ul>", below=below) if below else ""
    return filled('<li><a href="#p-{eid}">{short}</a>{inside}</li>', eid=provision.eid, short=short, inside=inside)


def ledger(entry: Entry, messages: Messages) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """What part of the text is what, with the reasons."""
    parts = coverage.shares(entry.extraction)
    for kind, share in coverage.by_kind(parts).items():
        below = [
            (messages.word("reason", part.reason), f"{part.permille / 10:.1f} %")
            for part in parts
            if part.coverage is kind and part.reason
        ]
        yield messages.word("coverage", kind.value), f"{share / 10:.1f} %", below


def panel_of(view: View, entry: Entry, identity: str) -> Markup:
    """Fields, words and proof of a statement; nothing when the document has none of this ID."""
    one = next((each for each in entry.extraction.statements if each.id == identity), None)
    if one is None:
        return Markup("")
    fields = [(name, value) for name, value in rows.content(one, view.messages).items() if value]
    return view.render(
        "panel.html",
        one=one,
        kind=rows.kind(one),
        fields=fields,
        section=cited(entry, view.lang, headed=True).get(one.eid, ""),
        quote=entry.document.quote(one.span),
        others=others(one, entry, view.messages),
        document=entry.document.id,
    )


def others(one: Statement, entry: Entry, messages: Messages) -> list[tuple[str, str]]:
    """The statements that share words with this one."""
    return [
        (each.id, f"{messages.word('kind', rows.kind(each))}：{rows.content(each, messages)['action']}")
        for each in entry.extraction.statements
        if each is not one and each.span.start < one.span.end and one.span.start < each.span.end
    ]
