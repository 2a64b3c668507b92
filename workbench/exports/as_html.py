"""HTML: one page that needs nothing else, to be read in a browser and printed.

In: a comparison. Out: a self-contained page (`side_by_side.html`, a Jinja template beside this module): a matrix a
topic, the words of both sources in every cell, light and dark, narrow screens and paper. Guarantee: all words are
escaped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports import Sheet
    from workbench.model import Compared

FILE_ENCODING = "utf-8"
TEMPLATE = Path(__file__).with_name("side_by_side.html")


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    from jinja2 import Environment, StrictUndefined

    from workbench.comparison_view import heads, view

    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = page.from_string(TEMPLATE.read_text(encoding="utf-8"))
    messages = sheet.messages
    return (
        template.render(
            lang={"zh": "zh-CN"}.get(messages.lang, messages.lang),
            say=messages.say,
            view=view(answer, messages),
            heads=heads(answer, messages),
        ).rstrip()
        + "\n"
    )
