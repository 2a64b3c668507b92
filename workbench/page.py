"""A page of text made of headings, paragraphs and tables, in columns.

In: words. Out: the page as one string. Guarantee: lines fit the width; words are folded, never cut; colours only where
the sheet asks for them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workbench.columns import wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.exports import Sheet
    from workbench.rows import Row

NARROWEST = 4
GAP = 2  # columns between two cells
PARTED = re.compile(r"( *)((?:\d+\. )?)(.*)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: of the cell in a row, and of the heading in the catalogue.
        share: of the width that is left when columns of fixed width have theirs.
        width: fixed, in columns.
        ditto: a cell like the one above it is written 同上.
        right: figures, lined up on the right.
    """

    name: str
    share: int = 1
    width: int | None = None
    ditto: bool = False
    right: bool = False


class Page:
    """A page being written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._console = Console(
            file=io.StringIO(),
            width=sheet.width,
            force_terminal=sheet.colour,
            color_system="standard" if sheet.colour else None,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def heading(self, words: str) -> None:
        """A heading, after an empty line."""
        self._console.print()
        self._console.print(Text(words, style="bold"))

    def part(self, words: str) -> None:
        """The heading of a part of the page, with a line below."""
        self.heading(words)
        self._console.print(Text("═" * self.sheet.width, style="dim"))

    def text(self, words: str) -> None:
        """A paragraph."""
        for line in wrapped(words, self.sheet.width):
            self._console.print(Text(line))

    def lines(self, words: str) -> None:
        """Lines that are indented already; what does not fit goes on below, indented behind the number."""
        for line in words.splitlines():
            indent, number, rest = PARTED.fullmatch(line).groups()  # type: ignore[union-attr]  # it matches any line
            behind = " " * (len(indent) + len(number))
            first, *more = wrapped(rest, max(self.sheet.width - len(behind), 20))
            self._console.print(Text("\n".join([indent + number + first, *(behind + each for each in more)])))

    def table(self, columns: Sequence[Column], found: Sequence[Row], headings: Mapping[str, str] | None = None) -> None:
        """A table.

        Args:
            columns: from left to right.
            found: the cells by column, "" where a row has none.
            headings: of columns whose heading is not in the catalogue under ``column``.
        """
        if not found:
            return
        widths = shared_out(columns, self.sheet.width)
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
        for column, width in zip(columns, widths, strict=True):
            heading = (headings or {}).get(column.name) or self.sheet.messages.say(f"column.{column.name}")
            table.add_column(
                fitted(heading, width), width=width, justify="right" if column.right else "left", overflow="fold"
            )
        above: Row = {}
        for row in found:
            cells = [self._cell(column, row, above) for column in columns]
            table.add_row(*(fitted(cell, width) for cell, width in zip(cells, widths, strict=True)))
            above = row
        self._console.print()
        self._console.print(table)

    def _cell(self, column: Column, row: Row, above: Row) -> str:
        value = row.get(column.name, "")
        same = column.ditto and value and value == above.get(column.name)
        return self.sheet.messages.say("word.ditto") if same else value

    def written(self) -> str:
        """The page."""
        file = self._console.file
        text = file.getvalue() if isinstance(file, io.StringIO) else ""
        return "\n".join(line.rstrip() for line in text.split("\n")).lstrip("\n")


def shared_out(columns: Sequence[Column], width: int) -> list[int]:
    """The width of each column: the fixed ones as they are, the rest by their shares; none below `NARROWEST`."""
    free = width - (len(columns) - 1) * GAP - sum(column.width or 0 for column in columns)
    shares = sum(column.share for column in columns if not column.width)
    return [column.width or max(free * column.share // shares, NARROWEST) for column in columns]


def fitted(cell: str, width: int) -> str:
    """A cell of lines that fit."""
    return "\n".join(line for part in cell.split("\n") for line in wrapped(part, width))
