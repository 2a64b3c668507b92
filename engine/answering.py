"""What every answer is made of.

In: a library, a question, and how the items of one document are found. Out: the items of all documents meant, their
validity, and notes on how the question was understood.
Guarantee: a document outside its validity on the day asked for is told with the number of its items, not left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.index import Index
from engine.library import Library, conclude
from engine.model import CLOSED, Validity
from engine.questions import Question, is_meant
from engine.taxonomy import plain
from engine.validities import validity
from engine.wording import days, phrase

Item = TypeVar("Item")
Named = tuple[Index, Validity]


@dataclass(frozen=True, slots=True)
class Answered(Generic[Item]):
    """The parts of an answer; see `engine.model.Answer`."""

    day: str
    validities: tuple[Validity, ...]
    withheld: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    items: tuple[Item, ...]


def indexes(library: Library, asked: Question) -> list[Index]:
    """The documents that the question means, concluded for its days."""
    return [
        Index(conclude(library, held, asked.moment, asked.actor or ""), library.rules, asked.lang)
        for held in library.held
        if is_meant(held.document, asked.policies)
    ]


def answer(library: Library, asked: Question, find: Callable[[Index, Question], list[Item]]) -> Answered[Item]:
    """The answer to a question.

    Args:
        library: the documents.
        asked: the question.
        find: gives the items of one document.
    """
    day = asked.moment.day.isoformat()
    meant = [(index, validity(index, day)) for index in indexes(library, asked)]
    found = [(index, told, find(index, asked)) for index, told in meant]
    closed = [asked.as_of is not None and told.force in CLOSED for _, told in meant]
    withheld = [(each[0].document, len(each[2])) for each, shut in zip(found, closed, strict=True) if shut and each[2]]
    return Answered(
        day=day,
        validities=tuple(told for _, told in meant),
        withheld=tuple(withheld),
        notes=tuple(_notes(asked, meant, dict(withheld))),
        items=tuple(item for each, shut in zip(found, closed, strict=True) if not shut for item in each[2]),
    )


def _notes(asked: Question, meant: Sequence[Named], withheld: dict[str, int]) -> Iterator[str]:
    yield _day_note(asked)
    if asked.policies and not meant:
        wanted = phrase("and", asked.lang).join(f"“{policy}”" for policy in asked.policies)
        yield phrase("no_policy", asked.lang, wanted=wanted)
    if asked.actor is not None and meant:
        yield from _actor_note(asked.actor, meant, asked.lang)
    for index, told in meant:
        if index.document in withheld:
            title = index.conclusions.held.document.metadata.title or index.document
            count = withheld[index.document]
            yield phrase("withheld", asked.lang, title=title, count=count, reason=told.reason)


def _day_note(asked: Question) -> str:
    if asked.as_of is not None:
        return days(phrase("as_of", asked.lang, day=asked.as_of), asked.lang)
    if asked.by_due_date:
        return phrase("by_due_date", asked.lang)
    return days(phrase("today", asked.lang, day=asked.today), asked.lang)


def _actor_note(actor: str, meant: Sequence[Named], lang: str) -> Iterator[str]:
    name = plain(actor)
    known = [index.conclusions.taxonomy for index, _ in meant]
    if all(not taxonomy.wider(name) and not taxonomy.narrower(name) for taxonomy in known):
        yield phrase("unclassed", lang, actor=actor)
