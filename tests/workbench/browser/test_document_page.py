"""The document in a browser: the text is the text, statements show their fields and proof, the address says which."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.knowledge_base import KnowledgeBase, open_paths

HARD = (
    '某地办法\n\n第一条\u3000<script>alert(1)</script>单位应当`${alert(2)}`登记&lt;、"引号"\'</article>。\n\n'
    "第二条\u3000企业不得越界😀开采。\n"
)


@pytest.fixture(scope="module")
def weihai() -> KnowledgeBase:
    return open_paths((), ("weihai-2021",))


def test_the_text_is_the_text_of_the_document(site: Any, weihai: KnowledgeBase) -> None:
    site.open("/documents/weihai-2021")
    site.wait("return document.querySelector('.text').dataset.whole")
    assert site.run("return document.querySelector('.text').textContent") == weihai.entries[0].document.text


def test_a_long_text_follows_whole(site: Any, tmp_path: Path) -> None:
    articles = "".join(
        f"第{number}条　第{number}号渡口的经营人应当每年向市交通局报告安全情况。\n" for number in range(1, 800)
    )
    path = tmp_path / "长办法.txt"
    path.write_text(f"某地长办法\n\n{articles}", encoding="utf-8")
    site.open("/library")
    site.find("input[type=file]").send_keys(str(path))
    site.shows("已读入：某地长办法", ".told")
    site.open(f"/documents/长办法?at={len(path.read_text('utf-8')) - 30}-{len(path.read_text('utf-8'))}")
    site.wait("return document.querySelector('.text').dataset.whole")
    assert site.run("return document.querySelector('.text').textContent") == path.read_text("utf-8")
    assert "报告安全情况" in site.run("return getSelection().toString()")


def test_a_statement_shows_its_fields_its_words_and_its_proof(site: Any, weihai: KnowledgeBase) -> None:
    wanted = next(one for one in weihai.entries[0].extraction.sanctions if "停止受理" in one.measures[0].value)
    site.open("/documents/weihai-2021")
    site.run("document.querySelector(`.text [data-value='${arguments[0]}']`).click()", wanted.id)
    site.shows("停止受理新的资源审批", "#panel")
    assert "矿山企业" in site.text("#panel dl")
    assert weihai.entries[0].document.quote(wanted.span) in site.text("#panel blockquote")
    site.run("document.querySelector('#panel details').open = true")
    site.shows("矿山企业须承担所规定的后果", "#panel .proof")
    assert site.driver.current_url.endswith(f"?statement={wanted.id}")


def test_the_address_of_a_statement_opens_it(site: Any, weihai: KnowledgeBase) -> None:
    wanted = weihai.entries[0].extraction.sanctions[0]
    site.open(f"/documents/weihai-2021?statement={wanted.id}")
    site.shows(wanted.id, "#panel")
    site.wait("return document.querySelector('.text .chosen')")
    assert site.run(
        "const box = document.querySelector('.text .chosen').getBoundingClientRect();"
        "return box.top >= 0 && box.top < innerHeight"
    )


def test_a_document_that_is_not_there_is_told(site: Any) -> None:
    site.open("/documents/nowhere-2020")
    assert "文件库里没有这份文件" in site.text(".sheet")


def test_an_upload_is_read_and_its_script_is_words(site: Any, tmp_path: Path) -> None:
    path = tmp_path / "某地办法.txt"
    path.write_text(HARD, encoding="utf-8")
    site.open("/library")
    site.find("input[type=file]").send_keys(str(path))
    site.shows("已读入：某地办法", ".told")
    site.shows("某地办法", "table")
    assert site.run("return document.querySelectorAll('table script').length") == 0
    site.run("document.querySelector('.told a').click()")
    site.wait("return document.querySelector('.text')")
    assert site.run("return document.querySelector('.text').textContent") == HARD
    assert site.run("return document.querySelectorAll('.text script').length") == 0
    assert site.logged()[0] == []


def test_a_document_is_removed_with_a_reason(site: Any, tmp_path: Path) -> None:
    path = tmp_path / "误传的办法.txt"
    path.write_text("误传的办法\n\n第一条　单位应当登记。\n", encoding="utf-8")
    site.open("/library")
    site.find("input[type=file]").send_keys(str(path))
    site.shows("已读入：误传的办法", ".told")
    site.open("/documents/误传的办法")
    site.run("for (const one of document.querySelectorAll('.tree details')) one.open = true")
    site.find("form[data-send=remove] input").send_keys("传错了")
    site.named("移出文件库", "form button").click()
    site.wait("return location.pathname === '/library' && window.did_handshake")
    assert "误传的办法" not in site.text("table")


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(site: Any, tmp_path: Path) -> None:
    path = tmp_path / "坏的.pdf"
    path.write_bytes(b"%PDF-1.4\nnothing")
    site.open("/library")
    site.find("input[type=file]").send_keys(str(path))
    site.shows("坏的.pdf：", ".told .bad")


def test_offsets_of_a_selection_are_offsets_of_the_text(site: Any, weihai: KnowledgeBase) -> None:
    site.open("/documents/weihai-2021")
    site.run(
        "const link = [...document.querySelectorAll('.text a.s')].find(one => one.textContent.includes('停止受理'));"
        "const range = document.createRange(); range.selectNodeContents(link);"
        "getSelection().removeAllRanges(); getSelection().addRange(range)"
    )
    found = site.run("return selectedSpan()")
    words = weihai.entries[0].document.text[found["start"] : found["end"]]
    assert words.startswith("对不按要求推进")
    assert words.endswith("财政专项补助资金")
