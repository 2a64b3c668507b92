"""A comparison in words, as all pages show it.

In: a `Compared` answer and a language. Out: for each topic its rows; for each row what every document says, how that
stands to the base of the row, and the words of the source. Guarantee: nothing of the comparison is left out; what is
absent is told as absent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.comparison.compare import is_alone
from engine.comparison.model import Aspect, Relation
from obligations.model import Norm, Responsibility, Sanction, Target
from workbench.rendering import comparison_series, deadlines, rows
from workbench.rendering.cited import cited, place, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.comparison.model import Cell, Difference, Item, Matrix, Topic
    from workbench.messages import Messages
    from workbench.model import Compared
    from workbench.rendering.cited import Sections
    from workbench.rendering.comparison_series import SeriesView

CODES = frozenset({Aspect.KIND, Aspect.MODALITY})


@dataclass(frozen=True, slots=True)
class CellView:
    """What one document says in a row.

    Attributes:
        told: heading of a column -> what is said there; empty when nothing is said.
        relation: to the base of the row, in words; "" for the first document.
        code: value of the relation, "base" for the first document.
        why: the reason, and each difference.
        ids: for `zhize explain`.
        section, quote: where it stands.
    """

    told: tuple[tuple[str, str], ...]
    relation: str
    code: str
    why: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    section: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic: its title, its rows of cells, and its targets over time when it tells any.

    Attributes:
        shared: so many rows come first, in which more than one document says something; in the others one alone does.
    """

    id: str
    title: str
    rows: tuple[tuple[CellView, ...], ...]
    shared: int
    note: str
    series: SeriesView | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: its place, title, ID, and how it stands on the day."""

    id: str
    place: str
    title: str
    force: str
    outside: int


@dataclass(frozen=True, slots=True)
class View:
    """A whole comparison in words."""

    documents: tuple[DocumentView, ...]
    topics: tuple[TopicView, ...]
    notes: tuple[str, ...]


def view(answer: Compared, messages: Messages) -> View:
    """The comparison in words."""
    places = [cited(entry, messages.lang, headed=True) for entry in answer.entries]
    names = heads(answer, messages)
    topics = tuple(_topic(each, places, names, messages) for each in answer.found.matrices)
    documents = tuple(
        DocumentView(
            entry.document.id,
            place(entry.document),
            title(entry.document),
            messages.say("table.force", force=messages.word("force", told.force.value), reason=told.reason),
            outside,
        )
        for entry, told, outside in zip(answer.entries, answer.validities, answer.found.outside, strict=True)
    )
    return View(documents, topics, tuple(_notes(answer, messages)))


def _notes(answer: Compared, messages: Messages) -> Iterator[str]:
    first = answer.entries[0]
    yield messages.say("compare.base", title=title(first.document), id=first.document.id)
    found = [row for matrix in answer.found.matrices for row in matrix.rows]
    if not any(row.pairs for row in found):
        yield messages.say("compare.nothing_shared")
    elif all(cell.relation in (None, Relation.EQUAL) for row in found for cell in row.cells):
        yield messages.say("compare.all_equal")
    if any(answer.found.outside):
        told = messages.say("word.separator").join(
            f"{entry.document.id} {count}"
            for entry, count in zip(answer.entries, answer.found.outside, strict=True)
            if count
        )
        yield messages.say("compare.outside", told=told)


def _topic(matrix: Matrix, places: Sequence[Sections], names: Sequence[str], messages: Messages) -> TopicView:
    name = matrix.topic.title_en if messages.lang == "en" else matrix.topic.title
    shown = tuple(
        tuple(cell(each, matrix.topic, where, messages) for each, where in zip(row.cells, places, strict=True))
        for row in matrix.rows
    )
    note = "" if shown else messages.say("compare.empty")
    shared = sum(not is_alone(row) for row in matrix.rows)
    return TopicView(matrix.topic.id, name, shown, shared, note, comparison_series.view(matrix, names, messages))


def cell(one: Cell, topic: Topic, where: Mapping[str, str], messages: Messages) -> CellView:
    """A cell in words."""
    relation = messages.word("compare_relation", one.relation.value) if one.relation else ""
    why = [messages.word("compare_reason", one.reason.value)] if one.reason else []
    why += [difference(each, messages) for each in one.differences if each.aspect is not Aspect.WORDS]
    code = one.relation.value if one.relation else "base"
    if one.item is None:
        return CellView((), relation, code, (*why, *_otherwise(one, messages)))
    item = one.item
    told = tuple((messages.word("column", name), value) for name, value in content(item, topic, messages) if value)
    section, quote = where.get(item.source.eid, ""), " ".join(item.source.quote.split())
    return CellView(told, relation, code, tuple(why), (item.id, *item.also), section, quote)


def _otherwise(one: Cell, messages: Messages) -> Iterator[str]:
    """What a document without an item states by other classes: each quotation once, with its IDs."""
    quoted: dict[str, list[str]] = {}
    for item in one.otherwise:
        quoted.setdefault(" ".join(item.source.quote.split()), []).append(item.id)
    for quote, ids in quoted.items():
        yield messages.say("compare.otherwise", quote=quote, ids=messages.say("word.separator").join(ids))


def content(item: Item, topic: Topic, messages: Messages) -> Iterator[tuple[str, str]]:
    """The columns of a topic for an item, in order."""
    found = said(item, messages)
    for name in topic.columns or tuple(found):
        yield name, found.get(name, "")


def said(item: Item, messages: Messages) -> dict[str, str]:
    """What an item says, by column."""
    one = item.statement
    groups = dict.fromkeys((*item.keys.values(), *item.features.values()))
    features = messages.say("word.separator").join("、".join(names) for names in groups)
    limits = messages.say("deadline.and").join(deadlines.told(each, messages) for each in item.deadlines)
    if one is None:
        return {"features": features, "action": item.words, "deadline": limits}
    found = {"features": features, **rows.content(one, messages)}
    if isinstance(one, Target):
        figure = f"{messages.word('comparison', one.op)}{one.value.normalize():f}{one.unit}"
        found |= {"action": messages.say("compare.figure", subject=one.subject, figure=figure), "actor": ""}
    if isinstance(one, Responsibility) and one.task is None:
        found["action"] = item.act  # the heading above a list of departments
    if isinstance(one, Sanction):
        found["trigger"] = messages.say("word.separator").join(filter(None, (item.act, item.tier)))
    if isinstance(one, Norm):
        found["modality"] = messages.word("modality", one.modality.value)
    return found


def difference(one: Difference, messages: Messages) -> str:
    """A difference in words: 期限：2025年12月31日前 → 2028年12月31日前（晚3年）."""
    sides = [_value(one.aspect, value, messages) or messages.say("word.unstated") for value in (one.one, one.other)]
    distance = _distance(one, messages) if one.aspect is Aspect.DEADLINE else ""
    return messages.say(
        "compare.difference",
        aspect=messages.word("compare_aspect", one.aspect.value),
        one=sides[0],
        other=sides[1],
        relation=messages.word("compare_relation", one.relation.value),
        distance=distance,
    )


def _value(aspect: Aspect, value: str, messages: Messages) -> str:
    if aspect is Aspect.DEADLINE and value:
        return deadlines.told(value, messages)
    if aspect is Aspect.FINE and value:
        return _fine(value, messages)
    return messages.word("kind", messages.word("modality", value)) if aspect in CODES else value


def _fine(value: str, messages: Messages) -> str:
    """The bounds of a fine in words: 5000元以上50000元以下, 违法所得0.5倍以下."""
    least, _, rest = value.partition("–")
    most = rest.rstrip(rest.lstrip("0123456789."))
    base = rest.removeprefix(most)
    unit = "times" if base else "yuan"
    bounds = [("least", least), ("most", most)]
    return base + "".join(messages.say(f"compare.{unit}_{name}", value=each) for name, each in bounds if each)


def _distance(one: Difference, messages: Messages) -> str:
    """By how much one day is before or after another: 3年, 15天."""
    found = [_day(value) for value in (one.one, one.other)]
    if found[0] == found[1]:  # ranges with one end: their first days are compared
        found = [_day(value.partition("/")[0]) for value in (one.one, one.other)]
    if found[0] is None or found[1] is None or one.relation not in (Relation.EARLIER, Relation.LATER):
        return ""
    first, last = sorted(day for day in found if day)
    if (first.month, first.day) == (last.month, last.day):
        length = messages.say("deadline.years", count=last.year - first.year)
    else:
        length = messages.say("deadline.days", count=(last - first).days)
    return messages.say("compare.distance", length=length)


def _day(value: str) -> date | None:
    """The day of a time limit that has one; of a yearly one, in a common year."""
    form, _, rest = value.partition(":")
    try:
        if form in ("date", "from", "range"):
            return date.fromisoformat(rest.rpartition("/")[2])
        return date.fromisoformat(f"2001-{rest}") if form == "yearly" else None
    except ValueError:
        return None


def lines(one: CellView, messages: Messages) -> list[str]:
    """What a cell says, a line a column."""
    return [messages.say("compare.told", name=name, value=value) for name, value in one.told]


def heads(answer: Compared, messages: Messages) -> list[str]:
    """The columns' headings: the places, or the IDs where places are the same."""
    known = [place(entry.document) for entry in answer.entries]
    return [
        name if known.count(name) == 1 else f"{name}（{entry.document.id}）"
        for name, entry in zip(known, answer.entries, strict=True)
    ]
