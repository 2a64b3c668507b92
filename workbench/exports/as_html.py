"""HTML: one page that needs nothing else, to be read in a browser and printed.

In: a comparison. Out: a self-contained page (`side_by_side.html`, a Jinja template beside this module): a matrix a
topic, targets by year as charts, the words of both sources behind every cell. In: reviews of contracts. Out: the same
with `review.html`: a card a finding. In: duties, penalties, deadlines. Out: tables (`listed.html`). All: light and
dark, narrow screens and paper. Guarantee: all words are escaped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Compared, Deadlines, Duties, Penalties, Reviews
    from workbench.rendering.comparison_series import SeriesView
    from workbench.rendering.report import Report

FILE_ENCODING = "utf-8"
WIDEST = 6  # documents whose columns fit a screen; more are moved through
TEMPLATE = Path(__file__).with_name("side_by_side.html")


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    from workbench.rendering.comparison_series import year_head
    from workbench.rendering.comparison_view import heads, view

    messages = sheet.messages
    shown = view(answer, messages)
    return _page(
        TEMPLATE,
        messages,
        view=shown,
        heads=heads(answer, messages),
        wide=len(answer.entries) > WIDEST,
        year_head=lambda year: year_head(year, messages),
        charts={topic.id: charts(topic.series) for topic in shown.topics if topic.series},
    )


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties."""
    from workbench.rendering import report

    return _listed(report.duties(answer, sheet.messages), sheet)


def penalties(answer: Penalties, sheet: Sheet) -> str:
    """Penalties."""
    from workbench.rendering import report

    return _listed(report.penalties(answer, sheet.messages), sheet)


def deadlines(answer: Deadlines, sheet: Sheet) -> str:
    """Deadlines."""
    from workbench.rendering import report

    return _listed(report.deadlines(answer, sheet.messages), sheet)


def _listed(found: Report, sheet: Sheet) -> str:
    return _page(TEMPLATE.with_name("listed.html"), sheet.messages, report=found)


def reviews(answer: Reviews, sheet: Sheet) -> str:
    """Reviews of contracts."""
    from workbench.rendering import review_cards, review_view

    messages = sheet.messages
    return _page(
        TEMPLATE.with_name("review.html"),
        messages,
        summary=review_view.summary(answer, messages),
        contracts=review_cards.contracts(answer, messages),
        unreadable=[one.en if messages.lang == "en" else one.zh for one in answer.unreadable],
    )


def _page(path: Path, messages: Messages, **values: object) -> str:
    from jinja2 import Environment, StrictUndefined

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    lang = {"zh": "zh-CN"}.get(messages.lang, messages.lang)
    template = page.from_string(path.read_text(encoding="utf-8"))
    return template.render(lang=lang, say=messages.say, **values).rstrip() + "\n"


def charts(series: SeriesView) -> list[tuple[str, Markup]]:
    """The panels of a topic: their titles, and their SVG, which escapes its words itself."""
    from markupsafe import Markup

    from workbench.rendering.charts import svg

    return [(panel.title, Markup(svg(panel))) for panel in series.panels]
