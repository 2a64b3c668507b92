"""How many planted faults of contracts are found, and how much is found that was not planted; in `make accuracy`.

In: the twelve contracts and what a lawyer finds in them (`findings.yaml`), the clean ones changed by
`contract_mutations.py`. Out: a table by kind, what was missed or invented; alone, a section of `results.md` too.
Guarantee: a fault is found when a finding of its kind quotes words of its paragraph, or, where something is absent,
says so; every other error or warning is invented; notes, which are no reason to refuse a contract, are counted apart.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import yaml
from rich import box
from rich.console import Console
from rich.table import Table

from bench import page
from bench.contract_files import CONTRACTS
from bench.contract_mutations import Fault, Mutant, fresh, mutants, unseen
from engine.contract_review.model import Finding, Severity
from engine.contract_review.review import Against, review
from policies import library
from policies.from_source import read_text
from workbench.knowledge_base import open_paths

CODES = {
    "item": "K1",
    "weaker": "K2",
    "liability": "K1 K3",
    "instrument": "K4",
    "organ": "K5",
    "blank": "K6",
    "date": "K7",
    "amount": "K8",
}
SHOWN = 30  # of what was missed or invented
# Recall and precision before any rule was changed for them, which cannot be measured again.
AT_FIRST_SIGHT = {
    "unseen": "0.69 and 0.66 (two batches), 0.97",
    "first": "0.300 (9 of 30), 0.833 (10 of 12)",
    "second": "0.556 (10 of 18), 1.000 (10 of 10)",
    "third": "0.100 (1 of 10), 1.000 (1 of 1)",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """One contract: its faults that were found and missed, its findings that are right, invented, or notes."""

    mutant: Mutant
    found: tuple[Fault, ...]
    missed: tuple[Fault, ...]
    right: tuple[Finding, ...]
    invented: tuple[Finding, ...]
    notes: int


def planted() -> Iterator[Mutant]:
    """The twelve contracts as they are."""
    for name, told in expected().items():
        text = (CONTRACTS / f"{name}.txt").read_text(encoding="utf-8")
        faults = tuple(Fault(one["kind"], one["words"]) for one in told["findings"])
        yield Mutant(name, "", text, faults)


@cache
def expected() -> dict[str, Any]:
    """What a lawyer finds."""
    found: dict[str, Any] = yaml.safe_load((CONTRACTS / "findings.yaml").read_text(encoding="utf-8"))
    return found


@cache
def policy_of(contract: str) -> str:
    """The policy that a contract is held against."""
    fresh: dict[str, str] = yaml.safe_load((CONTRACTS / "fresh" / "against.yaml").read_text(encoding="utf-8"))
    return fresh[contract] if contract in fresh else str(expected()[contract]["against"])


@cache
def against(policy: str) -> Against:
    """One policy, read once."""
    own = CONTRACTS / "fresh" / f"{policy}.txt"
    path = own if own.is_file() else next(one for one in library.builtin() if one.stem == policy)
    return open_paths([str(path)]).against()


def score(mutant: Mutant) -> Scored:
    """One contract held against its policy."""
    document = read_text(mutant.text, f"{mutant.contract}.txt")
    found = review(document, against(policy_of(mutant.contract))).findings
    serious = [one for one in found if one.severity is not Severity.NOTE]
    right = [one for one in serious if any(meets(fault, one, mutant.text) for fault in mutant.faults)]
    met = tuple(fault for fault in mutant.faults if any(meets(fault, one, mutant.text) for one in serious))
    missed = tuple(fault for fault in mutant.faults if fault not in met)
    invented = tuple(one for one in serious if one not in right)
    return Scored(mutant, met, missed, tuple(right), invented, len(found) - len(serious))


def meets(fault: Fault, one: Finding, text: str) -> bool:
    """Whether a finding is about a fault."""
    if one.rule[:2] not in CODES[fault.kind]:
        return False
    if one.source is None:
        return fault.words in one.says
    starts = [fault.at] if fault.at >= 0 else places(fault.words, text)
    first, last = (text.count("\n", 0, at) for at in (one.source.start, one.source.end - 1))
    return any(first <= text.count("\n", 0, start) <= last for start in starts)


def places(words: str, text: str) -> list[int]:
    """Where words stand."""
    return [found.start() for found in re.finditer(re.escape(words), text)]


def table(title: str, scored: list[Scored]) -> Table:
    """Recall and precision by kind, and together."""
    made = Table(box=box.SIMPLE_HEAD, title=title)
    made.add_column("kind of fault", no_wrap=True)
    for head in ("planted", "found", "recall", "findings", "right", "precision"):
        made.add_column(head, justify="right")
    for kind in (*CODES, "all"):
        codes = CODES.get(kind, "K1 K2 K3 K4 K5 K6 K7 K8")
        own = [fault for one in scored for fault in (*one.found, *one.missed) if kind in (fault.kind, "all")]
        met = [fault for one in scored for fault in one.found if kind in (fault.kind, "all")]
        right = [each for one in scored for each in one.right if each.rule[:2] in codes]
        wrong = [each for one in scored for each in one.invented if each.rule[:2] in codes]
        figures = (len(own), len(met), share(len(met), len(own)), len(right) + len(wrong), len(right))
        made.add_row(kind, *map(str, figures), share(len(right), len(right) + len(wrong)))
    return made


def share(part: int, whole: int) -> str:
    """A share in words."""
    return f"{part / whole:.3f}" if whole else "–"


def figures(scored: list[Scored]) -> dict[str, float]:
    """Recall and precision."""
    found, missed = (sum(len(getattr(one, name)) for one in scored) for name in ("found", "missed"))
    right, invented = (sum(len(getattr(one, name)) for one in scored) for name in ("right", "invented"))
    return {"recall": found / (found + missed), "precision": right / (right + invented) if right else 0.0}


def faults(scored: list[Scored]) -> Iterator[str]:
    """What was missed or invented, in words."""
    for one in scored:
        where = f"{one.mutant.contract} {one.mutant.done}".strip()
        yield from (f"missed: {where}: {fault.kind} “{fault.words.strip()}”" for fault in one.missed)
        yield from (f"invented: {where}: {each.rule} {each.clause} {each.says}" for each in one.invented)


def run(gates: dict[str, dict[str, float]], console: Console) -> list[str]:
    """Score all, print, and tell what is below its gate."""
    return below(measured(console), gates)


SETS: dict[str, Callable[[], Iterable[Mutant]]] = {
    "planted": planted,
    "mutated": mutants,
    "unseen": unseen,
    "first": partial(fresh, "first"),
    "second": partial(fresh, "second"),
    "third": partial(fresh, "third"),
}


def measured(console: Console) -> dict[str, list[Scored]]:
    """Score all, and print."""
    found = {}
    for name, cases in SETS.items():
        begun = time.perf_counter()
        scored = [score(one) for one in cases()]
        console.print(table(f"contracts, {name}: {len(scored)} in {time.perf_counter() - begun:.0f} s", scored))
        wrong = list(faults(scored))
        for sentence in wrong[:SHOWN]:
            console.print(sentence, style="yellow", markup=False)
        if len(wrong) > SHOWN:
            console.print(f"… and {len(wrong) - SHOWN} more")
        kinds = Counter(one.mutant.faults == () for one in scored)
        clean = sum(not one.invented for one in scored if not one.mutant.faults)
        console.print(f"contracts without a fault: {kinds[True]}, of these without a finding: {clean}")
        found[name] = scored
    return found


def below(found: dict[str, list[Scored]], gates: dict[str, dict[str, float]]) -> list[str]:
    """What is below its gate."""
    return [
        f"contracts, {name}: {key} is {value:.3f}, below {gates[name][key]:.2f}"
        for name, scored in found.items()
        for key, value in figures(scored).items()
        if value < gates[name][key]
    ]


def section(found: dict[str, list[Scored]]) -> str:
    """The section of the results."""
    rows = []
    for name, scored in found.items():
        met, missed = (sum(len(getattr(one, part)) for one in scored) for part in ("found", "missed"))
        precision = figures(scored)["precision"]
        rows.append(
            f"| {name} | {len(scored)} | {met} of {met + missed} | {precision:.3f} | {AT_FIRST_SIGHT.get(name, '')} |"
        )
    return "\n".join(
        [
            "## Faults of contracts",
            "",
            "Made by `bench/contract_accuracy.py`. Planted: twelve contracts; mutated: the clean ones with one change",
            "each; unseen, first to third: changes worded without a look at the rules, which were then mended for",
            "what was missed. What counts for wordings that nobody has seen is the last column: recall, precision.",
            "",
            "| set | contracts | faults found | precision | at first sight |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def main() -> int:
    """Score and print alone, and write the section of the results."""
    from bench.accuracy import contract_gates

    found = measured(Console(highlight=False, width=110))
    page.put("contract_accuracy", section(found))
    missed = below(found, contract_gates())
    print("\n".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
