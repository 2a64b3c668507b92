"""The reading of the documents of a knowledge base against their reviews.

In: a session that reads. Out: an `Evaluation`. Guarantee: what is scored is what this program reads today; a document
that another program read is read again for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from obligations.from_document import extract
from workbench.building.fingerprint import fingerprint
from workbench.model import Entry
from workbench.reviewing.gold import fixture, jsonl
from workbench.reviewing.model import State
from workbench.reviewing.scoring import Score, scores
from workbench.store import making, shelving
from workbench.store.reviews import listed, one
from workbench.store.tables import DocumentTable, VersionTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good the reading is.

    Attributes:
        documents: those with reviews, by name.
        kinds: the score of each kind that was reviewed.
        flagged: corrections that wait for a second look, and are not counted.
    """

    documents: tuple[str, ...]
    kinds: dict[str, Score]
    flagged: int


def evaluate(session: Session, document: str = "") -> Evaluation:
    """Score the documents that were reviewed, or one of them."""
    active = listed(session, document, (State.ACTIVE,))
    names = tuple(dict.fromkeys(each.document for each in active))
    total: dict[str, Score] = {}
    for name in names:
        entry = read_today(session, name)
        own = [each for each in active if each.document == name]
        for kind, score in scores(making.records(entry.document, entry.extraction), own).items():
            total.setdefault(kind, Score()).add(score)
    flagged = len(listed(session, document, (State.FLAGGED,)))
    return Evaluation(names, {kind: score for kind, score in total.items() if score.given or score.reviewed}, flagged)


def read_today(session: Session, name: str) -> Entry:
    """A document as this program reads it, without corrections."""
    entry = shelving.raw(session, name)
    query = select(VersionTable.program).join(DocumentTable, DocumentTable.id == VersionTable.document_id)
    current = query.where(DocumentTable.name == name, VersionTable.number == DocumentTable.version)
    if session.scalar(current) == fingerprint():
        return entry
    return Entry(entry.document, extract(entry.document))


def export_gold(session: Session, document: str) -> str:
    """The reviewed statements of a document as records of annotators."""
    entry = shelving.raw(session, document)
    return jsonl(entry.document, shelving.corrections(session, document))


def export_fixture(session: Session, number: int) -> str:
    """A correction as a fixture of tests."""
    found = one(session, number)
    entry = shelving.read(session, found.document).entry
    return fixture(entry.document, found, making.records(entry.document, entry.extraction))
