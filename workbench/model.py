"""What the workbench holds and answers: frozen values.

In: nothing. Out: documents with what was read of them, and the engine's answers with the documents they speak of, as
every exporter renders them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.cases.model import Case, CaseAnswer
from engine.certificate import Certificate
from engine.checking.model import Verdict
from engine.comparison.model import Comparison, Matrix
from engine.contract_review.model import Review, Severity
from engine.model import ConflictAnswer, DeadlineAnswer, DutyAnswer, GapAnswer, GapKind, PenaltyAnswer, Proof, Validity
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
class Conflicts:
    """The conflicts that answer a question, with the documents that were compared."""

    asked: Asked
    entries: tuple[Entry, ...]
    found: ConflictAnswer


@dataclass(frozen=True, slots=True)
class Gaps:
    """What documents leave open, with the documents that were asked; `kinds` as asked, () for all but the load."""

    asked: Asked
    kinds: tuple[GapKind, ...]
    entries: tuple[Entry, ...]
    found: GapAnswer


@dataclass(frozen=True, slots=True)
class Compared:
    """Documents side by side.

    Attributes:
        entries: the documents, in the order of the columns.
        found: what was compared.
        day: for which `validities` are told, ISO; one of each column.
    """

    entries: tuple[Entry, ...]
    found: Comparison
    day: str
    validities: tuple[Validity, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Two versions of a document.

    Attributes:
        old, new: the versions.
        found: all statements of both, the same ones in one row.
        dependent: ID of a statement -> IDs of the answers that rest on it.
    """

    old: Entry
    new: Entry
    found: Matrix
    dependent: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The proof of an answer, with the documents it may quote."""

    entries: tuple[Entry, ...]
    certificate: Certificate

    @property
    def id(self) -> str:
        """Of the answer."""
        return self.certificate.id

    @property
    def proof(self) -> Proof:
        """The proof itself."""
        return self.certificate.proof


@dataclass(frozen=True, slots=True)
class CaseReport:
    """What holds in a case, with the documents that were asked."""

    case: Case
    entries: tuple[Entry, ...]
    found: CaseAnswer


@dataclass(frozen=True, slots=True)
class Reason:
    """What blocks something in a case, with the documents it may quote; `id` is what was asked."""

    id: str
    entries: tuple[Entry, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on one proof of a file, in which it is the one of this number, counted from 1."""

    file: str
    number: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdicts on proofs, and what could not be read."""

    found: tuple[Checked, ...]
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether every proof holds."""
        return all(one.verdict.rejected is None for one in self.found)


@dataclass(frozen=True, slots=True)
class Reviews:
    """Contracts held against policies.

    Attributes:
        policies: what they were held against.
        reviews: one a contract that could be read, in the order of the inputs.
        unreadable: the others, with the reason.
        files: ID of a contract -> its file, as it was named.
        reasons: ID of a waived finding -> why, who answers for it and until when.
        notes: what there is to say of the waivers and of the baseline.
        bound: the mildest severity for which a contract is refused.
    """

    policies: tuple[Entry, ...]
    reviews: tuple[Review, ...]
    unreadable: tuple[Unreadable, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    bound: Severity = Severity.WARNING
