"""The façade: documents opened once, then asked.

In: inputs. Out: a `KnowledgeBase`; its answers. Guarantee: what cannot be read is reported beside what can; what a
document demands does not depend on what else is open, only how it stands on a day does: another may repeal it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

import engine.conflicts
from engine import queries
from engine.answering import indexes
from engine.cases import answers
from engine.cases import why as reasons
from engine.comparison import compare as comparing
from engine.comparison.items import Side
from engine.contract_review.certified import certified
from engine.contract_review.facts import Policy
from engine.contract_review.review import Against, review
from engine.model import GapKind
from engine.opposition import of_one_place
from engine.questions import is_meant, question
from engine.validities import validity
from obligations.across import Across, across
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from workbench import sources
from workbench.messages import load
from workbench.model import (
    CaseReport,
    Changes,
    Compared,
    Conflicts,
    Deadlines,
    Duties,
    Entry,
    Explanation,
    Gaps,
    Penalties,
    Reason,
    Reviews,
    Unreadable,
)
from workbench.reviewing import telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from engine.cases.model import Case
    from engine.comparison.alignment import Wishes
    from engine.comparison.model import Topic
    from engine.library import Library
    from engine.questions import Asked
    from obligations.contracts.model import Contract
    from policies.model import Document
    from workbench.reviewing.model import Correction
    from workbench.stored_base import StoredBase


@dataclass(frozen=True)
class KnowledgeBase:
    """Documents that are asked together.

    Attributes:
        entries: in the order of the inputs.
        unreadable: inputs left out, with the reason.
        corrections: statement -> what a reviewer made of it.
        others: documents that are not asked, and known for what they say of those that are: that they repeal them.
    """

    entries: tuple[Entry, ...]
    unreadable: tuple[Unreadable, ...] = ()
    others: tuple[Entry, ...] = ()
    corrections: Mapping[str, Correction] = field(default_factory=dict)

    def duties(self, **asked: Unpack[Asked]) -> Duties:
        """Who must, must not, may or is encouraged to do what."""
        return Duties(asked, self._meant(asked), queries.duties(self._library, **asked))

    def penalties(self, **asked: Unpack[Asked]) -> Penalties:
        """What follows from a breach."""
        return Penalties(asked, self._meant(asked), queries.penalties(self._library, **asked))

    def deadlines(self, **asked: Unpack[Asked]) -> Deadlines:
        """What falls due on which day."""
        return Deadlines(asked, self._meant(asked), queries.deadlines(self._library, **asked))

    def conflicts(self, **asked: Unpack[Asked]) -> Conflicts:
        """What contradicts what, and which applies."""
        return Conflicts(asked, self._meant(asked), engine.conflicts.conflicts(self._library, **asked))

    def why_conflict(self, identity: str, **asked: Unpack[Asked]) -> Explanation | None:
        """The proof of a conflict by its ID, None when no conflict that answers the question has it."""
        found = engine.conflicts.conflicts(self._library, **asked)
        one = engine.conflicts.by_id(found.conflicts, identity)
        if one is None:
            return None
        documents = {entry.document.id: entry.document for entry in self.entries}
        certificate = engine.conflicts.certified(one, documents, asked.get("lang", "zh"))
        return Explanation(self.entries, certificate)

    def gaps(self, kinds: Sequence[GapKind] = (), **asked: Unpack[Asked]) -> Gaps:
        """What the documents leave open; `kinds` () for all but the load of departments."""
        joins = () if set(kinds) == {GapKind.LOAD} else self._across
        found = queries.gaps(self._library, kinds, joins, **asked)
        return Gaps(asked, tuple(kinds), self._meant(asked), found)

    def compare(
        self, topics: Sequence[Topic], wishes: Wishes | None = None, as_of: date | None = None, lang: str = "zh"
    ) -> Compared:
        """The documents side by side; a single one beside itself."""
        asked = question(as_of=as_of, lang=lang)
        day = asked.moment.day.isoformat()
        told = {index.document: validity(index, day) for index in indexes(self._library, asked)}
        columns = self.entries * 2 if len(self.entries) == 1 else self.entries
        sides = [Side(number, each.document, each.extraction) for number, each in enumerate(columns)]
        found = comparing.compare(sides, topics, wishes)
        return Compared(columns, found, day, tuple(told[each.document.id] for each in columns))

    def changes(self) -> Changes:
        """What changed from the first document to the last, and which answers rest on it."""
        old, new = self.entries[0], self.entries[-1]
        sides = [Side(number, each.document, each.extraction) for number, each in enumerate((old, new))]
        dependent: dict[str, list[str]] = {}
        for duty in self.duties().found.duties:
            dependent.setdefault(duty.norm, []).append(duty.id)
        for penalty in self.penalties().found.penalties:
            for statement in dict.fromkeys((penalty.sanction, *penalty.norms)):
                dependent.setdefault(statement, []).append(penalty.id)
        ids = {name: tuple(found) for name, found in dependent.items()}
        return Changes(old, new, comparing.changes(*sides), ids)

    def explain(self, identity: str, as_of: date | None = None, lang: str = "zh") -> Explanation:
        """The proof of an answer, or of all that follows from a statement.

        Raises:
            UnknownId: nothing has this ID.
        """
        found = queries.certificate(self._whole, identity, as_of, lang)
        proof = telling.told(found.proof, self.corrections, load(lang))
        return Explanation(self._all, replace(found, proof=proof))

    def case(self, case: Case, day: date, lang: str = "zh") -> CaseReport:
        """What holds in a case on a day.

        Raises:
            CaseError: the case names a document that is not here.
        """
        found, asked = answers.ask(self._library, case, day, lang)
        return CaseReport(case, self._looked_at(asked), found)

    def why(self, case: Case, day: date, identity: str, lang: str = "zh") -> Explanation:
        """Why a duty stands as it does in a case, or a consequence, by its ID.

        Raises:
            CaseError: the case names a document that is not here.
            UnknownId: nothing in the case has this ID.
        """
        _, asked = answers.ask(self._library, case, day, lang)
        return Explanation(self.entries, reasons.why(self._library, asked, identity))

    def why_not(self, case: Case, day: date, words: str, lang: str = "zh") -> Reason:
        """What blocks the duties and consequences of a case that have these words, or this ID.

        Raises:
            CaseError: the case names a document that is not here.
            UnknownId: none has.
        """
        _, asked = answers.ask(self._library, case, day, lang)
        return Reason(words, self._looked_at(asked), reasons.why_not_so(asked, words))

    def against(self, as_of: date | None = None, lang: str = "zh") -> Against:
        """What contracts are held against: all documents of this base.

        Args:
            as_of: the day for contracts without a signing date; today without it.
            lang: of the sentences.
        """
        day = question(as_of=as_of, lang=lang).moment.day
        library = self._library
        pairs = zip(library.held, self.entries, strict=True)
        policies = (
            Policy(held.document, held.facts, each.extraction, library.related.get(held.document.id, ()))
            for held, each in pairs
        )
        return Against(tuple(policies), library.taxonomy, day, lang)

    def check(self, contracts: Iterable[Document], as_of: date | None = None, lang: str = "zh") -> Reviews:
        """Contracts held against the documents of this base: what is missing, weaker, later, out of date or open."""
        against = self.against(as_of, lang)
        return Reviews(self.entries, tuple(review(each, against) for each in contracts))

    def why_finding(self, contracts: Reviews, identity: str, lang: str = "zh") -> Explanation | None:
        """The proof of a finding by its ID, None when no review has it."""
        policies = [entry.document for entry in self.entries]
        for one in contracts.reviews:
            for finding in one.findings:
                if finding.id == identity:
                    contract = Entry(_titled(one.contract), one.contract.extraction)
                    certificate = certified(one, finding, policies, lang)
                    return Explanation((contract, *self.entries), certificate)
        return None

    def _looked_at(self, asked: Sequence[answers.Asked]) -> tuple[Entry, ...]:
        names = {each.index.document for each in asked}
        return tuple(entry for entry in self.entries if entry.document.id in names)

    def is_known(self, policy: str) -> bool:
        """Whether `policy` means one of the documents: by its ID or by words of its title."""
        return any(is_meant(entry.document, (policy,)) for entry in self.entries)

    @property
    def _all(self) -> tuple[Entry, ...]:
        return (*self.entries, *self.others)

    @cached_property
    def _whole(self) -> Library:
        """All documents."""
        documents = [(entry.document, facts(entry.document, entry.extraction)) for entry in self._all]
        return queries.load(documents, taxonomy())

    @cached_property
    def _across(self) -> tuple[Across, ...]:
        return across([(entry.document, entry.extraction) for entry in self.entries], of_one_place)

    @cached_property
    def _library(self) -> Library:
        """The documents that are asked, with what the others say of them."""
        return replace(self._whole, held=self._whole.held[: len(self.entries)])

    def _meant(self, asked: Asked) -> tuple[Entry, ...]:
        policy = asked.get("policy") or ()
        wanted = (policy,) if isinstance(policy, str) else policy
        return tuple(entry for entry in self.entries if is_meant(entry.document, wanted))


def _titled(contract: Contract) -> Document:
    """The document of a contract under the title of the contract."""
    document = contract.document
    return replace(document, metadata=replace(document.metadata, title=contract.title or document.metadata.title))


def open_paths(names: Sequence[str], wanted: Sequence[str] = ()) -> KnowledgeBase:
    """The documents named, ``-`` for the standard input; the built-in policies when none is.

    Args:
        names: files, folders, ``-``.
        wanted: IDs of the built-in policies that are enough for the question; all when empty.
    """
    found, refused = sources.inputs(names, wanted)
    read = [sources.read(one) for one in found]
    unreadable = (*refused, *(one for one in read if isinstance(one, Unreadable)))
    documents: list[Document] = [one for one in read if not isinstance(one, Unreadable)]
    return KnowledgeBase(tuple(Entry(one, extract(one)) for one in sources.distinct(documents)), unreadable)


def open_store(url: str | None = None, builtin: bool = True) -> StoredBase:
    """A knowledge base that lasts; made, with the built-in policies in it, when there is none.

    Args:
        url: a path of a SQLite file, or the URL of a database; the user's own when it is None.
        builtin: whether a new one gets the built-in policies.

    Raises:
        StoreError: it cannot be opened, or is of a newer program; nothing was changed.
    """
    from workbench.stored_base import opened

    return opened(url, builtin)
