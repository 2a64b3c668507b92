"""The documentation says what is there: generated pages, named files, codes, decisions, make targets."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from workbench.reference import COLUMNS, pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FOLDERS = ("policies/", "grammars/", "obligations/", "engine/", "workbench/", "tests/", "docs/", "bench/", ".ci/")
PARTS = ("## Context", "## Decision", "## Consequences")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_what_is_made_from_the_code_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", COLUMNS)
    made = pages(ROOT)
    behind = [page for page, text in made.items() if (ROOT / page).read_text(encoding="utf-8") != text]
    assert not behind, "run: make docs"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_files_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = {mark for mark in re.findall(r"`([^`\n]+)`", text) if mark.startswith(FOLDERS)}
    missing = [mark for mark in sorted(named) if "<" not in mark and not any(ROOT.glob(mark.partition(" ")[0]))]
    assert not missing


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_every_diagnostic_code_is_explained() -> None:
    explained = re.findall(r"^\| ([A-Z]\d{3}) \|", (ROOT / "docs" / "diagnostics.md").read_text("utf-8"), re.MULTILINE)
    assert explained == sorted(set(explained))
    used = {
        code
        for package in ("policies", "grammars", "obligations", "engine", "workbench")
        for path in (ROOT / package).rglob("*.py")
        for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used == set(explained)


def test_decisions_are_numbered_and_have_their_parts() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [path.name[:4] for path in found] == [f"{number:04}" for number in range(1, len(found) + 1)]
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}: "), path.name
        assert all(part in text for part in PARTS), path.name


def test_make_lists_every_target_with_a_line() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    listed = re.findall(r"^  make (\w+) +\S", shown, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert listed == phony[1].split()
    for target in ("demo", "test", "lint", "types", "imports", "accuracy", "bench", "docs", "clean"):
        assert target in listed


def test_commands_shown_in_the_readme_are_commands() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for readme in ("README.md", "README.en.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        options = {
            option
            for line in re.findall(r"^zhize .*$", text, re.MULTILINE)
            for option in re.findall(r"--[a-z-]+", line)
        }
        assert options
        assert [option for option in sorted(options) if f"  {option}" not in reference] == []
