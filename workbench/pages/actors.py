"""One actor: what it must do, on which days, what it may suffer, and who supervises it.

In: the name of an actor, a place, a day. Out: the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from nicegui import ui

from workbench.exports import formats
from workbench.pages import asking, frame, lines
from workbench.pages.frame import Fields, address, asked_of, page
from workbench.pages.proofs import proves
from workbench.pages.supervision import ties

if TYPE_CHECKING:
    from markupsafe import Markup

    from workbench.pages.frame import View
    from workbench.store.rows import AnswerFilter

LENGTH = 30  # duties and penalties at once; a link leads to all
DAYS = 60


@page("/actors", "actors")
async def actors(view: View) -> None:
    """The page."""
    made = frame.exports(view, "duties", formats("duties"))
    made += frame.exports(view, "deadlines", [name for name in formats("deadlines") if name == "ics"])
    frame.heading(view, view.say("page.actors"), view.say("page.actors_lead"), made)
    ui.html(await asked_of(form, view), sanitize=False).classes("part")
    found = ui.html(await asked_of(shown, view, view.asked), sanitize=False).classes("part")

    async def filtered(values: dict[str, str]) -> None:
        found.content = await asked_of(shown, view, Fields(values))

    view.on("filters", filtered)
    proves(view)


def form(view: View) -> Markup:
    """Which actor, where, on which day."""
    places = view.base.facets().places
    return view.render("actors_form.html", asked=view.asked, places=places, actors=view.base.names(limit=300))


def shown(view: View, asked: Fields) -> Markup:
    """All of one actor; the actors there are when none is named."""
    try:
        wanted = asking.answers(asked, view.messages)
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    if not wanted.actor:
        return view.render("actors.html", actors=view.base.names(limit=100))
    penalties = view.base.penalties(wanted, limit=LENGTH)
    duties = view.base.duties(wanted, limit=LENGTH)
    everything = {name: value for name, value in asked.items() if name != "after"}
    return view.render(
        "actor.html",
        name=wanted.actor,
        duties=lines.duties(duties.items, view.messages),
        duties_count=view.base.count_duties(wanted),
        all_duties=address("/duties", **everything),
        times=times(view, wanted),
        penalties=[lines.penalty(one, view.messages) for one in penalties.items],
        penalties_count=view.base.count_penalties(wanted),
        ties=ties(view.base, wanted, view.messages),
    )


@dataclass(frozen=True, slots=True)
class Time:
    """A part of the time: its name ("" for the days asked for), what falls due month by month, whether more does."""

    name: str
    months: list[tuple[str, list[dict[str, Any]]]]
    more: bool
    aside: bool = False  # shown when somebody wants to see it


def times(view: View, wanted: AnswerFilter) -> list[Time]:
    """What falls due: within the days asked for; else from today on, on an event, and before today."""
    asked = replace(wanted, modality="")
    if wanted.due_from or wanted.due_before:
        return [part for part in (during(view, asked, ""),) if part.months]
    today = wanted.as_of or date.today()
    before = replace(asked, due_before=today - timedelta(days=1))
    coming = during(view, replace(asked, due_from=today), "coming")
    awaited = during(view, replace(asked, awaited=True), "awaited")
    past = replace(during(view, before, "past", latest_first=True), aside=bool(coming.months or awaited.months))
    return [part for part in (coming, awaited, past) if part.months]


def during(view: View, asked: AnswerFilter, name: str, latest_first: bool = False) -> Time:
    """A part of the time."""
    page = view.base.deadlines(asked, limit=DAYS, latest_first=latest_first)
    told = [lines.due(one, view.messages) for one in page.items]
    months = groupby(told, key=lambda one: one["iso"][:7])
    return Time(name, [(named(month, view), list(each)) for month, each in months], page.after is not None)


def named(month: str, view: View) -> str:
    """A month in words, "" for none."""
    year, _, number = month.partition("-")
    return view.say("page.month", year=year, number=int(number)) if year else ""
