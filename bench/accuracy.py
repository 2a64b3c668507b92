"""Scores of the extraction against hand annotations, and of the review of contracts: `make accuracy`.

In: the annotated documents, their annotations and the scorer, which stand beside the checkout (`../shared`); contracts
with planted faults (`contract_accuracy.py`); the gates in `gates.toml`. Out: tables; exit code 1 when a gate is missed.
Guarantee: the extraction sees the document alone, never an annotation. Without the annotations there is nothing to
score it by: that is said, and the contracts decide alone.
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

from bench import contract_accuracy
from obligations.from_document import extract
from obligations.to_json import as_record
from policies.from_source import read_path

BENCH = Path(__file__).resolve().parent
CONTRACTS = "contracts"
SHARED = BENCH.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Group:
    """Documents of one sort and what they must reach: each of them, and all together."""

    documents: tuple[str, ...]
    each: dict[str, float]
    together: dict[str, float]


@dataclass(frozen=True, slots=True)
class Scored:
    """One document: the values of the scorer, and how many records of each kind the product gave."""

    values: dict[str, tuple[float, ...]]
    given: dict[str, int]

    def told(self, key: str) -> float | None:
        """F1 where there is one, else the share of correct values; None where the document has no such values."""
        values = self.values.get(key)
        if values is None or values[-1] == 0 == values[0]:
            return None
        return values[2] if len(values) == 4 else values[0]


Scores = dict[str, Scored]


def main(shared: Path = SHARED) -> int:
    """Score all and print the tables; 1 when a gate is missed."""
    console = Console(highlight=False, width=110)
    missed = documents(shared, console)
    below = contract_accuracy.run(contract_gates(), console)
    for sentence in below:
        console.print(sentence, style="red")
    return 1 if missed or below else 0


def documents(shared: Path, console: Console) -> list[str]:
    """Score the annotated documents; what is below its gate."""
    if not (shared / "gold").is_dir():
        print("skipped: the annotations (../shared) are not beside this checkout")
        return []
    groups = read_gates(BENCH / "gates.toml")
    scorer = load_scorer(shared / "tools" / "score.py")
    scores = {name: score(scorer, shared, name) for group in groups.values() for name in group.documents}
    for title, group in groups.items():
        console.print(table(title, scores, group))
    missed = [sentence for group in groups.values() for sentence in misses(scores, group)]
    for sentence in missed:
        console.print(sentence, style="red")
    return missed


def read_gates(path: Path) -> dict[str, Group]:
    """The groups of documents of a file, by their names."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Group(tuple(group["documents"]), group["each"], group.get("together", {}))
        for name, group in data.items()
        if name != CONTRACTS
    }


def contract_gates() -> dict[str, dict[str, float]]:
    """The gates of contracts: recall and precision of planted and of mutated ones."""
    gates: dict[str, dict[str, float]] = tomllib.loads((BENCH / "gates.toml").read_text(encoding="utf-8"))[CONTRACTS]
    return gates


def load_scorer(path: Path) -> ModuleType:
    """The scorer as a module, whatever folder it stands in."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(scorer: ModuleType, shared: Path, name: str) -> Scored:
    """The scores of one document."""
    source = next((shared / "policies").glob(f"{name}.*"))
    predicted = predict(source)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predicted.json"
        path.write_text(json.dumps(predicted, ensure_ascii=False), encoding="utf-8")
        parts = scorer.load(str(source), str(shared / "gold" / f"{name}.jsonl"), str(path))
    given = {kind: len(predicted[plural]) for kind, plural in scorer.PLURAL.items()}
    return Scored(scorer.score(*parts), given)


def predict(source: Path) -> dict[str, Any]:
    """What the product reads of a document: that of `zhize extract FILE --format json`."""
    document = read_path(source)
    return as_record(document, extract(document))


def table(title: str, scores: Scores, group: Group) -> Table:
    """Scores by document, the gated kinds first, those of all together last."""
    made = Table(box=box.SIMPLE_HEAD, title=f"{title}: F1, or share of correct values")
    made.add_column("score", no_wrap=True)
    made.add_column("gate", justify="right")
    for name in group.documents:
        made.add_column(name, justify="right")
    others = sorted({key for name in group.documents for key in scores[name].values} - set(group.each))
    for key in [*group.each, *others]:
        floor = group.each.get(key)
        cells = [cell(scores[name].told(key), floor) for name in group.documents]
        made.add_row(key, f"{floor:.2f}" if floor is not None else "", *cells)
    for key, floor in group.together.items():
        made.add_row(f"{key} together", f"{floor:.2f}", cell(together(scores, group, key), floor))
    return made


def cell(value: float | None, floor: float | None) -> str:
    """A score; below its gate it is marked, a document without such values has none."""
    if value is None:
        return "–"
    return f"[red]{value:.3f} ✗[/red]" if floor is not None and value < floor else f"{value:.3f}"


def together(scores: Scores, group: Group, key: str) -> float | None:
    """F1 of a kind over all documents of a group; None where none has any."""
    kind = key.removesuffix(".f1")
    found = [scores[name] for name in group.documents]
    annotated = sum(int(one.values[key][3]) for one in found)
    given = sum(one.given[kind] for one in found)
    right = sum(one.values[key][1] * one.values[key][3] for one in found if one.values[key][3])
    return 2 * right / (annotated + given) if annotated + given else None


def misses(scores: Scores, group: Group) -> list[str]:
    """What is below its gate."""
    told = [(name, key, scores[name].told(key), floor) for name in group.documents for key, floor in group.each.items()]
    told += [("together", key, together(scores, group, key), floor) for key, floor in group.together.items()]
    return [
        f"{name}: {key} is {value:.3f}, below {floor:.2f}"
        for name, key, value, floor in told
        if value is not None and value < floor
    ]


if __name__ == "__main__":
    sys.exit(main())
