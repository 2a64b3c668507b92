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
    assert accuracy.main(tmp_path) == 0
    assert "skipped" in capsys.readouterr().out


def test_a_score_below_its_gate_is_a_miss(accuracy: Any) -> None:
    gates = accuracy.Gates(("a",), ("b",), {"norm.f1": 0.75, "meta.accuracy": 1.0})
    scores = {"a": {"norm.f1": 0.75, "meta.accuracy": 0.99}, "b": {"norm.f1": 0.1}}
    assert accuracy.misses(scores, gates) == ["a: meta.accuracy is 0.990, below 1.00"]


def test_the_gates_are_not_below_what_was_promised(accuracy: Any) -> None:
    gates = accuracy.read_gates(ROOT / "bench" / "gates.toml")
    promised = {"norm.f1": 0.75, "outline.f1": 0.99, "meta.accuracy": 1.0}
    promised |= dict.fromkeys(("norm.bearers", "norm.deadline", "target.f1", "responsibility.f1"), 0.90)
    assert set(gates.gated) >= {"gansu-2023", "yunnan-2025", "wanzhou-2017"}
    assert all(gates.floors[name] >= floor for name, floor in promised.items())
