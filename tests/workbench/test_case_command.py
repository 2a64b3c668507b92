"""`zhize case`: views, formats, assumptions, exit codes, on the cases of tests/fixtures/cases."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from workbench.exports import formats
from workbench.records.case_record import CaseRecord, QuestionsRecord, ReasonRecord

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
CHECKED = str(CASES / "gansu-spot-check-overdue.yaml")
UNKNOWN = str(CASES / "gansu-new-mine-unknown.yaml")
SILENT = str(CASES / "gansu-new-mine-silent.yaml")
LATE = str(CASES / "gansu-new-mine-late.yaml")
REMOVED = "gansu-2023.s4642@祁连矿业"


def test_a_case_is_told_with_what_it_says_and_what_follows(zhize: Any) -> None:
    result = zhize("case", CHECKED)
    assert (result.code, result.err) == (0, "")
    for words in ("2025年3月10日，祁连矿业：检查“绿色矿山建设标准：不合格”", "改正期限至2025", REMOVED, "加快升级改造"):
        assert words in result.out.replace("\n", "")
    assert max(map(len, result.out.splitlines())) <= 100


@pytest.mark.parametrize(("view", "record"), [((), CaseRecord), (("--ask",), QuestionsRecord)])
def test_the_json_is_valid_under_the_published_schema(zhize: Any, view: tuple[str, ...], record: Any) -> None:
    found = zhize("case", CHECKED, *view, "--format", "json").json
    assert record.model_validate(found).model_dump(mode="json") == found


def test_the_json_of_a_reason_is_valid_too(zhize: Any) -> None:
    found = zhize("case", CHECKED, "--why-not", "移出", "--format", "json").json
    assert ReasonRecord.model_validate(found).id == "移出"


def test_a_proof_of_a_case_is_checked_with_its_case_file(zhize: Any, tmp_path: Path) -> None:
    proof, case = tmp_path / "证明.json", tmp_path / "案件.yaml"
    case.write_bytes(Path(CHECKED).read_bytes())
    assert zhize("case", CHECKED, "--why", REMOVED, "--format", "json", "--out", str(proof)).code == 0
    found = json.loads(proof.read_text(encoding="utf-8"))
    assert [line["number"] for line in found["case"]["lines"]] == [5, 7, 8]  # the mine, the check, the order
    assert zhize("verify", str(proof), "--sources", str(case)).code == 0
    assert zhize("verify", str(proof), "--sources", str(tmp_path)).code == 0
    without = zhize("verify", str(proof))
    assert (without.code, "没有找到案件的原文" in without.out) == (1, True)
    case.write_bytes(case.read_bytes().replace("不合格".encode(), "合格".encode()))
    assert zhize("verify", str(proof), "--sources", str(case)).code == 1


def test_what_is_assumed_is_part_of_a_proof(zhize: Any, tmp_path: Path) -> None:
    proof, done = tmp_path / "证明.json", "2025-02-19 完成绿色矿山建设、评估与核查入库"
    identity = "gansu-2023.n2466@祁连矿业#2025-03-01"
    assert zhize("case", SILENT, "--assume", done, "--why", identity, "--format", "json", "--out", str(proof)).code == 0
    assert json.loads(proof.read_text(encoding="utf-8"))["case"]["assumed"] == [done]
    assert zhize("verify", str(proof), "--sources", SILENT).code == 0
    forged = proof.read_text(encoding="utf-8").replace("2025-02-19", "2025-02-18")
    assert zhize("verify", "-", "--sources", SILENT, stdin=forged.encode()).code == 1


def test_every_format_tells_every_view(zhize: Any, tmp_path: Path) -> None:
    views = {"case": (), "questions": ("--ask",), "reason": ("--why-not", "移出"), "explanation": ("--why", REMOVED)}
    for answer, view in views.items():
        assert {"table", "json", "csv"} <= set(formats(answer))
        for name in formats(answer):
            for lang in ("zh", "en"):
                out = tmp_path / f"{answer}.{name}"
                shown = zhize("--lang", lang, "case", CHECKED, *view, "--format", name, "--out", str(out))
                assert (shown.code, shown.out) == (0, ""), (answer, name, lang, shown.err)
                assert out.read_bytes()


def test_csv_has_a_row_for_each_duty_and_consequence(zhize: Any) -> None:
    listed = zhize("case", CHECKED, "--format", "json").json
    read = list(csv.DictReader(io.StringIO(zhize("case", CHECKED, "--format", "csv").out)))
    assert [row["编号"] for row in read] == [one["id"] for one in (*listed["duties"], *listed["consequences"])]


def test_what_is_assumed_changes_the_answer_and_nothing_else(zhize: Any) -> None:
    before = json.loads(zhize("case", SILENT, "--format", "json").out)
    done = "2025-02-19 完成绿色矿山建设、评估与核查入库"
    after = zhize("case", SILENT, "--assume", done, "--format", "json").json
    changed = [one["id"] for one, other in zip(before["duties"], after["duties"], strict=True) if one != other]
    assert changed == ["gansu-2023.n2466@祁连矿业#2025-03-01"]
    state = {one["id"]: (one["state"], one["done"]) for one in after["duties"]}
    assert state[changed[0]] == ("fulfilled", "2025-02-19")
    assert before == zhize("case", SILENT, "--format", "json").json


def test_the_day_asked_for_decides(zhize: Any) -> None:
    states = {
        day: next(one for one in zhize("case", LATE, "--as-of", day, "--format", "json").json["duties"] if one["due"])
        for day in ("2024-02-29", "2024-03-01", "2025-03-01", "2025-03-02")
        if day > "2024-03-01" or day == "2024-03-01"
    }
    assert {day: one["state"] for day, one in states.items()} == {
        "2024-03-01": "due",
        "2025-03-01": "due",
        "2025-03-02": "violated",
    }
    assert "到2025年3月1日，祁连矿业做到" in zhize("case", SILENT, "--ask").out
    early = zhize("case", LATE, "--as-of", "2024-02-29", "--format", "json").json
    assert "2件事在这一天之后，没有计入" in early["notes"]
    assert [one["state"] for one in early["duties"] if "一年内" in one["action"]] == ["undetermined"]
    unborn = zhize("case", LATE, "--as-of", "2020-01-01")
    assert unborn.code == 1
    assert "“祁连矿业”自2023年5月10日起才存在" in unborn.out


def test_the_questions_that_decide_most_come_first(zhize: Any) -> None:
    found = zhize("case", UNKNOWN, "--ask", "--format", "json").json["questions"]
    weights = [(len(one["decides"]), len(one["touches"])) for one in found]
    assert weights == sorted(weights, reverse=True)
    assert found[0]["question"] == "祁连矿业的“状态”是什么？"
    assert found[0]["answer"] == "attributes 里写：状态（新建、改扩建、在产、闭坑、其他）"


def test_why_not_names_the_premise_that_is_missing(zhize: Any) -> None:
    told = zhize("case", CHECKED, "--assume", "2025-05-06 改正 整改", "--why-not", "移出", "--format", "text").out
    assert "祁连矿业已于2025年5月6日改正（与此相反）" in told
    assert "案件没有回答属于“抽查发现存在严重违法违规”（缺少）" in told
    other = zhize("case", LATE, "--why-not", "加快升级改造", "--format", "text").out
    assert "祁连矿业不属于“状态为在产”，这项规定不适用（与此相反）" in other
    assert "这一结论成立" in zhize("case", CHECKED, "--why-not", "移出", "--format", "text").out


def test_what_no_provision_speaks_of_is_told(zhize: Any, tmp_path: Path) -> None:
    told = zhize("case", LATE, "--assume", "2025-01-01 举行庆典").out
    assert "假设1“举行庆典”（2025年1月1日）没有与任何规定的措辞相合，不影响结论" in told.replace("\n", "")
    path = tmp_path / "案件.yaml"
    path.write_text(Path(LATE).read_text(encoding="utf-8") + "answers: {天气晴朗的: true}\n", encoding="utf-8")
    assert "回答的“天气晴朗的”没有与任何条件相合" in zhize("case", str(path)).out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--why", "x"], 1, "没有编号为“x”的答案或者条文"),
        (["--why", "gansu-2023.s4642@祁连"], 1, "相近的有：gansu-2023.s4642@祁连矿业"),
        (["--why-not", "火星"], 1, "没有哪一项规定或者后果含有“火星”"),
        (["--why-not", " "], 2, "--why-not 的值是空的"),
        (["--assume", " "], 2, "--assume 的值是空的"),
        (["--assume", "检查 标准"], 2, "检查没有写明结果"),
        (["--ask", "--why", "x"], 2, "一次只能用一个"),
        (["--as-of", "昨天"], 2, "不是日期"),
        (["--format", "text"], 2, "没有这种格式：text"),
    ],
)
def test_misuse_and_nothing_found_are_one_line(zhize: Any, arguments: list[str], code: int, said: str) -> None:
    result = zhize("case", CHECKED, *arguments)
    assert (result.code, result.out) == (code, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1


def test_a_case_that_cannot_be_used_is_one_line_in_both_languages(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "案件.yaml"
    path.write_text(Path(LATE).read_text(encoding="utf-8").replace("矿山\n", "宇航员\n", 1), encoding="utf-8")
    result = zhize("case", str(path))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"{path} 第6行：没有“宇航员”这种身份")
    assert zhize("--lang", "en", "case", str(path)).err.startswith(f"{path}:6: no actor has the role “宇航员”")
    missing = zhize("case", str(tmp_path / "没有.yaml"))
    assert (missing.code, missing.err.count("\n")) == (2, 1)
    other = tmp_path / "文件.yaml"
    other.write_text(Path(LATE).read_text(encoding="utf-8") + "documents: [beijing-1900]\n", encoding="utf-8")
    assert "没有文件“beijing-1900”；现有：" in zhize("case", str(other)).err


def test_a_case_where_no_document_holds_finds_nothing(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "案件.yaml"
    path.write_text(Path(LATE).read_text(encoding="utf-8").replace("甘肃省张掖市", "海南省"), encoding="utf-8")
    result = zhize("case", str(path))
    assert result.code == 1
    assert "没有适用于“祁连矿业”所在地（海南省）的文件" in result.out


def test_documents_of_ones_own_are_asked(zhize: Any, tmp_path: Path) -> None:
    text = tmp_path / "某省采矿办法.txt"
    text.write_text(
        "甘肃省采矿办法\n\n第一条　采矿权人应当自取得采矿许可证之日起二十个工作日内报告开工情况。\n"
        "第二条　违反本办法第一条规定，未报告开工情况的，由自然资源主管部门责令限期改正；"
        "逾期不改正的，处一万元以上三万元以下罚款。\n",
        encoding="utf-8",
    )
    case = tmp_path / "案件.yaml"
    case.write_text(
        "as_of: 2040-03-01\nactors:\n- {name: 甲矿, role: 采矿权人, jurisdiction: 甘肃省}\n"
        "events:\n- {date: 2040-01-02, what: 取得采矿许可证}\n"
        "- {date: 2040-02-01, kind: 未履行, what: 报告开工情况}\n"
        "- {date: 2040-02-10, kind: 责令改正, within: 十日内}\n",
        encoding="utf-8",
    )
    found = zhize("case", str(case), str(text), "--format", "json").json
    report = next(one for one in found["duties"] if "开工" in one["action"])
    assert (report["state"], report["due"]) == ("violated", "2040-01-30")
    assert "2040年的节假日安排没有资料，只按周一至周五计算" in report["basis"]
    steps = [(one["measures"], one["step"], one["since"], one["fine"]) for one in found["consequences"]]
    fine = {"min": "10000", "max": "30000", "basis": None}
    assert steps == [
        (["责令限期改正"], "incurred", "2040-01-30", None),
        (["处一万元以上三万元以下罚款"], "incurred", "2040-02-20", fine),
    ]


ORDERS = """# 河北省采砂管理条例

2015年5月1日 河北省人民代表大会常务委员会第十次会议通过

第一条 采砂企业应当向水利部门报送年度报告。

第二条 采砂企业未报送年度报告的，由水利部门责令限期改正；逾期不改正的，责令停产整顿；再次逾期不改正的，吊销许可证。

第三条 本条例自2015年7月1日起施行。
"""
TWICE = """as_of: 2025-10-15
actors:
  - {name: 白河采砂, role: 采砂企业, jurisdiction: 河北省保定市}
events:
  - {date: 2025-02-10, kind: 未履行, what: 报送年度报告}
  - {date: 2025-03-01, kind: 责令改正, until: 2025-03-31}
  - {date: 2025-04-15, kind: 责令改正, what: 停产整顿, until: 2025-06-15}
"""


@pytest.mark.parametrize(
    ("day", "remedied", "steps"),
    [
        ("2025-03-15", "", [("责令限期改正", "incurred", "2025-03-31"), ("责令停产整顿", "next", None)]),
        ("2025-04-20", "", [("责令停产整顿", "incurred", "2025-06-15"), ("吊销许可证", "next", None)]),
        ("2025-10-15", "", [("责令停产整顿", "incurred", "2025-06-15"), ("吊销许可证", "incurred", None)]),
        ("2025-10-15", "2025-05-20 改正 整顿", [("责令停产整顿", "incurred", "2025-06-15")]),
    ],
)
def test_a_second_order_that_is_not_obeyed_goes_a_step_further(
    zhize: Any, tmp_path: Path, day: str, remedied: str, steps: list[tuple[str, str, str | None]]
) -> None:
    document, case = tmp_path / "rule.md", tmp_path / "case.yaml"
    document.write_text(ORDERS, encoding="utf-8")
    case.write_text(TWICE, encoding="utf-8")
    more = ("--assume", remedied) if remedied else ()
    found = zhize("case", str(case), str(document), "--as-of", day, *more, "--format", "json").json["consequences"]
    told = [(one["measures"][0], one["step"], one["until"]) for one in found]
    assert [each for each in told if each in steps] == steps
    assert ("吊销许可证" in dict(zip([m for m, _, _ in told], told, strict=True))) == any("吊销" in s[0] for s in steps)
    shown = zhize("case", str(case), str(document), "--as-of", day, *more, "--why", found[1]["id"], "--format", "json")
    sources = ("--sources", str(case), "--sources", str(document))
    assert zhize("verify", "-", *sources, stdin=shown.out.encode()).code == 0


def test_what_was_not_done_counts_for_the_last_day_before_it(zhize: Any, tmp_path: Path) -> None:
    document, case = tmp_path / "rule.md", tmp_path / "case.yaml"
    document.write_text(ORDERS.replace("应当向", "应当在每年1月31日前向"), encoding="utf-8")
    case.write_text(TWICE, encoding="utf-8")
    found = zhize("case", str(case), str(document), "--format", "json").json["duties"]
    states = [("2025-01-31", "violated"), ("2026-01-31", "due")]
    assert [(one["due"], one["state"]) for one in found] == states
    founded = TWICE.replace("保定市}", "保定市, since: 2025-02-01}")
    case.write_text(founded, encoding="utf-8")
    found = zhize("case", str(case), str(document), "--format", "json").json["duties"]
    assert [(one["due"], one["state"]) for one in found] == states[1:]
