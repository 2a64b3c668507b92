"""The reading of the documents of a knowledge base against their reviews.

In: a session that reads. Out: an `Evaluation`. Guarantee: what is scored is what this program reads today; a document
that another program read is read again for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from obligations.from_document import extract
from workbench.building.fingerprint import fingerprint
from workbench.model import Entry
from workbench.reviewing import spreading
from workbench.reviewing.gold import fixture, jsonl
from workbench.reviewing.model import Act, State
from workbench.reviewing.scoring import Score, scores
from workbench.store import listing, making, searching, shelving
from workbench.store.errors import NotFoundError, RefusedError
from workbench.store.reviews import listed, one
from workbench.store.rows import DocumentFilter
from workbench.store.tables import DocumentTable, VersionTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from workbench.reviewing.model import Change
    from workbench.reviewing.spreading import Word


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


def preview(session: Session, change: Change, words: Sequence[Word]) -> tuple[tuple[Word, ...], list[Entry], int]:
    """What is to be read again to see what a correction would change as an entry of the lexicon.

    Returns:
        The entries, the documents to read again as this program reads them now, and how many have one of the words.

    Raises:
        NotFoundError: there is no such document or statement.
        RefusedError: a class that the lexicon does not have.
    """
    meant = tuple(words) or spreading.suggested(change.fields, _record(session, change))
    for each in meant:
        if each.kind not in spreading.kinds() or not each.word.strip():
            raise RefusedError("error.store_value", value=each.kind, known=" ".join(sorted(spreading.kinds())))
    found: dict[str, None] = {}
    for each in meant:
        hits = searching.search(session, each.word, DocumentFilter(), None, listing.LARGEST)
        found |= dict.fromkeys(hit.document.id for hit in hits.items)
    return meant, [read_today(session, name) for name in list(found)[: spreading.MOST]], len(found)


def _record(session: Session, change: Change) -> dict[str, Any]:
    """What was read of the statement that a change is about."""
    entry = shelving.read(session, change.document).entry
    if change.act is Act.ADD:
        return {}
    known = (record for _, record in making.records(entry.document, entry.extraction))
    found = next((record for record in known if record["id"] == change.statement), None)
    if found is None:
        raise NotFoundError("error.review_statement", id=change.statement)
    return found
