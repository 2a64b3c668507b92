"""The measure of growth: it runs, writes its section and leaves the others."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from bench import growth, page


def test_without_the_corpus_it_is_skipped_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert growth.main([str(tmp_path / "none.tar.xz")]) == 0
    assert capsys.readouterr().out == "skipped: there is no none.tar.xz beside the checkout\n"


def test_it_measures_and_writes_its_section(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in tree.rglob("*.txt"):
        path.rename(path.with_suffix(".md"))
    archive = tmp_path / "statutes.tar.xz"
    with tarfile.open(archive, "w:xz") as made:
        made.add(tree, "statutes")
    written: dict[str, str] = {}
    monkeypatch.setattr(page, "put", written.__setitem__)
    monkeypatch.setattr(growth, "STEPS", (2, None))
    assert growth.main([str(archive)]) == 0
    assert list(written) == ["growth"]
    assert "| 2 | " in written["growth"]
    assert "| 7 | " in written["growth"]
    assert "A second run over all, nothing changed:" in capsys.readouterr().out


def test_a_section_is_written_anew_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "results.md"
    file.write_text("# Measured\n\nold\n", encoding="utf-8")
    page.put("growth", "## Growth\n\none\n", file)
    page.put("speed", "# Measured\n\nnew\n", file)
    page.put("growth", "## Growth\n\ntwo\n", file)
    assert file.read_text("utf-8") == "<!-- speed -->\n# Measured\n\nnew\n\n<!-- growth -->\n## Growth\n\ntwo\n"
