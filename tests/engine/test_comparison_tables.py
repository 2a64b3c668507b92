"""Golden tables: what a lawyer finds in the five policies, topic by topic, checked by hand against the texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.comparison.compare import compare
from engine.comparison.items import Side
from engine.comparison.model import Comparison, Item, Relation, Row, Series
from engine.comparison.relations import judged
from engine.comparison.series import series
from engine.comparison.topics import topics
from obligations.from_document import extract
from obligations.model import Target
from policies.from_source import read_path

ORDER = ("weihai-2021", "yunnan-2025", "liaoning-2023", "gansu-2023", "wanzhou-2017")
TABLES = Path(__file__).resolve().parents[1] / "fixtures" / "comparison"
Fact = dict[str, Any]


@pytest.fixture(scope="module")
def comparison(corpus: dict[str, Path]) -> Comparison:
    return compared([corpus[name] for name in ORDER])


@cache
def of_texts(names: tuple[str, ...]) -> Comparison:
    """The comparison of texts that were written for these tables."""
    return compared([TABLES / "texts" / f"{name}.md" for name in names])


def compared(paths: list[Path]) -> Comparison:
    documents = [read_path(path) for path in paths]
    return compare([Side(number, each, extract(each)) for number, each in enumerate(documents)], topics())


def facts() -> list[Any]:
    found = []
    for topic in topics():
        table = yaml.safe_load((TABLES / f"{topic.id}.yaml").read_text(encoding="utf-8"))
        found += [pytest.param(topic.id, row, id=f"{topic.id}: {row['fact']}") for row in table["rows"]]
    return found


def test_every_topic_has_a_golden_table() -> None:
    assert sorted(path.stem for path in TABLES.glob("*.yaml")) == sorted(topic.id for topic in topics())


@pytest.mark.parametrize(("topic", "fact"), facts())
def test_a_fact_comes_out(comparison: Comparison, topic: str, fact: Fact) -> None:
    comparison = of_texts(tuple(fact["texts"])) if "texts" in fact else comparison
    matrix = next(each for each in comparison.matrices if each.topic.id == topic)
    found = [row for row in matrix.rows if is_meant(row, fact, comparison.documents)]
    assert len(found) == 1
    cells = dict(zip(comparison.documents, found[0].cells, strict=True))
    for document, names in fact.get("features", {}).items():
        item = cells[document].item
        assert item is not None
        assert [name for group in item.features.values() for name in group] == names
    for document, reason in fact.get("reasons", {}).items():
        assert cells[document].reason == reason
    for one, other, relation, *more in fact.get("relations", []):
        judgement = next(
            pair.judgement
            for pair in found[0].pairs
            if {pair.one.document, pair.other.document} == {one, other} and pair.one.document == one
        )
        assert judgement.relation == relation, (one, other)
        assert not more or more[0] in {each.aspect for each in judgement.differences}
        assert more[1:] in ([], [judgement.reason])


def is_meant(row: Row, fact: Fact, documents: tuple[str, ...]) -> bool:
    """Whether the cells, the key features, the values and the time limits are those of the fact."""
    items = {name: cell.item for name, cell in zip(documents, row.cells, strict=True)}
    for document, words in fact["cells"].items():
        item = items[document]
        if (item is None) != (words is None) or (item and words not in item.words):
            return False
    present = [item for item in items.values() if item]
    if any(
        {group: list(names) for group, names in item.keys.items()} != fact.get("keys", item_keys(item))
        for item in present
    ):
        return False
    limits = fact.get("deadlines", {})
    figures = fact.get("values", {})
    return all(
        ",".join(item.deadlines) == limits.get(item.document, ",".join(item.deadlines)) for item in present
    ) and all(figure(item) == figures.get(item.document, figure(item)) for item in present)


def item_keys(item: Item) -> dict[str, list[str]]:
    return {group: list(names) for group, names in item.keys.items()}


def figure(item: Item) -> str:
    one = item.statement
    return f"{one.value.normalize():f} {one.unit}" if isinstance(one, Target) else ""


def test_targets_over_time(comparison: Comparison) -> None:
    for matrix in comparison.matrices:
        table = yaml.safe_load((TABLES / f"{matrix.topic.id}.yaml").read_text(encoding="utf-8"))
        assert matrix.topic.over_time == ("series" in table)
        if matrix.topic.over_time:
            assert [told(each) for each in series(matrix)] == table["series"]


def told(one: Series) -> list[object]:
    """A series as the table has it."""
    steps: dict[str, list[int | None]] = {}
    for step in one.steps:
        target = step.item.statement
        steps.setdefault(step.by, []).append(int(target.value) if isinstance(target, Target) else None)
    return [ORDER[one.side], {group: list(names) for group, names in one.keys.items()}, steps]


def test_every_target_of_a_topic_is_one_step(comparison: Comparison) -> None:
    matrix = next(each for each in comparison.matrices if each.topic.over_time)
    shown = {cell.item.name for row in matrix.rows for cell in row.cells if cell.item}
    told = [step.item.name for each in series(matrix) for step in each.steps]
    assert len(told) == len(set(told))
    assert shown - set(told) == {(4, "wanzhou-2017.n2045")}  # its paragraph gives the number: t2109-1


def test_what_one_document_alone_has(comparison: Comparison) -> None:
    for matrix in comparison.matrices:
        table = yaml.safe_load((TABLES / f"{matrix.topic.id}.yaml").read_text(encoding="utf-8"))
        for feature, documents in table.get("only", {}).items():
            having = {
                cell.item.document
                for row in matrix.rows
                for cell in row.cells
                if cell.item
                and any(feature in names for names in (*cell.item.keys.values(), *cell.item.features.values()))
            }
            assert having == set(documents), feature


TURNED = {
    Relation.STRICTER: Relation.LOOSER,
    Relation.LOOSER: Relation.STRICTER,
    Relation.EARLIER: Relation.LATER,
    Relation.LATER: Relation.EARLIER,
}


def test_swapping_the_sides_turns_the_relation_round(comparison: Comparison) -> None:
    found = [(matrix.topic, pair) for matrix in comparison.matrices for row in matrix.rows for pair in row.pairs]
    assert len(found) > 50
    for topic, pair in found:
        there = judged(pair.one, pair.other, topic.ordered).relation
        back = judged(pair.other, pair.one, topic.ordered).relation
        assert back == TURNED.get(there, there), (pair.one.id, pair.other.id)


def test_the_order_of_the_documents_changes_no_row(comparison: Comparison, corpus: dict[str, Path]) -> None:
    documents = [read_path(corpus[name]) for name in reversed(ORDER)]
    turned = compare([Side(number, each, extract(each)) for number, each in enumerate(documents)], topics())
    for one, other in zip(comparison.matrices, turned.matrices, strict=True):
        rows = [
            {frozenset(cell.item.id for cell in row.cells if cell.item) for row in each.rows} for each in (one, other)
        ]
        assert rows[0] == rows[1], one.topic.id


def test_every_statement_is_in_a_row_or_counted(comparison: Comparison, corpus: dict[str, Path]) -> None:
    for side, name in enumerate(ORDER):
        document = read_path(corpus[name])
        items = Side(0, document, extract(document)).items
        shown = {
            identity
            for matrix in comparison.matrices
            for row in matrix.rows
            if (item := row.cells[side].item)
            for identity in (item.id, *item.also)
        }
        assert len(items) == len(shown) + comparison.outside[side]
