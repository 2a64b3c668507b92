"""What stands on a page, in the order in which it is read.

In: a page of runs and rules. Out: its lines and tables from the top down; on a page in two columns the left one before
the right one, between lines that go across. Guarantee: columns are believed only where most lines leave the same gap in
the middle and have text on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from policies.readers.pages import grid
from policies.readers.pages.blanks import blanks
from policies.readers.pages.lines import beside, lines
from policies.readers.pages.margins import is_number
from policies.readers.pages.model import Line, Page, Run, Sheet, Table

_NEAR = 3.0  # units by which a rule of a table may be outside of it
_GAP = 1.0  # em that columns are apart at least
_MIDDLE = (0.3, 0.7)  # of the width of the text
_FEWEST = 8  # lines that show two columns
_MOST = 0.5  # share of all lines
_TEXT = 8  # characters of a line on either side
_TRIES = 12  # places where the gap may be

Key = tuple[float, int, float]


def sheet(page: Page) -> Sheet:
    """The page as it is read."""
    tables, runs = grid.tables(page.rules, page.runs, page.number)
    items: list[tuple[Key, Line | Table]] = [((table.top, 0, table.top), table) for table in tables]
    free = [
        rule for rule in page.rules if not any(table.top - _NEAR < rule.top < table.bottom + _NEAR for table in tables)
    ]
    items += _ordered([*runs, *blanks(free, runs)], page.number)
    return Sheet(page.number, [item for _, item in sorted(items, key=lambda pair: pair[0])])


def _ordered(runs: Sequence[Run], page: int) -> Iterator[tuple[Key, Line]]:
    """Lines, each with what it is sorted by: the band it stands in, its column, its height."""
    groups = [sorted(group, key=lambda run: run.x0) for group in beside(runs)]
    middle = _gutter(groups)
    if middle is None:
        for line in lines(runs, page):
            yield (line.top, 0, line.top), line
        return
    band: list[list[Run]] = []
    groups.sort(key=lambda group: group[0].top)
    for group in groups:
        outermost = group is groups[0] or group is groups[-1]
        if _parted(group, middle) and not (outermost and is_number("".join(run.text for run in group))):
            band.append(group)
            continue
        yield from _columns(band, middle, page)
        band = []
        for line in lines(group, page):
            yield (line.top, 0, line.top), line
    yield from _columns(band, middle, page)


def _columns(band: list[list[Run]], middle: float, page: int) -> Iterator[tuple[Key, Line]]:
    """The lines of a band, the left column before the right one."""
    runs = [run for group in band for run in group]
    top = min((run.top for run in runs), default=0.0)
    for column, side in enumerate(([r for r in runs if r.x1 <= middle], [r for r in runs if r.x1 > middle]), 1):
        for line in lines(side, page, column):
            yield (top, column, line.top), line


def _gutter(groups: list[list[Run]]) -> float | None:
    """Where the gap between two columns is, if there are two."""
    if len(groups) < _FEWEST:
        return None
    left = min(group[0].x0 for group in groups)
    width = max(run.x1 for group in groups for run in group) - left
    places = sorted(place for group in groups for place in _gaps(group) if _is_middle((place - left) / width))
    tried = places[:: max(1, len(places) // _TRIES)]
    best = max(tried, key=lambda place: sum(_is_gap(group, place) for group in groups), default=None)
    if best is None:
        return None
    both = [group for group in groups if _is_gap(group, best)]
    if len(both) < max(_FEWEST, _MOST * len(groups)):
        return None
    sides = ([sum(len(r.text) for r in group if (r.x1 <= best) is left) for group in both] for left in (True, False))
    return best if all(median(side) >= _TEXT for side in sides) else None


def _is_middle(place: float) -> bool:
    return _MIDDLE[0] < place < _MIDDLE[1]


def _gaps(group: list[Run]) -> Iterator[float]:
    return ((one.x1 + other.x0) / 2 for one, other in pairwise(group) if other.x0 - one.x1 > _GAP * one.em)


def _is_gap(group: list[Run], place: float) -> bool:
    """The line has text on both sides of the place, and a gap there."""
    return any(one.x1 < place < other.x0 and other.x0 - one.x1 > _GAP * one.em for one, other in pairwise(group))


def _parted(group: list[Run], place: float) -> bool:
    """No character of the line stands at the place or next to it, as would be the case in running text."""
    return _is_gap(group, place) or group[-1].x1 < place or group[0].x0 > place
