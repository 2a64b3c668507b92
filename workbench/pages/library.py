"""The library: every document with what it holds for, when, and what was read of it; uploads.

In: words of a title, a place or a name of a file; files. Out: the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from engine.wording import days
from obligations.model import Coverage
from policies import readers
from workbench import coverage, rows
from workbench.cited import place, title
from workbench.pages import frame
from workbench.pages.frame import asked_of, page

if TYPE_CHECKING:
    from engine.model import Validity
    from workbench.messages import Messages
    from workbench.model import Entry
    from workbench.pages.frame import View

MEGABYTE = 1024 * 1024


@page("/", "library")
@page("/library", "library")
async def library(view: View) -> None:
    """The page."""
    frame.heading(view, view.say("page.library"), view.say("page.library_lead"))
    view.html("search.html", words=view.asked.get("words", ""))
    asked = dict(view.asked)
    known = " ".join(sorted(readers.suffixes()))
    view.html("uploading.html", known=known, limit=readers.LIMIT // MEGABYTE, bytes=readers.LIMIT)
    found = ui.html(sanitize=False).classes("part").props("aria-live=polite")
    await shown(view, found, asked)

    async def filtered(values: dict[str, str]) -> None:
        asked.clear()
        asked.update(values)
        await shown(view, found, asked)

    async def uploaded(_: object) -> None:
        await shown(view, found, asked)

    view.on("filters", filtered)
    view.on("uploaded", uploaded)


async def shown(view: View, found: ui.html, asked: dict[str, str]) -> None:
    """Fill in the list of documents."""
    words = asked.get("words", "")
    listed = await asked_of(listing, view, words)
    found.content = view.render("library.html", rows=listed, whole=len(view.base.entries))


def listing(view: View, words: str) -> list[dict[str, Any]]:
    """A line for each document that has the words in its title, its place or its file's name."""
    told = {one.document: one for one in view.base.duties().found.validities}
    return [line(entry, told[entry.document.id], view.messages) for entry in view.base.entries if has(entry, words)]


def has(entry: Entry, words: str) -> bool:
    """Whether a document has all these words in its title, its place or its file's name."""
    document = entry.document
    return all(word in f"{title(document)} {place(document)} {document.source}" for word in words.split())


def line(entry: Entry, validity: Validity, messages: Messages) -> dict[str, Any]:
    """One document."""
    document = entry.document
    parts = coverage.by_kind(coverage.shares(entry.extraction))
    return {
        "href": f"/documents/{document.id}",
        "title": title(document),
        "note": document.metadata.doc_number or document.source,
        "place": place(document),
        "force": validity.force.value,
        "dates": dates(entry, messages),
        "counts": rows.counts(entry.extraction),
        "unread": f"{parts[Coverage.NOT_UNDERSTOOD] / 10:.1f} %",
    }


def dates(entry: Entry, messages: Messages) -> str:
    """When a document was issued, and from when until when it holds, as far as its text says."""
    told = entry.document.metadata
    values = {
        "issued": told.issued,
        "effective": told.effective,
        "expires": told.expires,
        "period": "–".join(map(str, told.period)) if told.period else None,
    }
    said = [messages.say(f"meta.{name}", value=days(value, messages.lang)) for name, value in values.items() if value]
    return messages.say("word.separator").join(said)
