"""How soon a page is seen: the server's answer and the first paint in a browser, over a knowledge base.

In: the address of a knowledge base (``--kb``), best one with thousands of documents. Out: a table, and the section
``pages`` of `results.md`, and exit code 1 when the bound was missed. Visitors come from the library; a page is opened
once, and five times more, of which the middle one is told. Skipped, and said so, where there is no chromium with its
driver.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench import page
from workbench.knowledge_base import open_store
from workbench.store.rows import DocumentRow

ROOT = Path(__file__).resolve().parents[1]
GOAL = 500  # ms to the first paint of a document
ROUNDS = 5
READING = 1  # seconds that a visitor looks at a page before going to the next
LISTS = ("/library", "/library?words=安全", "/duties", "/duties?actor=企业&modality=prohibition", "/actors?actor=企业")
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-sync"
PAINT = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
ANSWER = "return performance.getEntriesByType('navigation')[0].responseEnd"


def chosen(kb: str) -> tuple[int, list[DocumentRow]]:
    """How many documents there are, and those to open: the largest, and every tenth part by size."""
    base = open_store(kb)
    rows: list[DocumentRow] = []
    after: str | None = None
    while True:
        part = base.documents(after=after, limit=500)
        rows += part.items
        after = part.after
        if after is None:
            break
    base.close()
    rows.sort(key=lambda one: -one.characters)
    return len(rows), rows[:3] + [rows[len(rows) * tenth // 10] for tenth in range(1, 10, 2)]


def browser(profile: str) -> Any:
    """Chromium."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in [*FLAGS.split(), f"--user-data-dir={profile}", "--window-size=1280,900"]:
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))


def measured(driver: Any, address: str) -> tuple[float, float, float]:
    """Milliseconds to the end of the server's answer, to the first paint, and to that of the first visit."""
    answers, paints, first = [], [], 0.0
    for turn in range(ROUNDS + 1):
        time.sleep(READING)
        driver.get(address)
        paint = None
        while paint is None:
            paint = driver.execute_script(PAINT)
        first = first if turn else paint
        if turn:
            answers.append(driver.execute_script(ANSWER))
            paints.append(paint)
    return statistics.median(answers), statistics.median(paints), first


def resident(process: int) -> float:
    """The memory of a process in MB, as Linux tells it."""
    told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024


def run(kb: str) -> tuple[str, bool]:
    """The section, and whether the bound was kept."""
    count, rows = chosen(kb)
    command = [sys.executable, "-c", "from workbench.cli import main; main()", "serve", "--port", "0", "--kb", kb]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    address = next(word for word in server.stdout.readline().split() if word.startswith("http")).rstrip("/")
    told = [
        f"# Pages\n\n{page.machine()} {count:,} documents in the knowledge base. Chromium, which has come from the "
        f"library. Load of the machine before: {os.getloadavg()[0]:.1f}.\n",
        "| page | characters | statements | answer, ms | first paint, ms | on the first visit, ms |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    worst = 0.0
    with tempfile.TemporaryDirectory() as profile:
        driver = browser(profile)
        driver.get(f"{address}/library")
        for row in rows:
            answer, paint, first = measured(driver, f"{address}/documents/{quote(row.id)}")
            worst = max(worst, paint, first)
            told.append(
                f"| document | {row.characters:,} | {row.statements:,} | {answer:.0f} | {paint:.0f} | {first:.0f} |"
            )
        for path in LISTS:
            answer, paint, first = measured(driver, address + quote(path, safe="/?&="))
            told.append(f"| `{path}` | | | {answer:.0f} | {paint:.0f} | {first:.0f} |")
        driver.quit()
    memory = resident(server.pid)
    server.terminate()
    server.wait(timeout=20)
    told.append(
        f"\nFirst paint of a document, at the first visit too, at most {GOAL} ms: "
        f"{'reached' if worst <= GOAL else 'MISSED'} (slowest {worst:.0f} ms). "
        f"Memory of the server afterwards: {memory:.0f} MB."
    )
    return "\n".join(told), worst <= GOAL


def main(arguments: list[str] | None = None) -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kb", required=True, help="path of a SQLite file, or URL of a database")
    given = parser.parse_args(arguments)
    if not (shutil.which("chromium") and shutil.which("chromedriver")):
        print("skipped: no chromium with its driver on this machine")
        return 0
    told, kept = run(given.kb)
    print(told)
    page.put("pages", told)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
