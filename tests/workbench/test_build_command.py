"""`zhize build` as people type it: exit codes, both languages, the bar."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.messages import load


def test_it_tells_what_the_knowledge_base_holds(zhize: Any, tree: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "kb")
    first = zhize("build", str(tree), "--out", out)
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("知识库：7 份文件，")
    assert "本次读 7 份" in first.out
    second = zhize("--lang", "en", "build", str(tree), "--out", out, "--workers", "1")
    assert second.code == 0
    assert "knowledge base: 7 documents" in second.out
    assert "read now 0, by a run that was ended 0, unchanged 7, dropped 0;" in second.out


def test_what_cannot_be_read_is_told_and_does_not_change_the_exit_code(zhize: Any, tree: Path, tmp_path: Path) -> None:
    for number in range(12):
        (tree / f"{number:02}.txt").touch()
    shutil.copy(tree / "甘肃" / "水办法.txt", tree / "副本.txt")
    result = zhize("build", str(tree), "--out", str(tmp_path / "kb"))
    assert result.code == 0
    assert result.err.splitlines()[0] == "00.txt：文件是空的。"
    assert len(result.err.splitlines()) == 11
    assert "另有 2 份" in result.err
    assert "有 12 份读不了" in result.out
    assert "其中 1 份与别的文件内容相同" in result.out
    english = zhize("--lang", "en", "build", str(tree), "--out", str(tmp_path / "kb"))
    assert english.err.splitlines()[0] == "00.txt: the file is empty."
    assert "12 could not be read" in english.out


def test_when_nothing_can_be_read_the_exit_code_is_1(zhize: Any, tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "空.txt").touch()
    assert zhize("build", str(tmp_path / "tree"), "--out", str(tmp_path / "kb")).code == 1


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["{tree}/missing", "--out", "{out}"], "error.build_no_folder"),
        (["{tree}", "{tree}/missing", "--out", "{out}"], "error.build_no_folder"),
        (["{hollow}", "--out", "{out}"], "error.build_no_file"),
        (["{tree}", "--out", "{tree}"], "error.build_foreign"),
        (["{tree}", "--out", "{out}", "--workers", "0"], "error.build_workers"),
        (["{tree}", "--out", "{out}", "--workers", "2", "--cluster", "tcp://localhost:1"], "error.build_both"),
        (["{tree}", "--out", "{out}", "--workers", "two"], "error.build_workers"),
        (["{tree}"], "error.missing_argument"),
        (["--out", "{out}"], "error.missing_argument"),
    ],
)
def test_misuse_is_told_in_one_line_in_both_languages(
    zhize: Any, tree: Path, tmp_path: Path, arguments: list[str], key: str
) -> None:
    (tmp_path / "hollow").mkdir()
    given = [one.format(tree=tree, out=tmp_path / "kb", hollow=tmp_path / "hollow") for one in arguments]
    for lang in ("zh", "en"):
        result = zhize("--lang", lang, "build", *given)
        assert (result.code, result.out) == (2, "")
        assert len(result.err.splitlines()) == 1
        longest = max(load(lang).table[key].replace("}", "{").split("{")[::2], key=len)
        assert longest in result.err
    assert not (tmp_path / "kb").exists()


def test_without_dask_a_cluster_is_told_to_need_it(
    zhize: Any, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = zhize("build", str(tree), "--out", str(tmp_path / "kb"), "--cluster", "tcp://localhost:1")
    assert result.code == 2
    assert "pip install 'zhize[cluster]'" in result.err
    assert len(result.err.splitlines()) == 1


def test_workers_that_cannot_start_are_told(
    zhize: Any, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.building import crews

    monkeypatch.setattr(crews, "_begin", sys.exit)
    result = zhize("build", str(tree), "--out", str(tmp_path / "kb"), "--workers", "1")
    assert result.code == 2
    assert result.err.startswith("工作进程无法运行")
    assert len(result.err.splitlines()) == 1


@pytest.mark.skipif(not shutil.which("script"), reason="no script(1) to make a terminal")
def test_on_a_terminal_a_bar_shows_how_far_it_is(tree: Path, tmp_path: Path) -> None:
    inner = f"{sys.executable} -c 'from workbench.cli import main; main()' build {tree} --out {tmp_path / 'kb'}"
    command = ["script", "--quiet", "--return", "--command", inner, "/dev/null"]
    shown = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert shown.returncode == 0
    assert "━" in shown.stdout
    assert "7 份文件" in shown.stdout
