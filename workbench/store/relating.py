"""What documents say of one another, over the whole knowledge base.

In: a session that writes. Out: what follows, derived again for those documents of which the others now say something
else, and for no other. Guarantee: afterwards every document stands as if all had been read at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from engine import whole
from policies.model import Document, Kind, Metadata, Provision, Span
from workbench.store import making, shelving
from workbench.store.frozen import facts_from_json, facts_to_json
from workbench.store.tables import DocumentTable
from workbench.store.writing import put_answers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

NOTHING = Provision("", Kind.DOCUMENT, Span(0, 0))
COLUMNS = (
    DocumentTable.id,
    DocumentTable.name,
    DocumentTable.title,
    DocumentTable.doc_number,
    DocumentTable.issuers,
    DocumentTable.place,
    DocumentTable.stating,
    DocumentTable.related,
)


def relate(session: Session, day: date, fresh: Sequence[int] = ()) -> list[str]:
    """Bring what follows up to date; the names of the documents that were derived again.

    Args:
        session: writes.
        day: on which things are derived.
        fresh: documents that are to be derived whatever the others say: their corrections changed.
    """
    session.flush()
    rows = session.execute(select(*COLUMNS).order_by(DocumentTable.name)).all()
    found = whole.related((_outline(row), facts_from_json(row.stating)) for row in rows)
    changed: list[str] = []
    for row in rows:
        facts = found.get(row.name, ())
        said = facts_to_json(facts)
        if said != row.related or row.id in fresh:
            others = list(whole.relatives(row.name, facts))
            values = {"related": said, "relatives": others}
            session.execute(update(DocumentTable).where(DocumentTable.id == row.id).values(**values))
            entry = shelving.read(session, row.name).entry
            put_answers(session, row.id, making.answers(entry.document, entry.extraction, facts, day))
            changed.append(row.name)
    return changed


def _outline(row: Row[Any]) -> Document:
    """A document as far as the others are concerned."""
    meta = Metadata(
        title=row.title or None,
        doc_number=row.doc_number or None,
        issuers=tuple(row.issuers),
        jurisdiction=row.place or None,
    )
    return Document(row.name, "", "", "", NOTHING, meta)
