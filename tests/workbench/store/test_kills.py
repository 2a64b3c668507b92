"""Whoever kills a process that writes loses nothing that was acknowledged, and leaves nothing half (bench/kills.py)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from bench import kills


def test_killed_while_writing(fresh: Callable[[], str], tmp_path: Path) -> None:
    url = fresh()
    times = 4 if url.startswith("postgresql") else 8
    tally = kills.trial(url, times, 3, tmp_path)
    assert tally.faults == []
    assert tally.kills == times
    assert sum(tally.acknowledged.values()) >= times // 2


def test_a_lost_write_is_told(tmp_path: Path) -> None:
    url = str(tmp_path / "kb.sqlite")
    before = kills.state(url)
    journal = tmp_path / "journal"
    after = {"documents": {"办法1": "0" * 64}, "corrections": [], "log": 5}
    journal.write_text(
        '{"said": "begin", "act": "add", "name": "办法1"}\n'
        + json.dumps({"said": "done", "act": "add", "after": after})
        + "\n"
    )
    tally = kills.Tally()
    kills._look(url, before, journal, tally)
    assert len(tally.faults) == 1
