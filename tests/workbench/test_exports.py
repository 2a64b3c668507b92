"""Formats: every one renders every answer; JSON keeps to its schema, CSV to its columns, tables to their width."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import pytest

from obligations.from_document import extract
from obligations.to_json import as_record
from policies.from_source import read_path
from workbench.exports import exporter, formats
from workbench.records.answer_record import DutiesRecord, PenaltiesRecord
from workbench.records.deadline_record import DeadlinesRecord
from workbench.records.extraction_record import ExtractionRecord
from workbench.records.gap_record import GapsRecord
from workbench.records.proof_record import ExplanationRecord

ANSWERS = (["extract"], ["duties"], ["deadlines"], ["penalties"], ["gaps"], ["explain", "weihai-2021"])
FUNCTIONS = {
    "extract": "extractions",
    "duties": "duties",
    "deadlines": "deadlines",
    "penalties": "penalties",
    "gaps": "gaps",
    "explain": "explanation",
}
RENDERED = [(name, answer) for answer in ANSWERS for name in formats(FUNCTIONS[answer[0]])]
BYTES = {"xlsx"}  # not for the screen
ONE = ["--policy", "weihai-2021"]
CELLS = ("=1+1", "+86", "-1", "@x", "＝1+1", "\t=1", "\n=1", "矿山")
WEIHAI = {
    "extract": [],
    "duties": ONE,
    "deadlines": [*ONE, "--as-of", "2025-06-01"],
    "penalties": ONE,
    "gaps": ONE,
    "explain": [],
}


def ask(zhize: Any, answer: list[str], *more: str, corpus: dict[str, Path]) -> Any:
    paths = [str(corpus["weihai-2021"])] if answer[0] == "extract" else []
    return zhize(*answer, *paths, *WEIHAI[answer[0]], *more)


def columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


@pytest.mark.parametrize(("name", "answer"), RENDERED, ids=lambda one: one if isinstance(one, str) else str(one[0]))
def test_every_format_renders_every_answer(zhize: Any, corpus: dict[str, Path], name: str, answer: list[str]) -> None:
    result = ask(zhize, answer, "--format", name, corpus=corpus)
    if name in BYTES:
        assert (result.code, result.out) == (2, "")
        return
    assert result.code == 0
    assert result.out.endswith("\n")
    assert exporter(name).FILE_ENCODING.startswith("utf-8")


def test_the_table_comes_first_and_is_the_default(zhize: Any, corpus: dict[str, Path]) -> None:
    for answer in ANSWERS:
        assert formats(FUNCTIONS[answer[0]])[0] == "table"
        assert ask(zhize, answer, corpus=corpus).out == ask(zhize, answer, "--format", "table", corpus=corpus).out


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: str(answer[0]))
@pytest.mark.parametrize("width", [80, 100, 140])
def test_tables_fit_and_are_not_cut(
    zhize: Any, corpus: dict[str, Path], answer: list[str], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.cli import output

    monkeypatch.setattr(output, "width", lambda: width)
    shown = ask(zhize, answer, corpus=corpus).out
    assert max(map(columns, shown.splitlines())) <= width
    assert "\x1b" not in shown
    assert not any(line != line.rstrip() for line in shown.splitlines())


def test_no_character_of_an_action_is_lost_in_a_narrow_table(zhize: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.cli import output

    monkeypatch.setattr(output, "width", lambda: 80)
    asked = ["duties", "--policy", "weihai-2021", "--topic", "矿山地质环境"]
    shown = zhize(*asked).out.replace("\n", "").replace(" ", "")
    for duty in zhize(*asked, "--format", "json").json["duties"]:
        for char in set(duty["action"]):
            assert char in shown


def test_a_format_that_an_answer_does_not_have_is_refused_with_those_it_has(zhize: Any) -> None:
    refused = zhize("duties", "--format", "text")
    assert (refused.code, refused.out) == (2, "")
    assert "table csv dot graphml html json md xlsx" in refused.err
    assert formats("verdicts") == ["table", "json"]


def test_the_text_of_a_proof_is_not_folded(zhize: Any) -> None:
    told = zhize("explain", "weihai-2021.s3372@矿山企业", "--format", "text").out
    assert max(map(columns, told.splitlines())) > 100
    assert told.startswith("文件：《")


def test_json_keeps_to_the_published_models(zhize: Any) -> None:
    DutiesRecord.model_validate(zhize("duties", "--format", "json").json)
    DeadlinesRecord.model_validate(zhize("deadlines", "--format", "json").json)
    GapsRecord.model_validate(zhize("gaps", "--format", "json").json)
    PenaltiesRecord.model_validate(zhize("penalties", "--format", "json").json)
    ExplanationRecord.model_validate(zhize("explain", "weihai-2021", "--format", "json").json)


def test_extract_prints_the_scored_object_for_one_file_and_an_array_for_several(
    zhize: Any, corpus: dict[str, Path]
) -> None:
    several = zhize("extract", *map(str, corpus.values()), "--format", "json").json
    assert [one["meta"]["document"] for one in several] == list(corpus)
    for (name, path), found in zip(corpus.items(), several, strict=True):
        document = read_path(path)
        assert found == json.loads(json.dumps(as_record(document, extract(document)), ensure_ascii=False)), name
        assert ExtractionRecord.model_validate(found).model_dump(mode="json", exclude_unset=True) == found
        text = path.read_text(encoding="utf-8")
        for kind in ("norms", "targets", "responsibilities", "sanctions", "incentives"):
            assert all(one["quote"] == text[one["start"] : one["end"]] for one in found[kind])
        assert sum(one["end"] - one["start"] for one in found["coverage"]) == len(text)
    one = zhize("extract", str(corpus["weihai-2021"]), "--format", "json").json
    assert one == several[list(corpus).index("weihai-2021")]


def test_csv_has_a_row_an_answer_and_no_formula(zhize: Any) -> None:
    listed = zhize("duties", "--policy", "weihai-2021", "--format", "json").json["duties"]
    out = zhize("duties", "--policy", "weihai-2021", "--format", "csv").out
    read = list(csv.DictReader(io.StringIO(out)))
    assert [row["编号"] for row in read] == [duty["id"] for duty in listed]
    assert [row["事项"] for row in read] == [duty["action"] for duty in listed]
    assert not out.startswith("\ufeff")


def test_a_cell_that_a_spreadsheet_would_calculate_is_made_text() -> None:
    from workbench.exports.as_csv import harmless

    assert [harmless(cell) for cell in CELLS] == [*(f"'{cell}" for cell in CELLS[:-1]), "矿山"]


def test_a_file_is_written_whole_and_csv_for_excel(zhize: Any, tmp_path: Path) -> None:
    asked = ["duties", "--policy", "weihai-2021", "--format"]
    for name in formats("duties"):
        path = tmp_path / f"answer.{name}"
        path.write_text("old", encoding="utf-8")
        result = zhize(*asked, name, "--out", str(path))
        assert (result.code, result.out) == (0, "")
        data = path.read_bytes()
        if name in BYTES:
            continue
        assert data.startswith(b"\xef\xbb\xbf") == (name == "csv")
        assert data.decode("utf-8-sig").replace("\r\n", "\n") == zhize(*asked, name).out.replace("\r\n", "\n")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_left(zhize: Any, tmp_path: Path) -> None:
    for out in (tmp_path / "no" / "such" / "folder.csv", tmp_path):
        result = zhize("penalties", "--policy", "weihai-2021", "--out", str(out))
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("无法写入")
        assert len(result.err.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_shares_of_the_coverage_sum_to_a_hundred() -> None:
    from workbench.rendering.coverage import apportion

    for counts in ([1, 1, 1], [0, 7], [999, 1, 1], [1]):
        assert sum(apportion(counts)) == 1000
    assert apportion([]) == []
    assert apportion([0, 0]) == [0, 0]


def test_a_fine_is_told_with_its_bounds_and_who_imposes_it(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    text = "某市办法\n\n第一条 采矿权人违反规定，逾期不改正的，由市自然资源局处一万元以上五万元以下罚款。\n"
    path.write_text(text, encoding="utf-8")
    found = zhize("penalties", str(path), "--format", "json").json["penalties"][0]
    assert found["fine"] == {"min": "10000", "max": "50000", "basis": None}
    assert found["enforcers"] == ["市自然资源局"]
    assert "罚款：10000元以上50000元以下" in zhize("penalties", str(path)).out
    assert "fine: 10000 yuan or more," in zhize("penalties", str(path), "--lang", "en").out


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("answer", ["duties", "penalties", "deadlines"])
def test_a_report_has_every_answer_with_its_words(zhize: Any, form: str, answer: str) -> None:
    asked = [answer, "--policy", "weihai-2021", "--as-of", "2025-06-01", "--format"]
    told = html.unescape(zhize(*asked, form).out.replace("\\", "").replace("<br>", " "))
    found = zhize(*asked, "json").json[answer]
    one = [each["duty"] for each in found] if answer == "deadlines" else found
    assert one
    for each in one:
        assert each["actor"] in told
        assert " ".join(each["source"]["quote"].split()) in " ".join(told.split())


def test_words_of_a_text_are_no_marks_of_a_report(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "办法.txt"
    path.write_text(
        "某市办法\n\n第一条 船员应当报告<script>alert(1)</script>和|甲|*乙*_丙_的情况。\n", encoding="utf-8"
    )
    assert "<script>" not in zhize("duties", str(path), "--format", "html").out
    row = next(line for line in zhize("duties", str(path), "--format", "md").out.splitlines() if "船员" in line)
    assert len(re.findall(r"(?<!\\)\|", row)) == 8
