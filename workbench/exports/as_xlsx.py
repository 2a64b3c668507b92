"""XLSX: a sheet a topic, a column a document, and a sheet of sources.

In: a comparison. Out: the bytes of a workbook: headings frozen, filters set, cells of text that no spreadsheet takes
for formulas.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from workbench.comparison_series import SeriesView
    from workbench.comparison_view import CellView, TopicView
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Compared

FILE_ENCODING = "utf-8"
NUMBER, SAID, RELATION = 6, 42, 30  # widths in characters
LONGEST = 31  # characters of a sheet's name
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
WIDTHS = (16, NUMBER, 16, 24, 30, 100)  # of the sheet of sources
SOURCES = ("topic", "number", "policy", "id", "section", "quote")


def comparison(answer: Compared, sheet: Sheet) -> bytes:
    """Documents side by side."""
    from xlsxwriter import Workbook

    from workbench.comparison_view import heads, view

    messages, shown, names = sheet.messages, view(answer, sheet.messages), heads(answer, sheet.messages)
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "cell": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for topic in shown.topics:
            rows = [
                [str(number), *(words for cell in row for words in _cell(cell, messages))]
                for number, row in enumerate(topic.rows, 1)
            ]
            title = messages.say("column.stands")
            head = ["#", *(words for name in names for words in (name, f"{name} {title}"))]
            widths = [NUMBER, *(SAID, RELATION) * len(names)]
            _sheet(book.add_worksheet(named(topic.title)), head, rows, widths, formats)
            if topic.series:
                name = messages.say("compare.over_time")
                _sheet(book.add_worksheet(named(name)), *_over_time(topic.series, messages), formats)
        head = [messages.say(f"compare.{name}") for name in SOURCES]
        found = _sources(shown.topics, names)
        _sheet(book.add_worksheet(named(messages.say("compare.sources"))), head, found, WIDTHS, formats)
    return out.getvalue()


def named(title: str) -> str:
    """A title as spreadsheets take it for the name of a sheet."""
    return title.translate(NOT_IN_NAMES)[:LONGEST]


def _cell(cell: CellView, messages: Messages) -> tuple[str, str]:
    from workbench.comparison_view import lines

    return "\n".join(lines(cell, messages)), "\n".join(filter(None, [cell.relation, *cell.why]))


def _over_time(series: SeriesView, messages: Messages) -> tuple[list[str], list[list[str]], list[int]]:
    """Headings, rows and widths of the sheet of targets by year: a column a year, figures and their IDs."""
    from workbench.comparison_series import year_head

    head = [messages.say("compare.thing"), messages.say("column.place"), messages.say("compare.subject")]
    head += [year_head(year, messages) for year in series.years]
    rows = [
        [line.thing, line.head, line.subject, *("\n".join(f"{s.words} {s.id}" for s in each) for each in line.steps)]
        for line in series.lines
    ]
    return head, rows, [*WIDTHS[:1], *WIDTHS[:1], RELATION, *[WIDTHS[3]] * len(series.years)]


def _sources(topics: Sequence[TopicView], names: Sequence[str]) -> list[list[str]]:
    return [
        [topic.title, str(number), name, " ".join(cell.ids), cell.section, cell.quote]
        for topic in topics
        for number, row in enumerate(topic.rows, 1)
        for name, cell in zip(names, row, strict=True)
        if cell.quote
    ]


def _sheet(
    page: Worksheet,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    formats: dict[str, Format],
) -> None:
    """Fill a sheet; its headings are frozen, every column has a filter."""
    for column, (words, width) in enumerate(zip(head, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, words, formats["head"])
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row):
            page.write_string(number, column, words, formats["cell"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
