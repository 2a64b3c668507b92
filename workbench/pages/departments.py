"""Departments: what each leads, supports and has to do itself, by quarter.

In: a place, documents, a period. Out: the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nicegui import ui

from engine.model import GapKind
from workbench.exports import formats
from workbench.pages import asking, frame
from workbench.pages.frame import Fields, address, asked_of, page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from engine.model import Load
    from workbench.pages.frame import View

MOST = 30  # documents counted at once


@dataclass(slots=True)
class Department:
    """The load of a department over all quarters, and by quarter ("" for what has no day)."""

    name: str
    lead: int = 0
    support: int = 0
    duties: int = 0
    quarters: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        """All of it."""
        return self.lead + self.support + self.duties


@page("/departments", "departments")
async def departments(view: View) -> None:
    """The page."""
    made = frame.exports(view, "gaps", formats("gaps"))
    frame.heading(view, view.say("page.departments"), view.say("page.departments_lead"), made)
    ui.html(await asked_of(form, view), sanitize=False).classes("part")
    found = ui.html(await asked_of(shown, view, view.asked), sanitize=False).classes("part")

    async def filtered(values: dict[str, str]) -> None:
        found.content = await asked_of(shown, view, Fields(values))

    view.on("filters", filtered)


def form(view: View) -> Markup:
    """Which documents, which department, which period."""
    places = view.base.facets().places
    actors = view.base.names(limit=300)
    return view.render("departments_form.html", asked=view.asked, places=places, actors=actors)


def shown(view: View, asked: Fields) -> Markup:
    """The departments with their load, the greatest first."""
    try:
        wanted = asking.answers(asked, view.messages)
        chosen = asking.documents(asked, view.messages)
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    documents = view.base.documents(chosen, limit=MOST)
    base = view.base.base([one.id for one in documents.items])
    answer = base.gaps(
        (GapKind.LOAD,),
        department=wanted.department or None,
        due_from=wanted.due_from,
        due_before=wanted.due_before,
        lang=view.lang,
    )
    found = gathered(answer.found.loads)
    quarters = sorted({quarter for one in found for quarter in one.quarters if quarter})
    return view.render(
        "departments.html",
        rows=found,
        quarters=quarters,
        most=max((one.whole for one in found), default=1),
        documents=documents.items,
        cut=documents.after is not None,
        href=lambda name: address("/duties", department=name, place=asked["place"]),
    )


def gathered(loads: Iterable[Load]) -> list[Department]:
    """The loads of each department together, the greatest first."""
    found: dict[str, Department] = {}
    for one in loads:
        made = found.setdefault(one.department, Department(one.department))
        made.lead += one.lead
        made.support += one.support
        made.duties += one.duties
        made.quarters[one.quarter] = made.quarters.get(one.quarter, 0) + one.lead + one.support + one.duties
    return sorted(found.values(), key=lambda one: (-one.whole, one.name))
