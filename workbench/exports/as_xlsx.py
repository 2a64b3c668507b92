"""XLSX: workbooks for people.

In: duties, or a comparison. Out: the bytes of a workbook: of duties the register by which work is followed up
(督办台账), one row a duty; of a comparison a sheet a topic, a column a document, and a sheet of sources. Headings are
frozen, filters set, pages laid out for paper. Guarantee: cells are text that no spreadsheet takes for formulas; none is
longer than spreadsheets take, what is cut ends in ….
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Compared, Duties
    from workbench.rendering.comparison_series import SeriesView
    from workbench.rendering.comparison_view import CellView, TopicView
    from workbench.rendering.rows import Row

FILE_ENCODING = "utf-8"
NUMBER, SAID, RELATION = 6, 42, 30  # widths in characters
A3 = 8
LINE, HIGHEST = 14, 409  # points
LONGEST_CELL = 32_767  # characters
WIDTH = {
    **{"number": NUMBER, "owner": 18, "modality": 7, "matter": 36, "lead": 16, "support": 18, "deadline": 16},
    **{"due": 12, "state": 12, "days": 8, "source": 24, "quote": SAID, "progress": 18, "force": 10, "id": 20},
}  # of the columns of the register
COLOURS = {"passed": "#f8d7da", "soon": "#fff3cd", "ahead": "#d1e7dd"}
LONGEST = 31  # characters of a sheet's name
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
WIDTHS = (16, NUMBER, 16, 24, 30, 100)  # of the sheet of sources
SOURCES = ("topic", "number", "policy", "id", "section", "quote")


def duties(answer: Duties, sheet: Sheet) -> bytes:
    """The register of duties, and the documents they come from."""
    from engine.wording import days
    from workbench.rendering import register

    messages = sheet.messages
    heading = days(messages.say("register.title", day=answer.found.day), messages.lang)
    head = [messages.say(f"register.{name}") for name in register.COLUMNS]
    rows = list(register.rows(answer, messages))
    with _written() as (out, book):
        formats = _formats(book)
        page = book.add_worksheet(named(messages.say("register.name")))
        told = [[_told(row, name, messages) for name in register.COLUMNS] for row in rows]
        _sheet(page, head, told, [WIDTH[name] for name in register.COLUMNS], formats)
        for number, row in enumerate(rows, 1):
            _typed(page, number, row, messages, formats)
        _on_paper(page, heading)
        _sheet(
            book.add_worksheet(named(messages.say("register.documents"))),
            *_documents(answer, heading, messages),
            formats,
        )
    return out.getvalue()


def _typed(page: Worksheet, number: int, row: Row, messages: Messages, formats: dict[str, Format]) -> None:
    """Figures and days of a row as such, so that they can be sorted; the state with its colour."""
    from workbench.rendering.register import COLUMNS

    for name in ("number", "days"):
        if row[name]:
            page.write_number(number, COLUMNS.index(name), int(row[name]), formats["cell"])
    if row["due"]:
        page.write_datetime(number, COLUMNS.index("due"), datetime.fromisoformat(row["due"]), formats["day"])
    if row["state"] in COLOURS:
        page.write_string(number, COLUMNS.index("state"), _told(row, "state", messages), formats[row["state"]])


def _told(row: Row, name: str, messages: Messages) -> str:
    return messages.say(f"register.{row[name]}") if name == "state" else row[name]


def _documents(answer: Duties, heading: str, messages: Messages) -> tuple[list[str], list[list[str]], list[int]]:
    """Headings, rows and widths of the sheet of documents: how each stands, and how the question was understood."""
    from workbench.rendering.cited import documents, title

    known, withheld = documents(answer.entries), dict(answer.found.withheld)
    rows = [
        [
            title(known[one.document]),
            one.document,
            messages.word("force", one.force.value),
            one.reason,
            messages.say("table.withheld", count=withheld[one.document]) if withheld.get(one.document) else "",
        ]
        for one in answer.found.validities
    ]
    notes = [[note, "", "", "", ""] for note in (heading, *answer.found.notes, messages.say("register.note"))]
    head = [messages.say(f"column.{name}") for name in ("document", "id", "force", "reason", "note")]
    return head, [*rows, *notes], [RELATION, WIDTHS[0], WIDTHS[0], SAID, SAID]


def comparison(answer: Compared, sheet: Sheet) -> bytes:
    """Documents side by side."""
    from workbench.rendering.comparison_view import heads, view

    messages, shown, names = sheet.messages, view(answer, sheet.messages), heads(answer, sheet.messages)
    with _written() as (out, book):
        formats = _formats(book)
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


def fitting(words: str) -> str:
    """Words that fit a cell."""
    from workbench.rendering.plain import plain

    kept = plain(words)
    return kept if len(kept) <= LONGEST_CELL else f"{kept[: LONGEST_CELL - 1]}…"


def named(title: str) -> str:
    """A title as spreadsheets take it for the name of a sheet."""
    return title.translate(NOT_IN_NAMES)[:LONGEST]


def _height(row: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row in points, in which every cell has its lines; LibreOffice does not work it out itself."""
    from workbench.rendering.columns import wrapped

    cells = zip(row, widths, strict=True)
    lines = max(sum(len(wrapped(line, width - 1)) for line in words.split("\n")) for words, width in cells)
    return min(max(lines, 1) * LINE, HIGHEST)


@contextmanager
def _written() -> Iterator[tuple[io.BytesIO, Workbook]]:
    """A workbook, written when it is left."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        yield out, book


def _formats(book: Workbook) -> dict[str, Format]:
    wrapped = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#c8ccd2"}
    coloured = {name: book.add_format({**wrapped, "bg_color": colour}) for name, colour in COLOURS.items()}
    head = book.add_format({**wrapped, "bold": True, "bg_color": "#eef2f7"})
    day = book.add_format({**wrapped, "num_format": "yyyy-mm-dd", "align": "left"})
    return {"head": head, "cell": book.add_format(wrapped), "day": day, **coloured}


def _on_paper(page: Worksheet, heading: str) -> None:
    """A3, the heading above and the number of the page below each."""
    page.set_paper(A3)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f"&C&14{heading.replace('&', '&&')}")
    page.set_footer("&C&P / &N")


def _cell(cell: CellView, messages: Messages) -> tuple[str, str]:
    from workbench.rendering.comparison_view import lines

    return "\n".join(lines(cell, messages)), "\n".join(filter(None, [cell.relation, *cell.why]))


def _over_time(series: SeriesView, messages: Messages) -> tuple[list[str], list[list[str]], list[int]]:
    """Headings, rows and widths of the sheet of targets by year: a column a year, figures and their IDs."""
    from workbench.rendering.comparison_series import year_head

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
    page.set_row(0, _height(head, widths))
    for number, row in enumerate(rows, 1):
        page.set_row(number, _height(row, widths))
        for column, words in enumerate(row):
            page.write_string(number, column, fitting(words), formats["cell"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(head) - 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
