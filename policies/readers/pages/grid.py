"""Rules and runs to tables.

In: the rules and runs of a page. Out: its tables, and the runs that stand in none. Guarantee: a table has at least two
rows, and two cells side by side; a frame around text is none; each run is in one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from policies.readers.pages.lines import lines
from policies.readers.pages.model import Line, Rule, Run, Table

_NEAR = 3.0  # units by which rules that meet may miss each other
_SHORTEST = 4.0  # units of a rule
_MOST = 40_000  # fields of a grid
_RULES = 4_000  # of one page


@dataclass(slots=True)
class _Lattice:
    """Rules that touch each other."""

    level: list[Rule]
    upright: list[Rule]


def tables(rules: Sequence[Rule], runs: Sequence[Run], page: int) -> tuple[list[Table], list[Run]]:
    """The tables of a page, and the runs outside of them."""
    found: list[Table] = []
    left = list(runs)
    for lattice in _lattices([rule for rule in rules if _length(rule) >= _SHORTEST][:_RULES]):
        grid = _grid(lattice)
        if grid is None:
            continue
        inside = [run for run in left if grid.holds(run)]
        table = grid.table(inside, page)
        if table is not None:
            taken = set(map(id, inside))
            found.append(table)
            left = [run for run in left if id(run) not in taken]
    return found, left


def _length(rule: Rule) -> float:
    return max(rule.x1 - rule.x0, rule.bottom - rule.top)


def _lattices(rules: list[Rule]) -> list[_Lattice]:
    """The rules by which of them touch."""
    parents = list(range(len(rules)))

    def find(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at].top)
    active: list[int] = []
    for at in order:
        active = [other for other in active if rules[other].bottom >= rules[at].top - _NEAR]
        for other in active:
            if rules[other].x0 - _NEAR <= rules[at].x1 and rules[at].x0 - _NEAR <= rules[other].x1:
                parents[find(at)] = find(other)
        active.append(at)
    groups: dict[int, _Lattice] = {}
    for at, rule in enumerate(rules):
        group = groups.setdefault(find(at), _Lattice([], []))
        (group.level if rule.level else group.upright).append(rule)
    return [group for group in groups.values() if len(group.level) > 1 and len(group.upright) > 1]


def _grid(lattice: _Lattice) -> _Grid | None:
    xs = _places([rule.x0 for rule in lattice.upright])
    ys = _places([rule.top for rule in lattice.level])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST:
        return None
    return _Grid(xs, ys, lattice)


def _places(values: list[float]) -> list[float]:
    """The places where rules stand, those within a little of each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


class _Grid:
    """Fields between rules; fields with no rule between them are one cell."""

    def __init__(self, xs: list[float], ys: list[float], lattice: _Lattice) -> None:
        self.xs, self.ys = xs, ys
        self.across, self.down = len(xs) - 1, len(ys) - 1
        self._walls = self._upright(lattice.upright)
        self._floors = self._level(lattice.level)
        self.cells = self._joined()

    def _upright(self, rules: list[Rule]) -> set[tuple[int, int]]:
        """(row, i): a rule stands at the left of field (row, i)."""
        found: set[tuple[int, int]] = set()
        for rule in rules:
            at = _nearest(self.xs, rule.x0)
            for row in range(self.down):
                middle = (self.ys[row] + self.ys[row + 1]) / 2
                if rule.top - _NEAR <= middle <= rule.bottom + _NEAR:
                    found.add((row, at))
        return found

    def _level(self, rules: list[Rule]) -> set[tuple[int, int]]:
        """(i, column): a rule lies at the top of field (i, column)."""
        found: set[tuple[int, int]] = set()
        for rule in rules:
            at = _nearest(self.ys, rule.top)
            for column in range(self.across):
                middle = (self.xs[column] + self.xs[column + 1]) / 2
                if rule.x0 - _NEAR <= middle <= rule.x1 + _NEAR:
                    found.add((at, column))
        return found

    def _joined(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each field the first field of its cell."""
        first: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(self.down):
            for column in range(self.across):
                own = (row, column)
                if column and (row, column) not in self._walls:
                    own = first[row, column - 1]
                elif row and (row, column) not in self._floors:
                    own = first[row - 1, column]
                first[row, column] = own
        return first

    def holds(self, run: Run) -> bool:
        """The run stands in one of the fields."""
        x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def table(self, runs: list[Run], page: int) -> Table | None:
        """The table with these runs in its cells; None when it is a frame."""
        filled: dict[tuple[int, int], list[Run]] = {cell: [] for cell in self.cells.values()}
        for run in runs:
            row = min(bisect_right(self.ys, (run.top + run.bottom) / 2) - 1, self.down - 1)
            column = min(bisect_right(self.xs, (run.x0 + run.x1) / 2) - 1, self.across - 1)
            filled[self.cells[row, column]].append(run)
        texts = {cell: _wrapped(lines(inside, page)) for cell, inside in filled.items()}
        rows = [self._row(row, texts) for row in range(self.down)]
        kept = tuple(cells for cells in rows if any(cells))
        if len(kept) < 2 or all(len(cells) < 2 for cells in kept):
            return None
        return Table(kept, self.ys[0], self.ys[-1], page)

    def _row(self, row: int, texts: dict[tuple[int, int], str]) -> tuple[str, ...]:
        """The cells of a row; one that began above is empty here."""
        seen: dict[tuple[int, int], str] = {}
        for column in range(self.across):
            cell = self.cells[row, column]
            if cell not in seen:
                seen[cell] = texts[cell] if cell[0] == row else ""
        return tuple(seen.values())


def _nearest(places: list[float], value: float) -> int:
    return min(range(len(places)), key=lambda at: abs(places[at] - value))


def _wrapped(found: list[Line]) -> str:
    """The lines of a cell as one text."""
    text = ""
    for line in found:
        text += " " + line.text if text and text[-1].isascii() and line.text[0].isascii() else line.text
    return text
