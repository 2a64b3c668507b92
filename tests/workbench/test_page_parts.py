"""What the pages are made of, without a browser: the marked text, local addresses, the guard, the command."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers

from obligations.from_document import extract
from policies.from_source import read_path, read_text
from workbench.messages import load
from workbench.pages.marked import marked
from workbench.pages.preferences import local
from workbench.web.guard import is_own

TAG = re.compile(r"<[^>]*>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&#13;": "\r", "&amp;": "&"}


def words(html: str) -> str:
    return re.sub("|".join(ENTITIES), lambda found: ENTITIES[found[0]], TAG.sub("", html))


def test_a_marked_text_has_every_character_once(corpus: dict[str, Path]) -> None:
    for path in corpus.values():
        document = read_path(path)
        assert words("".join(marked(document, extract(document), load("zh")))) == document.text


def test_what_looks_like_html_is_shown_as_words() -> None:
    document = read_text("某地办法\r\n\r\n第一条　<b>单位</b>应当登记&amp;<!-- 注 -->。\r\n", "办法.txt")
    html = "".join(marked(document, extract(document), load("zh")))
    assert "<b>" not in html
    assert "<!--" not in html
    assert words(html) == document.text


def test_words_of_two_statements_name_both_and_lead_to_the_narrower() -> None:
    text = "某地办法\n\n第一条　违反本办法，企业未报告的，由市财政局责令改正，处一万元罚款。\n"
    document = read_text(text, "办法.txt")
    extraction = extract(document)
    html = "".join(marked(document, extraction, load("zh")))
    for one in extraction.statements:
        assert f'{one.id}"' in html or f"{one.id} " in html


@pytest.mark.parametrize(
    "to", ["//evil.example/x", "https://evil.example", "/\\\\evil.example", "", "javascript:alert(1)", "/a\nb"]
)
def test_a_choice_leads_back_to_this_server_only(to: str) -> None:
    assert local(to) == "/"
    assert local("/duties?actor=矿山企业") == "/duties?actor=矿山企业"


def test_only_pages_of_this_server_open_a_websocket() -> None:
    own = {"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080"}
    assert is_own(Headers(own))
    assert not is_own(Headers(own | {"origin": "http://evil.example"}))
    assert not is_own(Headers({"host": "127.0.0.1:8080"}))
    assert not is_own(Headers(own | {"origin": "null"}))


@pytest.mark.parametrize("port", ["x", "-1", "65536", "²"])
def test_a_port_that_is_none_is_refused(zhize: Any, port: str) -> None:
    told = zhize("serve", "--port", port)
    assert told.code == 2
    assert "--port 的值" in told.err


def test_a_port_that_is_taken_is_told(zhize: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = zhize("serve", "--port", str(taken.getsockname()[1]))
    assert told.code == 2
    assert "已被别的程序占用" in told.err
    assert told.out == ""


def test_other_machines_need_accounts(zhize: Any) -> None:
    assert zhize("serve", "--host", "0.0.0.0", "--port", "0").code == 2
