"""Tables for people, on a terminal or in a file.

In: an answer. Out: text that fits the width of the sheet; Chinese counts two columns a character.
Guarantee: words are folded, never cut; without a terminal there are no colours and no control characters.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from engine.checking.model import Trust
from engine.model import GapKind
from engine.to_text import to_text
from engine.wording import date, days
from engine.wording import told as spoken
from workbench.rendering import case_page, comparison_page, conflict_rows, coverage, due_rows, review_page, rows
from workbench.rendering.cited import cited, documents, place, title
from workbench.rendering.page import Column, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.model import Answer, Duty, Penalty
    from policies.model import Metadata
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import (
        CaseReport,
        Changes,
        Checked,
        Compared,
        Conflicts,
        Deadlines,
        Duties,
        Entry,
        Explanation,
        Gaps,
        Penalties,
        Reason,
        Reviews,
        Verdicts,
    )
    from workbench.rendering.cited import Sections
    from workbench.rendering.rows import Row

FILE_ENCODING = "utf-8"

CHECKED = ("quotations", "facts", "computed", "absences", "comparisons", "steps", "rules")

COVERAGE = (
    Column("coverage", 2),
    Column("reason", 4),
    Column("characters", width=8, right=True),
    Column("share", width=8, right=True),
)
STATEMENT = (Column("actor", 3), Column("what", 9), Column("deadline", 3), Column("section", width=12))
DUTY = (
    *(Column("actor", 3), Column("modality", width=13), Column("what", 9), Column("deadline", 4)),
    *(Column("department", 4, ditto=True), Column("section", width=12)),
)
PENALTY = (
    *(Column("actor", 3), Column("trigger", 7, ditto=True), Column("what", 8), Column("enforcer", 3, ditto=True)),
    Column("section", width=12),
)
PARTY = (
    *(Column("document", 4), Column("kind", width=14), Column("actor", 2), Column("quoted", 8)),
    Column("section", width=14),
)
GAP = (Column("actor", 3), Column("modality", width=8), Column("what", 9), Column("section", width=12))
LOAD = (
    *(Column("department", 5, ditto=True), Column("quarter", width=16), Column("leading", width=8, right=True)),
    *(Column("supporting", width=8, right=True), Column("bearing", width=8, right=True)),
)
DIAGNOSTIC = (Column("code", width=6), Column("message"))
REMARKS = ("trigger", "condition", "recipient", "support", "enforcer", "provider")
STATED = ("effective", "expires", "validity", "period")  # of a document, told only where it says so


def extractions(entries: Sequence[Entry], sheet: Sheet) -> str:
    """Statements by kind and the coverage of each document."""
    page = Page(sheet)
    for entry in entries:
        page.heading(named(entry))
        described(page, entry)
        page.table(COVERAGE, covered(entry, sheet.messages))
        statements(page, entry)
        problems = (*entry.document.diagnostics, *entry.extraction.diagnostics)
        if problems:
            page.heading(sheet.messages.say("table.diagnostics"))
            page.table(DIAGNOSTIC, [rows.diagnostic(problem, sheet.messages) for problem in problems])
    return page.written()


def described(page: Page, entry: Entry) -> None:
    """What the document says of itself, and how many statements of each kind it makes."""
    messages = page.sheet.messages
    meta = entry.document.metadata
    issuers = messages.say("word.separator").join(meta.issuers)
    told = {"doc_number": meta.doc_number, "issuers": issuers, "issued": meta.issued, "jurisdiction": meta.jurisdiction}
    unstated = messages.say("word.unstated")
    stated = {name: value for name in STATED if (value := term(name, meta, messages.lang))}
    found = {name: date(value or unstated, messages.lang) for name, value in told.items()} | stated
    page.text(messages.say("word.gap").join(messages.say(f"meta.{name}", value=value) for name, value in found.items()))
    tally = [f"{messages.word('kind', kind)} {count}" for kind, count in rows.counts(entry.extraction).items()]
    page.text(messages.say("table.tally", tally=messages.say("word.separator").join(tally)))


def term(name: str, meta: Metadata, lang: str) -> str:
    """When a document takes effect or ends, as far as it says."""
    if name == "period":
        return "–".join(map(str, meta.period or ()))
    if name == "validity":
        since = f"（{meta.validity_from}）" if meta.validity_from else ""
        return spoken(meta.validity, lang) + since if meta.validity else ""
    return date(getattr(meta, name) or "", lang)


def covered(entry: Entry, messages: Messages) -> list[Row]:
    """The coverage ledger; the shares sum to 100.0 %."""
    parts = coverage.shares(entry.extraction)
    found = [
        {
            "coverage": messages.word("coverage", part.coverage.value),
            "reason": part.reason and messages.word("reason", part.reason),
            "characters": str(part.characters),
            "share": f"{part.permille / 10:.1f} %",
        }
        for part in parts
    ]
    total = {
        "coverage": messages.say("word.total"),
        "characters": str(sum(part.characters for part in parts)),
        "share": f"{sum(part.permille for part in parts) / 10:.1f} %",
    }
    return [*found, total]


def statements(page: Page, entry: Entry) -> None:
    """The statements, one table for each kind."""
    messages, numbers = page.sheet.messages, cited(entry, page.sheet.messages.lang)
    for kind in rows.KINDS:
        found = [
            rows.statement(one, entry, numbers, messages)
            for one in entry.extraction.statements
            if rows.kind(one) == kind
        ]
        if found:
            page.heading(messages.say("table.kind", kind=messages.word("kind", kind), count=len(found)))
            page.table(STATEMENT, [with_remarks(with_actor(row, messages), messages, REMARKS) for row in found])


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties, one table for each document."""
    page = Page(sheet)
    shown = [by_words(of(answer, entry)) for entry in answer.entries]
    opening(page, answer.found, len(answer.found.duties), sum(map(len, shown)))
    duty_tables(page, answer)
    return page.written()


def deadlines(answer: Deadlines, sheet: Sheet) -> str:
    """Deadlines in the order of their days, over all documents; then how each document stands that has none."""
    page, messages = Page(sheet), sheet.messages
    opening(page, answer.found, *[len(answer.found.dues)] * 2)
    page.text(due_rows.window(answer, messages))
    known = {entry.document.id: (entry, cited(entry, messages.lang)) for entry in answer.entries}
    page.table(due_rows.COLUMNS, [due_rows.row(one, *known[one.duty.document], messages) for one in answer.found.dues])
    told = {one.duty.document for one in answer.found.dues}
    for entry in answer.entries:
        if entry.document.id not in told:
            standing(page, entry, answer.found, 0)
    return page.written()


def duty_tables(page: Page, answer: Duties) -> None:
    """The duties of each document, below how it stands on the day."""
    for entry in answer.entries:
        found = of(answer, entry)
        standing(page, entry, answer.found, len(found))
        duty_table(page, entry, found)


def of(answer: Duties, entry: Entry) -> list[Duty]:
    """The duties of one document."""
    return [one for one in answer.found.duties if one.document == entry.document.id]


def duty_table(page: Page, entry: Entry, found: Sequence[Duty]) -> None:
    """The duties of one document."""
    messages, numbers = page.sheet.messages, cited(entry, page.sheet.messages.lang)
    shown = [merged(same, entry, numbers, messages) for same in by_words(found)]
    page.table(DUTY, [for_duty(one, messages) for one in shown])


def by_words(found: Sequence[Duty]) -> list[list[Duty]]:
    """Duties by the same words together: those whom the text names, then those meant by them (各责任单位)."""
    groups: list[list[Duty]] = []
    for _, each in groupby(found, key=shared):
        same = list(each)
        first = groups[-1][0] if groups else None
        if first and same[0].derived and not first.derived and shared(first)[1:] == shared(same[0])[1:]:
            groups[-1] += same
        else:
            groups.append(same)
    return groups


def merged(same: Sequence[Duty], entry: Entry, numbers: Sections, messages: Messages) -> Row:
    """Duties by the same words as one row; the ID of the statement explains all of them."""
    found = [rows.duty(duty, entry, numbers, messages) for duty in same]
    if len(found) == 1:
        return found[0]
    named = [row["actor"] for row in found if row["derived"] == found[0]["derived"]]
    meant = [row["actor"] for row in found if row["derived"] != found[0]["derived"]]
    identity = found[0]["norm"] or found[0]["policy"]
    actors = {"actor": rows.listed(named, messages), "meant": rows.listed(meant, messages)}
    heirs = [f"{row['actor']}→{row['successors']}" for row in found if row["successors"]]
    actors["successors"] = rows.listed(list(dict.fromkeys(heirs)), messages)
    return {**found[0], **actors, "id": identity}


def shared(duty: Duty) -> tuple[object, ...]:
    """What duties of several actors by the same words have in common; the first is whether they are derived."""
    return (duty.derived, duty.norm, duty.modality, duty.charge, duty.action, duty.due, duty.relation)


def penalties(answer: Penalties, sheet: Sheet) -> str:
    """Penalties, one table for each document."""
    page = Page(sheet)
    opening(page, answer.found, len(answer.found.penalties), len(answer.found.penalties))
    penalty_tables(page, answer)
    return page.written()


def penalty_tables(page: Page, answer: Penalties) -> None:
    """The penalties of each document, below how it stands on the day."""
    for entry in answer.entries:
        found = [one for one in answer.found.penalties if one.document == entry.document.id]
        standing(page, entry, answer.found, len(found))
        penalty_table(page, entry, found)


def penalty_table(page: Page, entry: Entry, found: Sequence[Penalty]) -> None:
    """The penalties of one document; a breach with several measures is told once."""
    messages, numbers = page.sheet.messages, cited(entry, page.sheet.messages.lang)
    shown = [for_penalty(rows.penalty(one, entry, numbers, messages), messages) for one in found]
    page.table(PENALTY, shown, {"what": messages.say("column.measure_id")})


def conflicts(answer: Conflicts, sheet: Sheet) -> str:
    """Provisions that contradict each other: both quoted, and which applies."""
    page, messages = Page(sheet), sheet.messages
    documents = conflict_rows.known(answer, messages.lang)
    count = len(answer.found.conflicts)
    opening(page, answer.found, count, count)
    for number, one in enumerate(answer.found.conflicts, 1):
        page.heading(messages.say("conflict.heading", number=number, matter=one.matter))
        page.table(PARTY, [conflict_rows.party(each, documents, messages) for each in one.parties])
        page.text(conflict_rows.outcome(one, documents, messages))
        page.text(messages.say("conflict.id", id=one.id))
    return page.written()


def reviews(answer: Reviews, sheet: Sheet) -> str:
    """Contracts held against policies."""
    return review_page.reviews(answer, sheet)


def gaps(answer: Gaps, sheet: Sheet) -> str:
    """What each document leaves open, one table for each kind; the load of departments over all of them."""
    page, messages = Page(sheet), sheet.messages
    opening(page, answer.found, *[len(answer.found.gaps) or len(answer.found.loads)] * 2)
    if GapKind.LOAD not in answer.kinds:
        for entry in answer.entries:
            found = [one for one in answer.found.gaps if one.document == entry.document.id]
            standing(page, entry, answer.found, len(found))
            numbers = cited(entry, messages.lang)
            for kind, each in groupby(found, key=lambda one: one.kind):
                shown = [for_gap(rows.gap(one, entry, numbers, messages), messages) for one in each]
                named_kind = messages.word("gap", kind.value)
                page.heading(messages.say("table.kind", kind=named_kind, count=len(shown)))
                page.table(GAP, shown)
    elif answer.found.loads:
        page.heading(messages.say("gap.load"))
        page.table(LOAD, [rows.load(one, messages) for one in answer.found.loads])
    return page.written()


def for_gap(row: Row, messages: Messages) -> Row:
    """A gap in few columns: the reason and the ID below the words."""
    told = "gap.meets" if row["kind"] == messages.word("gap", GapKind.ACROSS.value) else "gap.because"
    reason = row["reason"] and messages.say(told, value=row["reason"])
    actor = row["actor"] or messages.say("word.unstated")
    return {**row, "actor": actor, "what": stacked(row["action"], reason, row["id"])}


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    return comparison_page.comparison(answer, sheet)


def changes(answer: Changes, sheet: Sheet) -> str:
    """Two versions of a document."""
    return comparison_page.changes(answer, sheet)


def explanation(answer: Explanation | Reason, sheet: Sheet) -> str:
    """A proof as an indented text."""
    page = Page(sheet)
    proof(page, answer)
    return page.written()


reason = explanation


def proof(page: Page, answer: Explanation | Reason) -> None:
    """The proof as `engine.proof` tells it."""
    page.lines(to_text(answer.proof, documents(answer.entries), page.sheet.messages.lang))


def verdicts(answer: Verdicts, sheet: Sheet) -> str:
    """What was found of proofs: how many hold, each with its reason if it does not, and what was checked."""
    page, say = Page(sheet), sheet.messages.say
    held = sum(one.verdict.rejected is None for one in answer.found)
    page.text(say("verify.count", count=len(answer.found), held=held, rejected=len(answer.found) - held))
    for one in answer.found:
        verdict(page, one)
    holding = [one.verdict for one in answer.found if one.verdict.rejected is None]
    total: Counter[str] = sum((Counter(each.checked) for each in holding), Counter())
    trusted = {each for one in holding for each in one.trusted}
    told = {
        "verify.checked": [say(f"verify.{name}", count=total[name]) for name in CHECKED if total[name]],
        "verify.trusted": [say(f"trust.{each}") for each in Trust if each in trusted],
    }
    for heading, lines in told.items():
        if lines:
            page.heading(say(heading))
            page.lines("\n".join(f"  {line}" for line in lines))
    return page.written()


def verdict(page: Page, one: Checked) -> None:
    """One proof: that it holds, or where and why it does not."""
    say, found = page.sheet.messages.say, one.verdict
    page.heading(say("verify.fails" if found.rejected else "verify.holds", id=found.id))
    page.lines(f"  {found.conclusion}")
    if found.rejected:
        page.lines(f"  {say(f'fault.{found.rejected.fault}', **found.rejected.values)}")
        page.lines(f"  {say('verify.place', file=one.file, number=one.number, place=found.rejected.place)}")


def case(answer: CaseReport, sheet: Sheet) -> str:
    """What holds in a case."""
    page = Page(sheet)
    case_page.case(page, answer, standing)
    return page.written()


def questions(answer: CaseReport, sheet: Sheet) -> str:
    """What a case leaves open."""
    return case_page.questions(answer, sheet)


def opening(page: Page, found: Answer, count: int, lines: int) -> None:
    """The first lines: how many answers there are, in how many rows, and how the question was understood."""
    key = "table.count" if count == lines else "table.count_lines"
    page.text(page.sheet.messages.say(key, count=count, lines=lines))
    for note in found.notes:
        page.text(note)


def standing(page: Page, entry: Entry, found: Answer, count: int) -> None:
    """A document's heading, how it stands on the day, and how many answers it does not give."""
    messages, name = page.sheet.messages, entry.document.id
    page.heading(named(entry))
    validity = next(one for one in found.validities if one.document == name)
    page.text(messages.say("table.force", force=messages.word("force", validity.force.value), reason=validity.reason))
    withheld = dict(found.withheld).get(name)
    if withheld:
        page.text(messages.say("table.withheld", count=withheld))
    elif not count:
        page.text(messages.say("table.none"))


def named(entry: Entry) -> str:
    """How a document is called in a heading."""
    return f"{place(entry.document)}　{title(entry.document)}（{entry.document.id}）"


def for_duty(row: Row, messages: Messages) -> Row:
    """A duty in few columns: who leads and who supports in one, the dates below the deadline.

    Those who stand in the first column as bearers are not told again.
    """
    separator = messages.say("word.separator")
    dates = [days(day, messages.lang) for day in row["due"].split(separator) if day]
    dates = [day for day in dates if day not in row["deadline"]]
    bearers = row["actor"].split(separator)
    lead, support = (
        separator.join(name for name in row[part].split(separator) if name not in bearers)
        for part in ("lead", "support")
    )
    support = support and messages.say("table.support", value=support)
    return {
        **with_remarks(
            row, messages, ("meant", "successors", "condition", "recipient", "event" if row["event"] else "awaits")
        ),
        "actor": row["actor"] or messages.say("word.unstated"),
        "deadline": stacked(row["deadline"], messages.say("table.due") if dates else "", *dates),
        "department": stacked(lead, support),
    }


def for_penalty(row: Row, messages: Messages) -> Row:
    """A penalty in few columns: fine and ID below the measure; who leads, where nobody is named to impose it."""
    fine = row["fine"] and messages.say("table.fine", value=row["fine"])
    lead = row["lead"] and messages.say("table.lead", value=row["lead"])
    return {
        **row,
        "actor": row["actor"] or messages.say("word.unstated"),
        "what": stacked(row["measure"], fine, row["id"]),
        "enforcer": row["enforcer"] or lead or messages.say("word.unstated"),
    }


def with_actor(row: Row, messages: Messages) -> Row:
    """A row that tells who: of a task that names only who assists, those."""
    if row["actor"] or not row.get("support"):
        return {**row, "actor": row["actor"] or messages.say("word.unstated")}
    return {**row, "actor": row["support"], "support": ""}


def with_remarks(row: Row, messages: Messages, remarks: Sequence[str]) -> Row:
    """A row whose column `what` tells the act, below it what else limits it and the act does not say, and its ID."""
    told = [
        messages.say(f"table.{name}", value=row[name]) for name in remarks if row.get(name, "") not in row["action"]
    ]
    if row.get("derived"):
        told.append(messages.say("table.derived"))
    return {**row, "what": stacked(row["action"], *told, row["id"])}


def stacked(*cells: str) -> str:
    """Several words in one cell, one below the other."""
    return "\n".join(filter(None, cells))
