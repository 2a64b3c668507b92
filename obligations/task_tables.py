"""任务分工表: the rows of a table of tasks, with the units in charge and the time of each.

In: a document. Out: the rows of its tables that have a column of tasks and one of units or times. Guarantee: what a
column holds is decided by the words above it (`obligations/lexicon/tables.toml`) alone; every cell keeps its raw span;
an empty cell stays empty, whatever the row above says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lark import Token

from obligations.context import BREAKS, Paragraph, deadlines_of
from obligations.deadlines import Period
from obligations.words import endings, lexer
from policies.model import Document, Kind, Provision, Span
from policies.navigate import leaves, path_to
from policies.view import clean

COLUMNS = ("task", "lead", "support", "due")
_HEADS = 3  # rows in which the words of the columns may stand
_LINE = re.compile(r"[^\n]+")
_LABEL = re.compile(r"\s*(?:(?:\d+|[一二三四五六七八九十]+)[.．、）)]|[（(][\d一二三四五六七八九十]+[）)])\s*(?=\D)")
_DOTS = frozenset(".．、）)")
_WHOLE = ("", "底前", "前")  # 2030年6月 in a column of times means its end, 2030年6月30日 that day


@dataclass(frozen=True, slots=True)
class Row:
    """One task.

    Attributes:
        span: of the whole row; `eid`: of the row below its table.
        table: the leaf.
        cells: column -> raw span, without the columns that are empty in this row.
    """

    span: Span
    eid: str
    table: Provision
    cells: dict[str, Span]


def task_rows(document: Document) -> Iterator[Row]:
    """The rows of all tables of tasks, in order."""
    for leaf in leaves(document.root):
        if leaf.kind is Kind.TABLE:
            yield from _rows(document, leaf)


def paragraph(document: Document, row: Row, column: str, due: tuple[str, Span] | None = None) -> Paragraph:
    """A cell as a paragraph of a plan; `due` is the time of the row."""
    span = row.cells[column]
    view = clean(document.text, span)
    leaf = replace(row.table, eid=row.eid, span=span)
    path = path_to(document.root, row.span.start)[:-1]
    return Paragraph(leaf, view, list(_unnumbered(lexer().tokens(view.text))), path, "", due, in_statute=False)


def _unnumbered(tokens: list[Token]) -> Iterator[Token]:
    """1.制定办法；2.组织验收: the words without the numbers of the points."""
    skipping = True
    for word in tokens:
        skipping = (skipping and (word.type in ("NUMBER", "PAREN") or word in _DOTS)) or word.type in BREAKS
        if not skipping or word.type in BREAKS:
            yield word


def due(document: Document, row: Row, period: Period | None) -> tuple[str, Span] | None:
    """The time of a row: its value and where it stands; None when the words give none (长期坚持)."""
    if "due" not in row.cells:
        return None
    span = row.cells["due"]
    text = clean(document.text, span).text
    found = [read[0].value for ending in _WHOLE if (read := deadlines_of(text + ending, period))]
    return (found[0], span) if found else None


def _rows(document: Document, leaf: Provision) -> Iterator[Row]:
    columns: dict[int, str] = {}
    quote = document.quote(leaf.span)
    for number, line in enumerate(_LINE.finditer(quote), start=1):
        cells = _cells(line[0], leaf.span.start + line.start())
        if not columns:
            columns = _columns(document, cells) if number <= _HEADS else {}
            continue
        filled = {columns[place]: span for place, span in cells.items() if place in columns and span is not None}
        if "task" in filled and len(filled) > 1:
            span = Span(leaf.span.start + line.start(), leaf.span.start + line.end())
            yield Row(span, f"{leaf.eid}__tr_{number}", leaf, filled)


def _cells(line: str, start: int) -> dict[int, Span | None]:
    """The cells of a line by their places, without the white space around them and the number before a task."""
    inner = line[line.startswith("|") : len(line) - line.endswith("|")]
    start += line.startswith("|")
    found: dict[int, Span | None] = {}
    at = 0
    for place, cell in enumerate(re.split(r"[|\t]", inner)):
        label = _LABEL.match(cell)
        first = label.end() if label else len(cell) - len(cell.lstrip())
        end = len(cell.rstrip())
        found[place] = Span(start + at + first, start + at + end) if first < end and cell.strip(" -:") else None
        at += len(cell) + 1
    return found


def _columns(document: Document, cells: dict[int, Span | None]) -> dict[int, str]:
    """Place -> column, when the words name tasks and something else; 责任单位 beside 牵头单位 supports."""
    words = {place: clean(document.text, span).text for place, span in cells.items() if span is not None}
    named = {
        place: column
        for place, word in words.items()
        for column in (*COLUMNS, "unit")
        if word in endings(f"{column} column")
    }
    taken = "support" if "lead" in named.values() else "lead"
    found = {place: taken if column == "unit" else column for place, column in named.items()}
    return found if "task" in found.values() and len(set(found.values())) > 1 else {}
