"""The figures of inference alone (bench/inference.py): what is stored, counted and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import inference

TEXT = "青河市渡口条例\n\n第一条 船员应当值班。\n\n第二条 船员不得酒后驾驶。\n"


@pytest.fixture
def part(tmp_path: Path) -> Path:
    text = tmp_path / "渡口.md"
    text.write_text(TEXT, encoding="utf-8")
    inference.store([text, text], tmp_path / "facts.pickle")
    return tmp_path / "facts.pickle"


def test_every_document_is_run_and_counted(part: Path) -> None:
    found = inference.run(part)
    (one, other) = inference.told(part)
    assert one == other
    assert [args[1] for predicate, args in one if predicate == "bearer"] == ["船员", "船员"]
    assert (found.documents, found.facts) == (2, 2 * len(one))
    assert found.derivations > 4
    assert found.derivations % 2 == 0


def test_the_same_documents_run_again_and_again(part: Path) -> None:
    assert [runs for runs, _ in inference.repeated(part)] == [2 * rounds for rounds in inference.ROUNDS]


def test_goals_are_told_as_reached_or_not() -> None:
    runs = [inference.Run(2, 100, 30_000, 1.0, 4.0, 30.0, 90.0), inference.Run(2, 100, 30_000, 3.0, 3.0, 30.0, 95.0)]
    told = inference.report(runs, [(100, 75.0)])
    assert "a second of the clock: 20,000, reached" in told
    assert "both free: 15,000, reached" in told
    assert "both processes together: 185 MB, reached" in told


def test_without_a_corpus_it_is_skipped_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert inference.main(["--corpus", str(tmp_path / "none.tar.xz")]) == 0
    assert "skipped" in capsys.readouterr().out
