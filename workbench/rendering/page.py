"""A page of text made of headings, paragraphs and tables, in columns.

In: words. Out: the page as one string. Guarantee: lines fit the width; words are folded, never cut; colours only where
the sheet asks for them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workbench.rendering.columns import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.exports import Sheet
    from workbench.rendering.rows import Row

NARROWEST = 4
GAP = 2  # columns between two cells
PARTED = re.compile(r"( *)((?:\d+\. )?)(.*)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: of the cell in a row, and of the heading in the catalogue.
        share: of the width that is left when columns of a width of their own have theirs.
        width: at most so many columns.
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
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
        said = [(headings or {}).get(each.name) or self.sheet.messages.say(f"column.{each.name}") for each in columns]
        cells = [[self._cell(each, *pair) for each in columns] for pair in zip(found, [{}, *found], strict=False)]
        widths = shared_out(columns, self.sheet.width, [natural(each) for each in zip(said, *cells, strict=True)])
        for column, heading, wide in zip(columns, said, widths, strict=True):
            side: Literal["left", "right"] = "right" if column.right else "left"
            table.add_column(fitted(heading, wide), width=wide, justify=side, overflow="fold")
        for row in cells:
            table.add_row(*(fitted(cell, wide) for cell, wide in zip(row, widths, strict=True)))
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


def shared_out(columns: Sequence[Column], whole: int, needed: Sequence[int]) -> list[int]:
    """The width of each column: its own or by its share, none below `NARROWEST`.

    What a column of words does not need (`needed`, the longest line of each) goes to the one with the greatest share.
    """
    own = [
        column.width and (column.width if column.right else min(column.width, need))
        for column, need in zip(columns, needed, strict=True)
    ]
    free = whole - (len(columns) - 1) * GAP - sum(each or 0 for each in own)
    shares = sum(column.share for column in columns if not column.width)
    given = [
        one or max(min(free * column.share // shares, need), NARROWEST)
        for column, one, need in zip(columns, own, needed, strict=True)
    ]
    greatest = max(range(len(columns)), key=lambda place: 0 if columns[place].width else columns[place].share)
    spare = whole - (len(columns) - 1) * GAP - sum(given)
    given[greatest] += max(min(spare, needed[greatest] - given[greatest]), 0)
    return given


def natural(cells: Sequence[str]) -> int:
    """The columns that the longest line of these cells needs."""
    return max(width(line) for cell in cells for line in cell.split("\n"))


def fitted(cell: str, wide: int) -> str:
    """A cell of lines that fit."""
    return "\n".join(line for part in cell.split("\n") for line in wrapped(part, wide))
