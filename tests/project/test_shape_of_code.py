"""The charter's measures: sizes, folders, imports."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGES = ("policies", "grammars", "obligations", "engine", "workbench")
ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LONGEST_FILE = 600
LONGEST_FUNCTION = 60


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_of_medium_size_and_begins_with_its_contract(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert len(text.splitlines()) <= LONGEST_FILE
    assert ast.get_docstring(tree)
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def test_packages_are_named_alike_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    assert {part.strip() for layer in layers for part in layer.split("|")} == set(PACKAGES)
    assert project["tool"]["importlinter"]["root_packages"] == list(PACKAGES)
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == list(PACKAGES)
    standing = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert standing == set(PACKAGES)


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_test_folders_hold_no_packages_and_no_name_twice() -> None:
    tests = ROOT / "tests"
    assert not list(tests.rglob("__init__.py"))
    names = [path.name for path in tests.rglob("*.py") if path.name != "conftest.py"]
    assert len(names) == len(set(names))


def test_no_file_names_an_address_of_a_registry_or_a_home() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    for raw in filter(None, listed.split(b"\0")):
        path = ROOT / raw.decode()
        if path.is_file() and path.suffix in {".py", ".toml", ".md", ".txt", ".yaml", ".rules", ".lark", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            assert "index" + "-url" not in text, path
            assert "/ho" + "me/" not in text, path
