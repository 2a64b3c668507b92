"""Readers of the API at once, on a library of statutes: how many requests a second, how long each, how much memory.

In: a knowledge base (`zhize add FOLDER --kb FILE`), which gets an account with tokens. Out: `bench/api_load.md`, and
exit code 1 when a request failed or a bound was missed. The server is the command itself, `zhize serve --login`, in a
process of its own; each reader asks one question after the other, over one connection, with a token of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

import httpx2

ROOT = Path(__file__).resolve().parents[1]
NAME = "负载测量"
LEAST, MOST = 100, 600  # requests a second, MiB
WORDS = (
    "矿",
    "采矿许可证",
    "安全生产",
    "环境影响评价",
    "罚款",
    "县级以上人民政府",
    "取水许可",
    "公示",
    "公司 登记",
    "税",
)
ACTORS = ("企业", "国务院", "县级以上人民政府", "公民", "用人单位", "矿山企业", "生产经营单位", "公安机关")
DEPARTMENTS = ("自然资源主管部门", "生态环境主管部门", "公安机关", "税务机关", "市场监督管理部门", "应急管理部门")
TOPICS = ("报告", "安全", "许可证", "公告", "培训", "备案")


@dataclass(slots=True)
class Seen:
    """What readers saw."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Known:
    """What questions are made of: documents with their titles, and actors."""

    documents: tuple[tuple[str, str], ...]
    actors: tuple[str, ...]

    def words(self, chance: random.Random) -> str:
        """Two to four characters of a title."""
        title = chance.choice(self.documents)[1]
        start = chance.randrange(max(1, len(title) - 4))
        return title[start : start + chance.randint(2, 4)].strip() or "条例"


def questions(known: Known, chance: random.Random) -> tuple[str, str]:
    """A question, most of which nobody has asked before: its kind, and its address."""
    name = quote(chance.choice(known.documents)[0])
    actor, department = (quote(chance.choice(known.actors)) for _ in range(2))
    word, topic = (quote(known.words(chance)) for _ in range(2))
    first = date(2024, 1, 1) + timedelta(days=chance.randrange(1000))
    kinds = {
        "search": f"search?words={word}",
        "duties of an actor": f"duties?actor={actor}&limit=50",
        "duties of a department": f"duties?department={department}&limit=50",
        "duties on a topic": f"duties?topic={topic}&modality=obligation&limit=50",
        "duties of a document": f"duties?document={name}&limit=50",
        "penalties of an actor": f"penalties?actor={actor}&limit=50",
        "deadlines": f"deadlines?due_from={first}&due_before={first + timedelta(days=90)}&limit=50",
        "documents": f"documents?words={word}&limit=50",
        "a document": f"documents/{name}",
        "its statements": f"statements?document={name}&limit=50",
        "its text": f"documents/{name}/text",
    }
    kind = chance.choice(list(kinds))
    return kind, kinds[kind]


async def read(client: httpx2.AsyncClient, known: Known, until: float, seen: Seen, chance: random.Random) -> None:
    """One reader."""
    while time.monotonic() < until:
        kind, address = questions(known, chance)
        started = time.monotonic()
        try:
            answer = await client.get(address)
            told = "" if answer.status_code == 200 else f"{kind}: {answer.status_code}"
        except httpx2.HTTPError as error:
            told = f"{kind}: {type(error).__name__}"
        seen.seconds.setdefault(kind, []).append(time.monotonic() - started)
        if told:
            seen.wrong[told] += 1


async def readers(base: str, tokens: list[str], seconds: float, known: Known) -> Seen:
    """All readers at once."""
    seen = Seen()
    clients = [
        httpx2.AsyncClient(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=30) for token in tokens
    ]
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(read(client, known, until, seen, random.Random(number)) for number, client in enumerate(clients))
    )
    await asyncio.gather(*(client.aclose() for client in clients))
    return seen


def prepared(kb: str, count: int) -> tuple[list[str], Known]:
    """Tokens of readers, and what the knowledge base knows."""
    from workbench.accounts.errors import AccountMisuseError
    from workbench.accounts.model import Role, Scope
    from workbench.accounts.service import Accounts
    from workbench.knowledge_base import open_store

    base = open_store(kb, builtin=False)
    accounts = Accounts(base.database)
    with suppress(AccountMisuseError):  # measured before
        accounts.add(NAME, os.urandom(16).hex(), Role.ADMINISTRATOR)
    made = [accounts.issue(NAME, Scope.READ, f"读者 {number}")[0] for number in range(count)]
    documents: list[tuple[str, str]] = []
    after: str | None = None
    while after is not None or not documents:
        part = base.documents(after=after, limit=500)
        documents += [(row.id, row.title or row.id) for row in part.items]
        after = part.after
    actors = tuple(row.name for row in base.names(limit=300))
    base.close()
    return made, Known(tuple(documents), actors)


def spent(process: subprocess.Popen[str]) -> float:
    """Seconds of the processor that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak(process: subprocess.Popen[str]) -> float:
    """The most memory that a process has held, MiB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What readers saw, the seconds that took, those of the processor of the server, its memory, its documents."""

    seen: Seen
    took: float
    spent: float
    memory: float
    documents: int


def measured(kb: str, count: int, seconds: float) -> Measured:
    """The server with its readers."""
    issued, known = prepared(kb, count)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = "import sys; from workbench.cli.run import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "serve", "--login", "--port", str(port), "--kb", kb]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout is None or not server.stdout.readline():
            raise SystemExit("the server did not start")
        base = f"http://127.0.0.1:{port}/api/v1/"
        asyncio.run(readers(base, issued[:1], 3, known))  # what is opened at first use
        started, before = time.monotonic(), spent(server)
        seen = asyncio.run(readers(base, issued, seconds, known))
        took = time.monotonic() - started
        return Measured(seen, took, spent(server) - before, peak(server), len(known.documents))
    finally:
        server.terminate()
        server.wait()


def page(one: Measured, count: int, load: float) -> str:
    """The figures."""
    seen, took = one.seen, one.took
    every = [one for each in seen.seconds.values() for one in each]
    rows = [
        f"| {kind} | {len(each):,} | {median(each) * 1000:.0f} | {quantiles(each, n=20)[-1] * 1000:.0f} |"
        for kind, each in sorted(seen.seconds.items())
    ]
    wrong = "; ".join(f"{count} × {what}" for what, count in seen.wrong.items()) or "0"
    lines = [
        "# Readers of the API at once",
        "",
        "Made by `python bench/api_load.py --kb FILE`: the server is `zhize serve --login` in one process, each reader",
        "asks one question after the other with a token of its own. Client and server share the cores of the machine.",
        "",
        "| | |",
        "| --- | --- |",
        f"| documents | {one.documents:,} (SQLite) |",
        f"| readers | {count} |",
        f"| requests | {len(every):,} in {took:.0f} s |",
        f"| requests a second | {len(every) / took:.0f} (at least {LEAST} wanted) |",
        f"| errors | {wrong} |",
        f"| memory of the server at most | {one.memory:.0f} MiB (at most {MOST} wanted) |",
        f"| processor of the server, a request | {one.spent / len(every) * 1000:.1f} ms |",
        f"| cores, load before the measurement | {os.cpu_count()}, {load:.1f} |",
        "",
        "| request | how many | median ms | 95th percentile ms |",
        "| --- | --- | --- | --- |",
        *rows,
        f"| all | {len(every):,} | {median(every) * 1000:.0f} | {quantiles(every, n=20)[-1] * 1000:.0f} |",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kb", required=True)
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60)
    given = options.parse_args()
    load = os.getloadavg()[0]
    one = measured(given.kb, given.readers, given.seconds)
    text = page(one, given.readers, load)
    (ROOT / "bench" / "api_load.md").write_text(text, encoding="utf-8")
    print(text)
    rate = sum(map(len, one.seen.seconds.values())) / one.took
    return 0 if not one.seen.wrong and rate >= LEAST and one.memory <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
