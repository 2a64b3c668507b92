"""The API asked, by schemathesis, whatever its own description allows, and what it does not.

In: a number of examples of each operation and kind. Out: `bench/api_description.md`, and exit code 1 when one answer is
not what the description says. `tests/workbench/api/test_api_description.py` runs the same with few examples.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = 200
VERSION = version("schemathesis")
FILES = {"POST /documents", "POST /check"}  # whatever their bytes are, they are a file
MEANT = FILES | {
    "POST /cases/answer",
    "POST /cases/questions",
    "POST /cases",
    "PUT /cases/{number}",
}  # no schema says which words a file must have


class Leaping:
    """A clock on which each moment is days after the last: guesses are forgotten before they are slowed down."""

    def __init__(self) -> None:
        self._now = datetime(2025, 1, 1)

    def __call__(self) -> datetime:
        """The next moment."""
        self._now += timedelta(days=2)
        return self._now


def described(place: Path) -> tuple[Any, str]:
    """The description of a server with the knowledge base at a place, and a token that may do everything."""
    from workbench.accounts.model import Role, Scope
    from workbench.accounts.service import Accounts
    from workbench.api.model import Limits, Service
    from workbench.api.mount import mount
    from workbench.knowledge_base import open_store

    base = open_store(str(place))
    accounts = Accounts(base.database, Leaping())
    accounts.add("管理", "青山常在绿水长流不改其道", Role.ADMINISTRATOR)
    token, _ = accounts.issue("管理", Scope.ADMIN, "schemathesis")
    app = FastAPI(openapi_url=None)
    mount(app, Service(base, accounts, None, Limits(per_second=1e6, burst=10**9)))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app), token


def failures(schema: Any, token: str, examples: int) -> tuple[int, list[str]]:
    """How many requests were made, and what was not as described."""
    asked, found = [0], []
    for result in schema.get_all_operations():
        for mode in GenerationMode:
            try:
                _ask(result.ok(), mode, token, examples, asked)
            except (Failure, FailureGroup) as failure:
                found.append(f"{result.ok().label}: {failure}")
            except Unsatisfiable:  # nothing of an operation without parameters can be wrong
                continue
    return asked[0], found


def _ask(operation: Any, mode: GenerationMode, token: str, examples: int, asked: list[int]) -> None:
    excluded = [positive_data_acceptance] if operation.label in MEANT else []
    excluded += [negative_data_rejection] if operation.label in FILES else []
    once = settings(
        max_examples=examples, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )

    @once
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        asked[0] += 1
        case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=excluded)

    ask()


def main() -> int:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=EXAMPLES)
    examples = options.parse_args().examples
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        schema, token = described(Path(folder) / "kb.sqlite")
        asked, found = failures(schema, token, examples)
        operations = len(list(schema.get_all_operations()))
    seconds = time.monotonic() - started
    page = f"""# The API against its description

Made by `python bench/api_description.py --examples {examples}`: schemathesis {VERSION}, all its checks,
requests that the description allows and requests that it forbids.

| operations | requests | failures | seconds |
| --- | --- | --- | --- |
| {operations} | {asked:,} | {len(found)} | {seconds:.0f} |
"""
    (ROOT / "bench" / "api_description.md").write_text(page, encoding="utf-8")
    print(page, *found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
