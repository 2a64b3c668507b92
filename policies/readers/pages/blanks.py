"""Blanks to fill in: a rule in a line of text, with nothing on it.

In: the rules and runs of a page. Out: for each blank a run of low lines. Guarantee: a rule that text stands on (an
underlined word), or that no text stands beside (a line across the page), is no blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from policies.readers.pages.model import Rule, Run

_BESIDE = 2.0  # em from the text to the blank
_SHORTEST = 1.0  # em of a blank
_LOW = 0.4  # em by which the rule may lie below the text
_MOST = 500  # rules of a page that are looked at


def blanks(rules: Sequence[Rule], runs: Sequence[Run]) -> Iterator[Run]:
    """The blanks of a page as runs."""
    if not runs:
        return
    em = median(run.em for run in runs)
    for rule in [rule for rule in rules if rule.level and rule.x1 - rule.x0 > _SHORTEST * em][:_MOST]:
        near = [run for run in runs if run.top + em / 2 < rule.top < run.bottom + _LOW * em]
        if any(run.x0 < rule.x1 and run.x1 > rule.x0 for run in near):
            continue
        if any(-em / 2 < gap < _BESIDE * em for run in near for gap in (rule.x0 - run.x1, run.x0 - rule.x1)):
            length = max(2, round(2 * (rule.x1 - rule.x0) / em))
            yield Run("_" * length, rule.x0, rule.x1, near[0].top, near[0].bottom, em)
