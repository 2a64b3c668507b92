"""Web pages: the document without the site around it."""

from __future__ import annotations

import pytest

from policies import readers
from policies.from_source import read_bytes
from policies.origins import origin

LINKS = "".join(f"<li><a href='/{at}'>栏目{at}，导航</a></li>" for at in range(12))
BODY = """
<p>各县（区）自然资源局：</p>
<p>第一条　矿山企业应当每年报告绿色矿山建设情况，并对报告的真实性负责。</p>
<p>第二条　违反本办法的，<b>责令</b>改正；<br>逾期不改正的，处三万元以下罚款。</p>
<table><tr><th>序号</th><th>责任单位</th></tr><tr><td>1</td><td>市自然资源局，市财政局</td></tr></table>
<ol><li>提交申请；</li><li>现场核查。</li></ol>
"""
PAGE = f"""<!DOCTYPE html><html><head><title>某市绿色矿山建设办法 - 某市人民政府</title>
<script>var a="第九条，假的。";</script>
<style>p {{ color: red }}</style></head><body>
<header><ul>{LINKS}</ul></header><div class="nav"><ul>{LINKS}</ul></div>
<div class="wrap"><div class="main"><h1>某市绿色矿山建设办法</h1><div id="zoom">{BODY}</div></div>
<div style="display:none"><p>第一条，隐藏的条款，不显示。</p></div></div>
<footer>版权所有，违者必究。网站地图，联系我们。</footer></body></html>"""
READ = [
    "某市绿色矿山建设办法",
    "各县（区）自然资源局：",
    "第一条　矿山企业应当每年报告绿色矿山建设情况，并对报告的真实性负责。",
    "第二条　违反本办法的，责令改正；",
    "逾期不改正的，处三万元以下罚款。",
    "| 序号 | 责任单位 |",
    "| 1 | 市自然资源局，市财政局 |",
    "1. 提交申请；",
    "2. 现场核查。",
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_document_of_a_page_is_read_and_nothing_else(encoding: str) -> None:
    document = read_bytes(PAGE.encode(encoding), "页.html")
    assert document.text.splitlines() == READ
    assert document.metadata.title == "某市绿色矿山建设办法"
    assert "S304" in [d.code for d in document.diagnostics]


def test_a_page_that_says_all_twice_is_read_once() -> None:
    twice = PAGE.replace("<footer>", f"<div class='print'>{BODY}</div><footer>")
    assert read_bytes(twice.encode(), "页.html").text.splitlines() == READ


def test_text_in_several_parts_is_all_read() -> None:
    parts = "".join(f"<div><p>第{at}条，企业应当报告，并公示。</p></div>" for at in "一二三")
    found = read_bytes(f"<html><body><div>{parts}</div></body></html>".encode(), "页.html").text
    assert [line[:3] for line in found.splitlines()] == ["第一条", "第二条", "第三条"]


def test_every_line_knows_its_number() -> None:
    document = read_bytes(PAGE.encode(), "页.html")
    place = origin(document, document.text.index("逾期"))
    assert place is not None and document.text.splitlines()[(place.paragraph or 0) - 1].startswith("逾期")


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        ("# 办法\n\n<!-- 注 -->\n<div>旧</div>\n第一条 报告。\n", "x.md", True),
        ("<p>第一条 报告。</p>", "x.txt", True),
        ("<p>第一条 报告。</p>", "x.htm", False),
        ("<!-- 站 -->\n<HTML><body>第一条</body></HTML>", "x.txt", False),
        ("<!doctype html><p>第一条", "通知.doc", False),
    ],
)
def test_what_is_a_web_page(data: str, name: str, text: bool) -> None:
    assert readers.is_text(data.encode(), name) is text
