"""The command on the built-in policies: exit codes, filters, languages, IDs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ASKED = ("duties", "--policy", "weihai-2021", "--actor", "矿山企业")


def test_what_is_found_ends_with_0_what_is_not_with_1_and_misuse_with_2(zhize: Any) -> None:
    assert zhize(*ASKED).code == 0
    nothing = zhize("duties", "--policy", "weihai-2021", "--topic", "航天")
    assert (nothing.code, nothing.err) == (1, "没有找到符合条件的内容。\n")
    assert "威海市" in nothing.out
    assert zhize("duties", "--as-of", "昨天").code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["frobnicate"], "没有这个命令：frobnicate"),
        (["duties", "--frob"], "没有这个选项：--frob"),
        (["duties", "--as-of"], "--as-of"),
        (["duties", "--as-of", "2025-02-30"], "不是日期"),
        (["duties", "--due-from", "2025-13-01"], "不是日期"),
        (["duties", "--due-from", "2025-06-02", "--due-before", "2025-06-01"], "期限范围是空的"),
        (["duties", "--modality", "maybe"], "没有这类规定"),
        (["duties", "--actor", " "], "空的"),
        (["duties", "--format", "docx"], "没有这种格式"),
        (["duties", "--policy", "beijing-1900"], "没有这份文件：beijing-1900"),
        (["explain"], "缺少参数"),
        (["demo", "more"], "多余的参数：more"),
        (["--lang", "fr", "demo"], "没有这种语言"),
    ],
)
def test_misuse_is_told_in_one_line(zhize: Any, arguments: list[str], said: str) -> None:
    result = zhize(*arguments)
    assert result.code == 2
    assert not result.out
    assert said in result.err
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("day", ["2025-06-01", "2025/6/1", "20250601", "2025年6月1日"])
def test_a_day_may_be_written_in_the_usual_ways(zhize: Any, day: str) -> None:
    assert zhize(*ASKED, "--as-of", day, "--format", "json").json["question"]["as_of"] == "2025-06-01"


@pytest.mark.parametrize("word", ["prohibition", "不得", "禁止", "must not"])
def test_a_kind_may_be_named_by_code_or_by_word(zhize: Any, word: str) -> None:
    lang = "en" if word == "must not" else "zh"
    found = zhize("--lang", lang, "duties", "--policy", "weihai-2021", "--modality", word, "--format", "json").json
    assert {duty["modality"] for duty in found["duties"]} == {"prohibition"}


def test_a_policy_may_be_named_by_words_of_its_title(zhize: Any) -> None:
    found = zhize("duties", "--policy", "威海", "--policy", "gansu-2023", "--format", "json").json
    assert [policy["id"] for policy in found["policies"]] == ["gansu-2023", "weihai-2021"]


def test_reading_one_policy_gives_what_reading_all_gives(zhize: Any) -> None:
    """The answer about a document does not depend on what else is open."""
    alone = zhize("duties", "--policy", "weihai-2021", "--as-of", "2025-06-01", "--format", "json").json
    among = zhize("duties", "--as-of", "2025-06-01", "--format", "json").json
    assert alone["duties"] == [duty for duty in among["duties"] if duty["document"] == "weihai-2021"]


def test_the_language_may_be_asked_for_anywhere(zhize: Any) -> None:
    for arguments in (["--lang", "en", *ASKED], [*ASKED, "--lang=en"]):
        said = zhize(*arguments).out
        assert "validity: " in said
        assert "效力：" not in said
    assert zhize("--lang", "en", "duties", "--as-of", "x").err.startswith("--as-of: “x” is not a day")
    assert "Usage:" in zhize("--lang", "en", "penalties", "--help").out
    assert "用法：" in zhize("penalties", "--help").out


def test_ids_and_answers_are_the_same_in_every_run() -> None:
    command = [sys.executable, "-c", "from workbench.cli import main; main()", "duties", "--format", "json"]
    command += ["--policy", "wanzhou-2017", "--as-of", "2025-06-01"]
    runs = {
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    ids = [duty["id"] for duty in json.loads(runs.pop())["duties"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", ["duties", "penalties"])
def test_every_answer_listed_is_explained_by_words_of_the_source(
    zhize: Any, kind: str, corpus: dict[str, Path]
) -> None:
    listed = zhize(kind, "--actor", "矿山企业", "--format", "json").json[kind]
    assert listed
    for one in listed:
        told = zhize("explain", one["id"], "--format", "json")
        assert told.code == 0, one["id"]
        text = corpus[one["document"]].read_text(encoding="utf-8")
        quotes = list(leaves(told.json["proof"]))
        assert quotes
        assert all(quote["quote"] == text[quote["start"] : quote["end"]] for quote in quotes)


def leaves(proof: dict[str, Any]) -> Any:
    if proof["source"]:
        yield proof["source"]
    for premise in proof["premises"]:
        yield from leaves(premise)


def test_an_unknown_id_is_told_with_what_comes_near(zhize: Any) -> None:
    listed = zhize(*ASKED, "--format", "json").json["duties"][0]["id"]
    result = zhize("explain", listed + "x")
    assert result.code == 1
    assert listed.partition("@")[0] in result.err


def test_version_and_bare_call(zhize: Any) -> None:
    assert zhize("--version").out.startswith("zhize ")
    assert zhize().out == zhize("--help").out


def test_help_imports_nothing_of_the_pipeline() -> None:
    code = (
        "import sys; from workbench.cli.run import run; run(['duties', '--help']);"
        "slow = ('lark', 'durable', 'networkx', 'rich', 'policies', 'obligations', 'engine');"
        "print([name for name in slow if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8")
    assert shown.stdout.splitlines()[-1] == "[]"


def test_a_closed_pipe_ends_the_command_quietly() -> None:
    command = f"{sys.executable} -c 'from workbench.cli import main; main()' duties | head -n 1"
    shown = subprocess.run(command, shell=True, capture_output=True, check=False, text=True, encoding="utf-8")
    assert shown.stdout.startswith("共")
    assert not shown.stderr


COMMAND = f"{sys.executable} -c 'from workbench.cli import main; main()'"


@pytest.mark.parametrize("arguments", ["duties --policy weihai-2021", "--help"])
def test_an_output_that_is_gone_or_full_is_told_by_the_exit_code(arguments: str) -> None:
    script = f"{COMMAND} {arguments} | true; echo ${{PIPESTATUS[0]}}; {COMMAND} {arguments} > /dev/full; echo $?"
    shown = subprocess.run(["bash", "-c", script], capture_output=True, check=False, text=True, encoding="utf-8")
    assert shown.stdout.split() == ["141", "2"]
    assert shown.stderr == "无法写入 标准输出：没有空间\n"


@pytest.mark.parametrize("option", ["--actor", "--department", "--topic", "--modality", "--policy"])
def test_a_blank_filter_is_misuse(zhize: Any, option: str) -> None:
    for blank in ("", " "):
        result = zhize("duties", option, blank)
        assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)


def test_english_leaves_only_words_of_the_texts_and_names_in_chinese(zhize: Any) -> None:
    asked = ("duties", "--policy", "weihai-2021", "--actor", "火星探测器", "--as-of", "2026-03-01", "--lang", "en")
    shown = zhize(*asked).out
    assert "the document was valid until 2025-12-31; on 2026-03-01 no longer" in shown.replace("\n", " ")
    for sentence in re.findall("[^。\n]*[一-鿿][^。\n]*", shown):
        assert re.search("威海|火星探测器", sentence), sentence
    found = zhize(*asked, "--format", "json").json
    assert found["policies"][0]["reason"].startswith("the document was valid")
    assert not re.search("[一-鿿]", found["notes"][0])
    proof = zhize("explain", "weihai-2021", "--as-of", "2025-06-01", "--lang", "en").out
    assert "by rule [V401] the stated last day is not past" in proof


def test_a_question_that_cannot_be_asked_is_misuse_in_both_languages(zhize: Any) -> None:
    for lang, words in (("zh", "所问的期间超过一百年"), ("en", "more than a hundred years")):
        result = zhize("duties", "--due-from", "1800-01-01", "--due-before", "2025-01-01", "--lang", lang)
        assert result.code == 2
        assert words in result.err
        assert len(result.err.splitlines()) == 1
    assert "has the ID" in zhize("explain", "weihai-2021.n9", "--lang", "en").err
