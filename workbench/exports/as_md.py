"""Markdown: a table a topic, a column a document, below it the words of each source; of duties a table a document.

In: a comparison, duties, penalties, deadlines. Out: GitHub-flavoured Markdown. Guarantee: no word of a text is taken
for a mark of Markdown's tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Compared, Deadlines, Duties, Penalties
    from workbench.rendering.comparison_series import SeriesView
    from workbench.rendering.comparison_view import CellView, TopicView
    from workbench.rendering.report import Report

FILE_ENCODING = "utf-8"


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    from workbench.rendering.comparison_view import heads, view

    messages, shown, names = sheet.messages, view(answer, sheet.messages), heads(answer, sheet.messages)
    lines = [f"# {messages.say('compare.title')}", ""]
    lines += [
        f"- **{escaped(each.place)}** {escaped(each.title)}（`{each.id}`）{each.force}" for each in shown.documents
    ]
    lines += ["", *(f"{note}\n" for note in shown.notes)]
    for topic in shown.topics:
        lines += _topic(topic, names, messages)
    return "\n".join(lines).rstrip() + "\n"


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties."""
    from workbench.rendering import report

    return _listed(report.duties(answer, sheet.messages))


def penalties(answer: Penalties, sheet: Sheet) -> str:
    """Penalties."""
    from workbench.rendering import report

    return _listed(report.penalties(answer, sheet.messages))


def deadlines(answer: Deadlines, sheet: Sheet) -> str:
    """Deadlines."""
    from workbench.rendering import report

    return _listed(report.deadlines(answer, sheet.messages))


def _listed(found: Report) -> str:
    lines = [f"# {escaped(found.title)}", "", *(f"{escaped(note)}\n" for note in found.notes)]
    for part in found.parts:
        lines += [f"## {escaped(part.heading)}", "", *(f"{escaped(note)}\n" for note in part.notes)]
        if part.rows:
            lines += [_row(part.head), _row(["---"] * len(part.head)), *map(_row, part.rows), ""]
    return "\n".join(lines).rstrip() + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join("<br>".join(map(escaped, cell.split("\n"))) for cell in cells) + " |"


def _topic(topic: TopicView, names: list[str], messages: Messages) -> Iterator[str]:
    yield f"## {topic.title}\n"
    if topic.note:
        yield f"{topic.note}\n"
        return
    yield "| # | " + " | ".join(map(escaped, names)) + " |"
    yield "| --- |" + " --- |" * len(names)
    for number, row in enumerate(topic.rows, 1):
        yield f"| {number} | " + " | ".join(_cell(cell, messages) for cell in row) + " |"
    if topic.series:
        yield from _over_time(topic.series, messages)
    yield f"\n### {messages.say('compare.sources')}\n"
    for number, row in enumerate(topic.rows, 1):
        for name, cell in zip(names, row, strict=True):
            if cell.quote:
                yield f"- {number} {escaped(name)} {escaped(cell.section)} `{cell.ids[0]}`：“{escaped(cell.quote)}”"
    yield ""


def _over_time(series: SeriesView, messages: Messages) -> Iterator[str]:
    """Targets by year: a column a year."""
    from workbench.rendering.comparison_series import year_head

    head = [messages.say("compare.thing"), messages.say("column.place"), messages.say("compare.subject")]
    head += [year_head(year, messages) for year in series.years]
    yield f"\n### {messages.say('compare.over_time')}\n"
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for line in series.lines:
        steps = ("<br>".join(f"{escaped(step.words)} `{step.id}`" for step in each) for each in line.steps)
        yield "| " + " | ".join([escaped(line.thing), escaped(line.head), escaped(line.subject), *steps]) + " |"


def _cell(cell: CellView, messages: Messages) -> str:
    from workbench.rendering.comparison_view import lines

    told = map(escaped, lines(cell, messages))
    relation = [f"**{escaped(cell.relation)}**"] if cell.relation else []
    return "<br>".join([*told, *relation, *map(escaped, cell.why)]) or messages.say("word.unstated")


def escaped(words: str) -> str:
    """Words that no mark of Markdown stands in."""
    for mark in "\\`*_|<>":
        words = words.replace(mark, f"\\{mark}")
    return " ".join(words.split())
