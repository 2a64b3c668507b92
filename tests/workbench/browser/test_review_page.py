"""Review in a browser: corrected, rejected, added, withdrawn; what follows changes with it."""

from __future__ import annotations

from typing import Any

import pytest

SAVED = "return fetch(arguments[0]).then(async one => ({status: one.status, words: await one.text()}))"
TEXT = """白沙市渡口办法

第一条　渡口经营人应当每年6月30日前向市交通局报告安全情况。

第二条　船员不得酒后驾驶。

第三条　渡口实行分级管理制度。
"""


@pytest.fixture(scope="module")
def document(module_site: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A document of its own in the library."""
    path = tmp_path_factory.mktemp("review") / "白沙市渡口办法.txt"
    path.write_text(TEXT, encoding="utf-8")
    module_site.open("/library")
    module_site.find("input[type=file]").send_keys(str(path))
    module_site.shows("已读入：白沙市渡口办法", ".told")
    return "白沙市渡口办法"


def choose(site: Any, document: str, words: str) -> None:
    """Open the review of the statement with these words."""
    site.open(f"/documents/{document}")
    site.wait(
        "return [...document.querySelectorAll('.text a.s')].find(one => one.innerText.includes(arguments[0]))", words
    )
    site.run(
        "[...document.querySelectorAll('.text a.s')].find(one => one.innerText.includes(arguments[0])).click()", words
    )
    site.named("审核", "#panel a").click()
    site.wait("return document.querySelector('form[data-send=review]') && window.did_handshake")


def write(site: Any, name: str, value: str) -> None:
    """Fill in a field of the form in use."""
    site.wait(
        "return document.querySelector(`fieldset:enabled [name='${arguments[0]}'], .whole [name='${arguments[0]}']`)",
        name,
    )
    site.run("document.querySelector(`[name='${arguments[0]}']`).value = arguments[1]", name, value)


def test_a_corrected_bearer_is_in_the_answers(site: Any, document: str) -> None:
    choose(site, document, "酒后驾驶")
    write(site, "norm.bearers", "船长\n船员")
    site.named("先看改动", "button").click()
    site.shows("船长、船员", "#preview")
    site.named("保存", "#preview button").click()
    site.shows("请写明更正的理由", "#preview")
    write(site, "reason", "船长同样适用")
    site.named("先看改动", "button").click()
    site.wait("return [...document.querySelectorAll('#preview button')].length")
    site.named("保存", "#preview button").click()
    site.shows("已保存：更正", "#preview")
    site.shows("船长同样适用", "table.stacked")
    site.open(f"/review?document={document}")
    site.shows("读取得怎样")
    gold = site.run(SAVED, f"/export/corrections/gold?document={document}")
    assert gold["status"] == 200
    assert "船长" in gold["words"]
    fixture = site.run("return document.querySelector('a[href*=fixture]').getAttribute('href')")
    assert "酒后驾驶" in site.run(SAVED, fixture)["words"]
    site.open(f"/duties?document={document}&actor=船长")
    site.shows("酒后驾驶", "tbody")


def test_a_rejected_statement_is_gone_until_it_is_withdrawn(site: Any, document: str) -> None:
    choose(site, document, "报告安全情况")
    write(site, "reason", "试验")
    site.named("剔除", "button").click()
    site.shows("已保存：剔除", "#preview")
    site.open(f"/duties?document={document}&actor=渡口经营人")
    site.shows("共 0 条")
    site.open(f"/review?document={document}")
    site.run(
        "const row = [...document.querySelectorAll('tbody tr')].find(one => one.innerText.includes('剔除'));"
        "row.querySelector('details').open = true; row.querySelector('[name=reason]').value = '误点';"
        "row.querySelector('button').click()"
    )
    site.wait("return ![...document.querySelectorAll('tbody tr')].some(one => one.innerText.includes('剔除'))")
    site.open(f"/duties?document={document}&actor=渡口经营人")
    site.shows("报告安全情况", "tbody")


def test_a_missed_statement_is_added_from_the_words_selected(site: Any, document: str) -> None:
    site.open(f"/documents/{document}")
    site.run(
        "const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);"
        "let node; while ((node = walker.nextNode())) { const at = node.data.indexOf('渡口实行');"
        "if (at >= 0) { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 10);"
        "getSelection().removeAllRanges(); getSelection().addRange(range); break; } }"
    )
    site.find("[data-add]").click()
    site.wait("return location.pathname === '/review' && window.did_handshake")
    site.shows("渡口实行分级管理制度", "mark")
    write(site, "norm.action", "渡口实行分级管理制度")
    write(site, "norm.bearers", "市交通局")
    write(site, "reason", "遗漏")
    site.named("先看改动", "button").click()
    site.shows("市交通局", "#preview")
    site.named("保存", "#preview button").click()
    site.shows("已保存：补充", "#preview")
    site.open(f"/duties?document={document}&actor=市交通局")
    site.shows("渡口实行分级管理制度", "tbody")
