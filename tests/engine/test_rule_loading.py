"""A rule file that cannot be used is one line with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import EngineError, RuleError
from engine.from_rules import all_rules, read_files, read_texts
from engine.vocabulary import KNOWN

HEAD = """\
fact bearer(norm, actor) says "主体是{actor}"
fact unnamed_bearer(norm) says "没有主体" otherwise "有主体"
conclusion duty(actor, norm) says "{actor}有义务" otherwise "没有义务"
conclusion free(norm) says "没有人有义务" otherwise "有人有义务"
"""
LINES = HEAD.count("\n")


def load(rule: str) -> None:
    read_texts({"测试.rules": HEAD + rule})


FAULTS = [
    ('rule D1 "x" when bearer(?n, ?a) then duty(?a, ?m)', 1, 38, "结论里的变量 ?m 没有在肯定的前提里出现"),
    ('rule D1 "x" when bearer(?n, _) and not unnamed_bearer(?m) then free(?n)', 1, 40, "否定里的变量 ?m"),
    ('rule D1 "x" when bearer(?n, ?a) and ?b < ?a then duty(?a, ?n)', 1, 37, "比较里的变量 ?b"),
    ('rule D1 "x" when bears(?n, ?a) then duty(?a, ?n)', 1, 18, "谓词 bears 没有声明"),
    ('rule D1 "x"\n when bearer(?n, ?a)\n then must(?a, ?n)', 3, 7, "谓词 must 没有声明"),
    ('rule D1 "x" when bearer(?n) then free(?n)', 1, 18, "谓词 bearer 应有 2 个参数，这里写了 1 个"),
    ('rule D1 "x" when bearer(?n, ?a) then duty(?a)', 1, 38, "谓词 duty 应有 2 个参数，这里写了 1 个"),
    ('rule D1 "x" when bearer(?n, ?a) then duty(?a, _)', 1, 38, "结论里不能用 _"),
    ('rule D1 "x" when bearer(?n, ?a) then bearer(?n, ?a)', 1, 38, "bearer 是事实，不能作结论"),
    ('rule D1 "x" when not unnamed_bearer("n") then free("n")', 1, 6, "没有肯定的前提"),
    ('rule D1 "x" when bearer(?n, ?a) and not bearer(?n, "x") then free(?n)', 1, 41, "没有 otherwise 句"),
    ('rule D1 "x" when bearer(?n, ?a) then free(?n) says "{b}"', 1, 38, "句子里的 {b} 没有对应的变量"),
    ('rule D1 "x" when bearer(?n, ?a) then free(?n) says "{a"', 1, 38, "花括号不成对"),
    ('rule D1 "x" when bearer(?n, _) then free(?n)\nrule D1 "y" when bearer(?n, _) then free(?n)', 2, 6, "D1 重复"),
    ('rule D1 "x" when bearer(?n, ?a) then duty(?a ?n)', 1, 46, "语法错误：这里不能是“?n”"),
    ('rule D1 "x" when bearer(?n, ?a) the duty(?a, ?n)', 1, 33, "语法错误：这里不能是“the”"),
    ('rule D1 "x" when bearer(?n, ?a) then', 1, 37, "语法错误：规则还没有写完，文件就结束了"),
    ('rule D1 x when bearer(?n, ?a) then free(?n)', 1, 9, "语法错误"),
    ('rule D1 "x" when bearer(?n, ?a) and not free(?n) then duty(?a, ?n)\n'
     'rule D2 "x" when bearer(?n, _) and not duty(_, ?n) then free(?n)', 1, 41, "duty 通过否定依赖于自身"),
    ('rule D1 "x" when bearer(?n, ?a) and not duty(?a, ?n) then duty(?a, ?n)', 1, 41, "duty 通过否定依赖于自身"),
    ("fact wisdom(norm) says \"x\"", 1, 6, "事实词汇里没有谓词 wisdom"),
    ("fact recipient(norm) says \"x\"", 1, 6, "谓词 recipient 应有 2 个参数"),
    ("conclusion recipient(norm, actor) says \"x\"", 1, 12, "谓词 recipient 是事实，不能声明为结论"),
    ("conclusion duty(norm, actor) says \"x\"", 1, 12, "谓词 duty 重复声明，已见于 测试.rules:3:12"),
    ("conclusion must(norm) says \"{who}\"", 1, 12, "句子里的 {who} 没有对应的变量"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "line", "column", "problem"), FAULTS)
def test_a_fault_is_told_with_its_place(rule: str, line: int, column: int, problem: str) -> None:
    with pytest.raises(RuleError) as caught:
        load(rule)
    error = caught.value
    assert problem in error.problem
    assert (error.file, error.line, error.column) == ("测试.rules", LINES + line, column)
    assert str(error).startswith(f"测试.rules:{LINES + line}:{column}: ")
    assert "\n" not in str(error)


def test_seventeen_premises_are_too_many() -> None:
    premises = " and ".join(f"bearer(?n, ?a{place})" for place in range(17))
    with pytest.raises(RuleError, match="超过 16 个"):
        load(f'rule D1 "x" when {premises} then free(?n)')


def test_a_file_that_cannot_be_read_is_a_rule_error(tmp_path: Path) -> None:
    binary = tmp_path / "坏.rules"
    binary.write_bytes(b"\xff\xfe\x00rule")
    with pytest.raises(RuleError, match=r"坏\.rules:1:1: 规则文件读不出来"):
        read_files([binary])
    with pytest.raises(EngineError, match="没有"):
        read_files([tmp_path / "没有.rules"])


def test_an_empty_file_has_no_rules() -> None:
    assert read_texts({"空.rules": ""}).rules == {}
    assert read_texts({"空.rules": "# 只有注释"}).rules == {}


def test_negation_is_settled_before_it_is_asked() -> None:
    base = read_texts(
        {
            "测试.rules": HEAD
            + 'rule A1 "x" when bearer(?n, ?a) and not duty(_, ?n) then free(?n)\n'
            + 'rule B1 "x" when bearer(?n, ?a) then duty(?a, ?n)\n'
        }
    )
    assert [[rule.code for rule in stratum] for stratum in base.strata] == [["B1"], ["A1"]]


def test_every_fact_of_the_vocabulary_has_a_sentence() -> None:
    declarations = all_rules().declarations
    assert {name for name, each in declarations.items() if each.given} == set(KNOWN)
    assert all(each.says for each in declarations.values())


def test_labels_and_sentences_are_chinese() -> None:
    for rule in all_rules().rules.values():
        assert rule.label
        assert not rule.label.isascii()
