"""A comparison on a screen of text: a table a topic, one line a document.

In: the answers of `zhize compare` and `zhize diff`, a sheet. Out: pages. Guarantee: documents that say nothing in a row
are told in one line, not left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.records.comparison_record import dependent, is_same, text_diff
from workbench.rendering.cited import cited, title
from workbench.rendering.columns import wrapped
from workbench.rendering.comparison_series import told
from workbench.rendering.comparison_view import CellView, cell, heads, lines, view
from workbench.rendering.page import Column, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.comparison.model import Row as Same
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Changes, Compared
    from workbench.rendering.cited import Sections
    from workbench.rendering.comparison_series import SeriesView
    from workbench.rendering.rows import Row

SIDE = (
    Column("number", width=4, right=True),
    Column("place", width=14),
    Column("said", share=3),
    Column("stands", share=2),
)
OVER_TIME = (
    Column("thing", width=14, ditto=True),
    Column("place", width=14),
    Column("subject", share=2),
    Column("action", share=3),
)
ABSENT = frozenset({"absent", "incomparable"})


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    page, messages = Page(sheet), sheet.messages
    shown, names = view(answer, messages), heads(answer, messages)
    page.heading(messages.say("compare.title"))
    for document in shown.documents:
        page.text(f"{document.place}　{document.title}（{document.id}）")
        page.text(document.force)
    for note in shown.notes:
        page.text(note)
    for topic in shown.topics:
        page.part(topic.title)
        if topic.note:
            page.text(topic.note)
        page.table(SIDE, [line for n, row in enumerate(topic.rows, 1) for line in _lines(n, row, names, messages)])
        if topic.series:
            _over_time(page, topic.series)
    return page.written()


def _over_time(page: Page, series: SeriesView) -> None:
    """Targets by year, a line for each document and thing."""
    messages = page.sheet.messages
    page.heading(messages.say("compare.over_time"))
    said = [
        {"thing": line.thing, "place": line.head, "subject": line.subject, "action": told(line, series.years, messages)}
        for line in series.lines
    ]
    page.table(OVER_TIME, said, {name: messages.say(f"compare.{name}") for name in ("thing", "subject")})


def _lines(number: int, row: Sequence[CellView], names: Sequence[str], messages: Messages) -> Iterator[Row]:
    """What each document says in a row; those that say nothing, for one reason, in one line."""
    shown = str(number)
    silent: dict[str, list[str]] = {}
    for name, each in zip(names, row, strict=True):
        stands = "\n".join([each.relation or messages.say("compare.first"), *each.why])
        if not each.told:
            silent.setdefault(stands, []).append(name)
            continue
        said = "\n".join([*lines(each, messages), " ".join(each.ids)])
        yield {"number": shown, "place": name, "said": said, "stands": stands}
        shown = ""
    for stands, without in silent.items():
        separator = messages.say("word.separator")
        yield {"number": shown, "place": separator.join(without), "said": "—", "stands": stands}


def changes(answer: Changes, sheet: Sheet) -> str:
    """Two versions of a document: what was changed, removed, added, and the paragraphs that differ."""
    page, messages = Page(sheet), sheet.messages
    changed = [row for row in answer.found.rows if not is_same(row)]
    page.heading(messages.say("diff.title", old=_named(answer, 0), new=_named(answer, 1)))
    page.text(messages.say("diff.count", changed=len(changed), same=len(answer.found.rows) - len(changed)))
    places = [cited(entry, messages.lang, headed=True) for entry in (answer.old, answer.new)]
    for number, row in enumerate(changed, 1):
        _change(page, number, row, answer, places)
    paragraphs = text_diff(answer)
    if paragraphs:
        page.part(messages.say("diff.text"))
        for line in paragraphs:
            page.lines("\n".join(wrapped(line, sheet.width)))
    return page.written()


def _named(answer: Changes, side: int) -> str:
    document = (answer.old, answer.new)[side].document
    return f"{title(document)}（{document.source}）"


def _change(page: Page, number: int, row: Same, answer: Changes, places: Sequence[Sections]) -> None:
    """One change: its kind, each difference, both quotations, and what rests on it."""
    messages = page.sheet.messages
    shown = [cell(each, answer.found.topic, where, messages) for each, where in zip(row.cells, places, strict=True)]
    kind = "added" if row.cells[0].item is None else "removed" if row.cells[1].item is None else "changed"
    item = row.cells[0].item or row.cells[1].item
    name = messages.word("kind", item.modality or item.kind) if item else ""
    page.heading(messages.say(f"diff.{kind}", number=number, kind=name, relation=shown[1].relation))
    for why in shown[1].why:
        page.lines(f"  {why}")
    for side, each in zip(("old", "new"), shown, strict=True):
        if each.quote:
            page.lines(f"  {messages.say(f'diff.{side}', section=each.section, quote=each.quote, id=each.ids[0])}")
    rest = dependent(row, answer)
    if rest:
        page.lines(f"  {messages.say('diff.dependent', ids=messages.say('word.separator').join(rest))}")
