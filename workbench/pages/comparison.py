"""Documents side by side, topic by topic: what each says, how that stands to the first, the words of both, charts.

In: documents, a topic, a day. Out: the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nicegui import ui

from engine.comparison.topics import topics
from workbench.exports import formats
from workbench.exports.as_html import charts
from workbench.pages import asking, frame
from workbench.pages.frame import Fields, address, asked_of, page
from workbench.rendering.comparison_series import year_head
from workbench.rendering.comparison_view import heads
from workbench.rendering.comparison_view import view as in_words
from workbench.store.rows import DocumentFilter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from engine.comparison.model import Topic
    from workbench.messages import Messages
    from workbench.model import Compared
    from workbench.pages.frame import View
    from workbench.stored_base import StoredBase

MOST = 8  # documents side by side
FIRST = 5  # that are compared when none is chosen
OFFERED = 20  # documents to choose from
ALL = "all"  # topics
NONE = "-"  # documents, when every box is empty


@page("/comparison", "comparison")
async def comparison(view: View) -> None:
    """The page."""
    made = frame.exports(view, "comparison", formats("comparison"))
    frame.heading(view, view.say("page.comparison"), view.say("page.comparison_lead"), made)
    ui.html(await asked_of(form, view), sanitize=False).classes("part")
    offered = ui.html(await asked_of(choices, view, view.asked), sanitize=False).classes("part")
    found = ui.html(await asked_of(shown, view, view.asked), sanitize=False).classes("part")
    words = [view.asked["find"]]

    async def filtered(values: dict[str, str]) -> None:
        asked = Fields({"documents": NONE} | values)
        if asked["find"] != words[0]:  # the boxes stay as they are, and keep the focus, as long as the same are offered
            words[0] = asked["find"]
            offered.content = await asked_of(choices, view, asked)
        found.content = await asked_of(shown, view, asked)

    view.on("filters", filtered)


def form(view: View) -> Markup:
    """Which documents, which topic, which day."""
    titles = [(one.id, one.title_en if view.lang == "en" else one.title) for one in topics()]
    return view.render("comparison_form.html", asked=view.asked, topics=titles, chosen=_topic(view.asked), all=ALL)


def choices(view: View, asked: Mapping[str, str]) -> Markup:
    """The documents to choose from: those chosen, and those that fit the words."""
    chosen = view.base.documents_named(_known(view.base, asked))
    fitting = view.base.documents(DocumentFilter(words=asked.get("find", "")), limit=OFFERED)
    others = [one for one in fitting.items if one.id not in {each.id for each in chosen}]
    rows = [*((one, True) for one in chosen), *((one, False) for one in others)]
    legend = view.say("page.compared_documents")
    return view.render("choices.html", rows=rows, cut=fitting.after is not None, form="compared", legend=legend)


def shown(view: View, asked: Mapping[str, str]) -> Markup:
    """The comparison."""
    try:
        answer = compared(view.base, asked, view.messages)
    except asking.UnfitError as error:
        return view.render("unfit.html", sentence=str(error))
    told, names = in_words(answer, view.messages), heads(answer, view.messages)
    return view.render(
        "side_by_side.html",
        told=told,
        heads=names,
        charts={topic.id: charts(topic.series) for topic in told.topics if topic.series},
        year_head=lambda year: year_head(year, view.messages),
        href=lambda side, identity: address(f"/documents/{told.documents[side].id}", statement=identity),
    )


def compared(base: StoredBase, asked: Mapping[str, str], messages: Messages) -> Compared:
    """The comparison that an address asks for.

    Raises:
        UnfitError: there is no such topic or day, or fewer than two documents or too many are chosen.
    """
    day, wanted = asking.day(asked, "as_of", messages), _topics(asked, messages)
    names = _known(base, asked)
    if not 1 < len(names) <= MOST:
        raise asking.UnfitError(messages.say("page.compare_count", most=MOST))
    return base.base(names).compare(wanted, as_of=day, lang=messages.lang)


def _known(base: StoredBase, asked: Mapping[str, str]) -> list[str]:
    """The documents chosen that are there; the first ones of the library when none is."""
    given = list(dict.fromkeys(asked.get("documents", "").split()))
    if not given:
        return [one.id for one in base.documents(limit=FIRST).items]
    return [one.id for one in base.documents_named(given)]


def _topic(asked: Mapping[str, Any]) -> str:
    return str(asked.get("topic") or "") or topics()[0].id


def _topics(asked: Mapping[str, str], messages: Messages) -> Sequence[Topic]:
    wanted = _topic(asked)
    found = [one for one in topics() if wanted in (one.id, ALL)]
    if not found:
        raise asking.UnfitError(messages.say("page.no_such_value", value=wanted))
    return found
