"""The wheel: built, looked into, installed into an environment of its own, and used once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import docx
import pytest

NEEDED = (".lark", ".toml", ".rules", ".txt")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    return next(out.glob("zhize-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment that holds the wheel; the dependencies are lent by the one that runs the tests."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    site = home / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return home / "bin" / "zhize"


def run(command: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
    return subprocess.run(
        [str(command), *arguments], capture_output=True, text=True, encoding="utf-8", check=False, env=clean, cwd="/"
    )


def test_all_data_files_are_inside(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    packages = ("policies", "grammars", "obligations", "engine", "workbench")
    for path in (path for package in packages for path in (root / package).rglob("*")):
        if path.suffix in (".py", *NEEDED):
            assert path.relative_to(root).as_posix() in inside
    for suffix in NEEDED:
        assert any(name.endswith(suffix) for name in inside), suffix
    assert not any(name.startswith(("tests/", "bench/", "docs/")) for name in inside)


def test_the_installed_command_helps_and_answers(installed: Path) -> None:
    helped = run(installed, "--help")
    assert helped.returncode == 0
    assert "duties" in helped.stdout
    answered = run(installed, "duties", "--policy", "weihai-2021", "--format", "json")
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["duties"]


def test_the_installed_command_reads_a_file_of_a_word_processor(installed: Path, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("第一条 矿山企业应当每年12月15日前报告绿色矿山建设情况。")
    made.save(str(tmp_path / "办法.docx"))
    answered = run(installed, "duties", str(tmp_path / "办法.docx"), "--format", "json")
    assert answered.returncode == 0, answered.stderr
    assert [duty["actor"] for duty in json.loads(answered.stdout)["duties"]] == ["矿山企业"]
