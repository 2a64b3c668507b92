"""What the server lets in and gives out, asked over HTTP and WebSockets; no browser is needed."""

from __future__ import annotations

import http.client
from typing import Any
from urllib.parse import quote

import pytest

STRANGE = ("..%2f..%2fetc%2fpasswd", "%3Cscript%3Ealert(1)%3C%2fscript%3E", "'%20or%201=1--", "%00", "a" * 3000)


def ask(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """The answer to one request."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", errors="replace")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_a_page_allows_nothing_from_another_host(address: str) -> None:
    status, headers, body = ask(address, "/library")
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert status == 200
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "https://" not in body.replace("https://github.com/zauberzeug", "")


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_are_told_and_not_echoed_as_html(address: str, name: str) -> None:
    for path in (f"/documents/{name}", f"/export/duties?format=csv&document={name}", f"/texts/{name}"):
        status, _, body = ask(address, path)
        assert status in {200, 400, 404, 422}, path
        assert "<script>alert(1)" not in body
        assert "Traceback" not in body
        assert "root:" not in body


def test_a_filter_that_cannot_be_used_is_told(address: str) -> None:
    _, _, body = ask(address, "/duties?due_from=morgen")
    assert "不是日期" in body
    _, _, body = ask(address, f"/duties?words={quote('<img src=x onerror=alert(1)>')}")
    assert "<img src=x" not in body


def test_an_export_that_is_not_there_is_not_found(address: str) -> None:
    assert ask(address, "/export/secrets?format=csv")[0] == 404
    assert ask(address, "/export/duties?format=../../x")[0] == 404


def test_another_site_neither_sends_files_nor_opens_a_websocket(address: str) -> None:
    evil = {"Origin": "http://evil.example", "Sec_Fetch_Site": "cross-site"}
    assert ask(address, "/uploads", "POST", **evil)[0] == 403
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    path = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    assert ask(address, path, **upgrade, Origin="http://evil.example")[0] == 403
    assert ask(address, path, **upgrade)[0] == 403


def test_another_name_of_the_server_is_refused(address: str) -> None:
    assert ask(address, "/library", Host="evil.example")[0] == 421


def test_a_choice_does_not_lead_away(address: str) -> None:
    status, headers, _ = ask(address, "/preferences/theme/dark?to=//evil.example/")
    assert (status, headers["location"]) == (303, "/")


def test_polling_of_another_site_is_refused(address: str) -> Any:
    """Without a WebSocket socket.io posts; another site must not."""
    path = "/_nicegui_ws/socket.io/?EIO=4&transport=polling"
    assert ask(address, path, "POST", Origin="http://evil.example", Sec_Fetch_Site="cross-site")[0] == 403


def test_an_address_that_leads_nowhere_is_told_in_the_language_of_the_visitor(address: str) -> None:
    for cookie, words in (("zhize_lang=zh", "没有这个网址"), ("zhize_lang=en", "There is no such page")):
        status, _, body = ask(address, "/document/x", Cookie=cookie)
        assert status == 404
        assert words in body
        assert "/library" in body
    assert ask(address, "/assets/nothing.css")[0] == 404


def test_a_document_that_is_not_there_is_told_as_such(address: str) -> None:
    status, _, body = ask(address, "/documents/" + quote("没有的"))
    assert status == 404
    assert "没有这份文件" in body
