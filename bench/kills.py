"""Processes killed while they write into a knowledge base: `python bench/kills.py --kills 200`.

In: how often. Out: a section of `results.md`, and what was lost. A process adds documents, new versions and documents
that repeal others, corrects statements, takes corrections back, removes documents; at a random moment it gets SIGKILL.
Then the knowledge base is opened again. Guarantee: counted as lost is every write that was acknowledged and is not
there, one that was under way and is there in part, and whatever an inspection finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import page
from workbench.knowledge_base import open_store
from workbench.reviewing.model import Act, Change, State
from workbench.store.making import Upload

if TYPE_CHECKING:
    from workbench.stored_base import StoredBase

MOST = 3  # writes that a process may have acknowledged before its last moments
LONGEST = 0.4  # seconds that these may last
NAMES = tuple(f"办法{number}" for number in range(6))
TEXT = """临江市第{name}管理办法

（2019年3月1日临江市人民政府令第{name}号公布，自2019年5月1日起施行）

第一条 采矿权人应当在每年{month}月15日前向市自然资源局报告第{mark}批情况。
第二条 禁止越界开采。
第三条 违反本办法第二条规定，越界开采的，由市自然资源局责令停止，处五万元以上十万元以下罚款。
{repeal}
"""
Known = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """What came of the trials: writes acknowledged, by kind; those under way when killed; faults in words."""

    kills: int = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    under_way: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def trial(url: str, kills: int, seed: int, folder: Path) -> Tally:
    """Kill as often as asked, and look each time."""
    tally, chance = Tally(), random.Random(seed)
    open_store(url, builtin=False).close()
    for number in range(kills):
        journal = folder / f"journal-{number}"
        before = state(url)
        own = chance.random()
        pid = os.fork()
        if not pid:
            _work(url, own, journal)
        _kill(pid, journal, chance.randint(0, MOST), chance.uniform(0.0, LONGEST))
        tally.kills += 1
        _look(url, before, journal, tally)
    return tally


def state(url: str) -> Known:
    """What is there: documents by their bytes, active corrections, rows of the log, faults."""
    base = open_store(url, builtin=False)
    try:
        documents = {row.id: row.sha256 for row in base.documents(limit=500).items}
        corrections = sorted(one.number for one in base.corrections(states=(State.ACTIVE,)))
        log = base.audit(limit=1).items
        faults = [f"{fault.key} {fault.values}" for fault in base.faults()]
        return {
            "documents": documents,
            "corrections": corrections,
            "log": log[0].number if log else 0,
            "faults": faults,
        }
    finally:
        base.close()


def _kill(pid: int, journal: Path, writes: int, seconds: float) -> None:
    while not journal.exists() or journal.read_bytes().count(b'"done"') < writes:
        time.sleep(0.005)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _look(url: str, before: Known, journal: Path, tally: Tally) -> None:
    """Hold what is there against what was acknowledged."""
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines() if line.endswith("}")]
    acknowledged = [line["after"] for line in lines if line["said"] == "done"]
    begun = [line for line in lines if line["said"] == "begin"]
    tally.acknowledged.update(line["act"] for line in lines if line["said"] == "done")
    after = state(url)
    tally.faults += after["faults"]
    last = acknowledged[-1] if acknowledged else before
    same = {name: after[name] == last[name] for name in ("documents", "corrections", "log")}
    if all(same.values()):
        return
    pending = begun[-1] if len(begun) > len(acknowledged) else None
    if pending is None or after["log"] <= last["log"]:
        tally.faults.append(f"kill {tally.kills}: acknowledged {last}, found {after}")
        return
    tally.under_way[pending["act"]] += 1
    documents = {
        name
        for name in {*after["documents"], *last["documents"]}
        if after["documents"].get(name) != last["documents"].get(name)
    }
    if documents - {pending["name"]}:
        tally.faults.append(f"kill {tally.kills}: {pending} changed {documents}")


def _work(url: str, seed: float, journal: Path) -> None:
    """Write until killed."""
    chance = random.Random(seed)
    base = open_store(url, builtin=False)
    with journal.open("a", encoding="utf-8") as file:
        while True:
            act = chance.choice((_add, _add, _add, _correct, _correct, _withdraw, _remove))
            name = chance.choice(NAMES)
            _note(file, {"said": "begin", "act": act.__name__[1:], "name": name})
            act(base, name, chance)
            _note(file, {"said": "done", "act": act.__name__[1:], "after": _short(base)})


def _short(base: StoredBase) -> Known:
    documents = {row.id: row.sha256 for row in base.documents(limit=500).items}
    corrections = sorted(one.number for one in base.corrections(states=(State.ACTIVE,)))
    log = base.audit(limit=1).items
    return {"documents": documents, "corrections": corrections, "log": log[0].number if log else 0}


def _note(file: Any, said: Known) -> None:
    file.write(json.dumps(said, ensure_ascii=False) + "\n")
    file.flush()


def _add(base: StoredBase, name: str, chance: random.Random) -> None:
    other = chance.choice(NAMES)
    repeal = (
        f"第四条 本办法自2023年7月1日起施行，《临江市第{other}管理办法》同时废止。" if chance.random() < 0.3 else ""
    )
    mark = hashlib.sha256(str(chance.random()).encode()).hexdigest()[:6]
    text = TEXT.format(name=name, month=chance.randint(1, 12), mark=mark, repeal=repeal)
    base.add([Upload(f"{name}.txt", text.encode())], "kills")


def _correct(base: StoredBase, name: str, chance: random.Random) -> None:
    rows = base.statements(limit=100).items
    if not rows:
        _add(base, name, chance)
        return
    row = chance.choice(rows)
    if row.kind == "norm":
        fields = {"bearers": [f"第{chance.randint(1, 9)}矿"]}
        base.correct(Change(row.document, Act.CHANGE, row.id, fields=fields, reason="试"), "kills")
    else:
        base.correct(Change(row.document, Act.REJECT, row.id, reason="试"), "kills")


def _withdraw(base: StoredBase, name: str, chance: random.Random) -> None:
    found = base.corrections()
    if found:
        base.withdraw(chance.choice(found).number, "kills", "试")


def _remove(base: StoredBase, name: str, chance: random.Random) -> None:
    if base.documents_named([name]):
        base.remove(name, "kills", "试")


def report(tally: Tally, seconds: float, database: str) -> str:
    """The figures."""
    acts = ", ".join(f"{count} × {act}" for act, count in sorted(tally.acknowledged.items()))
    pending = ", ".join(f"{count} × {act}" for act, count in sorted(tally.under_way.items())) or "none"
    return f"""## Killed while writing, on {database}

`python bench/kills.py --kills {tally.kills}` on {database}: {tally.kills} × SIGKILL at random moments, {seconds:.0f} s.

| what | how many |
| --- | --- |
| writes acknowledged before a kill | {sum(tally.acknowledged.values())} ({acts}) |
| writes under way that were there, whole | {pending} |
| acknowledged writes lost, writes found half, faults of an inspection | {len(tally.faults)} |
"""


def main() -> int:
    """Kill, write the figures; 1 when anything was lost."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kb", help="a PostgreSQL database with nothing in it; a new SQLite file without it")
    given = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        url = given.kb or str(Path(folder) / "kb.sqlite")
        tally = trial(url, given.kills, given.seed, Path(folder))
    database = "PostgreSQL" if given.kb else "SQLite"
    text = report(tally, time.monotonic() - started, database)
    page.put(f"kills_{database.lower()}", text)
    print(text, *tally.faults, sep="\n")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
