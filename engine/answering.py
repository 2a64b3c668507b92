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
from engine.wording import days

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
        Index(conclude(library, held, asked.moment, asked.actor or ""), library.rules)
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
    yield days(_day_note(asked))
    if asked.policies and not meant:
        yield f"没有编号或者题名含“{'”“'.join(asked.policies)}”的文件"
    if asked.actor is not None and meant:
        yield from _actor_note(asked.actor, meant)
    for index, told in meant:
        if index.document in withheld:
            title = index.conclusions.held.document.metadata.title or index.document
            yield f"《{title}》有{withheld[index.document]}项未列出：{told.reason}"


def _day_note(asked: Question) -> str:
    if asked.as_of is not None:
        return f"只列出{asked.as_of}时有效的文件里的规定"
    if asked.by_due_date:
        return "没有指定日期，是否有效按各项期限到期之日判断"
    return f"没有指定日期，列出全部规定；各文件的效力状态以今天（{asked.today}）为准"


def _actor_note(actor: str, meant: Sequence[Named]) -> Iterator[str]:
    name = plain(actor)
    known = [index.conclusions.taxonomy for index, _ in meant]
    if all(not taxonomy.wider(name) and not taxonomy.narrower(name) for taxonomy in known):
        yield f"主体分类里没有“{actor}”的上位类和下位类，只按名称查找"
