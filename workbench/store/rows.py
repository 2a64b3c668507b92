"""What is asked of all documents, and what is answered: frozen values.

In: nothing. Out: filters, and rows of the library's lists. Guarantee: a filter that is not given excludes nothing; a
page says where the next one begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Part of a list; `after` is where the next part begins, None at the end."""

    items: tuple[Item, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are; with `exact` False there are more than that."""

    number: int
    exact: bool


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents.

    Attributes:
        places: where they hold; each means all places whose name begins with it.
        states: values of `engine.model.Force`, on the day asked.
        levels: national, provincial, prefectural, county.
        words: in the title or the number of the document.
        as_of: the day asked; today when it is None.
    """

    places: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    words: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerFilter:
    """Which duties, penalties or deadlines.

    Attributes:
        actor: whose; classes above and below count, as in `engine.questions.Asked`.
        department: that leads, supports, bears or enforces; its name, a class or a part of the name.
        modality: a value of `obligations.model.Modality`.
        topic: words of the answer or of the headings above it, apart by white space; all of them.
        due_from, due_before: days on which a dated instance falls, both included.
        awaited: only what waits for an event.
        documents: names of documents; all when empty.
        places, states, levels, as_of: of the documents, as in `DocumentFilter`.
    """

    actor: str = ""
    department: str = ""
    modality: str = ""
    topic: str = ""
    due_from: date | None = None
    due_before: date | None = None
    awaited: bool = False
    documents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements; `kinds` are norm, target, responsibility, sanction, incentive."""

    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modality: str = ""
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the library.

    Attributes:
        id: its name in every answer.
        state, reason, reason_en: how it stands on the day asked.
        place: "" when the text names none.
        version: counted from 1.
        relatives: documents that say something of it: that repeal it, or follow it.
    """

    id: str
    title: str
    doc_number: str
    issuers: tuple[str, ...]
    issued: str
    effective: str
    expires: str
    place: str
    level: str
    state: str
    reason: str
    reason_en: str
    characters: int
    statements: int
    version: int
    source: str
    sha256: str
    added_at: str
    added_by: str
    relatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version of a document."""

    number: int
    source: str
    sha256: str
    added_at: str
    added_by: str


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement; `record` is what `zhize extract` prints of it, `correction` the number of a reviewer's, or None."""

    id: str
    document: str
    kind: str
    section: str
    start: int
    end: int
    eid: str
    quote: str
    record: dict[str, Any]
    correction: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an answer is written: `section` as numbers, `cited` as lawyers cite it."""

    eid: str
    section: str
    cited: str
    cited_en: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty of one actor; names are those of `engine.model.Duty`.

    Attributes:
        relation: how the bearer relates to the actor asked for, "" when none was.
        due: days within those asked for; without such, all that are known from the day asked on.
        awaits, awaits_en: why a deadline has no day.
        successors: who had the competence of the actor on the day of the derivation.
    """

    id: str
    document: str
    title: str
    place: str
    state: str
    statement: str
    actor: str
    relation: str
    modality: str
    action: str
    recipient: str | None
    deadline: str | None
    condition: str | None
    due: tuple[str, ...]
    awaits: str | None
    awaits_en: str | None
    event: str | None
    lead: tuple[str, ...]
    support: tuple[str, ...]
    successors: tuple[tuple[str, str], ...]
    charge: str | None
    derived: bool
    rule: str
    source: Placed


@dataclass(frozen=True, slots=True)
class PenaltyRow:
    """A measure that an actor may suffer; names are those of `engine.model.Penalty`. `fine`: min, max, basis."""

    id: str
    document: str
    title: str
    place: str
    state: str
    statement: str
    actor: str
    relation: str
    trigger: str
    measure: str
    fine: tuple[str, str, str] | None
    enforcers: tuple[str, ...]
    norms: tuple[str, ...]
    lead: tuple[str, ...]
    rule: str
    source: Placed


@dataclass(frozen=True, slots=True)
class DueRow:
    """A day on which a duty falls due, "" while it waits for an event.

    Attributes:
        basis, basis_en: how the day follows from the text, or why there is none.
        actors: all whose duty it is.
        duty: one of these duties, for everything else.
    """

    day: str
    basis: str
    basis_en: str
    actors: tuple[str, ...]
    duty: DutyRow


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document that answer a search; `ranges` are places in `snippet`, `start` is that of the snippet."""

    start: int
    snippet: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that has the words asked for; `matches` counts the passages that have one of them."""

    document: DocumentRow
    matches: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class NameRow:
    """An actor, and in how many duties and penalties it has a part."""

    name: str
    answers: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many documents there are of each place, state and level, on a day."""

    documents: int
    statements: int
    places: tuple[tuple[str, int], ...]
    states: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """Who did what."""

    number: int
    at: str
    by: str
    action: str
    object: str
    detail: dict[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case that somebody keeps: its text (docs/cases.md), and the documents it is asked of."""

    number: int
    title: str
    text: str
    documents: tuple[str, ...]
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract that somebody keeps, with the last findings on it as JSON, None when it was not checked."""

    number: int
    title: str
    source: str
    sha256: str
    review: dict[str, Any] | None
    at: str
    by: str
