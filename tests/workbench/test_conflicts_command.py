"""`zhize conflicts`: what it prints, in every format and both languages, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from bench.tampering import tampered
from workbench.records.conflict_record import ConflictsRecord

CONGRESS = """# 河北省河道管理条例

2015年5月1日 河北省人民代表大会常务委员会第十次会议通过

第一条 任何单位不得在河道管理范围内堆放砂石。

第二条 本条例自2015年7月1日起施行。
"""
GOVERNMENT = """# 河北省河道采砂管理办法

2018年5月1日 河北省人民政府令第30号公布

第一条 任何单位可以在河道管理范围内堆放砂石。

第二条 本办法自2018年7月1日起施行。
"""


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    texts = {"congress.md": CONGRESS, "government.md": GOVERNMENT}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in texts]


def test_both_are_quoted_and_the_preference_is_told_with_its_rule(zhize: Any, files: list[str]) -> None:
    shown = zhize("conflicts", *files, "--as-of", "2024-01-01")
    assert shown.code == 0
    flat = "".join(shown.out.split())
    for words in ("任何单位不得在河道管理范围内堆放砂石", "任何单位可以在河道管理范围内堆放砂石"):
        assert words in flat
    assert "适用：《河北省河道管理条例》第一条" in flat
    assert "《立法法》第一百条第一款" in flat
    english = zhize("conflicts", *files, "--as-of", "2024-01-01", "--lang", "en").out
    assert "Legislation Law, article 100 (1)" in " ".join(english.split())


def test_json_keeps_to_its_schema(zhize: Any, files: list[str]) -> None:
    found = zhize("conflicts", *files, "--as-of", "2024-01-01", "--format", "json").json
    record = ConflictsRecord.model_validate(found)
    [conflict] = record.conflicts
    assert conflict.prevailing == conflict.parties[0].statement
    assert [party.instrument for party in conflict.parties] == ["localRegulation", "localRule"]
    for party, text in zip(conflict.parties, (CONGRESS, GOVERNMENT), strict=True):
        assert text[party.source.start : party.source.end] == party.source.quote


def test_csv_has_one_row_a_conflict(zhize: Any, files: list[str]) -> None:
    shown = zhize("conflicts", *files, "--as-of", "2024-01-01", "--format", "csv")
    heading, row = csv.reader(io.StringIO(shown.out))
    assert len(heading) == len(row)
    assert "地方政府规章" in row


def test_one_proof_is_printed_by_its_id(zhize: Any, files: list[str]) -> None:
    found = zhize("conflicts", *files, "--as-of", "2024-01-01", "--format", "json").json
    identity = found["conflicts"][0]["id"]
    shown = zhize("conflicts", *files, "--as-of", "2024-01-01", "--why", identity)
    assert shown.code == 0
    assert shown.out.count("原文 ") >= 4
    assert "H204" in shown.out
    turned = "~".join(reversed(identity.split("~")))
    assert zhize("conflicts", *files, "--as-of", "2024-01-01", "--why", turned).out == shown.out
    proof = zhize("conflicts", *files, "--as-of", "2024-01-01", "--why", identity, "--format", "json")
    assert proof.json == found["conflicts"][0]["proof"]
    unknown = zhize("conflicts", *files, "--why", "a~b")
    assert (unknown.code, unknown.err.strip()) == (2, "没有编号为“a~b”的矛盾")


def test_before_one_of_them_holds_there_is_none(zhize: Any, files: list[str]) -> None:
    shown = zhize("conflicts", *files, "--as-of", "2018-06-30")
    assert shown.code == 1
    assert "没有效力" in shown.out


def test_the_five_policies_do_not_contradict_each_other(zhize: Any) -> None:
    assert zhize("conflicts", "--as-of", "2025-06-01").code == 1


def test_the_proofs_are_checked_with_both_documents(zhize: Any, files: list[str], tmp_path: Path) -> None:
    answer = zhize("conflicts", *files, "--as-of", "2024-01-01", "--format", "json")
    sources = [part for name in files for part in ("--sources", name)]
    assert zhize("verify", "-", *sources, stdin=answer.out.encode()).code == 0
    made = tampered([answer.json["conflicts"][0]["proof"]], 100, seed=1)
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps([proof for _, proof in made], ensure_ascii=False), encoding="utf-8")
    found = zhize("verify", str(path), *sources, "--format", "json").json["verdicts"]
    assert [way for (way, _), verdict in zip(made, found, strict=True) if verdict["accepted"]] == []
    assert zhize("verify", "-", "--sources", files[0], stdin=answer.out.encode()).code == 1


LAW = """# 中华人民共和国渡口法

2012年5月1日 第十一届全国人民代表大会常务委员会第三十次会议通过

第一条 渡口经营者应当公示渡船票价表。

第二条 在渡口水域设置养殖网箱的，处一万元以上五万元以下罚款。

第三条 本法自2012年7月1日起施行。
"""
MEASURE = """# 河北省渡口管理办法

2016年5月1日 河北省人民政府令第30号公布

第一条 违反《渡口法》第一条规定的，给予警告。

第二条 在渡口水域设置养殖网箱的，处五千元以上五万元以下罚款。

第三条 本办法自2016年7月1日起施行。
"""


def test_given_both_the_gaps_tell_what_they_hold_of_each_other(zhize: Any, tmp_path: Path) -> None:
    law, measure = (tmp_path / name for name in ("law.md", "measure.md"))
    law.write_text(LAW, encoding="utf-8")
    measure.write_text(MEASURE, encoding="utf-8")
    alone = zhize("gaps", str(law), "--as-of", "2024-01-01", "--format", "json").json["gaps"]
    assert (alone[0]["kind"], alone[0]["words"]) == ("unsanctioned", "公示渡船票价表")
    both = zhize("gaps", str(law), str(measure), "--as-of", "2024-01-01", "--format", "json").json["gaps"]
    assert "公示渡船票价表" not in [gap["words"] for gap in both if gap["kind"] == "unsanctioned"]
    across = [gap for gap in both if gap["kind"] == "across"]
    assert [(gap["document"], gap["words"]) for gap in across] == [("measure", "《渡口法》第一条")]
    assert across[0]["reason"] == "《中华人民共和国渡口法》第一条“公示渡船票价表”（指明该条款，对应明确）"
    exceeding = [gap for gap in both if gap["kind"] == "exceeds"]
    assert [(gap["document"], gap["words"]) for gap in exceeding] == [("measure", "在渡口水域设置养殖网箱的")]
    for words in (
        "最低5000、最高50000",
        "最低10000、最高50000",
        "《中华人民共和国渡口法》第二条",
        "zhize conflicts --why",
    ):
        assert words in exceeding[0]["reason"]
    shown = zhize("gaps", str(law), str(measure), "--kind", "超出上位法幅度的罚款", "--kind", "across")
    assert "针对其他文件的义务的后果（1 条）" in shown.out
    assert "义务：《中华人民共和国渡口法》第一条" in shown.out
    before = zhize("gaps", str(law), str(measure), "--as-of", "2015-01-01", "--format", "json").json["gaps"]
    assert {gap["kind"] for gap in before}.isdisjoint({"across", "exceeds"})
