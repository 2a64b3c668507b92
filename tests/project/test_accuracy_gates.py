"""The accuracy gates: what they compare, and what they say when one is missed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def accuracy() -> Any:
    spec = importlib.util.spec_from_file_location("bench_accuracy", ROOT / "bench" / "accuracy.py")
    assert spec
    assert spec.loader
    import sys

    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_accuracy"] = module
    spec.loader.exec_module(module)
    return module


def test_without_annotations_it_is_skipped_and_said(accuracy: Any, tmp_path: Path, capsys: Any) -> None:
    assert accuracy.documents(tmp_path, None) == []
    assert "skipped" in capsys.readouterr().out


def test_a_score_below_its_gate_is_a_miss(accuracy: Any) -> None:
    group = accuracy.Group(("a", "b"), {"norm.f1": 0.75, "meta.accuracy": 1.0, "norm.recipient": 0.7}, {})
    values = {"norm.f1": (0.8, 0.7, 0.75, 9), "meta.accuracy": (0.99, 7), "norm.recipient": (0.0, 1.0, 0.0, 0)}
    scores = {"a": accuracy.Scored(values, {}), "b": accuracy.Scored({"meta.accuracy": (1.0, 7)}, {})}
    assert accuracy.misses(scores, group) == ["a: meta.accuracy is 0.990, below 1.00"]


def test_a_group_is_scored_together(accuracy: Any) -> None:
    group = accuracy.Group(("a", "b"), {}, {"sanction.f1": 0.8})
    one = accuracy.Scored({"sanction.f1": (1.0, 1.0, 1.0, 3)}, {"sanction": 3})
    two = accuracy.Scored({"sanction.f1": (0.0, 0.0, 0.0, 1)}, {"sanction": 1})
    assert accuracy.together({"a": one, "b": two}, group, "sanction.f1") == pytest.approx(0.75)
    assert accuracy.misses({"a": one, "b": two}, group) == ["together: sanction.f1 is 0.750, below 0.80"]


def test_the_gates_are_not_below_what_was_promised(accuracy: Any) -> None:
    """Of the bounds for plans and statutes, the lowest of each kind."""
    groups = accuracy.read_gates(ROOT / "bench" / "gates.toml")
    assert set(groups["plans"].documents) == {"gansu-2023", "yunnan-2025", "wanzhou-2017"}
    assert set(groups["statutes"].documents) == {"shandong-mineral-2012", "xinxiang-2021"}
    for group in groups.values():
        assert group.each["norm.f1"] >= 0.87
        assert group.each["norm.chars"] >= 0.91
        assert group.each["norm.bearers"] >= 0.95
        assert group.each["norm.deadline"] >= 0.85
        assert group.each["outline.f1"] == group.each["meta.accuracy"] == 1.0
    assert groups["plans"].each["target.f1"] >= 0.92
    assert groups["statutes"].each["norm.bearers.implied"] >= 0.80
    assert groups["plans"].together == {"sanction.f1": 0.80, "incentive.f1": 0.80}
    assert min(value for key, value in groups["statutes"].each.items() if key.startswith("sanction")) >= 0.88
