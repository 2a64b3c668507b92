"""What stands on a page.

In: nothing. Out: values. Guarantee: x goes to the right and y down, in units of the page; `em` is the width
of a Chinese character there.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that were put on the page together; of most PDF files, one.

    Attributes:
        em: the width of a Chinese character there.
        spaced: a space was written before it.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    em: float
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or upright: one of its two extents is nothing."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def level(self) -> bool:
        """It goes from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        column: 1 or 2 on a page in two columns, 0 where it goes across.
        gaps: from where to where it is empty for more than a word.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    em: float
    page: int
    column: int = 0
    gaps: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells; a cell over several rows has its text in the first of them."""

    rows: tuple[tuple[str, ...], ...]
    top: float
    bottom: float
    page: int


@dataclass(slots=True)
class Page:
    """A page as it was found.

    Attributes:
        number: counted from 1.
        runs: in no order.
        rules: in no order.
        pictures: how many pictures of some size are on it.
    """

    number: int
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: int = 0


@dataclass(slots=True)
class Sheet:
    """A page as it is read: what is on it from the top down."""

    number: int
    items: list[Line | Table]
