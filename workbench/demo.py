"""The five policies at a glance: what `zhize demo` shows.

In: a knowledge base and the day to look from. Out: a page of text. Guarantee: the same day gives the same page.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.model import Force
from engine.wording import days
from obligations.model import Coverage
from workbench.exports import as_table
from workbench.rendering import coverage, due_rows, rows
from workbench.rendering.cited import cited, place
from workbench.rendering.page import Column, Page

if TYPE_CHECKING:
    from engine.model import Penalty, Proof
    from workbench.exports import Sheet
    from workbench.knowledge_base import KnowledgeBase
    from workbench.model import Entry
    from workbench.rendering.rows import Row

DAY = date(2025, 6, 1)  # a day on which most of the five hold, so that the page stays the same
ACTOR = "矿山企业"
COUNTS = (Column("place", 1), *(Column(kind, width=8, right=True) for kind in rows.KINDS))
SHARES = (Column("place", 1), *(Column(kind.value, width=14, right=True) for kind in Coverage))


def page(base: KnowledgeBase, day: date, sheet: Sheet) -> str:
    """The whole page."""
    made = Page(sheet)
    made.part(days(sheet.messages.say("demo.head", day=day), sheet.messages.lang))
    counted(made, base)
    dated(made, base, day)
    made.part(sheet.messages.say("demo.duties", actor=ACTOR))
    as_table.duty_tables(made, base.duties(actor=ACTOR, as_of=day, lang=sheet.messages.lang))
    made.part(sheet.messages.say("demo.penalties", actor=ACTOR))
    penalties = base.penalties(actor=ACTOR, as_of=day, lang=sheet.messages.lang)
    as_table.penalty_tables(made, penalties)
    proved(made, base, penalties.found.penalties, day)
    return made.written()


def counted(made: Page, base: KnowledgeBase) -> None:
    """Statements by kind, and how much of each text they account for."""
    messages = made.sheet.messages
    made.part(messages.say("demo.counts"))
    kinds = {kind: messages.word("kind", kind) for kind in rows.KINDS}
    made.table(COUNTS, [tally(entry) for entry in base.entries], kinds)
    parts = {kind.value: messages.word("coverage", kind.value) for kind in Coverage}
    made.table(SHARES, [shares(entry) for entry in base.entries], parts)


def tally(entry: Entry) -> Row:
    """How many statements of each kind a document makes."""
    counts = rows.counts(entry.extraction)
    return {"place": place(entry.document), **{kind: str(count) for kind, count in counts.items()}}


def shares(entry: Entry) -> Row:
    """What part of a document is statement, structure, not normative, not understood."""
    parts = coverage.by_kind(coverage.shares(entry.extraction))
    return {"place": place(entry.document), **{kind.value: f"{part / 10:.1f} %" for kind, part in parts.items()}}


def dated(made: Page, base: KnowledgeBase, day: date) -> None:
    """What falls due from the day to the end of the next year, in order."""
    messages, last = made.sheet.messages, date(day.year + 1, 12, 31)
    made.part(days(messages.say("demo.deadlines", first=day, last=last), messages.lang))
    answer = base.deadlines(due_from=day, due_before=last)
    known = {entry.document.id: (entry, cited(entry, messages.lang)) for entry in answer.entries}
    made.table(due_rows.COLUMNS, [due_rows.row(due, *known[due.duty.document], messages) for due in answer.found.dues])


def proved(made: Page, base: KnowledgeBase, found: tuple[Penalty, ...], day: date) -> None:
    """One proof in full: the longest of the penalties stated for the actor's own kind, in a document in force."""
    stated = [one for one in found if one.relation != "inherited"]
    holding = [one for one in stated if one.validity.force is Force.IN_FORCE] or stated
    if holding:
        longest = max(
            (base.explain(one.id, day, made.sheet.messages.lang) for one in holding), key=lambda one: steps(one.proof)
        )
        made.part(made.sheet.messages.say("demo.proof", id=longest.id))
        as_table.proof(made, longest)


def steps(proof: Proof) -> int:
    """The number of conclusions and leaves of a proof."""
    return 1 + sum(map(steps, proof.premises))
