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
from policies.model import Document
from workbench.knowledge_base import open_store
from workbench.messages import load
from workbench.pages import cases
from workbench.pages.frame import Fields
from workbench.pages.marked import Marked
from workbench.pages.preferences import local
from workbench.store.making import Upload
from workbench.web.guard import is_own

TAG = re.compile(r"<[^>]*>")
ENTITIES = {"&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&#13;": "\r", "&amp;": "&"}


def words(html: str) -> str:
    return re.sub("|".join(ENTITIES), lambda found: ENTITIES[found[0]], TAG.sub("", html))


def html(document: Document) -> str:
    marked = Marked(document, extract(document), load("zh"))
    assert bool(marked.rest) is marked.is_long
    return marked.first + marked.rest


def test_a_marked_text_has_every_character_once(corpus: dict[str, Path]) -> None:
    for path in corpus.values():
        document = read_path(path)
        assert words(html(document)) == document.text


def test_what_looks_like_html_is_shown_as_words() -> None:
    document = read_text("某地办法\r\n\r\n第一条　<b>单位</b>应当登记&amp;<!-- 注 -->。\r\n", "办法.txt")
    made = html(document)
    assert "<b>" not in made
    assert "<!--" not in made
    assert words(made) == document.text


def test_words_of_two_statements_name_both_and_lead_to_the_narrower() -> None:
    text = "某地办法\n\n第一条　违反本办法，企业未报告的，由市财政局责令改正，处一万元罚款。\n"
    document = read_text(text, "办法.txt")
    made = html(document)
    for one in extract(document).statements:
        assert f'{one.id}"' in made or f"{one.id} " in made


def test_a_statement_over_two_parts_of_a_text_has_one_stop_of_the_keyboard() -> None:
    text = "某地办法\n\n第一条　企业应当" + "、".join(f"登记第{number}号设备" for number in range(900)) + "。\n"
    made = html(read_text(text, "办法.txt"))
    for identity in set(re.findall(r'data-value="([^"]*)"', made)):
        links = re.findall(rf'<a [^>]*data-value="{re.escape(identity)}"[^>]*>', made)
        assert sum('tabindex="-1"' not in link for link in links) == 1, identity


def test_of_too_many_documents_those_are_asked_that_concern_the_parties(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = open_store(str(tmp_path / "kb.sqlite"))
    text = "title: 例\nas_of: 2025-06-01\nactors:\n  - {name: 乙公司, role: 采砂企业, jurisdiction: 重庆市万州区}\n"
    rules = "万州区采砂办法\n\n第一条　采砂企业应当每年报告开采情况。\n"
    base.add([Upload("采砂办法.txt", rules.encode())], "王")
    given = Fields({"text": text})
    before = [row.id for row in base.documents().items if row.place in {"重庆市万州区", ""}]
    assert len(before) > 1
    monkeypatch.setattr(cases, "MOST", 1)
    found = cases.understood(base, given, load("zh"))
    assert ([one.document.id for one in found.base.entries], found.left) == (["采砂办法"], len(before) - 1)
    assert f"还有 {len(before) - 1} 份没有问" in cases.answer(found, load("zh")).found.notes[-1]
    base.close()


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
