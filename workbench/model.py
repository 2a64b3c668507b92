"""What the workbench holds and answers: frozen values.

In: nothing. Out: documents with what was read of them, and the engine's answers with the documents they speak of, as
every exporter renders them.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.model import DeadlineAnswer, DutyAnswer, PenaltyAnswer, Proof
from engine.questions import Asked
from obligations.model import Extraction
from policies.model import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """A document and what was read of it."""

    document: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that could not be read, with the reason in both languages."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties that answer a question, with the documents that were asked."""

    asked: Asked
    entries: tuple[Entry, ...]
    found: DutyAnswer


@dataclass(frozen=True, slots=True)
class Penalties:
    """The penalties that answer a question, with the documents that were asked."""

    asked: Asked
    entries: tuple[Entry, ...]
    found: PenaltyAnswer


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The days on which duties fall due, with the documents that were asked."""

    asked: Asked
    entries: tuple[Entry, ...]
    found: DeadlineAnswer


@dataclass(frozen=True, slots=True)
class Explanation:
    """The proof of the answer called `id`, with the documents it may quote."""

    id: str
    entries: tuple[Entry, ...]
    proof: Proof
