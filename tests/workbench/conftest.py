"""The command as a function: arguments in, exit code and both outputs out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from workbench.cli.run import run


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
