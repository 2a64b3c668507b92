"""The façade of a knowledge base that lasts: what commands, the API and pages talk to.

In: a URL. Out: a `StoredBase`. Guarantee: questions about chosen documents are answered by the same code as those about
documents in memory; lists and searches over all documents are answered by the database. Methods may be called from
several threads at a time.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from policies import library
from workbench.knowledge_base import KnowledgeBase
from workbench.reviewing.model import State
from workbench.reviewing.spreading import Spread, spread
from workbench.store import (
    evaluating,
    holdings,
    inspecting,
    listing,
    loading,
    logbook,
    relating,
    reviews,
    searching,
    writing,
)
from workbench.store.audit import SYSTEM
from workbench.store.database import connect
from workbench.store.errors import NotFoundError
from workbench.store.making import DUTY, PENALTY, Upload
from workbench.store.naming import Names
from workbench.store.rows import AnswerFilter, DocumentFilter, StatementFilter
from workbench.store.shelving import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from workbench.model import Entry
    from workbench.reviewing.model import Change, Correction
    from workbench.reviewing.spreading import Word
    from workbench.store.database import Database
    from workbench.store.evaluating import Evaluation
    from workbench.store.inspecting import Fault
    from workbench.store.loading import Added
    from workbench.store.rows import (
        AuditRow,
        CaseRow,
        ContractRow,
        Count,
        DocumentRow,
        DueRow,
        DutyRow,
        Facets,
        Hit,
        NameRow,
        Page,
        PenaltyRow,
        StatementRow,
        VersionRow,
    )
    from workbench.store.shelving import Held

PAGE = 50  # rows of a page when nobody says how many


def opened(url: str | None, builtin: bool) -> StoredBase:
    """The knowledge base at a URL; see `workbench.knowledge_base.open_store`."""
    base = StoredBase(connect(url))
    if builtin and not base.had_documents():
        files = [Upload(path.name, path.read_bytes()) for path in library.builtin()]
        base.add(files, SYSTEM)
    return base


class StoredBase:
    """Documents in a database, asked alone or together.

    Args:
        database: where they are.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._names = Names()
        self._shelf = Shelf()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def warm(self) -> None:
        """Read what the first question would wait for."""
        with self.database.reading() as session:
            self._names.refresh(session)

    # ---- lists over all documents ------------------------------------------------------------------------------

    def documents(
        self, asked: DocumentFilter | None = None, after: str | None = None, limit: int = PAGE
    ) -> Page[DocumentRow]:
        """Documents by name."""
        with self.database.reading() as session:
            return listing.documents(session, asked or DocumentFilter(), after, limit)

    def count_documents(self, asked: DocumentFilter | None = None) -> Count:
        """How many documents there are."""
        with self.database.reading() as session:
            return listing.count_documents(session, asked or DocumentFilter())

    def document(self, name: str, as_of: date | None = None) -> DocumentRow:
        """One document.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self.database.reading() as session:
            found = listing.named(session, (name,), as_of)
        if not found:
            raise NotFoundError("error.store_no_document", name=name)
        return found[0]

    def text(self, name: str) -> str:
        """The exact text of a document.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self.database.reading() as session:
            found = listing.text(session, name)
        if found is None:
            raise NotFoundError("error.store_no_document", name=name)
        return found

    def documents_named(self, names: Sequence[str], as_of: date | None = None) -> list[DocumentRow]:
        """The documents of these names, in their order; those that are not there left out."""
        with self.database.reading() as session:
            return listing.named(session, names, as_of)

    def versions(self, name: str) -> list[VersionRow]:
        """The versions of a document, the newest first."""
        with self.database.reading() as session:
            return listing.versions(session, name)

    def statements(
        self, asked: StatementFilter | None = None, after: str | None = None, limit: int = PAGE
    ) -> Page[StatementRow]:
        """Statements in the order of documents and texts."""
        with self.database.reading() as session:
            return listing.statements(session, asked or StatementFilter(), after, limit)

    def duties(self, asked: AnswerFilter | None = None, after: str | None = None, limit: int = PAGE) -> Page[DutyRow]:
        """Who must, must not, may or is encouraged to do what, over all documents."""
        with self.database.reading() as session:
            return listing.duties(session, self._names, asked or AnswerFilter(), after, limit)

    def penalties(
        self, asked: AnswerFilter | None = None, after: str | None = None, limit: int = PAGE
    ) -> Page[PenaltyRow]:
        """What follows from a breach, over all documents."""
        with self.database.reading() as session:
            return listing.penalties(session, self._names, asked or AnswerFilter(), after, limit)

    def deadlines(
        self, asked: AnswerFilter | None = None, after: str | None = None, limit: int = PAGE, latest_first: bool = False
    ) -> Page[DueRow]:
        """What falls due on which day, over all documents."""
        with self.database.reading() as session:
            return listing.deadlines(
                session, self._names, asked or AnswerFilter(), after, limit, latest_first=latest_first
            )

    def concerned(self, actors: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Documents with duties of these actors: how many of them name one, and how many there are in all."""
        with self.database.reading() as session:
            return listing.concerned(session, self._names, actors)

    def count_duties(self, asked: AnswerFilter | None = None) -> Count:
        """How many duties there are."""
        with self.database.reading() as session:
            return listing.count_answers(session, self._names, DUTY, asked or AnswerFilter())

    def count_penalties(self, asked: AnswerFilter | None = None) -> Count:
        """How many penalties there are."""
        with self.database.reading() as session:
            return listing.count_answers(session, self._names, PENALTY, asked or AnswerFilter())

    def search(
        self, words: str, asked: DocumentFilter | None = None, after: str | None = None, limit: int = 20
    ) -> Page[Hit]:
        """Documents that have all the words, apart by white space; each with passages."""
        with self.database.reading() as session:
            return searching.search(session, words, asked or DocumentFilter(), after, limit)

    def facets(self, as_of: date | None = None) -> Facets:
        """How many documents there are of each place, state and level."""
        with self.database.reading() as session:
            return listing.facets(session, as_of)

    def names(self, words: str = "", roles: Sequence[str] = (), limit: int = 20) -> list[NameRow]:
        """Actors whose names have the words; `roles` of `workbench.store.making`: BEARER, LEAD, SUPPORT, ENFORCER."""
        with self.database.reading() as session:
            self._names.refresh(session)
            return listing.actors(session, self._names, words, roles, limit)

    def had_documents(self) -> bool:
        """Whether a document was ever added; who may use the knowledge base can be settled before."""
        with self.database.reading() as session:
            return logbook.tells(session, "document")

    def state(self) -> str:
        """What changes with every write."""
        with self.database.reading() as session:
            return logbook.state(session)

    def audit(self, after: str | None = None, limit: int = PAGE) -> Page[AuditRow]:
        """Who did what, the latest first."""
        with self.database.reading() as session:
            return logbook.page(session, after, limit)

    # ---- chosen documents --------------------------------------------------------------------------------------

    def entry(self, name: str) -> Entry:
        """A document with what was read of it.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self.database.reading() as session:
            return self._shelf.get(session, name).entry

    def base(self, names: Sequence[str]) -> KnowledgeBase:
        """These documents, to be asked whatever documents in memory can be asked.

        Raises:
            NotFoundError: one is not there.
        """
        with self.database.reading() as session:
            known = {row.id: row for row in listing.named(session, names, None)}
            held = {name: self._shelf.get(session, name) for name in names}
            beside = {other for row in known.values() for other in row.relatives} - held.keys()
            others = [self._shelf.get(session, name) for name in sorted(beside)]
        made = {name: one for each in (*held.values(), *others) for name, one in each.corrections.items()}
        return KnowledgeBase(_entries(held.values()), others=_entries(others), corrections=made)

    # ---- writing -----------------------------------------------------------------------------------------------

    def add(self, uploads: Iterable[Upload], by: str, report: Callable[[int], None] = lambda _: None) -> Added:
        """Add files; a name that is there already means a new version of that document.

        Raises:
            StoreError: they cannot be written; whole documents written before are there.
        """
        return loading.add(self.database, uploads, by, report)

    def remove(self, name: str, by: str, reason: str = "") -> None:
        """Take a document out.

        Raises:
            NotFoundError: there is none of this name.
        """
        with self.database.writing() as session:
            writing.drop(session, name, by, reason)
            relating.relate(session, date.today())

    def correct(self, change: Change, by: str) -> Correction:
        """Store what a reviewer says of a statement; what follows from it changes with it.

        Raises:
            NotFoundError: there is no such document or statement.
            RefusedError: a field is not valid, or no reason is given.
        """
        with self.database.writing() as session:
            return reviews.correct(session, change, by, date.today())

    def withdraw(self, number: int, by: str, reason: str) -> Correction:
        """Take a correction back.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.writing() as session:
            return reviews.withdraw(session, number, by, reason, date.today())

    def corrections(
        self, document: str = "", states: Sequence[State] = (State.ACTIVE, State.FLAGGED)
    ) -> list[Correction]:
        """The corrections of a document, or of all, in their order."""
        with self.database.reading() as session:
            return reviews.listed(session, document, states)

    def preview(self, change: Change, words: Sequence[Word] = ()) -> Spread:
        """What else would be read otherwise if a correction became an entry of the lexicon; nothing is stored.

        Args:
            change: the correction.
            words: the entries; without them the actors that the correction names and the lexicon does not know.

        Raises:
            NotFoundError: there is no such document or statement.
            RefusedError: a class that the lexicon does not have.
        """
        with self.database.reading() as session:
            meant, entries, documents = evaluating.preview(session, change, words)
        return spread(meant, entries, documents) if meant else Spread((), 0, 0, ())

    def evaluate(self, document: str = "") -> Evaluation:
        """Precision and recall of what the program reads, against the reviews of all documents or of one."""
        with self.database.reading() as session:
            return evaluating.evaluate(session, document)

    def export_gold(self, document: str) -> str:
        """The reviewed statements of a document as records of annotators (JSON Lines).

        Raises:
            NotFoundError: there is none of this name.
        """
        with self.database.reading() as session:
            return evaluating.export_gold(session, document)

    def export_fixture(self, number: int) -> str:
        """A correction as a case for `tests/fixtures/statements` (YAML).

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.reading() as session:
            return evaluating.export_fixture(session, number)

    # ---- what people keep --------------------------------------------------------------------------------------

    def cases(self, after: str | None = None, limit: int = PAGE) -> Page[CaseRow]:
        """Cases, the latest first."""
        with self.database.reading() as session:
            return holdings.cases(session, after, limit)

    def kept_case(self, number: int) -> CaseRow:
        """A case.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.reading() as session:
            return holdings.case(session, number)

    def save_case(self, number: int | None, title: str, text: str, by: str, documents: Sequence[str] = ()) -> CaseRow:
        """Keep a case, new (`number` None) or in the place of another.

        Raises:
            CaseError: the text is no case.
            NotFoundError: there is none of this number.
        """
        with self.database.writing() as session:
            return holdings.save_case(session, number, title=title, text=text, documents=documents, by=by)

    def delete_case(self, number: int, by: str) -> None:
        """Take a case out.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.writing() as session:
            holdings.delete_case(session, number, by)

    def contracts(self, after: str | None = None, limit: int = PAGE) -> Page[ContractRow]:
        """Contracts, the latest first."""
        with self.database.reading() as session:
            return holdings.contracts(session, after, limit)

    def contract(self, number: int) -> ContractRow:
        """A contract.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.reading() as session:
            return holdings.contract(session, number)

    def contract_file(self, number: int) -> bytes:
        """The file of a contract.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.reading() as session:
            return holdings.file_of(session, number)

    def add_contract(self, upload: Upload, title: str, by: str) -> ContractRow:
        """Keep a contract."""
        with self.database.writing() as session:
            return holdings.add_contract(session, upload.name, upload.data, title, by)

    def save_review(self, number: int, review: dict[str, Any], by: str) -> ContractRow:
        """Keep the findings on a contract.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.writing() as session:
            return holdings.save_review(session, number, review, by)

    def delete_contract(self, number: int, by: str) -> None:
        """Take a contract out.

        Raises:
            NotFoundError: there is none of this number.
        """
        with self.database.writing() as session:
            holdings.delete_contract(session, number, by)

    def faults(self) -> list[Fault]:
        """What in the database is not as it should be; nothing when all is."""
        return inspecting.faults(self.database)


def _entries(held: Iterable[Held]) -> tuple[Entry, ...]:
    return tuple(each.entry for each in held)
