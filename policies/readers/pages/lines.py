"""Runs to lines.

In: the runs of a page. Out: lines from the top down. Guarantee: every visible character is in one line; what is printed
twice in one place (a bold face made so) is there once; a space stands where the page leaves one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from policies.readers.pages.model import Line, Run

_TOGETHER = 0.5  # share of the lower of two heights by which runs of one line overlap
_TWICE = 0.3  # share of its width by which a character printed twice is off
_WIDE = 0.42  # em between Chinese characters that is a space
_MIXED = 0.55  # em between a Chinese character and a Latin one that is one
_NARROW = 0.17  # em between Latin letters that is one
_EMPTY = 2.0  # em of a gap that is no space
_WRITTEN = 0.1  # em that a space takes which is written


def lines(runs: Sequence[Run], page: int, column: int = 0) -> list[Line]:
    """The lines of a page or of a part of it."""
    found = [_line(group, page, column) for group in beside(runs)]
    return sorted(found, key=lambda line: (line.top, line.x0))


def beside(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand beside each other, what cannot be seen left out."""
    groups: list[list[Run]] = []
    tallest: list[Run] = []  # of each group
    seen = [run for run in runs if run.text.strip() and run.bottom > run.top]
    for run in sorted(seen, key=lambda run: (run.top + run.bottom, run.x0)):
        at = next((k for k in range(len(groups) - 1, max(-1, len(groups) - 4), -1) if _beside(tallest[k], run)), None)
        if at is None:
            groups.append([run])
            tallest.append(run)
            continue
        groups[at].append(run)
        if run.bottom - run.top > tallest[at].bottom - tallest[at].top:
            tallest[at] = run
    return groups


def _beside(one: Run, other: Run) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _TOGETHER * min(one.bottom - one.top, other.bottom - other.top)


def _line(group: list[Run], page: int, column: int) -> Line:
    runs = _once(sorted(group, key=lambda run: (run.x0, run.x1)))
    em = median(run.em for run in runs)
    gaps = [max(0.0, after.x0 - before.x1) for before, after in pairwise(runs)]
    usual = median(gaps) if gaps else 0.0
    pieces = [runs[0].text]
    for (before, after), gap in zip(pairwise(runs), gaps, strict=True):
        parted = gap > _WRITTEN * em if after.spaced else _parted(before.text[-1], after.text[0], gap / em, usual / em)
        pieces.append(" " * parted + after.text)
    heights = median(run.bottom - run.top for run in runs)
    top = median(run.top for run in runs)
    wide = tuple((one.x1, other.x0) for one, other in pairwise(runs) if other.x0 - one.x1 > _EMPTY * em)
    right = max(run.x1 for run in runs)
    return Line("".join(pieces).strip(), runs[0].x0, right, top, top + heights, em, page, column, wide)


def _once(runs: list[Run]) -> list[Run]:
    """Without what is printed twice."""
    kept: list[Run] = []
    for run in runs:
        again = any(
            run.text == other.text and abs(run.x0 - other.x0) < _TWICE * (run.x1 - run.x0) and _beside(run, other)
            for other in kept[-3:]
        )
        if not again:
            kept.append(run)
    return kept


def _parted(before: str, after: str, gap: float, usual: float) -> bool:
    """A space stands between the two; `usual`: what this line leaves everywhere, because it is spread out."""
    least = (_WIDE, _MIXED, _NARROW)[_latin(before) + _latin(after)]
    return gap > (usual if usual < 1 else 0) + least


def _latin(char: str) -> bool:
    return char < "\u2000" and not char.isspace()
