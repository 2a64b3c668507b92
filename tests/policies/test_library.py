"""The built-in policies."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from policies.errors import CorpusError
from policies.from_source import read_path
from policies.library import builtin, verify

IDS = ["gansu-2023", "liaoning-2023", "wanzhou-2017", "weihai-2021", "yunnan-2025"]


def test_the_five_policies_are_there() -> None:
    assert [path.stem for path in builtin()] == IDS


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_they_are_the_published_texts(path: Path) -> None:
    verify(path)
    record = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    assert record["sha256"] == read_path(path).sha256
    assert record["title"]


def test_a_changed_text_is_noticed(tmp_path: Path) -> None:
    source = builtin()[0]
    copy = tmp_path / source.name
    shutil.copy(source, copy)
    with pytest.raises(CorpusError) as missing:
        verify(copy)
    assert missing.value.code == "S011"
    shutil.copy(source.with_suffix(".toml"), tmp_path)
    verify(copy)
    copy.write_text("改", encoding="utf-8")
    with pytest.raises(CorpusError) as changed:
        verify(copy)
    assert changed.value.code == "S012"
