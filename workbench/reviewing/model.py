"""Corrections: frozen values.

In: nothing. Out: what a reviewer says of a statement, and what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """What a reviewer does."""

    CONFIRM = "confirm"  # it is as it was read
    CHANGE = "change"  # its fields, its span or its kind are others
    REJECT = "reject"  # it is no statement
    ADD = "add"  # it was missed


class State(StrEnum):
    """What became of a correction."""

    ACTIVE = "active"
    FLAGGED = "flagged"  # the words under it changed: somebody must look at it again
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """What a reviewer says.

    Attributes:
        document: its name.
        act: what is done.
        statement: ID of the statement; "" for one that was missed.
        kind: norm, target, responsibility, sanction or incentive; "" to leave it.
        start, end: where it stands, in code points of the text; None to leave it.
        fields: what is otherwise, in the names of `docs/schema/extract.json`.
        reason: why.
    """

    document: str
    act: Act
    statement: str = ""
    kind: str = ""
    start: int | None = None
    end: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A change that was stored.

    Attributes:
        number: counted from 1 over the knowledge base.
        statement: the statement, as it is called now; "" while it is flagged.
        kind, start, end, quote: of the statement as the reviewer wants it.
        record: all its fields, as the reviewer wants them; {} for one that is rejected.
        was: kind, start, end and fields as it was read; {} for one that was missed.
        at, by: when (UTC), and by whom.
    """

    number: int
    document: str
    act: Act
    state: State
    statement: str
    kind: str
    start: int
    end: int
    quote: str
    record: dict[str, Any]
    was: dict[str, Any]
    reason: str
    at: str
    by: str
