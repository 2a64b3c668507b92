"""Outline and metadata against the hand annotations, and frozen outlines of the policies that have none.

The annotations stand beside the checkout (../shared); without them the first tests are skipped. The frozen outlines are
refreshed with ``ZHIZE_REFRESH=1 pytest tests/policies`` and reviewed in the diff.
"""

from __future__ import annotations

import importlib.util
import json
import os
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from policies.from_source import read_path
from policies.library import builtin
from policies.model import Document
from policies.navigate import outline

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GOLDEN = ROOT / "tests" / "fixtures" / "policies" / "golden"
ANNOTATED = ["gansu-2023", "shandong-mineral-2012", "wanzhou-2017", "xinxiang-2021", "yunnan-2025"]
FIELDS = ("title", "doc_number", "issuers", "issued", "effective", "expires", "jurisdiction")


def scorer() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("../shared is not here")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predicted(document: Document) -> dict[str, Any]:
    units = [
        {"label": u.label, "number": u.number, "title": u.title, "start": u.span.start, "end": u.span.end}
        for u in outline(document)
    ]
    metadata = asdict(document.metadata)
    return {"meta": {name: metadata[name] for name in FIELDS}, "outline": units}


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ANNOTATED)
def test_outline_and_metadata_agree_with_the_annotation(name: str, tmp_path: Path) -> None:
    score = scorer()
    source = next((SHARED / "policies").glob(f"{name}.*"))
    prediction = tmp_path / "predicted.json"
    prediction.write_text(json.dumps(predicted(read_path(source))), encoding="utf-8")
    found = score.score(*score.load(source, SHARED / "gold" / f"{name}.jsonl", prediction))
    assert found["outline.f1"][2] >= 0.99
    assert found["outline.path"][0] == 1.0
    assert found["meta.accuracy"][0] == 1.0


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_outlines_stay_as_reviewed(path: Path) -> None:
    golden = GOLDEN / f"{path.stem}.yaml"
    numbers = [unit.number for unit in outline(read_path(path))]
    if os.environ.get("ZHIZE_REFRESH"):
        golden.write_text(yaml.safe_dump(numbers, allow_unicode=True), encoding="utf-8")
    assert numbers == yaml.safe_load(golden.read_text(encoding="utf-8"))
