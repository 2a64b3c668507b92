"""Words to documents with passages.

In: a session that reads, words. Out: documents that have all of them, each with the passages where they stand.
Guarantee: a document whose title has all the words comes first, then those in which the words are densest; the order
is the same on both databases; no document stands on two pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Subquery, bindparam, case, func, literal, or_, select, union_all

from workbench.store import choosing, indexing, listing
from workbench.store.cursors import cut, opened
from workbench.store.rows import DocumentFilter, Hit, Page, Passage
from workbench.store.tables import LONG, PASSAGES, DocumentTable, PassageTable
from workbench.store.words import Phrase, found, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    ranked = _ranked(session, meant, asked).subquery()
    query = select(ranked).order_by(ranked.c.score, ranked.c.id)
    if after:
        query = query.where(choosing.beyond((ranked.c.score, ranked.c.id), *opened(after, int, int)))
    page = cut(session.execute(query.limit(limit + 1)).all(), limit, lambda row: [row.score, row.id])
    known = listing.by_number(session, (row.id for row in page.items), choosing.day(asked.as_of))
    passages = _passages(session, [row.id for row in page.items], meant)
    return Page(tuple(Hit(known[row.id], row.times, passages[row.id]) for row in page.items), page.after)


def _ranked(session: Session, meant: tuple[Phrase, ...], asked: DocumentFilter) -> Select[Any]:
    """Number, score (the best is the least) and matching passages of each document that has all the words."""
    held = _matching(session, meant)
    titled = case((held.c.titles == len(meant), TITLED), else_=0)
    score = -(titled + held.c.times * 1000 // (DocumentTable.passages + SMOOTH))
    query = select(DocumentTable.id, score.label("score"), held.c.times).join(held, held.c.document == DocumentTable.id)
    return query.where(*choosing.documents(session, asked))


def _matching(session: Session, meant: tuple[Phrase, ...]) -> Subquery:
    """Documents that have all the words: how many passages have one, and how many of the words the title has."""
    ways = [indexing.matching(session, PassageTable, phrase).subquery() for phrase in meant]
    each = union_all(*(select(way.c.id, literal(number).label("word")) for number, way in enumerate(ways))).subquery()
    document = (each.c.id // PASSAGES).label("document")
    titles = func.sum(case((each.c.id % PASSAGES == 0, 1), else_=0)).label("titles")
    query = select(document, func.count().label("times"), titles).group_by(document)
    return query.having(func.count(each.c.word.distinct()) == len(meant)).subquery()


def _passages(session: Session, documents: Sequence[int], meant: tuple[Phrase, ...]) -> dict[int, tuple[Passage, ...]]:
    """The first passages of each document that have a word; its title is none of them."""
    within = (bindparam("first", type_=LONG), bindparam("last", type_=LONG))
    ways = (indexing.matching(session, PassageTable, phrase, within) for phrase in meant)
    query = select(PassageTable.start, PassageTable.body).where(or_(*(PassageTable.id.in_(way) for way in ways)))
    query = query.where(PassageTable.id.between(*within)).order_by(PassageTable.id).limit(SHOWN)
    found = {}
    for number in documents:
        rows = session.execute(query, {"first": number * PASSAGES + 1, "last": (number + 1) * PASSAGES - 1})
        found[number] = tuple(_passage(start, body, meant) for start, body in rows)
    return found


def _passage(start: int, body: str, meant: tuple[Phrase, ...]) -> Passage:
    ranges = found(body, meant)
    first = max(0, ranges[0][0] - BEFORE)
    last = min(len(body), ranges[0][1] + AFTER)
    shown = tuple((one - first, other - first) for one, other in ranges if other <= last)
    return Passage(start + first, body[first:last], shown)
