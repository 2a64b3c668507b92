"""Words to documents with passages.

In: a session that reads, words. Out: documents that have all of them, each with the passages where they stand.
Guarantee: a document whose title has all the words comes first, then those in which the words are densest; the order
is the same on both databases; no document stands on two pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func, or_, select

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
    ranked = _ranked(session, meant, asked)
    if after:
        place = tuple(opened(after, 2))
        ranked = [each for each in ranked if each[:2] > place]
    page = cut(ranked, limit, lambda each: list(each[:2]))
    known = listing.by_number(session, (number for _, number, _ in page.items), choosing.day(asked.as_of))
    hits = (Hit(known[number], times, tuple(_passages(session, number, meant))) for _, number, times in page.items)
    return Page(tuple(hits), page.after)


def _ranked(session: Session, meant: tuple[Phrase, ...], asked: DocumentFilter) -> list[tuple[int, int, int]]:
    """Score (the best is the least), number and matching passages of each document that has all the words."""
    parts = [_matching(session, phrase) for phrase in meant]
    common = set.intersection(*(set(part) for part in parts))
    rows = session.execute(select(DocumentTable.id, DocumentTable.passages).where(*choosing.documents(session, asked)))
    found = []
    for number, passages in rows:
        if number in common:
            times = sum(part[number][0] for part in parts)
            titled = all(part[number][1] for part in parts)
            found.append((-(titled * TITLED + times * 1000 // (passages + SMOOTH)), number, times))
    return sorted(found)


def _matching(session: Session, phrase: Phrase) -> dict[int, tuple[int, bool]]:
    """How many passages of each document have a word, and whether its title has it."""
    held = indexing.matching(session, PassageTable, phrase).subquery()
    document = held.c.id // PASSAGES
    titled = func.max(case((held.c.id % PASSAGES == 0, 1), else_=0))
    rows = session.execute(select(document, func.count(), titled).group_by(document))
    return {row[0]: (row[1], bool(row[2])) for row in rows}


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
