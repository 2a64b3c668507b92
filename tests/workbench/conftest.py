"""The command as a function: arguments in, exit code and both outputs out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from workbench.cli.run import run
from workbench.model import Entry


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Zhize = Callable[..., Result]


@pytest.fixture
def zhize(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zhize:
    """The command in this process; `stdin` are the bytes on its standard input."""

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        monkeypatch.setenv("COLUMNS", "100")
        code = run(list(arguments))
        told = capsys.readouterr()
        return Result(code, told.out, told.err)

    return call


Exported = Callable[[str, str], str]


@pytest.fixture(scope="session")
def policies() -> dict[str, Entry]:
    """The five policies, read once."""
    from workbench.knowledge_base import open_paths

    return {entry.document.id: entry for entry in open_paths([]).entries}


@pytest.fixture(scope="session")
def exported(policies: dict[str, Entry]) -> Exported:
    """The statements of a policy in a format of text, as `zhize extract` gives them."""
    from workbench.exports import Sheet, exporter
    from workbench.messages import load

    sheet = Sheet(load("zh"), 100)
    return lambda name, form: exporter(form).extractions([policies[name]], sheet)


ARTICLES = """第一条　采矿权人应当在每年12月15日前向市自然资源局报告第{number}号矿山的情况。
第二条　禁止越界开采。
第三条　违反本办法规定，越界开采的，由自然资源主管部门责令停止，处五万元以上十万元以下罚款。
"""
TITLES = {
    "山东/采矿办法.txt": "山东省采矿办法",
    "山东/复垦办法.md": "山东省土地复垦办法",
    "山东/威海/采矿办法.txt": "威海市采矿办法",
    "甘肃/采矿办法.txt": "甘肃省采矿办法",
    "甘肃/水办法.txt": "甘肃省水资源办法",
    "国家/矿产资源法.txt": "中华人民共和国矿产资源法",
    "某处/办法.txt": "采矿办法",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Documents of several places in folders."""
    root = tmp_path / "tree"
    for number, (name, title) in enumerate(TITLES.items()):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{title}\n\n{ARTICLES.format(number=number)}", encoding="utf-8")
    return root


@dataclass
class Here(Executor):
    """A crew of one, in this thread, that remembers what it read."""

    read: list[str] = field(default_factory=list)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.read += [job.path for job in args[0]]
        future.set_result(fn(*args, **kwargs))
        return future


@dataclass(frozen=True)
class Built:
    """A finished build: its summary, the documents that were read, and every published file with its bytes."""

    summary: Any
    read: list[str]
    files: dict[str, bytes]


Build = Callable[..., Built]


def published(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.parquet"))}


@pytest.fixture
def build() -> Build:
    """Build in this process: folders, knowledge base, whether facts are wanted, and an executor of one's own."""
    from workbench.building.build import Order
    from workbench.building.build import build as run
    from workbench.building.crews import Crew, Hiring

    def call(*folders: Path, out: Path, facts: bool = False, crew: Crew | None = None) -> Built:
        here = Here()
        hired = crew or Crew(here, lambda: 1, ())
        order = Order(tuple(map(str, folders)), out, Hiring(lambda: nullcontext(hired), 1), facts)
        return Built(run(order), here.read, published(out))

    return call
