"""A case file that cannot be used is one line that names the line of the file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.from_yaml import CaseFile, assumed, read_bytes, read_path
from engine.cases.model import Kind
from engine.cases.problems import KEYS
from engine.errors import CaseError

GOOD = """\
as_of: 2025-03-02
actors:
  - name: 甲矿
    role: 矿山
    jurisdiction: 甘肃省
    since: 2023-05-10
    until: 2025-12-31
    attributes:
      规模: 大型
      剩余可采年限: 3
events:
  - date: 2024-03-01
    actor: 甲矿
    what: 正常运营
answers:
  符合标准的: true
"""
FAULTS = [
    ("role: 矿山", "role: 宇航员", 4, "没有“宇航员”这种身份"),
    ("role: 矿山", "role: []", 4, "“role”是空的"),
    ("    role: 矿山\n", "", 3, "缺少“role”"),
    ("    jurisdiction: 甘肃省\n", "", 3, "缺少“jurisdiction”"),
    ("name: 甲矿\n", "name: 甲@矿\n", 3, "“name”的值写法不对"),
    ("since: 2023-05-10", "since: 2024-05-10", 12, "2024-03-01时“甲矿”还不存在（since 2024-05-10）"),
    ("until: 2025-12-31", "until: 2023-12-31", 12, "2024-03-01时“甲矿”已经不存在（until 2023-12-31）"),
    ("until: 2025-12-31", "until: 2022-12-31", 7, "早于 since"),
    ("as_of: 2025-03-02", "as_of: 2020-01-01", 1, "as_of（2020-01-01）时“甲矿”还不存在"),
    ("as_of: 2025-03-02", "as_of: 明天", 1, "“as_of”的值“明天”不是日期"),
    ("as_of: 2025-03-02", "as_of: 2025-02-30", 1, "“as_of”的值“2025-02-30”不是日期"),
    ("as_of: 2025-03-02", "asof: 2025-03-02", 1, "没有“asof”这一项，是否“as_of”？"),
    ("规模: 大型", "规模: 特大", 9, "属性“规模”不能是“特大”，应为：大型、中型、小型"),
    ("规模: 大型", "颜色: 红", 9, "没有属性“颜色”"),
    ("剩余可采年限: 3", "剩余可采年限: 三", 10, "应为：数字"),
    ("剩余可采年限: 3", "取得采矿许可证日期: 去年", 10, "应为：日期"),
    ("剩余可采年限: 3", "规模: 小型", 10, "“规模”写了两次"),
    ("    actor: 甲矿\n", "    actor: 乙矿\n", 12, "没有主体“乙矿”；案件里有：甲矿"),
    ("    what: 正常运营\n", "", 12, "没有写明是什么事（what）"),
    ("    what: 正常运营\n", "    what: 正常运营\n    kind: 发射\n", 15, "“kind”不能是“发射”，只能是：发生、未履行"),
    ("    what: 正常运营\n", "    kind: 检查\n", 12, "检查没有写明结果"),
    ("    what: 正常运营\n", "    kind: 检查\n    result: 还行\n", 15, "“result”不能是“还行”，只能是：合格、不合格"),
    ("    what: 正常运营\n", "    what: 正常运营\n    result: 合格\n", 12, "只有“检查”才有结果"),
    ("    what: 正常运营\n", "    what: 正常运营\n    within: 三十日内\n", 12, "只有“责令改正”才有期限"),
    ("    what: 正常运营\n", "    kind: 责令改正\n    until: 2024-01-01\n", 12, "早于责令之日"),
    ("    what: 正常运营\n", "    kind: 责令改正\n    within: 尽快\n", 12, "期限“尽快”不是一段时间"),
    ("    what: 正常运营\n", "    kind: 责令改正\n    within: 三日内\n    until: 2024-04-01\n", 12, "期限只能写一种"),
    ("  - date: 2024-03-01\n", "  - date: 2024-13-01\n", 12, "不是日期"),
    ("  符合标准的: true", "  符合标准的: 也许", 16, "“符合标准的”要回答 true、false 或者一个日期"),
    ("actors:\n", "actors: &a\n", 2, "不能用锚点"),
    ("    attributes:\n", "    attributes: *a\n", 8, "不能用锚点"),
    ("events:\n", "events: [\n", 12, "不是 YAML"),
    ("answers:\n", "---\nanswers:\n", 15, "写了第二份内容"),
    ("answers:\n", "? [a]\n: b\nanswers:\n", 15, "冒号之前须是一个名称"),
    ("as_of: 2025-03-02", "as_of: [[[[[[[[[1]]]]]]]]]", 1, "层次太深"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "problem"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_one_line_that_names_its_line(old: str, new: str, line: int, problem: str) -> None:
    assert old in GOOD
    with pytest.raises(CaseError) as caught:
        read_bytes("案件.yaml", GOOD.replace(old, new, 1).encode())
    error = caught.value
    assert problem in error.message_zh
    assert (error.file, error.line) == ("案件.yaml", line)
    assert error.message_zh.startswith(f"案件.yaml 第{line}行：")
    assert error.message_en.startswith(f"案件.yaml:{line}: ")
    assert "\n" not in error.message_zh + error.message_en


def test_the_good_file_is_good() -> None:
    case = read_bytes("案件.yaml", GOOD.encode())
    assert case.as_of == date(2025, 3, 2)
    assert [(party.name, party.line) for party in case.parties] == [("甲矿", 3)]
    assert case.parties[0].attributes == (("规模", "大型"), ("剩余可采年限", "3"))
    assert [(event.id, event.kind) for event in case.events] == [("第12行", Kind.HAPPENS)]


def test_json_is_read_alike() -> None:
    value = yaml.safe_load(GOOD)
    text = json.dumps(value, ensure_ascii=False, indent="\t", default=str)
    from_json, from_yaml = read_bytes("案件.json", text.encode()), read_bytes("案件.yaml", GOOD.encode())
    assert from_json.parties[0].attributes == from_yaml.parties[0].attributes
    assert [event.day for event in from_json.events] == [event.day for event in from_yaml.events]
    with pytest.raises(CaseError, match=r"案件\.json 第\d+行：没有“宇航员”这种身份"):
        read_bytes("案件.json", text.replace("矿山", "宇航员").encode())


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "文件是空的"),
        (b"- 1", "名称: 值"),
        (b"text", "名称: 值"),
        (b"actors: []", "“actors”是空的"),
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"a: \x00", "不能用的字符"),
        (b"a: " + b"x" * 1_000_001, "超过 1 MB"),
        (b"a: !!python/object:os.system x", "缺少“actors”"),
    ],
)
def test_what_is_no_case_is_told(data: bytes, problem: str) -> None:
    with pytest.raises(CaseError, match=problem):
        read_bytes("案件.yaml", data)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.yaml", tmp_path):
        with pytest.raises(CaseError, match="文件无法读取"):
            read_path(path)


def test_a_day_stated_twice_must_be_the_same() -> None:
    text = GOOD.replace("剩余可采年限: 3", "取得采矿许可证日期: 2024-01-01").replace("正常运营", "取得采矿许可证")
    with pytest.raises(
        CaseError, match="第12行：“取得采矿许可证”的日期（2024-03-01）与属性“取得采矿许可证日期”（2024-01-01）矛盾"
    ):
        read_bytes("案件.yaml", text.encode())


@pytest.mark.parametrize(
    ("text", "day", "kind", "what", "limit"),
    [
        ("正常运营", "2025-03-02", Kind.HAPPENS, "正常运营", ""),
        ("2024-05-01 甲矿 提交年度报告", "2024-05-01", Kind.HAPPENS, "提交年度报告", ""),
        ("甲矿 未履行 提交年度报告", "2025-03-02", Kind.FAILS, "提交年度报告", ""),
        ("2024-05-01 责令改正 三十日内", "2024-05-01", Kind.ORDER, "", "三十日内"),
        ("2024-05-01 责令改正 限期修复 2024-06-01", "2024-05-01", Kind.ORDER, "限期修复", "2024-06-01"),
        ("检查 绿色矿山建设标准 不合格", "2025-03-02", Kind.INSPECTION, "绿色矿山建设标准", ""),
    ],
)
def test_an_assumption_is_read(text: str, day: str, kind: Kind, what: str, limit: str) -> None:
    event = assumed(read_bytes("案件.yaml", GOOD.encode()), text, 1, date(2025, 3, 2))
    assert (event.id, str(event.day), event.kind, event.what) == ("假设1", day, kind, what)
    assert limit in {event.within, str(event.until)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("2020-01-01 正常运营", "还不存在"),
        ("检查 标准", "没有写明结果"),
        ("2024-05-01", "没有写明是什么事"),
        ("责令改正 2000-01-01", "早于责令之日"),
    ],
)
def test_an_assumption_that_cannot_be_is_told(text: str, problem: str) -> None:
    with pytest.raises(CaseError, match=problem):
        assumed(read_bytes("案件.yaml", GOOD.encode()), text, 1, date(2025, 3, 2))


def test_the_keys_told_are_those_of_the_file() -> None:
    assert set(CaseFile.model_fields) == set(KEYS[""])
    for name in ("actors", "events"):
        inner = CaseFile.model_json_schema()["$defs"][{"actors": "ActorFile", "events": "EventFile"}[name]]
        assert set(inner["properties"]) == set(KEYS[name])


@given(st.text(max_size=60) | st.text("actors:\n -{}[]name'\"role&*!|>#矿山 2025-01", max_size=80))
def test_any_text_is_a_case_or_told(text: str) -> None:
    try:
        read_bytes("案件.yaml", text.encode("utf-8", "surrogatepass"))
    except CaseError as error:
        assert "\n" not in error.message_zh
