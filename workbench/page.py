"""A page of text made of headings, paragraphs and tables, in columns.

In: words. Out: the page as one string. Guarantee: lines fit the width; words are folded, never cut; colours only where
the sheet asks for them.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.exports import Sheet
    from workbench.rows import Row

SMALLEST = {"modality": 4, "share": 7, "characters": 6, "code": 5, "day": 10, "source": 12}
TO_THE_RIGHT = ("characters", "share", "count")


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

    def text(self, words: str) -> None:
        """A paragraph."""
        self._console.print(Text(words))

    def lines(self, words: str) -> None:
        """Lines that are indented already; what does not fit goes on below, indented as far."""
        for line in words.splitlines():
            indent = len(line) - len(line.lstrip(" "))
            self._console.print(Padding(Text(line.strip()), (0, 0, 0, indent)))

    def table(self, columns: Sequence[tuple[str, int]], found: Sequence[Row], repeated: Sequence[str] = ()) -> None:
        """A table; cells of `repeated` columns are left out where the row above says the same."""
        if not found:
            return
        table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold", padding=(0, 1))
        for name, share in columns:
            table.add_column(
                self.sheet.messages.say(f"column.{name}"),
                ratio=share,
                min_width=SMALLEST.get(name),
                overflow="fold",
                justify="right" if name in TO_THE_RIGHT else "left",
            )
        above: Row = {}
        for row in found:
            same = all(row.get(name) == above.get(name) for name in repeated)
            table.add_row(*("" if same and name in repeated else row.get(name, "") for name, _ in columns))
            above = row
        self._console.print(table)

    def written(self) -> str:
        """The page."""
        file = self._console.file
        text = file.getvalue() if isinstance(file, io.StringIO) else ""
        return "\n".join(line.rstrip() for line in text.split("\n")).lstrip("\n")
