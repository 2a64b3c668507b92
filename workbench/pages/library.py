"""The library: every document with the place it holds for and how it stands; a search in their texts; uploads.

In: words, a place, a state; files. Out: the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nicegui import ui

from engine.model import Force
from policies import readers
from workbench.exports import formats
from workbench.pages import asking, frame, lines
from workbench.pages.frame import address, asked_of, page

if TYPE_CHECKING:
    from markupsafe import Markup

    from workbench.pages.frame import View

MEGABYTE = 1024 * 1024
LENGTH = 50  # documents at once
HITS = 10


@page("/", "library")
@page("/library", "library")
async def library(view: View) -> None:
    """The page."""
    made = frame.exports(view, "extractions", formats("extractions"))
    frame.heading(view, view.say("page.library"), view.say("page.library_lead"), made)
    ui.html(await asked_of(form, view), sanitize=False).classes("part")
    known = " ".join(sorted(readers.suffixes()))
    view.html("uploading.html", known=known, limit=readers.LIMIT // MEGABYTE, bytes=readers.LIMIT)
    asked = dict(view.asked)
    found = ui.html(await asked_of(shown, view, asked), sanitize=False).classes("part")

    async def filtered(values: dict[str, str]) -> None:
        asked.clear()
        asked.update(values)
        found.content = await asked_of(shown, view, asked)

    async def uploaded(_: object) -> None:
        found.content = await asked_of(shown, view, asked)

    view.on("filters", filtered)
    view.on("uploaded", uploaded)


def form(view: View) -> Markup:
    """The filters."""
    places = view.base.facets().places
    return view.render("search.html", asked=view.asked, places=places, states=[one.value for one in Force])


def shown(view: View, asked: dict[str, str]) -> Markup:
    """The documents that fit, and those whose text has the words."""
    try:
        wanted = asking.documents(asked, view.messages)
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    found = view.base.documents(wanted, asked.get("after") or None, LENGTH)
    kept = {name: value for name, value in asked.items() if name != "after"}
    filters = asking.documents(kept | {"words": ""}, view.messages)
    hits = view.base.search(wanted.words, filters, limit=HITS).items if wanted.words else ()
    return view.render(
        "library.html",
        rows=[lines.document(one, view.messages) for one in found.items],
        count=view.base.count_documents(wanted),
        hits=[lines.hit(one) for one in hits],
        after=address("/library", **kept, after=found.after) if found.after else "",
        first=address("/library", **kept) if asked.get("after") else "",
    )
