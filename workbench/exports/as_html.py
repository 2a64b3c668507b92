"""HTML: one page that needs nothing else, to be read in a browser and printed.

In: a comparison. Out: a self-contained page (`side_by_side.html`, a Jinja template beside this module): a matrix a
topic, targets by year as charts, the words of both sources behind every cell, light and dark, narrow screens and paper.
Guarantee: all words are escaped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from workbench.comparison_series import SeriesView
    from workbench.exports import Sheet
    from workbench.model import Compared

FILE_ENCODING = "utf-8"
TEMPLATE = Path(__file__).with_name("side_by_side.html")


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    from jinja2 import Environment, StrictUndefined

    from workbench.comparison_series import year_head
    from workbench.comparison_view import heads, view

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = page.from_string(TEMPLATE.read_text(encoding="utf-8"))
    messages = sheet.messages
    shown = view(answer, messages)
    return (
        template.render(
            lang={"zh": "zh-CN"}.get(messages.lang, messages.lang),
            say=messages.say,
            view=shown,
            heads=heads(answer, messages),
            year_head=lambda year: year_head(year, messages),
            charts={topic.id: charts(topic.series) for topic in shown.topics if topic.series},
        ).rstrip()
        + "\n"
    )


def charts(series: SeriesView) -> list[tuple[str, Markup]]:
    """The panels of a topic: their titles, and their SVG, which escapes its words itself."""
    from markupsafe import Markup

    from workbench.charts import svg

    return [(panel.title, Markup(svg(panel))) for panel in series.panels]
