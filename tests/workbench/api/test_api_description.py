"""The API against its own description: whatever that allows is asked, and what comes back is what it says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLES = 3  # of each operation and kind; the command asks for many more


def test_whatever_the_description_allows_or_forbids_is_answered_as_it_says(stored: Path, tmp_path: Path) -> None:
    pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from bench import api_description as command

    shutil.copy(stored, tmp_path / "kb.sqlite")
    schema, token = command.described(tmp_path / "kb.sqlite")
    asked, failures = command.failures(schema, token, EXAMPLES)
    assert failures == []
    assert asked >= 100
