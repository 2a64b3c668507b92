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
POOL = 2_000  # questions that people share
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


@dataclass(frozen=True, slots=True)
class Asking:
    """Which questions are asked.

    Attributes:
        known: what they are made of.
        pool: questions of which each is drawn by Zipf's law, the first most often: as people ask, who want what others
            want, too (R. Baeza-Yates, Applications of Web Query Mining, ECIR 2005); () for new ones each time.
    """

    known: Known
    pool: tuple[tuple[str, str], ...] = ()

    def next(self, chance: random.Random) -> tuple[str, str]:
        """A question: its kind, and its address."""
        if not self.pool:
            return question(self.known, chance)
        return self.pool[min(int(len(self.pool) ** chance.random()), len(self.pool)) - 1]


def question(known: Known, chance: random.Random) -> tuple[str, str]:
    """A question that hardly anybody has asked before: its kind, and its address."""
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


async def read(client: httpx2.AsyncClient, asking: Asking, until: float, seen: Seen, chance: random.Random) -> None:
    """One reader."""
    while time.monotonic() < until:
        kind, address = asking.next(chance)
        started = time.monotonic()
        try:
            answer = await client.get(address)
            told = "" if answer.status_code == 200 else f"{kind}: {answer.status_code}"
        except httpx2.HTTPError as error:
            told = f"{kind}: {type(error).__name__}"
        seen.seconds.setdefault(kind, []).append(time.monotonic() - started)
        if told:
            seen.wrong[told] += 1


async def readers(base: str, tokens: list[str], seconds: float, asking: Asking) -> Seen:
    """All readers at once."""
    seen = Seen()
    clients = [
        httpx2.AsyncClient(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=30) for token in tokens
    ]
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(read(client, asking, until, seen, random.Random(number)) for number, client in enumerate(clients))
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
    """What readers saw, the seconds that took, those of the processor of the server, its memory so far."""

    seen: Seen
    took: float
    spent: float
    memory: float

    @property
    def every(self) -> list[float]:
        """The seconds of each request."""
        return [one for each in self.seen.seconds.values() for one in each]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.every) / self.took


def measured(kb: str, count: int, seconds: float) -> tuple[int, Measured, Measured]:
    """How many documents there are; the server with readers who ask what others ask, too, and with new questions."""
    issued, known = prepared(kb, count)
    chance = random.Random(0)
    popular = Asking(known, tuple(question(known, chance) for _ in range(POOL)))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = "import sys; from workbench.cli.run import run; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "serve", "--login", "--port", str(port), "--kb", kb]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout is None or not server.stdout.readline():
            raise SystemExit("the server did not start")
        base = f"http://127.0.0.1:{port}/api/v1/"
        asyncio.run(readers(base, issued[:1], 3, Asking(known)))  # what is opened at first use
        one, other = (phase(server, base, (issued, seconds), asking) for asking in (popular, Asking(known)))
        return len(known.documents), one, other
    finally:
        server.terminate()
        server.wait()


def phase(server: subprocess.Popen[str], base: str, given: tuple[list[str], float], asking: Asking) -> Measured:
    """The server with its readers for a while."""
    started, before = time.monotonic(), spent(server)
    seen = asyncio.run(readers(base, *given, asking))
    return Measured(seen, time.monotonic() - started, spent(server) - before, peak(server))


def page(documents: int, both: tuple[Measured, Measured], told: tuple[int, float], note: str) -> str:
    """The figures."""
    one, other = both
    rows = [
        f"| {kind} | {' | '.join(cells(each.seen.seconds.get(kind, [])) for each in both)} |"
        for kind in sorted({*one.seen.seconds, *other.seen.seconds})
    ]
    wrong = ["; ".join(f"{count} × {what}" for what, count in each.seen.wrong.items()) or "0" for each in both]
    spent_each = (f"{each.spent / len(each.every) * 1000:.1f} ms" for each in both)
    figures = {
        "requests": (f"{len(each.every):,} in {each.took:.0f} s" for each in both),
        f"requests a second (at least {LEAST} wanted)": (f"{each.rate:.0f}" for each in both),
        "errors": wrong,
        "processor of the server, a request": spent_each,
        f"memory of the server (at most {MOST} MiB wanted)": (f"{each.memory:.0f} MiB" for each in both),
    }
    lines = [
        "# Readers of the API at once",
        "",
        f"Made by `python bench/api_load.py --kb FILE` on {documents:,} documents in SQLite: the server is",
        f"`zhize serve --login` in one process; each of {told[0]} readers asks one question after the other with",
        "a token of its own. Questions are made of random titles, actors and days; in the first column they are drawn",
        f"from {POOL:,} by Zipf's law, as people ask what others ask, too, and answers are remembered; in the second",
        f"each is new. Client and server share the {os.cpu_count()} cores; the load of the machine was {told[1]:.1f}.",
        *([note] if note else []),
        "",
        "| | as people ask | each question new |",
        "| --- | --- | --- |",
        *(f"| {name} | {' | '.join(values)} |" for name, values in figures.items()),
        "",
        "Median and 95th percentile in ms:",
        "",
        "| request | as people ask | each question new |",
        "| --- | --- | --- |",
        *rows,
        f"| all | {' | '.join(cells(each.every) for each in both)} |",
        "",
    ]
    return "\n".join(lines)


def cells(seconds: list[float]) -> str:
    """Median and 95th percentile, ms."""
    if len(seconds) < 2:
        return ""
    return f"{median(seconds) * 1000:.0f}, {quantiles(seconds, n=20)[-1] * 1000:.0f}"


def main() -> int:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kb", required=True)
    options.add_argument("--readers", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--note", default="", help="what else there is to say of the machine")
    given = options.parse_args()
    load = os.getloadavg()[0]
    documents, one, other = measured(given.kb, given.readers, given.seconds)
    text = page(documents, (one, other), (given.readers, load), given.note)
    (ROOT / "bench" / "api_load.md").write_text(text, encoding="utf-8")
    print(text)
    wrong = one.seen.wrong or other.seen.wrong
    return 0 if not wrong and one.rate >= LEAST and other.memory <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
