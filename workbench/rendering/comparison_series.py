"""Targets over time in words and as charts, as all pages show them.

In: a `Matrix` of a topic that tells its targets over time, the headings of the documents. Out: a `SeriesView`, the
panels that are drawn. Guarantee: every step of every series is in the table; the charts show all numbers with a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.comparison.series import series
from obligations.model import Target
from workbench.rendering import deadlines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.comparison.model import Matrix, Series, Step
    from workbench.messages import Messages

PERCENT = "%"
YEAR_END = "12-31"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure at the end of a year (2025.0; the middle of 2025 is 2024.5), and how it is written beside its mark."""

    year: float
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """The points of one document; `number` of the document, from 0, chooses mark and colour."""

    name: str
    number: int
    points: tuple[Point, ...]
    joined: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """What is drawn together: one thing in one unit; `years` from first to last, the same in all panels of a page."""

    id: str
    title: str
    description: str
    lines: tuple[Line, ...]
    years: tuple[int, int]
    percent: bool


@dataclass(frozen=True, slots=True)
class StepView:
    """What is to be reached: in words, and the ID of the statement."""

    words: str
    id: str


@dataclass(frozen=True, slots=True)
class LineView:
    """What one document wants of one thing.

    Attributes:
        thing: its key features (大型；建成率), or its subject.
        side: number of the document, from 0.
        head: its heading.
        subject: whose number it is; what is to be done where there is no number.
        steps: of each year of the table.
    """

    thing: str
    side: int
    head: str
    subject: str
    steps: tuple[tuple[StepView, ...], ...]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Targets over time: a column a year; the last is of what has no day when there is any (`years` ends in "")."""

    years: tuple[str, ...]
    lines: tuple[LineView, ...]
    panels: tuple[Panel, ...]


def view(matrix: Matrix, heads: Sequence[str], messages: Messages) -> SeriesView | None:
    """The targets of a topic over time; None when it has none, or is not told so."""
    found = series(matrix) if matrix.topic.over_time else ()
    if not any(step.by for each in found for step in each.steps):
        return None
    years = sorted({_year(step) for each in found for step in each.steps}, key=lambda year: (not year, year))
    lines = tuple(
        LineView(
            _thing(each, messages),
            each.side,
            heads[each.side],
            each.subject or "；".join(step.item.words for step in each.steps),
            tuple(tuple(_step(step, messages) for step in each.steps if _year(step) == year) for year in years),
        )
        for each in found
    )
    return SeriesView(tuple(years), lines, tuple(_panels(matrix.topic.id, found, heads, messages)))


def told(line: LineView, years: Sequence[str], messages: Messages) -> str:
    """A line of the table in one sentence."""
    separator = messages.say("word.separator")
    return separator.join(
        messages.say("compare.in_year", year=year_head(year, messages), words=step.words)
        for year, steps in zip(years, line.steps, strict=True)
        for step in steps
    )


def year_head(year: str, messages: Messages) -> str:
    """The heading of a column of the table."""
    return messages.say("compare.year", year=year) if year else messages.say("compare.no_year")


def _year(step: Step) -> str:
    return step.by[:4]


def _step(step: Step, messages: Messages) -> StepView:
    one = step.item.statement
    words = messages.say("compare.no_figure")
    if isinstance(one, Target):
        words = f"{messages.word('comparison', one.op)}{one.value.normalize():f}{one.unit}"
    if step.by and not step.by.endswith(YEAR_END):
        words = messages.say("compare.by", words=words, day=deadlines.told(f"date:{step.by}", messages))
    return StepView(words, step.item.id)


def _thing(one: Series, messages: Messages) -> str:
    return messages.say("word.separator").join("、".join(names) for names in one.keys.values()) or one.subject


def _panels(topic: str, found: Sequence[Series], heads: Sequence[str], messages: Messages) -> Iterator[Panel]:
    """A panel for each thing and unit, all over the same years."""
    drawn: dict[tuple[str, str], list[Series]] = {}
    for each in found:
        if each.unit and any(step.by for step in each.steps):
            drawn.setdefault((_thing(each, messages), each.unit), []).append(each)
    years = [int(_year(step)) for group in drawn.values() for each in group for step in each.steps if step.by]
    for number, ((thing, unit), group) in enumerate(drawn.items(), 1):
        lines = tuple(Line(heads[each.side], each.side, *_points(each)) for each in group)
        description = messages.say("word.separator").join(
            messages.say("compare.told", name=f"{line.name} {point.year:g}", value=point.label)
            for line in lines
            for point in line.points
        )
        title = messages.say("compare.panel", thing=thing, unit=unit)
        name = f"chart-{topic}-{number}"
        yield Panel(name, title, description, lines, (min(years), max(years)), unit == PERCENT)


def _points(one: Series) -> tuple[tuple[Point, ...], bool]:
    """The numbers with a day; joined where there are several and no two of one day."""
    dated = [step for step in one.steps if step.by]
    return tuple(_point(step) for step in dated), 1 < len(dated) == len({step.by for step in dated})


def _point(step: Step) -> Point:
    one = step.item.statement
    if not isinstance(one, Target):
        raise TypeError(step.item.kind)
    year, month, day = map(int, step.by.split("-"))
    value = one.value.normalize()
    label = f"{value:f}{one.unit if one.unit == PERCENT else ''}"
    return Point(year - (12 - month) / 12 - (31 - day) / 372, float(value), label)
