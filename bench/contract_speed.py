"""How fast contracts are checked: `python bench/contract_speed.py`.

In: the contracts of the tests. Out: a section of `results.md`, and the same on the screen. Guarantee: each figure is of
a whole command from cold, files read and report written; a contract of 30 pages is one that LibreOffice, where it is
installed, prints on at least 30; the hundred are Word files, no two alike.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from bench import page
from bench.contract_files import ARTICLE, CONTRACTS, NUMBERED, docx
from bench.contract_mutations import mutants
from policies.readers.flow.numerals import written

PAGES, MANY = 30, 100
GOALS = {"long": 3.0, "many": 60.0}
ARTICLES = 340  # added to the long one, for 30 pages


@dataclass(frozen=True, slots=True)
class Run:
    """A command: seconds on the clock, of processors, the memory of its largest process in MB, and its findings."""

    wall: float
    processor: float
    memory: float
    findings: int


def long_contract() -> str:
    """The clean contract of 甘肃 with the articles of all the others after its own, counted on."""
    clean = (CONTRACTS / "gansu-clean.txt").read_text(encoding="utf-8")
    head, _, tail = clean.partition("第八章 附则")
    others = [
        line
        for path in sorted(CONTRACTS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(ARTICLE, line) and len(line) > 20
    ]
    number = len(re.findall(f"^{ARTICLE}", head, re.MULTILINE))
    more = enumerate(islice(cycle(others), ARTICLES), number + 1)
    added = [f"第{numeral(at)}条 {re.sub(ARTICLE, '', line)}" for at, line in more]
    last = re.sub(f"^{ARTICLE}", "", tail, flags=re.MULTILINE)
    return f"{head}第八章 补充约定\n" + "\n".join(added) + f"\n第九章 附则{last}"


def numeral(number: int) -> str:
    """A number as articles have it."""
    return written(number, "chineseCountingThousand")


def many(folder: Path) -> None:
    """A hundred Word files: the twelve contracts, and mutants of the clean ones."""
    texts = [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(CONTRACTS.glob("*.txt"))]
    texts += [(f"{one.contract}-{at}", one.text) for at, one in enumerate(islice(mutants(), MANY - len(texts)))]
    for name, text in texts:
        (folder / f"{name}.docx").write_bytes(docx(text, name in NUMBERED))


def pages(path: Path) -> int | None:
    """On how many pages LibreOffice prints a file; None where it is not installed."""
    if shutil.which("soffice") is None:
        return None
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True)
        return len(pypdfium2.PdfDocument(Path(folder) / f"{path.stem}.pdf"))


def timed(target: Path, out: Path) -> Run:
    """One command from cold."""
    zhize = [sys.executable, "-c", "from workbench.cli import main; main()"]
    command = [*zhize, "check", str(target), "--policy", "gansu-2023", "--policy", "yunnan-2025"]
    command += ["--policy", "weihai-2021", "--policy", "wanzhou-2017", "--format", "json", "--out", str(out)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"zhize check: exit code {process.returncode}")
    wall = time.perf_counter() - started
    findings = sum(len(one["findings"]) for one in json.loads(out.read_text(encoding="utf-8"))["contracts"])
    memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Run(wall, usage.ru_utime + usage.ru_stime, memory, findings)


def main() -> int:
    """Measure, print and write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, several = folder / "long.docx", folder / "many"
        text = long_contract()
        path.write_bytes(docx(text, numbered=False))
        printed = pages(path)
        if printed is not None and printed < PAGES:
            raise SystemExit(f"the long contract has {printed} pages only")
        several.mkdir()
        many(several)
        runs = {"long": timed(path, folder / "long.json"), "many": timed(several, folder / "many.json")}
    report = told(runs, len(text), printed)
    page.put("contracts", report)
    print(report)
    return 0 if all(runs[key].wall <= goal for key, goal in GOALS.items()) else 1


def told(runs: dict[str, Run], characters: int, printed: int | None) -> str:
    """The section."""
    long = f"one of {printed or 'at least 30'} pages ({characters:,} characters)"
    names = {"long": long, "many": f"{MANY} Word files of 4 to 6 pages"}
    rows = [
        f"| {names[key]} | {run.wall:.1f} s | {GOALS[key]:.0f} s | {run.processor:.1f} s | {run.memory:.0f} MB "
        f"| {run.findings} |"
        for key, run in runs.items()
    ]
    return "\n".join(
        [
            "## Contracts",
            "",
            f"Made by `bench/contract_speed.py`. {page.machine()} Load at the end: {os.getloadavg()[0]:.1f}.",
            "`zhize check` as a whole command from cold, against four policies, report in JSON. Processor time is that",
            "of all its processes together: with other work on the machine it is the steadier figure.",
            "",
            "| contracts | clock | goal | processor | largest process | findings |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
