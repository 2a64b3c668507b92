"""Waivers and baselines: what they set aside, what counts again, and what is refused with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.contract_review.model import Status
from tests.workbench.reviews import by_hand
from workbench.contracts import baseline, waivers
from workbench.errors import MisuseError
from workbench.messages import load
from workbench.model import Reviews

ZH, EN = load("zh"), load("en")
FILE = """\
waivers:
  - rule: K201
    contract: "gansu-*"
    reason: 方案正在修订
    owner: 李四（法务部）
    expires: 2026-12-31
  - finding: {id}
    reason: 设计变更尚在审批
    owner: 张三
    expires: 2026-01-31
  - rule: gansu-2023/三/（三）
    contract: 别的合同*
    reason: 不相干
    owner: 王五
    expires: 2030-01-01
"""


@pytest.fixture(scope="module")
def answer() -> Reviews:
    return by_hand()


def statuses(answer: Reviews) -> list[str]:
    return [one.status.value for one in answer.reviews[0].findings]


def given(tmp_path: Path, text: str) -> str:
    path = tmp_path / "waivers.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_waiver_sets_aside_until_its_last_day_and_then_counts_again(answer: Reviews, tmp_path: Path) -> None:
    second = answer.reviews[0].findings[1].id
    read = waivers.read(given(tmp_path, FILE.format(id=second)), ZH)
    assert [one.line for one in read.listed] == [2, 7, 11]
    on_its_last_day = waivers.apply(answer, read, date(2026, 1, 31), ZH)
    assert statuses(on_its_last_day) == ["found", "waived", "waived", "found"]
    assert on_its_last_day.reasons[second] == "设计变更尚在审批（责任人：张三；豁免至2026-01-31）"
    assert [note.partition("第")[2] for note in on_its_last_day.notes] == [
        "11行的豁免（责任人：王五）在所审查的合同里没有对应的问题。"
    ]
    after = waivers.apply(answer, read, date(2026, 2, 1), ZH)
    assert statuses(after) == ["found", "found", "waived", "found"]
    assert [note.partition("第")[2] for note in after.notes] == [
        "7行的豁免（责任人：张三）已于2026-01-31到期，所涉1处重新计入。",
        "11行的豁免（责任人：王五）在所审查的合同里没有对应的问题。",
    ]


def test_an_article_of_a_policy_can_be_waived_for_one_file(answer: Reviews, tmp_path: Path) -> None:
    text = FILE.replace("别的合同*", '"*/gansu-late-weak.docx"').format(id="x")
    read = waivers.read(given(tmp_path, text), ZH)
    assert statuses(waivers.apply(answer, read, date(2026, 2, 1), ZH)) == ["waived", "waived", "waived", "found"]


WRONG = [
    ("waivers:\n  - rule: K201\n    owner: 甲\n    expires: 2026-01-01\n", 2, "缺少“reason”"),
    ("waivers:\n  - rule: K201\n    reason: 因为\n    owner: 甲\n", 2, "缺少“expires”"),
    ("waivers:\n  - rule: K201\n    reason: 因为\n    owner: ''\n    expires: 2026-01-01\n", 4, "“owner”的值写法不对"),
    ("waivers:\n  - rule: K201\n    reason: a\n    owner: b\n    expires: 明年\n", 5, "“明年”不是日期"),
    ("waivers:\n  - rule: K201\n    reason: a\n    owner: b\n    expires: 2026-02-30\n", 5, "不是日期"),
    ("waivers:\n  - rule: K201\n    reson: a\n    owner: b\n    expires: 2026-02-01\n", 2, "缺少“reason”"),
    ("waivers:\n  - rule: K1\n    reason: a\n    owner: b\n    until: 1\n    expires: 2026-02-01\n", 5, "没有“until”"),
    ("waivers:\n  - reason: a\n    owner: b\n    expires: 2026-02-01\n", 2, "finding"),
    ("waivers:\n  - rule: a\n    finding: b\n    reason: a\n    owner: b\n    expires: 2026-02-01\n", 2, "写一个"),
    ("- rule: K201\n", 1, "waivers:"),
    ("exceptions: []\n", 1, "waivers"),
    ("waivers: K201\n", 1, "waivers:"),
    ("waivers:\n  - rule: [K201\n", 3, "YAML"),
    ("", 1, "空的"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG, ids=[words for _, _, words in WRONG])
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(MisuseError) as error:
        waivers.read(given(tmp_path, text), ZH)
    assert f"第{line}行" in error.value.told(ZH)
    assert words in error.value.told(ZH)
    assert "\n" not in error.value.told(EN)


def test_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "gb.yaml").write_bytes("waivers:\n  - rule: 规则".encode("gb18030"))
    (tmp_path / "big.yaml").write_bytes(b"#" * 1_000_002)
    for name, words in (("gb.yaml", "第2行：不是 UTF-8"), ("big.yaml", "超过 1 MB"), ("none.yaml", "无法打开")):
        with pytest.raises(MisuseError) as error:
            waivers.read(str(tmp_path / name), ZH)
        assert words in error.value.told(ZH)


def test_with_a_baseline_only_new_findings_count(answer: Reviews, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(baseline.written(answer), encoding="utf-8")
    known = baseline.apply(answer, baseline.read(str(path)), ZH)
    assert statuses(known) == ["baseline"] * 4
    assert known.notes == ()
    review = answer.reviews[0]
    new = replace(review.findings[0], id="gansu-late-weak.K901.new")
    more = replace(answer, reviews=(replace(review, findings=(*review.findings[1:], new)),))
    later = baseline.apply(more, baseline.read(str(path)), ZH)
    assert statuses(later) == ["baseline", "baseline", "baseline", "found"]
    assert later.notes == ("基线里有1处已不再出现，可以用 --write-baseline 更新基线。",)


def test_of_two_findings_alike_one_in_the_baseline_leaves_one(answer: Reviews, tmp_path: Path) -> None:
    review = answer.reviews[0]
    path = tmp_path / "baseline.json"
    path.write_text(baseline.written(answer), encoding="utf-8")
    twice = replace(answer, reviews=(replace(review, findings=(review.findings[0], review.findings[0])),))
    assert statuses(baseline.apply(twice, baseline.read(str(path)), ZH)) == ["baseline", "found"]


def test_what_is_waived_is_no_part_of_a_baseline(answer: Reviews, tmp_path: Path) -> None:
    review = answer.reviews[0]
    findings = (replace(review.findings[0], status=Status.WAIVED), *review.findings[1:])
    made = baseline.written(replace(answer, reviews=(replace(review, findings=findings),)))
    assert made.count('"id"') == 3
    assert baseline.written(replace(answer, reviews=())) == '{\n  "baseline": 1,\n  "findings": []\n}\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{\n"baseline": 1,\n', "第3行"),
        ('{"baseline": 2, "findings": []}', "第1行"),
        ('{"baseline": 1, "findings": [{"id": 3}]}', "第1行"),
        ("[" * 100_000, "第1行"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MisuseError) as error:
        baseline.read(str(path))
    assert words in error.value.told(ZH)
    with pytest.raises(MisuseError):
        baseline.read(str(tmp_path / "none.json"))
