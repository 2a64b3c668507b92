"""The JSON of `zhize compare` and `zhize diff`: pydantic models, their JSON Schema published in `docs/schema/`.

In: the answers of `workbench.model`. Out: records with stable keys. Guarantee: every pair has its score, its relation
and the reason, and both quotations.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from pydantic import Field

from engine.comparison.model import Aspect, Reason, Relation
from engine.comparison.series import series
from engine.model import Force
from obligations.model import Target
from obligations.to_json import number
from workbench.records.answer_record import Day, Record, SourceRecord, source
from workbench.rendering.cited import place, sections, title
from workbench.rendering.comparison_view import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.comparison.model import Cell, Difference, Item, Pair, Row, Series, Step
    from workbench.messages import Messages
    from workbench.model import Changes, Compared, Entry
    from workbench.rendering.cited import Sections


class ComparedPolicyRecord(Record):
    """A document that is compared, in the order of the columns."""

    id: str
    title: str
    jurisdiction: str
    force: Force
    reason: str = Field(description="of the force, in the language asked for")
    outside: int = Field(description="statements that belong to none of the topics")


class DifferenceRecord(Record):
    """One thing in which the other side differs, with the values as they are compared."""

    aspect: Aspect
    relation: Relation
    reason: Reason
    one: str
    other: str


class ItemRecord(Record):
    """What a document says; `id` is what `zhize explain` takes."""

    id: str
    also: list[str] = Field(description="statements of the document that say the same")
    kind: str
    said: dict[str, str] = Field(description="by column, in the language asked for")
    keys: dict[str, list[str]] = Field(description="features without which two items are not the same")
    features: dict[str, list[str]]
    source: SourceRecord


class CellRecord(Record):
    """What one document says in a row, and how that stands to the first that says something there."""

    document: str
    relation: Relation | None
    reason: Reason
    differences: list[DifferenceRecord]
    item: ItemRecord | None
    otherwise: list[str] = Field(description="without an item: statements by other classes")


class PairRecord(Record):
    """Two items that are taken for the same: how sure that is, of what parts, and how the other stands to the one."""

    one: str
    other: str
    score: float
    parts: dict[str, float]
    pinned: bool
    relation: Relation
    reason: Reason
    differences: list[DifferenceRecord]


class RowRecord(Record):
    """The same thing in all documents."""

    cells: list[CellRecord]
    pairs: list[PairRecord]


class StepRecord(Record):
    """What is to be reached: a target, or what is stated without a number."""

    id: str
    by: Day | None
    op: str | None
    value: int | float | None


class SeriesRecord(Record):
    """What one document wants of one thing, over time."""

    document: str
    keys: dict[str, list[str]] = Field(description="key features of the thing: class, measure")
    subject: str
    unit: str
    steps: list[StepRecord] = Field(description="in the order of their days, those without a day last")


class MatrixRecord(Record):
    """A topic."""

    topic: str
    title: str
    rows: list[RowRecord]
    series: list[SeriesRecord] = Field(description="targets over time, of the topics that tell them")


class ComparisonRecord(Record):
    """Answer of `zhize compare --format json`."""

    day: Day = Field(description="the day the force is told for")
    policies: list[ComparedPolicyRecord]
    topics: list[MatrixRecord]


class ChangeRecord(Record):
    """A statement that was added, removed or changed."""

    change: str = Field(description="added, removed, changed")
    relation: Relation
    differences: list[DifferenceRecord]
    old: ItemRecord | None
    new: ItemRecord | None
    dependent: list[str] = Field(
        description="IDs of duties and penalties that rest on it, of the old and the new version"
    )


class ChangesRecord(Record):
    """Answer of `zhize diff --format json`."""

    old: str
    new: str
    same: int = Field(description="statements in which nothing changed")
    changes: list[ChangeRecord]
    text: list[str] = Field(description="unified diff of the paragraphs")


def comparison(answer: Compared, messages: Messages) -> ComparisonRecord:
    """The record of documents side by side."""
    places = [sections(entry) for entry in answer.entries]
    return ComparisonRecord(
        day=answer.day,
        policies=[
            ComparedPolicyRecord(
                id=entry.document.id,
                title=title(entry.document),
                jurisdiction=place(entry.document),
                force=told.force,
                reason=told.reason,
                outside=outside,
            )
            for entry, told, outside in zip(answer.entries, answer.validities, answer.found.outside, strict=True)
        ],
        topics=[
            MatrixRecord(
                topic=each.topic.id,
                title=each.topic.title_en if messages.lang == "en" else each.topic.title,
                rows=[_row(row, answer, places, messages) for row in each.rows],
                series=[_series(one, answer) for one in series(each)] if each.topic.over_time else [],
            )
            for each in answer.found.matrices
        ],
    )


def _series(one: Series, answer: Compared) -> SeriesRecord:
    return SeriesRecord(
        document=answer.entries[one.side].document.id,
        keys={group: list(names) for group, names in one.keys.items()},
        subject=one.subject,
        unit=one.unit,
        steps=[_step(step) for step in one.steps],
    )


def _step(step: Step) -> StepRecord:
    one = step.item.statement
    target = one if isinstance(one, Target) else None
    return StepRecord(
        id=step.item.id,
        by=step.by or None,
        op=target.op if target else None,
        value=number(target.value) if target else None,
    )


def _row(row: Row, answer: Compared, places: list[Sections], messages: Messages) -> RowRecord:
    return RowRecord(
        cells=[
            _cell(cell, entry, where, messages)
            for cell, entry, where in zip(row.cells, answer.entries, places, strict=True)
        ],
        pairs=[_pair(pair) for pair in row.pairs],
    )


def _cell(cell: Cell, entry: Entry, where: Sections, messages: Messages) -> CellRecord:
    return CellRecord(
        document=entry.document.id,
        relation=cell.relation,
        reason=cell.reason,
        differences=[_difference(each) for each in cell.differences],
        item=_item(cell.item, where, messages) if cell.item else None,
        otherwise=[item.id for item in cell.otherwise],
    )


def _item(item: Item, where: Sections, messages: Messages) -> ItemRecord:
    places: Mapping[str, Sections] = {item.document: where}
    return ItemRecord(
        id=item.id,
        also=list(item.also),
        kind=item.kind,
        said={name: value for name, value in said(item, messages).items() if value},
        keys={group: list(names) for group, names in item.keys.items()},
        features={group: list(names) for group, names in item.features.items()},
        source=source(item.source, places),
    )


def _difference(one: Difference) -> DifferenceRecord:
    return DifferenceRecord(aspect=one.aspect, relation=one.relation, reason=one.reason, one=one.one, other=one.other)


def _pair(pair: Pair) -> PairRecord:
    return PairRecord(
        one=pair.one.id,
        other=pair.other.id,
        score=round(pair.score.value, 3),
        parts={name: round(part, 3) for name, part in pair.score.parts},
        pinned=pair.score.pinned,
        relation=pair.judgement.relation,
        reason=pair.judgement.reason,
        differences=[_difference(each) for each in pair.judgement.differences],
    )


def changes(answer: Changes, messages: Messages) -> ChangesRecord:
    """The record of two versions."""
    where = (sections(answer.old), sections(answer.new))
    changed = [row for row in answer.found.rows if not is_same(row)]
    return ChangesRecord(
        old=answer.old.document.id,
        new=answer.new.document.id,
        same=len(answer.found.rows) - len(changed),
        changes=[_change(row, answer, where, messages) for row in changed],
        text=text_diff(answer),
    )


def _change(row: Row, answer: Changes, where: tuple[Sections, Sections], messages: Messages) -> ChangeRecord:
    old, new = (cell.item for cell in row.cells)
    name = "added" if old is None else "removed" if new is None else "changed"
    return ChangeRecord(
        change=name,
        relation=row.cells[1].relation or Relation.EQUAL,
        differences=[_difference(each) for each in row.cells[1].differences],
        old=_item(old, where[0], messages) if old else None,
        new=_item(new, where[1], messages) if new else None,
        dependent=list(dependent(row, answer)),
    )


def is_same(row: Row) -> bool:
    """Whether both versions have it, and nothing of it differs."""
    return bool(row.pairs) and not row.pairs[0].judgement.differences


def dependent(row: Row, answer: Changes) -> tuple[str, ...]:
    """The answers that rest on a statement, of both versions."""
    ids = [cell.item.id for cell in row.cells if cell.item]
    return tuple(dict.fromkeys(answer_id for each in ids for answer_id in answer.dependent.get(each, ())))


def text_diff(answer: Changes) -> list[str]:
    """The paragraphs of both texts that differ, as `diff -u` prints them."""
    old, new = (
        [line.strip() for line in entry.document.text.splitlines() if line.strip()]
        for entry in (answer.old, answer.new)
    )
    names = (answer.old.document.id, answer.new.document.id)
    return list(unified_diff(old, new, *names, lineterm="", n=0))
