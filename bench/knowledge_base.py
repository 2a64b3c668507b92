"""The knowledge base over all statutes: `python bench/knowledge_base.py`.

In: the statutes that stand beside the checkout (`../shared/corpus/statutes.tar.xz`), or a knowledge base that holds
them (`--kb`). Out: a section of `results.md`. Guarantee: every question is asked in a process that has asked others
before, `TIMES` times, in an order drawn by lot; processor time stands beside the time on the clock, since a machine may
have other work. Without the archive there is nothing to measure: that is said, and the exit code is 0.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import page
from bench.archive import unpack
from workbench.knowledge_base import open_store
from workbench.store.making import Upload
from workbench.store.rows import AnswerFilter, DocumentFilter
from workbench.stored_base import StoredBase

ARCHIVE = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "statutes.tar.xz"
TIMES = 5
YEAR = {"due_from": date(2025, 1, 1), "due_before": date(2025, 12, 31)}
WORDS = (
    *("矿", "的", "应当", "绿色矿山", "税务机关", "人民政府 罚款", "食品 安全", "越界开采", "生态环境主管部门"),
    "不在任何文件里",
)
FILTERS = (
    AnswerFilter(),
    AnswerFilter(actor="矿山企业"),
    AnswerFilter(actor="企业"),
    AnswerFilter(actor="县级以上人民政府"),
    AnswerFilter(department="自然资源"),
    AnswerFilter(department="部门"),
    AnswerFilter(modality="prohibition"),
    AnswerFilter(topic="罚款"),
    AnswerFilter(topic="绿色矿山"),
    AnswerFilter(places=("山东",), actor="企业"),
    AnswerFilter(states=("repealed", "superseded")),
    AnswerFilter(**YEAR),  # type: ignore[arg-type]
    AnswerFilter(department="财政", topic="资金"),
)
DOCUMENTS = (DocumentFilter(), DocumentFilter(places=("山东",)), DocumentFilter(states=("superseded",)))
Times = list[tuple[float, float]]


def main() -> int:
    """Load, ask, write the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kb", help="a knowledge base that holds the statutes already")
    given = parser.parse_args()
    if given.kb is None and not ARCHIVE.is_file():
        print(f"skipped: there is no {ARCHIVE.name} beside the checkout")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        base = open_store(given.kb or str(Path(folder) / "kb.sqlite"))
        loading = load(base, Path(folder)) if given.kb is None else ""
        text = report(base, asked(base), loading)
        base.close()
    page.put("knowledge_base", text)
    print(text)
    return 0


def load(base: StoredBase, folder: Path) -> str:
    """Add all statutes; how long it took."""
    unpack(ARCHIVE, folder / "statutes")
    files = sorted((folder / "statutes").rglob("*.md"))
    uploads = [Upload(file.name, file.read_bytes()) for file in files]
    started, used = time.monotonic(), _processor()
    added = base.add(uploads, "bench")
    wall, processor = time.monotonic() - started, _processor() - used
    return (
        f"| {len(added.documents):,} statutes added, {len(added.unreadable)} unreadable | "
        f"{wall:,.0f} s on the clock, {processor:,.0f} s of processor |\n"
    )


def asked(base: StoredBase) -> dict[str, Times]:
    """The seconds of each question, on the clock and of the processor, by kind."""
    questions: list[tuple[str, Callable[[], object]]] = []
    for words in WORDS:
        questions.append(("search", lambda words=words: base.search(words)))  # type: ignore[misc]
    for one in FILTERS:
        questions.append(("duties", lambda one=one: base.duties(one)))  # type: ignore[misc]
        questions.append(("penalties", lambda one=one: base.penalties(one)))  # type: ignore[misc]
        questions.append(("deadlines", lambda one=one: base.deadlines(one)))  # type: ignore[misc]
    for each in DOCUMENTS:
        questions.append(("documents", lambda each=each: base.documents(each)))  # type: ignore[misc]
    found: dict[str, Times] = {}
    random.Random(1).shuffle(questions)
    for _, ask in questions:
        ask()
    for _ in range(TIMES):
        random.shuffle(questions)
        for kind, ask in questions:
            wall, processor = time.perf_counter(), time.process_time()
            ask()
            found.setdefault(kind, []).append((time.perf_counter() - wall, time.process_time() - processor))
    return found


def report(base: StoredBase, found: dict[str, Times], loading: str) -> str:
    """The figures."""
    facets = base.facets()
    every = [each for times in found.values() for each in times]
    rows = "".join(_row(kind, times) for kind, times in (*sorted(found.items()), ("all", every)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"""## A knowledge base of all statutes

`python bench/knowledge_base.py`, {page.machine()} SQLite, {facets.documents:,} documents,
{facets.statements:,} statements; questions asked one after another, {TIMES} times each, milliseconds. The goal is 80 ms
at the 95th percentile, and 600 MB. On the average {os.getloadavg()[0]:.0f} processes wanted to run meanwhile.

| what | |
| --- | --- |
{loading}| memory of the process that answers, at its peak | {memory:,.0f} MB |

| questions | asked | median, clock | p95, clock | median, processor | p95, processor |
| --- | --- | --- | --- | --- | --- |
{rows}"""


def _row(kind: str, times: Times) -> str:
    ordered = [sorted(each[side] for each in times) for side in (0, 1)]
    cells = [f"{_at(side, share) * 1000:.1f}" for side in ordered for share in (0.5, 0.95)]
    return f"| {kind} | {len(times)} | {' | '.join(cells)} |\n"


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _processor() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum((own.ru_utime, own.ru_stime, others.ru_utime, others.ru_stime))


if __name__ == "__main__":
    sys.exit(main())
