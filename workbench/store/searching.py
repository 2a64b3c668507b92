"""Words to documents with passages.

In: a session that reads, words. Out: documents that have all of them, each with the passages where they stand.
Guarantee: a document whose title has all the words comes first, then those in which the words are densest; the order
is the same on both databases; no document stands on two pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, case, func, literal, or_, select, tuple_

from workbench.store import choosing, indexing, listing
from workbench.store.cursors import cut, opened
from workbench.store.rows import DocumentFilter, Hit, Page, Passage
from workbench.store.tables import PASSAGES, DocumentTable, PassageTable
from workbench.store.words import Phrase, found, phrases

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SHOWN = 3  # passages of a document
BEFORE, AFTER = 30, 60  # characters of a snippet around the first word
TITLED = 1_000_000  # what words in the title count for
SMOOTH = 8  # passages that are added to a document's own, so that short ones do not always come first


def search(session: Session, words: str, asked: DocumentFilter, after: str | None, limit: int) -> Page[Hit]:
    """Documents that have all the words."""
    limit = min(limit, listing.LARGEST)
    meant = phrases(words)
    if not meant:
        return Page((), None)
    score, query = _scored(session, meant, asked)
    if after:
        query = query.where(tuple_(-score, DocumentTable.id) > tuple_(*map(literal, opened(after, 2))))
    rows = session.execute(query.order_by(score.desc(), DocumentTable.id).limit(limit + 1)).all()
    page = cut(rows, limit, lambda row: [-row.score, row.id])
    known = listing.by_number(session, (row.id for row in page.items), choosing.day(asked.as_of))
    hits = (Hit(known[row.id], row.matches, tuple(_passages(session, row.id, meant))) for row in page.items)
    return Page(tuple(hits), page.after)


def _scored(session: Session, meant: tuple[Phrase, ...], asked: DocumentFilter) -> tuple[Any, Select[Any]]:
    """Documents with their score, and the passages that have a word."""
    parts = [_matching(session, phrase, number) for number, phrase in enumerate(meant)]
    titled = sum((part.c.titled for part in parts[1:]), parts[0].c.titled)
    matches = sum((part.c.times for part in parts[1:]), parts[0].c.times)
    score = (titled // len(parts)) * TITLED + matches * 1000 // (DocumentTable.passages + SMOOTH)
    query = select(DocumentTable.id, matches.label("matches"), score.label("score"))
    for part in parts:
        query = query.join(part, part.c.document_id == DocumentTable.id)
    return score, query.where(*choosing.documents(session, asked))


def _matching(session: Session, phrase: Phrase, number: int) -> Any:
    """How many passages of each document have a word, and whether its title has it."""
    held = indexing.matching(session, PassageTable, phrase).subquery(f"held_{number}")
    document = held.c.id // PASSAGES
    titled = func.max(case((held.c.id % PASSAGES == 0, 1), else_=0))
    query = select(document.label("document_id"), func.count().label("times"), titled.label("titled"))
    return query.group_by(document).subquery(f"part_{number}")


def _passages(session: Session, document: int, meant: tuple[Phrase, ...]) -> list[Passage]:
    """The first passages of a document that have a word; its title is none of them."""
    first, last = document * PASSAGES + 1, document * PASSAGES + PASSAGES - 1
    ways = [indexing.matching(session, PassageTable, phrase, first, last) for phrase in meant]
    query = select(PassageTable.start, PassageTable.body).where(or_(*(PassageTable.id.in_(way) for way in ways)))
    rows = session.execute(query.order_by(PassageTable.id).limit(SHOWN))
    return [_passage(start, body, meant) for start, body in rows]


def _passage(start: int, body: str, meant: tuple[Phrase, ...]) -> Passage:
    ranges = found(body, meant)
    first = max(0, ranges[0][0] - BEFORE)
    last = min(len(body), ranges[0][1] + AFTER)
    shown = tuple((one - first, other - first) for one, other in ranges if other <= last)
    return Passage(start + first, body[first:last], shown)
