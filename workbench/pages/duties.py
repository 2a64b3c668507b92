"""Duties: searched and filtered while one types, each with its source and its proof.

In: filters. Out: the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from engine.model import Force
from obligations.model import Modality
from workbench.exports import formats
from workbench.pages import asking, frame, lines
from workbench.pages.frame import address, asked_of, page
from workbench.pages.proofs import proves

if TYPE_CHECKING:
    from markupsafe import Markup

    from workbench.pages.frame import View

LENGTH = 50  # rows at once


@page("/duties", "duties")
async def duties(view: View) -> None:
    """The page."""
    exports = frame.exports(view, "duties", formats("duties"))
    frame.heading(view, view.say("page.duties"), view.say("page.duties_lead"), exports)
    ui.html(await asked_of(form, view), sanitize=False).classes("part")
    found = ui.html(await asked_of(shown, view, view.asked), sanitize=False).classes("part")

    async def filtered(values: dict[str, str]) -> None:
        found.content = await asked_of(shown, view, values)

    view.on("filters", filtered)
    proves(view)


def form(view: View) -> Markup:
    """The filters."""
    facets = view.base.facets()
    return view.render(
        "duties_form.html",
        asked=view.asked,
        places=facets.places,
        states=[one.value for one in Force],
        modalities=[one.value for one in Modality],
        actors=view.base.names(limit=300),
    )


def shown(view: View, asked: dict[str, str]) -> Markup:
    """The duties that fit."""
    try:
        wanted = asking.answers(asked, view.messages)
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    found = view.base.duties(wanted, asked.get("after") or None, LENGTH)
    kept: dict[str, Any] = {name: value for name, value in asked.items() if name != "after"}
    return view.render(
        "duties.html",
        rows=lines.duties(found.items, view.messages),
        count=view.base.count_duties(wanted),
        after=address("/duties", **kept, after=found.after) if found.after else "",
        first=address("/duties", **kept) if asked.get("after") else "",
    )
