"""What may be asked, and what of a document answers to it.

In: the filters of a question. Out: the days to conclude for, and whether a document, an actor, a department or a topic
is meant. Guarantee: a filter that is not given excludes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypedDict, Unpack

from engine.computed import Moment
from engine.errors import QuestionError
from engine.taxonomy import Relation, Taxonomy, plain
from policies.model import Document

YEAR = timedelta(days=365)
LONGEST = timedelta(days=36_525)


class Asked(TypedDict, total=False):
    """The filters of a question; None or absent: not asked for.

    Attributes:
        policy: ID of a document or words of its title; or several.
        actor: whose duties; classes above and below count, see `Relation`.
        department: that leads, supports, bears or enforces; its name, a class or a part of the name.
        modality: a value of `obligations.model.Modality`.
        topic: words of the action or of the headings above it.
        due_from: first day on which a dated instance may fall.
        due_before: last day on which it may fall, this day included.
        as_of: the day on which the documents must hold; None lists all and tells how they stand today.
        lang: the language of reasons, notes and proofs: "zh" unless "en" is asked for.
    """

    policy: str | Sequence[str] | None
    actor: str | None
    department: str | None
    modality: str | None
    topic: str | None
    due_from: date | None
    due_before: date | None
    as_of: date | None
    lang: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with every filter in place; see `Asked`. `today` stands in for a day that is not given."""

    policies: tuple[str, ...]
    actor: str | None
    department: str | None
    modality: str | None
    topic: str | None
    due_from: date | None
    due_before: date | None
    as_of: date | None
    today: date
    lang: str = "zh"

    @property
    def by_due_date(self) -> bool:
        """Whether dated instances are asked for."""
        return self.due_from is not None or self.due_before is not None

    @property
    def of_all(self) -> Question:
        """The same question of all documents."""
        return replace(self, policies=())

    @property
    def moment(self) -> Moment:
        """The days to conclude for.

        Without `as_of` the days asked for decide the validity, else today does. Without days the year that begins with
        the day asked is looked at; a window without an end goes on for a year from today.
        """
        day = self.as_of or self.due_from or self.due_before or self.today
        if not self.by_due_date:
            return Moment(day, day, _year_after(day))
        return Moment(day, self.due_from, self.due_before or _year_after(max(day, self.today)))


def question(**asked: Unpack[Asked]) -> Question:
    """The question that these filters ask.

    Raises:
        QuestionError: the window is longer than a century.
    """
    policy = asked.get("policy")
    found = Question(
        policies=(policy,) if isinstance(policy, str) else tuple(policy or ()),
        actor=asked.get("actor"),
        department=asked.get("department"),
        modality=asked.get("modality"),
        topic=asked.get("topic"),
        due_from=asked.get("due_from"),
        due_before=asked.get("due_before"),
        as_of=asked.get("as_of"),
        today=date.today(),
        lang=asked.get("lang", "zh"),
    )
    if found.by_due_date and found.moment.last - (found.due_from or found.today) > LONGEST:
        raise QuestionError("所问的期间超过一百年", "more than a hundred years are asked about")
    return found


def _year_after(day: date) -> date:
    return day + YEAR if day < date.max - YEAR else date.max


def is_meant(document: Document, policies: Sequence[str]) -> bool:
    """Whether a document is asked about: by its ID, the name before its year (weihai), or words of its title."""
    title = document.metadata.title or ""
    return not policies or any(
        each in {document.id, document.id.partition("-")[0]} or each in title for each in policies
    )


def relation(taxonomy: Taxonomy, asked: str | None, bearer: str) -> Relation | str | None:
    """How a bearer relates to the actor asked for: "" when none was, None when it does not."""
    return "" if asked is None else taxonomy.relation(asked, bearer)


def is_department(taxonomy: Taxonomy, asked: str | None, names: Iterable[str]) -> bool:
    """Whether one of the names is the department asked for, a class of it, or has a part of its name."""
    return asked is None or any(_is_same(taxonomy, asked, name) for name in names if name)


def _is_same(taxonomy: Taxonomy, asked: str, name: str) -> bool:
    one, other = plain(asked), plain(name)
    return taxonomy.relation(one, other) is not None or one in other or other in one


def is_topic(asked: str | None, texts: Iterable[str]) -> bool:
    """Whether one of the texts has the words asked for."""
    return asked is None or any(asked in text for text in texts)
