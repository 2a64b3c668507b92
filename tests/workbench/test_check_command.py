"""`zhize check`: what lawyers and servers for continuous integration call."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word
from junitparser import JUnitXml
from sarif_kit.validate import validation_errors

from bench.contract_files import CONTRACTS

LATE, CLEAN = str(CONTRACTS / "gansu-late-weak.docx"), str(CONTRACTS / "gansu-clean.docx")
AGAINST = ("--policy", "gansu-2023")
WAIVERS = """\
waivers:
  - rule: K204
    contract: gansu-*
    reason: 设计变更尚在审批
    owner: 张三
    expires: {day}
"""


def test_the_exit_code_says_whether_something_counts(zhize: Any) -> None:
    assert zhize("check", CLEAN, *AGAINST).code == 0
    found = zhize("check", LATE, CLEAN, *AGAINST)
    assert found.code == 1
    assert "合同2份" in found.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_of_the_command_is_valid(zhize: Any, lang: str) -> None:
    found = zhize("--lang", lang, "check", LATE, CLEAN, *AGAINST, "--format", "sarif")
    assert validation_errors(found.json) == []
    results = found.json["runs"][0]["results"]
    articles = [one["ruleId"] for one in results if one["level"] == "error"]
    assert sorted(articles) == ["K801", "gansu-2023/三/（三）", "gansu-2023/三/（三）", "gansu-2023/三/（四）"]
    places = [one["locations"][0]["logicalLocations"][0]["name"] for one in results if one["level"] == "error"]
    assert places == ["第五条", "第十三条", "第十四条", "第十五条"]


def test_an_instrument_out_of_force_has_the_policy_for_its_rule(zhize: Any) -> None:
    file = str(CONTRACTS / "weihai-expired.txt")
    found = zhize("check", file, "--policy", "weihai-2021", "--format", "sarif").json["runs"][0]["results"]
    assert {one["properties"]["check"]: one["ruleId"] for one in found} == {
        "K401": "weihai-2021",
        "K601": "K601",
        "K701": "K701",
    }


def test_junit_of_the_command_counts_the_same(zhize: Any) -> None:
    made = JUnitXml.fromstring(zhize("check", LATE, CLEAN, *AGAINST, "--format", "junit").out.encode())
    assert (made.failures, made.errors, made.skipped) == (4, 0, 0)
    assert [suite.failures for suite in made] == [4, 0]


def test_a_word_file_gets_its_comments(zhize: Any, tmp_path: Path) -> None:
    out = tmp_path / "批注.docx"
    assert zhize("check", LATE, *AGAINST, "--format", "docx", "--out", str(out)).code == 1
    comments = [one.text for one in Word(io.BytesIO(out.read_bytes())).comments]
    assert len(comments) == 4
    assert all("依据：" in one and "建议：" in one for one in comments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([LATE, CLEAN], "一次只能做一份合同，这里有2份"),
        ([str(CONTRACTS / "gansu-late-weak.txt")], "不是 Word 文件"),
    ],
    ids=["two", "text"],
)
def test_what_gets_no_comments_is_told(zhize: Any, tmp_path: Path, arguments: list[str], words: str) -> None:
    out = tmp_path / "out.docx"
    found = zhize("check", *arguments, *AGAINST, "--format", "docx", "--out", str(out))
    assert found.code == 2
    assert words in found.err
    assert not out.exists()


def test_comments_are_not_printed_on_a_terminal(zhize: Any) -> None:
    found = zhize("check", LATE, *AGAINST, "--format", "docx")
    assert (found.code, found.out) == (2, "")


def test_no_contract_is_written_over(zhize: Any, tmp_path: Path) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(Path(LATE).read_bytes())
    for more in (["--format", "docx", "--out", str(mine)], ["--write-baseline", str(mine)]):
        found = zhize("check", str(mine), *AGAINST, *more)
        assert found.code == 2
        assert "不会覆盖" in found.err
        assert mine.read_bytes() == Path(LATE).read_bytes()


def test_a_place_that_cannot_be_written_leaves_nothing(zhize: Any, tmp_path: Path) -> None:
    for name in ("sarif", "junit", "html", "docx", "json", "table"):
        found = zhize("check", LATE, *AGAINST, "--format", name, "--out", str(tmp_path / "none" / "out"))
        assert (found.code, found.err.count("\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_one_that_cannot_be_read_does_not_keep_the_others(zhize: Any, tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(Path(LATE).read_bytes()[:2000])
    found = zhize("check", str(tmp_path), CLEAN, LATE, *AGAINST, "--format", "json")
    assert found.code == 2
    assert "坏.docx" in found.err
    assert len(found.json["contracts"]) == 2
    assert [Path(one["file"]).name for one in found.json["unreadable"]] == ["坏.docx"]


def test_only_new_findings_count_with_a_baseline(zhize: Any, tmp_path: Path) -> None:
    known = str(tmp_path / "known.json")
    written = zhize("check", LATE, *AGAINST, "--write-baseline", known)
    assert (written.code, written.err) == (0, "已写入基线：4处。\n")
    assert zhize("check", LATE, *AGAINST, "--baseline", known).code == 0
    text = (CONTRACTS / "gansu-late-weak.txt").read_text(encoding="utf-8")
    newer = tmp_path / "gansu-late-weak.txt"
    newer.write_text(text.replace("不低于70%", "不低于60%").replace("第八条", "第八条　"), encoding="utf-8")
    later = zhize("check", str(newer), *AGAINST, "--baseline", known, "--format", "sarif")
    assert later.code == 1
    results = later.json["runs"][0]["results"]
    assert [one.get("baselineState") for one in results] == ["unchanged", "unchanged", "unchanged", None]
    assert "基线里有1处已不再出现" in later.err


def test_a_waiver_holds_until_its_last_day(zhize: Any, tmp_path: Path) -> None:
    file = tmp_path / "waivers.yaml"
    file.write_text(WAIVERS.format(day="2099-12-31"), encoding="utf-8")
    found = zhize("check", LATE, *AGAINST, "--waivers", str(file), "--format", "sarif").json["runs"][0]["results"]
    assert [bool(one.get("suppressions")) for one in found] == [False, False, True, False]
    file.write_text(WAIVERS.format(day="2020-12-31"), encoding="utf-8")
    expired = zhize("check", LATE, *AGAINST, "--waivers", str(file), "--format", "sarif")
    assert not any(one.get("suppressions") for one in expired.json["runs"][0]["results"])
    assert "已于2020-12-31到期，所涉1处重新计入" in expired.err


def test_a_wrong_file_of_waivers_is_told_before_a_contract_is_read(zhize: Any, tmp_path: Path) -> None:
    file = tmp_path / "waivers.yaml"
    file.write_text("waivers:\n  - rule: K204\n    reason: 因为\n", encoding="utf-8")
    found = zhize("check", str(tmp_path / "none.docx"), *AGAINST, "--waivers", str(file))
    assert found.code == 2
    assert "第2行" in found.err
    assert "none.docx" not in found.err


def test_no_policy_for_a_place_is_told_with_those_there_are(zhize: Any) -> None:
    found = zhize("check", LATE, "--jurisdiction", "海南省")
    assert found.code == 2
    assert "甘肃省" in found.err


def test_on_all_cores_it_is_the_same(zhize: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.contracts import checking

    folder = tmp_path / "contracts"
    for place in ("one", "two"):  # two files of one name, and a copy
        (folder / place).mkdir(parents=True)
        (folder / place / "a.txt").write_text((CONTRACTS / f"{place_of[place]}.txt").read_text(encoding="utf-8"))
    (folder / "two" / "copy").mkdir()
    (folder / "two" / "copy" / "a.txt").write_bytes((folder / "two" / "a.txt").read_bytes())
    call = ("check", str(folder), *AGAINST, "--format", "json")
    alone = zhize(*call)
    monkeypatch.setattr(checking, "FEW", 2)
    monkeypatch.setattr("workbench.building.crews.cores", lambda: 2)
    together = zhize(*call)
    assert json.loads(together.out) == json.loads(alone.out)
    ids = [one["contract"] for one in alone.json["contracts"]]
    assert len(ids) == len(set(ids)) == 2


def test_contracts_whose_process_is_lost_are_reviewed_again(zhize: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.building.errors import BuildingError
    from workbench.contracts import checking

    def refused(*_: object) -> list[None]:
        raise BuildingError("error.build_worker", reason="")

    call = ("check", LATE, CLEAN, *AGAINST, "--format", "json")
    alone = zhize(*call)
    monkeypatch.setattr(checking, "FEW", 2)
    monkeypatch.setattr("workbench.building.crews.cores", lambda: 2)
    monkeypatch.setattr(checking, "_together", lambda tasks, *_: [None] * len(tasks))
    assert zhize(*call) == alone
    monkeypatch.setattr(checking, "_together", refused)
    assert zhize(*call) == alone


place_of = {"one": "gansu-late-weak", "two": "gansu-no-milestones"}


def test_the_proof_of_a_finding_is_replayed_by_others(zhize: Any, tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    for one in findings(zhize):
        assert zhize("check", LATE, *AGAINST, "--why", one["id"], "--format", "json", "--out", str(proof)).code == 0
        assert zhize("verify", str(proof), "--sources", LATE).code == 0
    assert zhize("verify", str(proof), "--sources", CLEAN).code == 1
    told = json.loads(proof.read_text(encoding="utf-8"))
    proof.write_text(json.dumps(told | {"id": told["id"][:-1] + "x"}, ensure_ascii=False), encoding="utf-8")
    assert zhize("verify", str(proof), "--sources", LATE).code == 1


def test_the_proof_of_a_finding_is_told_in_words(zhize: Any) -> None:
    [late] = [one for one in findings(zhize) if one["rule"] == "K204"]
    told = zhize("check", LATE, *AGAINST, "--why", late["id"])
    assert told.code == 0
    said = "".join(told.out.split())
    assert "“正常运营后三年内，受让人应当完成绿色矿山建设、评估与核查入库”" in said
    assert "“矿山正常运营后一年内完成绿色矿山建设、评估与核查入库”" in said
    assert zhize("check", LATE, *AGAINST, "--why", "none").code == 2


def findings(zhize: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = zhize("check", LATE, *AGAINST, "--format", "json").json["contracts"][0]["findings"]
    return found


@pytest.mark.parametrize("place", ["甘肃省", "甘肃", "甘肃省酒泉市", "万州", "重庆市万州区", "山东省威海市文登区"])
def test_a_place_may_be_named_in_short_and_with_what_it_lies_in(zhize: Any, place: str) -> None:
    assert zhize("check", CLEAN, "--jurisdiction", place, "--format", "json").code in (0, 1)


def test_policies_of_a_part_of_the_place_are_not_asked(zhize: Any) -> None:
    assert zhize("check", CLEAN, "--jurisdiction", "重庆市").code == 2
