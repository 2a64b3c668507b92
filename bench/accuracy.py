"""Scores of the extraction against hand annotations: `make accuracy`.

In: the annotated documents, their annotations and the scorer, which stand beside the checkout (`../shared`), and the
gates in `gates.toml`. Out: a table; exit code 1 when a gate is missed. Guarantee: the extraction sees the document
alone, never an annotation. Without the annotations there is nothing to score: that is said, and the exit code is 0.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from obligations.from_document import extract
from obligations.to_json import as_record
from policies.from_source import read_path

BENCH = Path(__file__).resolve().parent
SHARED = BENCH.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Gates:
    """What must be reached, by which documents."""

    gated: tuple[str, ...]
    printed: tuple[str, ...]
    floors: dict[str, float]


def main(shared: Path = SHARED) -> int:
    """Score all documents and print the table; 1 when a gate is missed."""
    if not (shared / "gold").is_dir():
        print("skipped: the annotations (../shared) are not beside this checkout")
        return 0
    gates = read_gates(BENCH / "gates.toml")
    scorer = load_scorer(shared / "tools" / "score.py")
    names = [*gates.gated, *gates.printed]
    scores = {name: score(scorer, shared, name) for name in names}
    console = Console(highlight=False, width=110)
    console.print(table(scores, gates))
    missed = misses(scores, gates)
    for sentence in missed:
        console.print(sentence, style="red")
    return 1 if missed else 0


def read_gates(path: Path) -> Gates:
    """The gates of a file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Gates(tuple(data["gated"]), tuple(data["printed"]), data["gates"])


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module, whatever folder it stands in."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(scorer: ModuleType, shared: Path, name: str) -> dict[str, float]:
    """The scores of one document: F1 where there is one, else the share of correct values."""
    source = next((shared / "policies").glob(f"{name}.*"))
    predicted = predict(source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.json"
        path.write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")
        parts = scorer.load(str(source), str(shared / "gold" / f"{name}.jsonl"), str(path))
    found: dict[str, tuple[float, ...]] = scorer.score(*parts)
    return {key: values[2] if len(values) == 4 else values[0] for key, values in found.items()}


def predict(source: Path) -> dict[str, Any]:
    """What the product reads of a document: that of `zhize extract FILE --format json`."""
    document = read_path(source)
    return as_record(document, extract(document))


def table(scores: dict[str, dict[str, float]], gates: Gates) -> Table:
    """Scores by document, the gated kinds first."""
    made = Table(box=box.SIMPLE_HEAD, title="F1, or share of correct values")
    made.add_column("score", no_wrap=True)
    made.add_column("gate", justify="right")
    for name in scores:
        place, _, year = name.rpartition("-")
        made.add_column(f"{place}\n{year}{'' if name in gates.gated else ' (not gated)'}", justify="right")
    others = sorted({key for found in scores.values() for key in found} - set(gates.floors))
    for key in [*gates.floors, *others]:
        floor = gates.floors.get(key)
        cells = [cell(found.get(key), floor if name in gates.gated else None) for name, found in scores.items()]
        made.add_row(key, f"{floor:.2f}" if floor is not None else "", *cells)
    return made


def cell(value: float | None, floor: float | None) -> str:
    """A score; below its gate it is marked, a document without such values has none."""
    if value is None:
        return "–"
    return f"[red]{value:.3f} ✗[/red]" if floor is not None and value < floor else f"{value:.3f}"


def misses(scores: dict[str, dict[str, float]], gates: Gates) -> list[str]:
    """What is below its gate."""
    return [
        f"{name}: {key} is {scores[name][key]:.3f}, below {floor:.2f}"
        for name in gates.gated
        for key, floor in gates.floors.items()
        if key in scores[name] and scores[name][key] < floor
    ]


if __name__ == "__main__":
    sys.exit(main())
