"""A case as a page for people.

In: the answer to a case. Out: the page: what the case says, duties and consequences by document, open questions.
Guarantee: nothing is left out but consequences that wait for an answer to a question, and these are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.rendering import case_rows as rows
from workbench.rendering.cited import cited
from workbench.rendering.page import Column, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.model import Answer
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import CaseReport, Entry
    from workbench.rendering.rows import Row

    Standing = Callable[[Page, Entry, Answer, int], None]

DUTY = (
    *(Column("state", width=10), Column("actor", 2, ditto=True), Column("what", 9), Column("due", 3)),
    Column("section", width=12),
)
CONSEQUENCE = (
    *(Column("state", width=16), Column("actor", 2, ditto=True), Column("trigger", 4), Column("what", 6)),
    *(Column("enforcer", 3, ditto=True), Column("section", width=12)),
)
QUESTION = (
    *(Column("question", 6), Column("answer", 5), Column("decides", width=10, right=True)),
    Column("touches", width=10, right=True),
)


def case(page: Page, answer: CaseReport, standing: Standing) -> None:
    """The whole answer; `standing` writes how a document stands on the day."""
    messages = page.sheet.messages
    facts(page, answer)
    for entry in answer.entries:
        known = [one.document for one in answer.found.duties] + [one.document for one in answer.found.consequences]
        standing(page, entry, answer.found, known.count(entry.document.id))
        document(page, answer, entry)
    page.heading(messages.say("case.open"))
    waiting = sum(not one.at_hand for one in answer.found.consequences)
    if waiting:
        page.text(messages.say("case.waiting", count=waiting))
    count = len(answer.found.questions)
    page.text(messages.say("case.questions", count=count) if count else messages.say("case.no_questions"))


def facts(page: Page, answer: CaseReport) -> None:
    """What the case says, as it was read."""
    messages = page.sheet.messages
    page.heading(answer.case.title)
    for note in answer.found.notes:
        page.text(note)
    for party in answer.case.parties:
        page.text(rows.party(party, messages))
    for event in sorted(answer.case.events, key=lambda event: event.day):
        page.text(rows.event(event, messages))
    for words, holds in answer.case.answers:
        told = messages.say("word.yes" if holds else "word.no") if isinstance(holds, bool) else str(holds)
        page.text(messages.say("case.answered", words=words, told=told))


def document(page: Page, answer: CaseReport, entry: Entry) -> None:
    """The duties and consequences of one document."""
    messages, name = page.sheet.messages, entry.document.id
    numbers = cited(entry, messages.lang)
    duties = [one for one in answer.found.duties if one.document == name]
    held = [one for one in answer.found.consequences if one.document == name and one.at_hand]
    shown = [for_duty(rows.duty(one, entry, numbers, messages), messages) for one in rows.in_order(duties)]
    page.table(DUTY, shown, {"what": messages.say("column.duty_id")})
    steps = [for_consequence(rows.consequence(one, entry, numbers, messages), messages) for one in held]
    page.table(CONSEQUENCE, steps, {"what": messages.say("column.measure_id")})


def for_duty(row: Row, messages: Messages) -> Row:
    """A duty in few columns."""
    told = [messages.say(f"case.{name}", value=row[name]) for name in ("bearer", "condition", "question") if row[name]]
    done = row["done"] and messages.say("case.late" if row["late"] else "case.done", value=row["done"])
    derived = [messages.say("table.derived")] if row["derived"] else []
    action = messages.say("case.action", modality=row["modality"], action=row["action"])
    return {**row, "what": stacked(action, *told, *derived, row["id"]), "due": stacked(row["due"], done)}


def for_consequence(row: Row, messages: Messages) -> Row:
    """A consequence in few columns."""
    since = row["since"] and messages.say("case.since", value=row["since"])
    until = row["until"] and messages.say("case.until", value=row["until"])
    fine = row["fine"] and messages.say("table.fine", value=row["fine"])
    heirs = row["successors"] and messages.say("table.successors", value=row["successors"])
    asked = row["question"] and messages.say("case.question", value=row["question"])
    return {
        **row,
        "state": stacked(row["state"], since, until),
        "what": stacked(row["action"], fine, row["basis"], asked, row["id"]),
        "enforcer": stacked(row["enforcer"] or messages.say("word.unstated"), heirs),
    }


def questions(answer: CaseReport, sheet: Sheet) -> str:
    """The open questions, those that decide most first."""
    page = Page(sheet)
    page.heading(answer.case.title)
    for note in answer.found.notes:
        page.text(note)
    found = [rows.question(one, sheet.messages) for one in answer.found.questions]
    if not found:
        page.text(sheet.messages.say("case.no_questions"))
    page.table(QUESTION, found)
    return page.written()


def stacked(*cells: str) -> str:
    """Several words in one cell, one below the other."""
    return "\n".join(filter(None, cells))
