"""A document to statements: the way in.

In: a `Document`. Out: an `Extraction`: norms, targets, responsibilities, sanctions, incentives and the coverage
ledger. Guarantee: every statement's span is the raw text it was read from; every character is accounted for; the
result depends on the document alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TypeVar

from obligations import consequences, norms, responsibilities, sentences, task_tables
from obligations.breaches import Breaches
from obligations.clauses import Clause
from obligations.competence import Competence, competence, imposed
from obligations.consequences import Before
from obligations.context import ITEMS, Paragraph, paragraphs
from obligations.ledger import ledger
from obligations.model import (
    Actor,
    Coverage,
    Deadline,
    Extraction,
    Incentive,
    Norm,
    Responsibility,
    Sanction,
    Stretch,
    Target,
    Text,
)
from obligations.norms import MODALITIES, Memory
from obligations.responsibilities import Note
from obligations.sentences import Draft
from obligations.targets import targets
from obligations.task_tables import Row, task_rows
from policies.model import Document, Kind, Span

S = TypeVar("S", Norm, Target, Responsibility)
_GOALS = ("目标",)
_PHRASE = 4
_WHOLE_SENTENCE = (("DEFINE", "definition"), ("SELF", "self"))
_UNTOLD = frozenset({"DO", "SAY", "ASIDE", "ASSIGN_BARE", "WHEN", "CASE", "PUNISH", "INSTITUTE"})
_TOLD = ("OBLIGE", "FORBID", "PERMIT")
_CAPTION = 15
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月(?:\d{1,2}日)?")


def extract(document: Document) -> Extraction:
    """All statements of a document, and what became of every character."""
    return _Reader(document).read()


class _Reader:
    """One document on its way to statements."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.period = document.metadata.period
        self.norms: list[Norm] = []
        self.targets: list[Target] = []
        self.responsibilities: list[Responsibility] = []
        self.sanctions: list[Sanction] = []
        self.incentives: list[Incentive] = []
        self.stretches: list[Stretch] = []
        self.memory = Memory()
        self.above: list[Note] = []  # the notes of the unit that the paragraph stands in
        self.breaches = Breaches(document)
        self.of_leaf: dict[str, list[Sanction]] = {}
        self.competences: list[Competence] = []
        self.punished = -1  # the sentence of the sanction before, in its paragraph
        self.listed = 0  # where the span of the norms so far ends
        self.group = ""  # the provision whose paragraphs 一是 … 二是 … go on with one another

    def read(self) -> Extraction:
        """Read all paragraphs."""
        found = list(paragraphs(self.document))
        notes = self._notes(found)
        for paragraph in found:
            self._enter(paragraph, notes)
            self._paragraph(paragraph)
        for row in task_rows(self.document):
            self._row(row)
        return Extraction(
            norms=_in_order(self.norms),
            targets=_in_order(self.targets),
            responsibilities=_in_order(self.responsibilities),
            sanctions=imposed(self.sanctions, self.competences),
            incentives=tuple(self.incentives),
            ledger=ledger(self.document, self.stretches),
        )

    def _notes(self, found: list[Paragraph]) -> dict[str, list[Note]]:
        """Read the notes （牵头单位：…） first: by unit, in order."""
        notes: dict[str, list[Note]] = {}
        for paragraph in found:
            for note in responsibilities.notes(paragraph):
                statement = responsibilities.from_note(self.document.id, paragraph, note)
                self.responsibilities.append(statement)
                self._account(note[2], Coverage.STATEMENT)
                notes.setdefault(paragraph.unit.eid, []).append(note)
        return notes

    def _enter(self, paragraph: Paragraph, notes: dict[str, list[Note]]) -> None:
        """Forget what does not reach beyond a paragraph."""
        if paragraph.continues and paragraph.path[-2].eid == self.group:
            self.memory.sentence = -1
            return
        self.group = paragraph.path[-2].eid if paragraph.continues else paragraph.path[-1].eid
        if notes:
            self.above = next((notes[p.eid] for p in reversed(paragraph.path) if p.eid in notes), [])
        addressees = self._addressees() if paragraph.in_notice else ()
        lead_in = self.memory.paragraph if any(p.kind in ITEMS for p in paragraph.path) else ()
        self.memory = Memory(addressees=addressees, paragraph=lead_in)

    def _addressees(self) -> tuple[Actor, ...]:
        span = self.document.metadata.spans.get("addressees", Span(0, 0))
        return tuple(Actor(name, span) for name in self.document.metadata.addressees)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.reason or _caption(paragraph):
            self._account(paragraph.leaf.span, Coverage.NON_NORMATIVE, paragraph.reason or "caption")
            return
        drafts = sentences.read(paragraph.tokens, self.period, statute=paragraph.in_statute)
        for draft in self._merged(self._normative(paragraph, drafts)):
            self.memory.enter(draft)
            self._draft(paragraph, draft)

    def _normative(self, paragraph: Paragraph, drafts: list[Draft]) -> Iterator[Draft]:
        """Leave out preambles (up to 制定本方案), sentences of guiding ideology and the like."""
        opened = -1 if paragraph.in_statute else max((d.sentence for d in drafts if _opens(d)), default=-1)
        for number, group in groupby(drafts, key=lambda d: d.sentence):
            sentence = list(group)
            reason, end = _frame(paragraph, sentence)
            if not reason and number < opened and not _demands(sentence):
                reason, end = "preamble", sentence[-1].clauses[-1].end
            if not reason and _is_past(paragraph, sentence, self.document.metadata.issued):
                reason, end = "background", sentence[-1].clauses[-1].end
            for draft in sentence:
                if reason and draft.clauses[0].start <= end:
                    self._account(_span(paragraph, draft.clauses), Coverage.NON_NORMATIVE, reason)
                else:
                    yield draft

    def _merged(self, drafts: Iterator[Draft]) -> list[Draft]:
        """Neighbours of one kind, one bearer and one part of a sentence are one statement."""
        out: list[Draft] = []
        for draft in drafts:
            if out and _same(out[-1], draft):
                out[-1] = Draft(draft.kind, out[-1].clauses + draft.clauses, draft.sentence, draft.part)
            else:
                out.append(draft)
        return out

    def _draft(self, paragraph: Paragraph, draft: Draft) -> None:
        span = _span(paragraph, draft.clauses)
        self.memory.unit_leads = responsibilities.answering(self.document, self.above, span.start)
        opening = norms.opening_deadline(draft, paragraph)
        if opening is not None:
            self.memory.due = opening
            if any(mark in p.title for p in paragraph.path for mark in _GOALS):
                self.memory.goal = opening
        understood = self._statement(paragraph, draft)
        self.competences += filter(None, [competence(paragraph, draft)])
        self.memory.clauses += draft.clauses
        if understood or self._sets_goals(paragraph):
            self._goals(paragraph, draft)
        if understood:
            self._account(span, Coverage.STATEMENT)
        else:
            self._account(span, *_unread(draft))

    def _statement(self, paragraph: Paragraph, draft: Draft) -> bool:
        """Add the draft's statement; False when it makes none."""
        if draft.kind == "obligation" and self.memory.in_office and draft.clauses[0].kind == "ASSIGN_BARE":
            draft = Draft("responsibility", draft.clauses, draft.sentence, draft.part)
        self.memory.in_office = draft.kind == "responsibility"
        listed = _part_of_list(paragraph, draft, self.listed)
        if draft.kind in MODALITIES and not listed and not _told_of(paragraph, draft):
            found = norms.norm(self.document.id, paragraph, draft, self.memory)
            if found is not None:
                self.norms.append(found)
                self.listed = max(self.listed, found.span.end)
            return found is not None
        if draft.kind == "sanction":
            self._sanction(paragraph, draft)
            return True
        if draft.kind == "incentive":
            self.incentives.append(consequences.incentive(self.document.id, paragraph, draft))
            return True
        if draft.kind == "responsibility":
            self._responsibility(paragraph, draft)
            return True
        return False

    def _sanction(self, paragraph: Paragraph, draft: Draft) -> None:
        """The one before it in the paragraph carries over, or the one that leads in the list in which it stands."""
        before = None
        above, same = self.of_leaf.get(paragraph.leaf.eid, []), self.punished == draft.sentence
        if not above and paragraph.is_item:
            lead = next((p.children[0].eid for p in reversed(paragraph.path) if p.kind is Kind.PARAGRAPH), "")
            above, same = self.of_leaf.get(lead, []), True
        if above:
            before = Before(above[-1], next((s.enforcers for s in reversed(above) if s.enforcers), ()), same)
        self.punished = draft.sentence
        found = consequences.sanction(paragraph, draft, before, self.memory, self.breaches)
        self.sanctions.append(found)
        self.of_leaf.setdefault(found.eid, []).append(found)

    def _responsibility(self, paragraph: Paragraph, draft: Draft) -> None:
        found = responsibilities.from_draft(self.document.id, paragraph, draft, self.memory.paragraph)
        self.responsibilities += found
        named = next((norms.actors(paragraph, c.bearers) for c in draft.clauses if c.bearers), ())
        self.memory.named = self.memory.paragraph = named or self.memory.paragraph  # 负责…。负责…。

    def _goals(self, paragraph: Paragraph, draft: Draft) -> None:
        if paragraph.in_statute:
            return
        scope = self.document.metadata.jurisdiction
        sentence = self.memory.clauses
        for at in range(len(sentence) - len(draft.clauses), len(sentence)):
            due = self._due_of(paragraph, sentence[at])
            found = targets(self.document.id, paragraph, sentence, at, deadline=due, scope=scope)
            if found:
                self.targets += found
                self._account(paragraph.raw(sentence[at].start, sentence[at].end), Coverage.STATEMENT)

    def _sets_goals(self, paragraph: Paragraph) -> bool:
        """占比超过50% alone tells what is; with a date, or under a heading of goals, it tells what shall be."""
        return bool(self.memory.due or self.memory.goal) or any(m in p.title for p in paragraph.path for m in _GOALS)

    def _due_of(self, paragraph: Paragraph, clause: Clause) -> Deadline | None:
        fixed = [d for d in clause.deadlines if d.value.startswith(("date:", "range:"))]
        if fixed:
            return Deadline(fixed[0].value, paragraph.raw(fixed[0].start, fixed[0].end))
        if self.memory.due or self.memory.goal:
            return self.memory.due or self.memory.goal
        return Deadline(*paragraph.phase) if paragraph.phase else None

    def _row(self, row: Row) -> None:
        """A row of a table of tasks: what its task says is demanded of those who lead, by the time of the row."""
        lead, support = self._units(row, "lead", "牵头单位："), self._units(row, "support", "配合单位：")
        roles = (lead[0] + support[0], lead[1] + support[1])
        due = task_tables.due(self.document, row, self.period)
        paragraph = task_tables.paragraph(self.document, row, "task", due)
        self.memory = Memory(unit_leads=roles[0])
        drafts = self._merged(iter(sentences.read(paragraph.tokens, self.period)))
        found = [norms.norm(self.document.id, paragraph, d, self.memory) for d in drafts if d.kind in MODALITIES]
        demanded = [norm for norm in found if norm is not None]
        self.norms += demanded
        for draft in drafts:
            self.memory.clauses += draft.clauses
            self._goals(paragraph, draft)
        if any(roles):
            task = None if demanded else Text(paragraph.view.text, paragraph.leaf.span)
            made = responsibilities.from_row(self.document.id, paragraph.unit, row, roles, task)
            self.responsibilities.append(made)
        if demanded or any(roles):
            for span in row.cells.values():
                self._account(span, Coverage.STATEMENT)

    def _units(self, row: Row, column: str, label: str) -> responsibilities.Roles:
        if column not in row.cells:
            return (), ()
        lead, support = responsibilities.listed(task_tables.paragraph(self.document, row, column), label)
        return (lead, support) if column == "lead" else ((), lead + support)

    def _account(self, span: Span, coverage: Coverage, reason: str = "") -> None:
        self.stretches.append(Stretch(span, coverage, reason))


def _in_order(statements: list[S]) -> tuple[S, ...]:
    return tuple(sorted(statements, key=lambda each: each.span))


def _span(paragraph: Paragraph, clauses: tuple[Clause, ...]) -> Span:
    return paragraph.raw(clauses[0].start, clauses[-1].end)


def _part_of_list(paragraph: Paragraph, draft: Draft, listed: int) -> bool:
    """An item without a bearer, and without a modal word but in 应当提交的其他材料, is part of its list only.

    So is any item without a bearer that the norm which leads in the list has in its span, up to `listed`.
    """
    if not paragraph.is_item:
        return False
    last = draft.clauses[-1]
    text = paragraph.view.text[last.action : last.end]
    topical = "的" in text and last.topical
    if not any(c.bearers for c in draft.clauses) and (topical or _span(paragraph, draft.clauses).start < listed):
        return True
    return all(c.kind in _UNTOLD or (c.kind == "ACT" and not c.agent) for c in draft.clauses)


def _told_of(paragraph: Paragraph, draft: Draft) -> bool:
    """In a statute 资源勘查实行统一登记制度 tells what is; only a plan gives instructions in this form."""
    modal = any(c.kind.startswith(_TOLD) for c in draft.clauses)
    return paragraph.in_statute and draft.clauses[0].kind == "INSTITUTE" and not modal


def _same(one: Draft, two: Draft) -> bool:
    if one.kind != two.kind or one.kind not in MODALITIES or (one.sentence, one.part) != (two.sentence, two.part):
        return False
    if any(c.kind in ("CASE", "BREACH", "WHEN", "WHO", "DUE") for c in two.clauses):
        return False
    return _names(one) == _names(two) or not _names(two)


def _names(draft: Draft) -> set[str]:
    return {b.name for c in draft.clauses for b in c.bearers}


def _frame(paragraph: Paragraph, sentence: list[Draft]) -> tuple[str, int]:
    """Why a sentence belongs to the frame of the document, and up to where; ("", -1) when it does not."""
    clauses = [c for draft in sentence for c in draft.clauses]
    end = clauses[-1].end
    if len(clauses) == 1 and (reason := _alone(paragraph, sentence[0])):
        return reason, end
    classes = frozenset[str]().union(*[c.classes for c in clauses])
    told = any(c.kind.startswith(_TOLD) for c in clauses)
    for mark, reason in _WHOLE_SENTENCE:
        if mark in classes and not (told and (mark == "SELF" or _in_case(mark, clauses))):
            return reason, end
    ends = [c.end for c in clauses if c.kind == "FRAME"]
    if ends:
        after = [c for c in clauses if c.start >= max(ends)]
        enacting = all(c.deadlines and c.deadlines[0].value.startswith("from:") for c in after)  # 现予公布，自…起施行
        return "preamble", end if enacting else max(ends)
    return ("guiding", end) if "GUIDE" in classes else ("", -1)


def _opens(draft: Draft) -> bool:
    """现将有关事项通知如下: what stands before it in its paragraph says why."""
    return any(clause.kind == "FRAME" for clause in draft.clauses)


def _demands(sentence: list[Draft]) -> bool:
    return any(clause.kind.startswith(_TOLD) for draft in sentence for clause in draft.clauses)


def _is_past(paragraph: Paragraph, sentence: list[Draft], issued: str | None) -> bool:
    """2018年11月，省政府印发……: what a document of 2019 tells of 2018 is over."""
    clauses = [clause for draft in sentence for clause in draft.clauses]
    day = _MONTH.fullmatch(paragraph.view.text, clauses[0].start, clauses[0].end)
    if day is None or not issued or _demands(sentence):
        return False
    return f"{day[1]}-{int(day[2]):02}" < issued[:7]


def _in_case(mark: str, clauses: list[Clause]) -> bool:
    """船舶驶入前款所称水域的，应当报告: what is named by its definition in a case is not defined there."""
    return all(c.kind == "CASE" for c in clauses if mark in c.classes)


def _alone(paragraph: Paragraph, draft: Draft) -> str:
    """Why a sentence of one clause is no text of its own: a slogan, or the heading of a point."""
    if _slogan(paragraph, draft.clauses[0]):
        return "slogan"
    heading = paragraph.at_length and draft.sentence == 0
    return "caption" if heading and draft.clauses[0].end <= _CAPTION else ""


def _caption(paragraph: Paragraph) -> bool:
    """A short line without any punctuation heads a table or a list."""
    text = paragraph.view.text
    return len(text) <= _CAPTION and not any(mark in text for mark in "，。；：！")


def _slogan(paragraph: Paragraph, clause: Clause) -> bool:
    """政府引导、企业主体: phrases of four characters, nothing else."""
    phrases = paragraph.view.text[clause.start : clause.end].split("、")
    return len(phrases) > 1 and all(len(p) == _PHRASE for p in phrases)


def _unread(draft: Draft) -> tuple[Coverage, str]:
    if any(c.unread for c in draft.clauses):
        return Coverage.NOT_UNDERSTOOD, "clause"
    if any(
        c.kind not in ("SAY", "WHEN", "WHO", "ASIDE", "CASE", "BREACH", "GOAL", "OUTCOME", "STATE")
        for c in draft.clauses
    ):
        return Coverage.NOT_UNDERSTOOD, "actor"
    return Coverage.NON_NORMATIVE, "goal" if any(c.kind == "WHEN" for c in draft.clauses) else "statement"
