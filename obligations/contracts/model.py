"""What is read of a contract: frozen values.

In: nothing. Out: `Contract`. Guarantee: everything has the span of its words; what is left open is a `Blank`,
never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from obligations.model import Extraction, Text
from policies.model import Document, Span


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the contract.

    Attributes:
        called: what the clauses call it: 甲方, 受让人.
        name: as printed after the colon; "" when it is left blank or not printed.
        role: who it is in the law's terms, an actor of the taxonomy: 采矿权人; "" when the contract does not tell.
        span: where it is introduced.
    """

    called: str
    name: str
    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the contract.

    Attributes:
        eid: of its provision.
        label: as a lawyer cites it: 第八条, 第八条第二款, 三/（二）.
        heads: titles above it and its own, from the top: 绿色矿山建设.
        span: all its text.
    """

    eid: str
    label: str
    heads: tuple[str, ...]
    span: Span


class BlankKind(StrEnum):
    """What was left open."""

    RULE = "rule"  # ____
    BRACKETS = "brackets"  # 【 】, [插入…]
    DATE = "date"  # 年 月 日 without figures
    SPACE = "space"  # a gap in a sentence
    BOX = "box"  # □ where none of a list is ticked


@dataclass(frozen=True, slots=True)
class Blank:
    """A place left open; `words` are those around it, `clause` the `eid` of its clause."""

    kind: BlankKind
    span: Span
    words: Text
    clause: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in yuan that is printed in figures and in words.

    Attributes:
        figures: its value by the figures.
        words: its value by the words; None when they are no number.
        span: of both; `clause`: the `eid` of its clause.
    """

    figures: Decimal
    words: Decimal | None
    span: Span
    clause: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as printed; `day` is ISO, "" for one that no calendar has."""

    day: str
    span: Span
    clause: str


@dataclass(frozen=True, slots=True)
class Term:
    """How long the contract holds; each None where it is not printed or left blank.

    Attributes:
        first, last: its days.
        length: as an ISO 8601 duration: P10Y.
        span: of the sentence; `clause`: the `eid` of its clause.
    """

    first: Moment | None
    last: Moment | None
    length: str | None
    span: Span
    clause: str


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract.

    Attributes:
        document: its text, tree and citations.
        extraction: its statements, the parties under the names that its clauses use.
        kind: 采矿权出让合同; "" when its title and parties do not tell.
        title: as printed, on one line; `begins`: where it stands. What is before it (a notice that forwards it) is no
            part of the contract.
        parties: in the order of the text.
        clauses: in the order of the text; they do not overlap.
        blanks: what is left open.
        dates: all days printed.
        signed: the signing date, None when it is open.
        terms: how long it holds.
        amounts: sums in figures and in words.
    """

    document: Document
    extraction: Extraction
    kind: str
    title: str
    begins: int
    parties: tuple[Party, ...]
    clauses: tuple[Clause, ...]
    blanks: tuple[Blank, ...]
    dates: tuple[Moment, ...]
    signed: Moment | None
    terms: tuple[Term, ...]
    amounts: tuple[Amount, ...]
