"""Documents when they are asked for.

In: names. Out: documents with what was read of them, corrections in place. Guarantee: no more than `KEPT` characters of
text are held at a time, those used last; what is held is never older than the database.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import select

from obligations.model import Extraction
from policies.model import Document
from workbench.model import Entry
from workbench.reviewing.applying import corrected
from workbench.reviewing.model import Act, Correction, State
from workbench.store.errors import NotFoundError
from workbench.store.frozen import unpack
from workbench.store.tables import CorrectionTable, DocumentTable, VersionTable

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

KEPT = 1_000_000  # characters of text; what was read of a character takes about 100 bytes


@dataclass(frozen=True, slots=True)
class Held:
    """A document as it is answered for.

    Attributes:
        entry: the document with what was read of it, corrections in place.
        corrections: statement -> the correction that made it so.
    """

    entry: Entry
    corrections: dict[str, Correction]


def read(session: Session, name: str) -> Held:
    """A document in its current version, as it is answered for.

    Raises:
        NotFoundError: there is none.
    """
    entry = raw(session, name)
    active = corrections(session, name)
    extraction, made = corrected(entry.document, entry.extraction, active)
    known = {one.number: one for one in active}
    return Held(Entry(entry.document, extraction), {name: known[number] for name, number in made.items()})


def corrections(session: Session, name: str, states: tuple[State, ...] = (State.ACTIVE,)) -> list[Correction]:
    """The corrections of a document, in their order."""
    query = select(CorrectionTable).join(DocumentTable, DocumentTable.id == CorrectionTable.document_id)
    query = query.where(DocumentTable.name == name, CorrectionTable.state.in_(states))
    return [as_correction(row, name) for row in session.scalars(query.order_by(CorrectionTable.id))]


def as_correction(row: CorrectionTable, document: str) -> Correction:
    """The correction of a row."""
    return Correction(
        number=row.id,
        document=document,
        act=Act(row.act),
        state=State(row.state),
        statement=row.statement,
        kind=row.kind,
        start=row.start,
        end=row.end,
        quote=row.quote,
        record=row.record,
        was=row.was,
        reason=row.reason,
        at=row.at,
        by=row.by,
    )


def raw(session: Session, name: str, number: int | None = None) -> Entry:
    """A document as the program read it, in its current version or an earlier one.

    Raises:
        NotFoundError: there is none.
    """
    asked = select(VersionTable.document, VersionTable.extraction).join(
        DocumentTable, DocumentTable.id == VersionTable.document_id
    )
    version = DocumentTable.version if number is None else number
    row = session.execute(asked.where(DocumentTable.name == name, VersionTable.number == version)).first()
    if row is None:
        raise NotFoundError("error.store_no_document", name=name)
    return Entry(unpack(Document, row.document), unpack(Extraction, row.extraction))


def stamp() -> Select[tuple[str]]:
    """What changes whenever what was read of a document changes."""
    return select(DocumentTable.stamp)


class Shelf:
    """What was asked for last."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept, self._size = kept, 0
        self._held: OrderedDict[str, tuple[str, Held]] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, name: str) -> Held:
        """A document.

        Raises:
            NotFoundError: there is none.
        """
        mark = session.execute(stamp().where(DocumentTable.name == name)).scalar()
        with self._lock:
            known = self._held.get(name)
            if known and known[0] == mark:
                self._held.move_to_end(name)
                return known[1]
        held = read(session, name)
        self._keep(name, str(mark), held)
        return held

    def _keep(self, name: str, mark: str, held: Held) -> None:
        with self._lock:
            self._forget(name)
            self._held[name] = mark, held
            self._size += len(held.entry.document.text)
            while self._size > self._kept and len(self._held) > 1:
                self._forget(next(iter(self._held)))

    def _forget(self, name: str) -> None:
        known = self._held.pop(name, None)
        if known:
            self._size -= len(known[1].entry.document.text)
