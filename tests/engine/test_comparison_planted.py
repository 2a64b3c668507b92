"""Planted differences: of each policy twenty variants with one change; all changes come out, nothing else does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from engine.comparison.compare import changes
from engine.comparison.items import Side
from engine.comparison.model import Relation, Row
from obligations.from_document import extract
from obligations.model import Extraction
from policies.from_source import read_bytes
from policies.model import Document
from tests.engine.planted import Variant, variants

VARIANTS = 20
KINDS = {"number", "date", "modality", "bearer", "deleted", "added"}
NAMES = ("gansu-2023", "liaoning-2023", "wanzhou-2017", "weihai-2021", "yunnan-2025")


def test_all_kinds_are_planted(corpus: dict[str, Path]) -> None:
    made = Counter(each.kind for name in NAMES for each in planted(corpus[name])[2])
    assert set(made) == KINDS
    assert sum(made.values()) == VARIANTS * len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_planted_change_is_found_and_none_invented(corpus: dict[str, Path], name: str) -> None:
    document, extraction, made = planted(corpus[name])
    wrong = []
    for variant in made:
        changed = read_bytes(variant.text.encode(), corpus[name].name)
        rows = changes(Side(0, document, extraction), Side(1, changed, extract(changed))).rows
        differing = [row for row in rows if not row.pairs or row.pairs[0].judgement.differences]
        missed, invented = tally(variant, differing)
        if missed or invented:
            wrong.append((variant.kind, variant.words, missed, invented))
    assert not wrong, Counter(kind for kind, *_ in wrong)


def planted(path: Path) -> tuple[Document, Extraction, list[Variant]]:
    document = read_bytes(path.read_bytes(), path.name)
    extraction = extract(document)
    return document, extraction, variants(document, extraction, VARIANTS)


def tally(variant: Variant, rows: list[Row]) -> tuple[list[str], list[str]]:
    """What of a change is missed or has another relation, and what is told that was not changed."""
    found: dict[str, Relation | None] = {}
    invented: list[str] = []
    added = 0
    for row in rows:
        old, new = (cell.item for cell in row.cells)
        if old is not None and old.id in variant.touched:
            found[old.id] = row.cells[1].relation
        elif old is None and new and new.source.start < variant.end and new.source.end > variant.start:
            added += 1
        else:
            invented.append((old or new).id if old or new else "")  # type: ignore[union-attr]  # one of them is there
    missed = [identity for identity in variant.must if found.get(identity) != variant.relation]
    if variant.kind == "added" and not added:
        missed.append(variant.words)
    return missed, invented
