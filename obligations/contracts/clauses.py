"""The clauses of a contract, as a lawyer cites them.

In: a document. Out: `Clause`s in text order, and for any place the clause it stands in. Guarantee: clauses do not
overlap; what stands before the first numbered unit, or after the last, is a clause without a label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from obligations.contracts.model import Clause
from policies.model import Document, Kind, Provision, Span
from policies.navigate import leaves, path_to

BODY = re.compile(r"第|[一1](?![\d])")  # label of the first clause; what stands before it is no clause of the contract
ABOVE = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION})  # 第二章 says where, but 第八条 is cited alone
HEAD = re.compile(r"\s*([\u4e00-\u9fff、和与（）及]{2,24})[ \t\u3000]*(?=\n|[：:])")
LONGEST = 24


def clauses(document: Document) -> tuple[Clause, ...]:
    """The clauses of a document."""
    found = [
        _clause(document, path, leaf.span)
        for leaf in leaves(document.root)
        if (path := path_to(document.root, leaf.span.start)) and leaf.kind is not Kind.BLANK
    ]
    return tuple(_joined(list(group)) for _, group in groupby(found, key=lambda each: each.eid))


def clause_at(found: Sequence[Clause], offset: int) -> Clause | None:
    """The clause that a place stands in."""
    number = bisect_right(found, offset, key=lambda each: each.span.start) - 1
    return found[number] if number >= 0 else None


def _clause(document: Document, path: Sequence[Provision], span: Span) -> Clause:
    labelled = [each for each in path if each.label]
    cited = [each.label.strip() for each in labelled if each.kind not in ABOVE]
    eid = labelled[-1].eid if labelled else path[0].eid if len(path) == 1 else path[1].eid
    heads = tuple(dict.fromkeys(filter(None, (_head(document, each) for each in labelled))))
    return Clause(eid, "".join(cited), heads, span)


def _head(document: Document, unit: Provision) -> str:
    """Its title: that of the tree, or the short line that its text begins with (第七条　绿色矿山建设)."""
    if unit.title:
        return unit.title
    text = document.text[unit.span.start : unit.span.end].lstrip()
    after = text.removeprefix(unit.label).lstrip(" \t\u3000、．.")
    found = HEAD.match(after[: LONGEST + 4])
    return found[1] if found else ""


def _joined(group: Sequence[Clause]) -> Clause:
    return replace(group[0], span=Span(group[0].span.start, group[-1].span.end))


def sentences(document: Document, clause: Clause) -> Iterator[Span]:
    """The sentences of a clause: up to 。 or ；, an item or a line of a table each."""
    text = document.text[clause.span.start : clause.span.end]
    start = 0
    for mark in re.finditer(r"[。；;\n]+|$", text):
        if text[start : mark.end()].strip(" \t\u3000\r\n。；;"):
            lead = len(text[start:]) - len(text[start:].lstrip())
            yield Span(clause.span.start + start + lead, clause.span.start + mark.end())
        start = mark.end()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a contract; `lead` is what leads in the list that it is an item of."""

    span: Span
    clause: Clause
    text: str
    lead: str

    @property
    def whole(self) -> str:
        """With the words that lead it in."""
        return self.lead + self.text


def read(document: Document, clauses: Sequence[Clause]) -> Iterator[Sentence]:
    """All sentences of the clauses in text order; what stands before the first clause is left out."""
    first = next((number for number, each in enumerate(clauses) if BODY.match(each.label)), 0)
    within, words = "", ""  # the unit that a list stands in, and what leads it in
    for clause in clauses[first:]:
        for span in sentences(document, clause):
            text = "".join(document.quote(span).split())
            inside = clause.eid.startswith(within) and clause.eid != within
            yield Sentence(span, clause, text, words if within and inside else "")
            if text.endswith(("：", ":")):
                within, words = clause.eid, text
