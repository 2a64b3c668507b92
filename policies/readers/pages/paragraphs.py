"""Lines to paragraphs, pages to a reading.

In: pages of lines and tables. Out: a `Reading` with the page of every stretch of text. Guarantee: a line goes on in the
next one when it reaches the right edge of the text and the next one is not indented; so also from page to page.
A number at the start of a line begins a paragraph when the line before ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from statistics import median

from policies.model import Diagnostic, Origin, Reading
from policies.numbering import label
from policies.readers.common.story import Story, row
from policies.readers.pages import margins
from policies.readers.pages.model import Line, Sheet, Table

_CLOSED = "。！？；：.!?;:"
_SHORT = 1.6  # em that a full line may lack on the right after a full stop
_RAGGED = 3.2  # and without one
_INDENT = 1.2  # em by which a first line is indented
_SIZE = 0.2  # share by which another size differs
_PITCH = 1.9  # times the usual distance of lines that makes a new paragraph
_LINES = 8  # of a page that shows its own edges
_WIDTH = 0.8  # share of the widest line that the text is wide
_DEEP = 5  # em by which no first line is indented: such a line is centred or stands on the right
_DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\s")  # 4.1.2 of a standard
_LEADERS = re.compile(r"(?:[.．·…]\s?){4,}[^.．·…]{0,6}$")
_FEW = 4  # lines of a title or a note
_SHOWN = 3  # examples in a message


@dataclass(frozen=True, slots=True)
class _Edges:
    """Left and right edge of the text of a page, the usual distance of its lines, and their size."""

    left: float
    right: float
    pitch: float
    em: float


def told(sheets: Sequence[Sheet], name: str, diagnostics: Sequence[Diagnostic]) -> Reading:
    """The text of the pages.

    Raises:
        UnreadableError: there is none.
    """
    kept, gone = margins.without(sheets)
    story = Story(name)
    for group in _paragraphs(kept):
        if isinstance(group, Table):
            for cells in group.rows:
                story.line(row(cells), page=group.page)
        else:
            story.pieces(list(_joined(group)))
    heads = _heads(gone)
    return story.reading([*diagnostics, *([heads] if heads else [])])


def _heads(gone: list[str]) -> Diagnostic | None:
    """What was taken for running heads: said, since it could be text."""
    texts = [text for text in dict.fromkeys(gone) if not margins.is_number(text)]
    if not texts:
        return None
    shown = "、".join(f"“{text[:30]}”" for text in texts[:_SHOWN])
    return Diagnostic("S303", f"每页重复的页眉页脚未计入正文：{shown}{'等' if len(texts) > _SHOWN else ''}。")


def _paragraphs(sheets: Sequence[Sheet]) -> Iterator[list[Line] | Table]:
    edges = _edges(sheets)
    current: list[Line] = []
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Line) and current and _goes_on(current, item, edges):
                current.append(item)
                continue
            if current:
                yield current
            current = []
            if isinstance(item, Line):
                current = [item]
            else:
                yield item
    if current:
        yield current


Place = tuple[int, int]  # page and column


def _edges(sheets: Sequence[Sheet]) -> dict[Place, _Edges]:
    """The edges of each column of each page; one with few lines has those of the others."""
    lines: dict[Place, list[Line]] = {}
    for sheet in sheets:
        for item in sheet.items:
            if isinstance(item, Line):
                lines.setdefault((item.page, item.column), []).append(item)
    found: dict[Place, _Edges] = {}
    for column in {column for _, column in lines}:
        found |= _of_column({place: some for place, some in lines.items() if place[1] == column})
    return found


def _of_column(lines: dict[Place, list[Line]]) -> dict[Place, _Edges]:
    own = {place: _own_edges(some) for place, some in lines.items()}
    full = [edges for edges, count in own.values() if edges and count >= _LINES]
    usual = _Edges(*(median(values) for values in zip(*map(astuple, full), strict=True))) if full else None
    nothing = _Edges(0, 0, 0, 0)
    return {place: (edges if count >= _LINES else usual or edges) or nothing for place, (edges, count) in own.items()}


def _own_edges(lines: list[Line]) -> tuple[_Edges | None, int]:
    if not lines:
        return None, 0
    em = median(line.em for line in lines)
    left = _edge([line.x0 for line in lines], em)
    right = -_edge([-line.x1 for line in lines], em)
    if right - left < _WIDTH * (max(line.x1 for line in lines) - left):  # lines that are all short end anywhere
        right = max(line.x1 for line in lines)
    steps = [after.top - before.top for before, after in pairwise(lines)]
    return _Edges(left, right, median([step for step in steps if step > 0] or [2 * em]), em), len(lines)


def _edge(values: list[float], em: float) -> float:
    """Where lines begin: the first place where two do, since one alone may stick out."""
    places = sorted(values)
    return next((place for place, following in pairwise(places) if following - place < em), places[0])


def _goes_on(paragraph: list[Line], line: Line, edges: dict[Place, _Edges]) -> bool:
    """Whether a line is of this paragraph."""
    last = paragraph[-1]
    before, here = edges[last.page, last.column], edges[line.page, line.column]
    if abs(last.em - line.em) > _SIZE * max(last.em, line.em) or _LEADERS.search(last.text):
        return False
    if _is_tabular(last, line) or not _is_next(last, line, here.pitch):
        return False
    return _is_open(paragraph) or (_is_full(paragraph, line, before) and _is_flush(paragraph, line, edges))


def _is_tabular(last: Line, line: Line) -> bool:
    """Two lines that are empty in the same place: rows of a table without rules."""
    return any(min(b, d) - max(a, c) > last.em for a, b in last.gaps for c, d in line.gaps)


def _is_next(last: Line, line: Line, pitch: float) -> bool:
    """The line stands below the last one, or in the next column or page."""
    together = (last.page, last.column) == (line.page, line.column)
    return not together or last.top <= line.top <= last.top + _PITCH * pitch


def _is_open(paragraph: list[Line]) -> bool:
    """A title or a note over a few lines stops in the middle of a bracket."""
    text = "".join(line.text for line in paragraph)
    return len(paragraph) < _FEW and any(text.count(a) > text.count(b) for a, b in ("《》", "（）", "()"))


def _is_full(paragraph: list[Line], line: Line, edges: _Edges) -> bool:
    """The last line of the paragraph reaches the right edge, and does not end what it says just there."""
    last = paragraph[-1]
    closed = last.text[-1] in _CLOSED
    if _begins(line, paragraph[0], closed=closed):
        return False
    aside = len(paragraph) == 1 and last.x0 - edges.left > _DEEP * edges.em
    return not aside and edges.right - last.x1 <= (_SHORT if closed else _RAGGED) * edges.em


def _begins(line: Line, first: Line, *, closed: bool) -> bool:
    """A number opens the line, after a sentence or after an item numbered alike."""
    found, own = label(line.text), label(first.text)
    return bool(closed and (found or _DECIMAL.match(line.text))) or bool(found and own and found.family is own.family)


def _is_flush(paragraph: list[Line], line: Line, edges: dict[Place, _Edges]) -> bool:
    """The line begins where the second line of its paragraph does, or at the left edge."""
    here, second = edges[line.page, line.column], paragraph[min(1, len(paragraph) - 1)]
    usual = second.x0 - edges[second.page, second.column].left if len(paragraph) > 1 else 0.0
    indent = line.x0 - here.left - usual
    return (abs(indent) if len(paragraph) > 1 else indent) < _INDENT * here.em


def _joined(paragraph: list[Line]) -> Iterator[tuple[str, Origin]]:
    """The lines of a paragraph, a space between two Latin words."""
    before = ""
    for line in paragraph:
        parted = before.isascii() and before.isalnum() and line.text[0].isascii() and line.text[0].isalpha()
        yield (" " if parted and before.isalpha() else "") + line.text, Origin(0, page=line.page)
        before = line.text[-1]
