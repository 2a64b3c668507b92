"""What people give the command to read: bad files, several files, folders, the standard input."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import docx
import pytest

POLICY = "某市绿色矿山建设办法\n\n第一条 矿山企业应当每年12月15日前向市自然资源局报告绿色矿山建设情况。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path


def bad_inputs(folder: Path) -> dict[str, Path]:
    made = {
        name: folder / name for name in ("missing.txt", "empty.txt", "blank.txt", "binary.txt", "large.txt", "hollow")
    }
    made["empty.txt"].write_bytes(b"")
    made["blank.txt"].write_text("\n \u3000\n", encoding="utf-8")
    made["binary.txt"].write_bytes(bytes(range(256)) * 64)
    made["large.txt"].write_bytes("矿山企业应当建设绿色矿山。\n".encode() * 1_300_000)
    made["hollow"].mkdir()
    made["pipe"] = folder / "pipe"
    os.mkfifo(made["pipe"])
    return made


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt", "blank.txt", "binary.txt", "large.txt", "hollow", "pipe"])
@pytest.mark.parametrize("command", ["extract", "duties", "penalties"])
def test_an_input_that_cannot_be_read_is_told_in_one_line(zhize: Any, tmp_path: Path, command: str, name: str) -> None:
    path = bad_inputs(tmp_path)[name]
    result = zhize(command, str(path))
    assert result.code == 2
    assert not result.out
    assert name in result.err
    assert len(result.err.splitlines()) == 1
    english = zhize("--lang", "en", command, str(path))
    assert english.err.isascii() or english.err != result.err


def test_one_bad_input_does_not_keep_the_others_from_being_answered(zhize: Any, plan: Path, tmp_path: Path) -> None:
    result = zhize("duties", str(tmp_path / "missing.txt"), str(plan))
    assert result.code == 2
    assert "missing.txt" in result.err
    assert "plan.n" in result.out


def test_a_text_without_structure_is_read_and_said_to_have_none(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text("床前明月光疑是地上霜举头望明月低头思故乡\n" * 20, encoding="utf-8")
    result = zhize("extract", str(path))
    assert result.code == 1
    assert "S101" in result.out
    assert "100.0 %" in result.out
    assert zhize("duties", str(path)).code == 1


def test_a_folder_means_the_documents_below_it(zhize: Any, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "other.md").write_text("# 某县办法\n\n第一条 企业不得越界开采。\n", encoding="utf-8")
    (tmp_path / "ignored.bin").write_bytes(b"\0\1")
    found = zhize("duties", str(tmp_path), "--format", "json").json
    assert sorted(policy["id"] for policy in found["policies"]) == ["other", "plan"]


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_read(
    zhize: Any, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shut, scan = tmp_path / "shut", os.scandir
    (shut / "below").mkdir(parents=True)
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "empty.txt").write_bytes(b"")

    def refuse(path: Any = ".") -> Any:
        if str(path) == str(shut):
            raise PermissionError(13, "no", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = zhize("duties", str(tmp_path))
    assert result.code == 2
    assert "plan.n" in result.out
    told = [f"{shut}：文件夹无法打开。", f"{tmp_path / 'open' / 'empty.txt'}：文件是空的。"]
    assert result.err.splitlines() == told
    alone = zhize("duties", str(shut), "--lang", "en")
    assert (alone.code, alone.out, alone.err) == (2, "", f"{shut}: the folder cannot be opened.\n")


def test_the_standard_input_is_read(zhize: Any) -> None:
    result = zhize("duties", "-", "--format", "json", stdin=POLICY.encode("gb18030"))
    assert result.code == 0
    assert "报告" in result.json["duties"][0]["action"]


def test_empty_standard_input_is_told(zhize: Any) -> None:
    result = zhize("extract", "-")
    assert result.code == 2
    assert len(result.err.splitlines()) == 1


def test_a_file_given_twice_counts_once_and_namesakes_are_told_apart(zhize: Any, plan: Path, tmp_path: Path) -> None:
    once = zhize("duties", str(plan), "--format", "json").json
    assert zhize("duties", str(plan), str(plan), "--format", "json").json == once
    (tmp_path / "b").mkdir()
    namesake = tmp_path / "b" / "plan.txt"
    namesake.write_text(POLICY.replace("15日", "20日"), encoding="utf-8")
    orders = [
        zhize("duties", *map(str, pair), "--format", "json").json for pair in ((plan, namesake), (namesake, plan))
    ]
    ids = [sorted(duty["id"] for duty in found["duties"]) for found in orders]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_an_id_from_a_file_is_explained_with_the_file(zhize: Any, plan: Path) -> None:
    listed = zhize("duties", str(plan), "--format", "json").json["duties"][0]["id"]
    assert "报告绿色矿山建设情况" in zhize("explain", listed, str(plan)).out
    assert zhize("explain", listed).code == 1


def test_a_broken_rule_file_is_told_with_line_and_column(
    zhize: Any, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine import from_rules

    (tmp_path / "broken.rules").write_text('rule X1 "无" when\n', encoding="utf-8")
    monkeypatch.setattr(from_rules, "FOLDER", tmp_path)
    from_rules.built_in.cache_clear()
    try:
        result = zhize("duties", str(plan))
    finally:
        from_rules.built_in.cache_clear()
    assert result.code == 2
    assert "broken.rules:" in result.err
    assert len(result.err.splitlines()) == 1


def test_a_fault_inside_is_told_in_one_line(zhize: Any, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench import sources

    def fail(_: object) -> None:
        raise ZeroDivisionError("一\n二")

    monkeypatch.setattr(sources, "read", fail)
    result = zhize("duties", str(plan))
    assert result.code == 2
    assert "ZeroDivisionError：一 二" in result.err
    assert len(result.err.splitlines()) == 1


def test_files_of_office_programs_are_answered_like_texts(zhize: Any, tmp_path: Path) -> None:
    made = docx.Document()
    for line in POLICY.splitlines():
        made.add_paragraph(line)
    made.save(str(tmp_path / "plan.docx"))
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in POLICY.splitlines())}</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = zhize("duties", str(tmp_path), "--format", "json").json
    assert sorted(policy["id"] for policy in found["policies"]) == ["page", "plan"]
    assert {duty["deadline"] for duty in found["duties"]} == {"yearly:12-15"}


def test_a_proof_names_the_paragraph_of_the_file(zhize: Any, tmp_path: Path) -> None:
    made = docx.Document()
    for line in POLICY.splitlines():
        made.add_paragraph(line)
    made.save(str(tmp_path / "plan.docx"))
    answer = zhize("duties", str(tmp_path / "plan.docx"), "--format", "json").json["duties"][0]
    assert "第3段" in zhize("explain", answer["id"], str(tmp_path / "plan.docx")).out
    origins = zhize("extract", str(tmp_path / "plan.docx"), "--format", "json").json["origins"]
    assert [origin["paragraph"] for origin in origins] == [1, 3]
