"""CSV for spreadsheets: one row an answer, headings in the language of the user.

In: an answer. Out: RFC 4180 text. Written to a file it carries a byte order mark, without which Excel reads Chinese as
rubbish; on the standard output it carries none. Guarantee: no cell is taken for a formula: an apostrophe is put before
a cell that begins with ``=``, ``+``, ``-`` or ``@``, full width or not.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from engine.model import GapKind
from workbench.rendering import case_rows, conflict_rows, due_rows, rows
from workbench.rendering.cited import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.exports import Sheet
    from workbench.model import CaseReport, Conflicts, Deadlines, Duties, Entry, Explanation, Gaps, Penalties, Reason
    from workbench.rendering.rows import Row

FILE_ENCODING = "utf-8-sig"
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")

STATEMENT = (
    *("id", "policy", "place", "kind", "section", "actor", "action", "deadline", "condition", "recipient"),
    *("support", "trigger", "enforcer", "provider"),
)
DUTY = (
    *("id", "policy", "place", "force", "actor", "relation", "modality", "action", "recipient", "deadline", "due"),
    *("awaits", "condition", "lead", "support", "successors", "derived", "rule", "section"),
)
DUE = (
    *(
        "day",
        "id",
        "policy",
        "place",
        "force",
        "actor",
        "modality",
        "action",
        "recipient",
        "deadline",
        "basis",
        "event",
    ),
    *("condition", "lead", "support", "section"),
)
PENALTY = (
    *("id", "policy", "place", "force", "actor", "relation", "trigger", "measure", "fine", "enforcer", "lead"),
    *("norms", "rule", "section"),
)
CASE = (
    *("id", "policy", "place", "kind", "state", "actor", "bearer", "action", "due", "basis", "done", "condition"),
    *("question", "trigger", "fine", "enforcer", "successors", "since", "until", "derived", "rule", "section"),
)
QUESTION = ("question", "answer", "decides", "touches", "items")
CONFLICT = (
    *("id", "matter", "document_1", "kind_1", "actor_1", "section_1", "quoted_1"),
    *("document_2", "kind_2", "actor_2", "section_2", "quoted_2", "outcome", "prevailing", "told", "rule", "label"),
)
PROOF = ("depth", "conclusion", "rule", "label", "note", "policy", "section")
GAP = ("id", "policy", "place", "kind", "actor", "modality", "action", "reason", "lead", "section")
LOAD = ("department", "quarter", "leading", "supporting", "bearing")
QUOTED = ("start", "end", "quote")


def extractions(entries: Sequence[Entry], sheet: Sheet) -> str:
    """The statements of documents."""
    found: list[Row] = []
    for entry in entries:
        numbers = cited(entry, sheet.messages.lang, headed=True)
        found += [rows.statement(one, entry, numbers, sheet.messages) for one in entry.extraction.statements]
    return table((*STATEMENT, *QUOTED), found, sheet)


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties."""
    known = {entry.document.id: (entry, cited(entry, sheet.messages.lang, headed=True)) for entry in answer.entries}
    found = [rows.duty(one, *known[one.document], sheet.messages) for one in answer.found.duties]
    return table((*DUTY, *QUOTED), found, sheet)


def deadlines(answer: Deadlines, sheet: Sheet) -> str:
    """Deadlines, one row a day; without a day while the event is not known."""
    known = {entry.document.id: (entry, cited(entry, sheet.messages.lang, headed=True)) for entry in answer.entries}
    found = [due_rows.flat(one, *known[one.duty.document], sheet.messages) for one in answer.found.dues]
    return table((*DUE, *QUOTED), found, sheet)


def penalties(answer: Penalties, sheet: Sheet) -> str:
    """Penalties."""
    known = {entry.document.id: (entry, cited(entry, sheet.messages.lang, headed=True)) for entry in answer.entries}
    found = [rows.penalty(one, *known[one.document], sheet.messages) for one in answer.found.penalties]
    return table((*PENALTY, *QUOTED), found, sheet)


def conflicts(answer: Conflicts, sheet: Sheet) -> str:
    """Provisions that contradict each other, one row a pair."""
    return table(CONFLICT, conflict_rows.flat(answer, sheet.messages), sheet)


def gaps(answer: Gaps, sheet: Sheet) -> str:
    """What is left open; when the load of departments is asked for, that."""
    if GapKind.LOAD in answer.kinds:
        return table(LOAD, [rows.load(one, sheet.messages) for one in answer.found.loads], sheet)
    known = {entry.document.id: (entry, cited(entry, sheet.messages.lang, headed=True)) for entry in answer.entries}
    found = [rows.gap(one, *known[one.document], sheet.messages) for one in answer.found.gaps]
    return table((*GAP, *QUOTED), found, sheet)


def explanation(answer: Explanation | Reason, sheet: Sheet) -> str:
    """A proof, one row a step."""
    places = {entry.document.id: cited(entry, sheet.messages.lang, headed=True) for entry in answer.entries}
    return table((*PROOF, *QUOTED), rows.proof(answer.proof, places), sheet)


reason = explanation


def case(answer: CaseReport, sheet: Sheet) -> str:
    """What holds in a case: its duties, then its consequences."""
    known = {entry.document.id: (entry, cited(entry, sheet.messages.lang, headed=True)) for entry in answer.entries}
    found = [case_rows.duty(one, *known[one.document], sheet.messages) for one in answer.found.duties]
    found += [case_rows.consequence(one, *known[one.document], sheet.messages) for one in answer.found.consequences]
    return table((*CASE, *QUOTED), found, sheet)


def questions(answer: CaseReport, sheet: Sheet) -> str:
    """What a case leaves open."""
    return table(QUESTION, [case_rows.question(one, sheet.messages) for one in answer.found.questions], sheet)


def table(columns: Sequence[str], found: Iterable[Row], sheet: Sheet) -> str:
    """The headings and the rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([sheet.messages.say(f"column.{name}") for name in columns])
    writer.writerows([harmless(row.get(name, "")) for name in columns] for row in found)
    return out.getvalue()


def harmless(value: str) -> str:
    """A cell that a spreadsheet takes for text."""
    return f"'{value}" if value.startswith(FORMULA) else value
