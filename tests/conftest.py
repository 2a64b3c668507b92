"""What all tests share: where the checkout and the built-in policies are."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def corpus() -> dict[str, Path]:
    return {path.stem: path for path in sorted((ROOT / "policies" / "corpus").glob("*.txt"))}
