"""What is refused, and that nothing leaks: hostile files, other sites, wrong roles, guesses, long and slow bodies."""

from __future__ import annotations

import logging
import re
import socket
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import WebSocketDenialResponse

from workbench.accounts.model import Role, Scope
from workbench.accounts.service import Accounts
from workbench.api.model import Limits
from workbench.stored_base import StoredBase

V1 = "/api/v1"
PASSWORD = "青山常在绿水长流不改其道"
TEXT = "某县办法\n\n第一条　采矿权人应当报告。\n"
FOLDERS = "|".join(re.escape(f"{folder}/") for folder in (Path.home(), tempfile.gettempdir(), sys.prefix, Path.cwd()))
INSIDE = re.compile(
    rf"Traceback|File \"|\.py\b|sqlite|site-packages|{FOLDERS}|SELECT |Exception|0x[0-9a-f]{{6}}", re.IGNORECASE
)


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    """A refusal, which says what it must and nothing of the inside."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["type"] == f"urn:zhize:problem:{code}"
    assert told["status"] == status
    assert told["title"]
    assert not INSIDE.search(answer.text), answer.text
    return told


def upload(client: Any, name: str, data: bytes, **more: Any) -> Any:
    return client.post(f"{V1}/documents", files={"file": (name, data)}, **more)


READS = ["documents", "documents/weihai-2021", "documents/weihai-2021/text", "documents/weihai-2021/extraction"]
READS += ["documents/weihai-2021/versions", "statements", "duties", "penalties", "deadlines", "search?words=矿"]
READS += ["explain?id=weihai-2021.n721", "compare?document=weihai-2021&document=gansu-2023", "tokens", "session"]


@pytest.mark.parametrize("path", READS)
def test_nothing_is_told_to_nobody(client: Any, path: str) -> None:
    answer = client().get(f"{V1}/{path}")
    problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_every_route_asks_who_it_is_but_three(client: Any) -> None:
    nobody = client()
    described = nobody.get(f"{V1}/openapi.json").json()
    free = set()
    for path, item in described["paths"].items():
        for method in item:
            answer = nobody.request(
                method, V1 + path.replace("{name}", "weihai-2021").replace("{id}", "1").replace("{number}", "1")
            )
            if answer.status_code != 401:
                free.add((method, path))
    assert free == {("get", "/health"), ("post", "/session")}


def test_pages_lead_to_the_login_and_back(client: Any) -> None:
    answer = client().get("/page")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=/page")
    assert client(Role.READER).get("/page").text == "a page"
    problem(client().post("/page"), 401, "unauthenticated")


WRITES = [
    (Role.READER, "POST", "documents", 403),
    (Role.READER, "DELETE", "documents/weihai-2021", 403),
    (Role.REVIEWER, "POST", "documents", 201),
    (Role.REVIEWER, "DELETE", "documents/weihai-2021", 403),
    (Role.ADMINISTRATOR, "DELETE", "documents/weihai-2021", 204),
]


@pytest.mark.parametrize(("role", "method", "path", "status"), WRITES)
def test_a_role_may_what_it_may(client: Any, role: Role, method: str, path: str, status: int) -> None:
    files = {"file": ("某县办法.txt", TEXT.encode())} if method == "POST" else None
    answer = client(role).request(method, f"{V1}/{path}", files=files)
    if status == 403:
        problem(answer, 403, "forbidden")
    assert answer.status_code == status


def test_a_token_makes_no_tokens_and_sees_and_ends_those_of_its_account_alone(client: Any, people: Accounts) -> None:
    _, other = people.issue("administrator", Scope.ADMIN, "他人")
    reader = client(Role.READER)
    problem(reader.post(f"{V1}/tokens", json={"label": "又一个", "scope": "read"}), 403, "session-only")
    assert {each["account"] for each in reader.get(f"{V1}/tokens").json()} == {"reader"}
    problem(reader.delete(f"{V1}/tokens/{other.id}"), 404, "not-found")
    own = reader.get(f"{V1}/tokens").json()[0]
    assert reader.delete(f"{V1}/tokens/{own['id']}").status_code == 204
    problem(reader.get(f"{V1}/documents"), 401, "unauthenticated")


def test_a_person_logs_in_makes_a_token_and_logs_out(client: Any) -> None:
    browser = client()
    site = {"Sec-Fetch-Site": "same-origin"}
    answer = browser.post(f"{V1}/session", json={"name": "reviewer", "password": PASSWORD})
    assert answer.json() == {"account": "reviewer", "role": "reviewer", "via": "session"}
    cookie = answer.headers["set-cookie"].lower()
    for word in ("httponly", "samesite=lax", "secure", "path=/"):
        assert word in cookie
    assert browser.get(f"{V1}/session").json()["account"] == "reviewer"
    issued = browser.post(f"{V1}/tokens", json={"label": "督办", "scope": "write"}, headers=site).json()
    assert issued["token"].startswith(issued["listed"]["hint"])
    assert client(Authorization=f"Bearer {issued['token']}").get(f"{V1}/documents").status_code == 200
    problem(browser.post(f"{V1}/tokens", json={"label": "督办", "scope": "admin"}, headers=site), 422, "invalid")
    old = browser.cookies["zhize_session"]
    assert browser.delete(f"{V1}/session", headers=site).status_code == 204
    problem(client(Cookie=f"zhize_session={old}").get(f"{V1}/session"), 401, "unauthenticated")


OTHERS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://kb.example"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://kb.example.evil.example"},
    {"Origin": "https://kb.example:8443"},
    {"Origin": "null"},
    {},
]


@pytest.mark.parametrize("headers", OTHERS)
def test_another_site_cannot_write_in_the_name_of_a_visitor(
    client: Any, people: Accounts, headers: dict[str, str]
) -> None:
    cookie = people.login("administrator", PASSWORD, "192.0.2.1")
    browser = client(Cookie=f"zhize_session={cookie}")
    problem(upload(browser, "某县办法.txt", TEXT.encode(), headers=headers), 403, "cross-site")
    problem(browser.post("/page", headers=headers), 403, "cross-site")
    problem(browser.delete(f"{V1}/documents/weihai-2021", headers=headers), 403, "cross-site")
    assert browser.get(f"{V1}/documents/weihai-2021", headers=headers).status_code == 200
    own = {"Sec-Fetch-Site": "same-origin", "Origin": "https://kb.example"}
    assert upload(browser, "某县办法.txt", TEXT.encode(), headers=own).status_code == 201
    assert upload(browser, "某县办法.txt", TEXT.encode(), headers={"Origin": "https://kb.example"}).status_code == 201


def test_another_site_cannot_log_a_visitor_in(client: Any) -> None:
    given = {"name": "reviewer", "password": PASSWORD}
    answer = client().post(f"{V1}/session", json=given, headers={"Sec-Fetch-Site": "cross-site"})
    problem(answer, 403, "cross-site")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "", "[::1].evil"])
def test_a_server_without_accounts_answers_to_names_of_this_machine_alone(local: Any, host: str) -> None:
    problem(local().get(f"{V1}/documents", headers={"Host": host}), 421, "wrong-host")


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"])
def test_and_to_all_of_those(local: Any, host: str) -> None:
    assert local().get(f"{V1}/documents", headers={"Host": host}).status_code == 200


def test_another_site_cannot_write_to_a_server_without_accounts(local: Any) -> None:
    for headers in OTHERS[:-1]:
        problem(upload(local(), "某县办法.txt", TEXT.encode(), headers=headers), 403, "cross-site")
    assert upload(local(), "某县办法.txt", TEXT.encode()).status_code == 201


def test_guesses_of_passwords_and_tokens_are_slowed_down(client: Any) -> None:
    nobody = client()
    for number in range(5):
        given = {"name": "reader", "password": f"猜一个密码猜一个密码{number}"}
        problem(nobody.post(f"{V1}/session", json=given), 401, "unauthenticated")
    answer = nobody.post(f"{V1}/session", json={"name": "reader", "password": PASSWORD})
    problem(answer, 429, "too-many")
    assert int(answer.headers["retry-after"]) >= 1
    statuses = [
        nobody.get(f"{V1}/documents", headers={"Authorization": f"Bearer zhize_{n}"}).status_code for n in range(25)
    ]
    assert set(statuses) == {401, 429}
    assert statuses == sorted(statuses)


def test_wrong_names_and_wrong_passwords_are_refused_with_the_same_words(client: Any) -> None:
    told = [
        problem(
            client().post(f"{V1}/session", json={"name": name, "password": "一个不对的密码啊啊啊"}),
            401,
            "unauthenticated",
        )
        for name in ("reader", "没有这个人")
    ]
    assert told[0] == told[1]


def test_one_client_cannot_take_all(client: Any) -> None:
    limits = Limits(per_second=0.5, burst=3)
    greedy = client(Role.READER, limits)
    answers = [greedy.get(f"{V1}/health") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    problem(answers[-1], 429, "too-many")
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 2


def test_pages_of_people_who_are_known_are_not_counted(client: Any) -> None:
    limits = Limits(per_second=0.5, burst=3)
    reader = client(Role.READER, limits)
    assert {reader.get("/page").status_code for _ in range(9)} == {200}
    nobody = client(None, limits)
    assert [nobody.get("/page").status_code for _ in range(4)] == [303, 303, 303, 429]


NAMES = {
    "../../etc/passwd.txt": "passwd.txt",
    "..\\..\\windows\\system32\\drivers.txt": "drivers.txt",
    "/etc/cron.d/某县办法.txt": "某县办法.txt",
    "C:\\evil\\某县办法.txt": "某县办法.txt",
    "<script>alert(1)</script>.txt": "script_.txt",
    "con.txt": "_con.txt",
    "....txt": "___.txt",
    "a" * 500 + ".txt": "a" * 80 + ".txt",
    "某县\u202etxt.办法.txt": "某县\u202etxt_办法.txt",
}


@pytest.mark.parametrize(("name", "kept"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_of_a_file_is_a_name(local: Any, library: StoredBase, name: str, kept: str) -> None:
    answer = upload(local(), name, TEXT.encode())
    assert answer.status_code == 201, answer.text
    document = answer.json()["documents"][0]
    assert not set(document) & set("/\\<>:\x00.")
    assert library.document(document).source == kept


ENTITIES = (
    b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body>&a;</body></html>"""
)
HOSTILE = {
    "empty.txt": b"",
    "zeros.txt": b"\0" * 4096,
    "broken.docx": b"PK\x03\x04" + b"\xff" * 200,
    "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Length 99999999 >>\nstream\n",
    "program.exe": b"MZ\x90\x00" + b"\x00" * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason_and_the_server_goes_on(local: Any, name: str) -> None:
    answer = upload(local(), name, HOSTILE[name])
    told = problem(answer, 422, "unreadable")
    assert told["detail"].startswith(name)
    assert local().get(f"{V1}/documents").status_code == 200
    assert len(local().get(f"{V1}/documents").json()["documents"]) == 5


def test_a_page_that_names_a_file_of_the_server_does_not_get_it(local: Any) -> None:
    answer = upload(local(), "办法.html", ENTITIES)
    if answer.status_code == 201:
        name = answer.json()["documents"][0]
        assert "root:" not in local().get(f"{V1}/documents/{name}/text").text
    else:
        problem(answer, 422, "unreadable")


def test_script_in_a_document_stays_text(local: Any) -> None:
    text = TEXT + "<script>alert(1)</script>第二条　禁止越界开采<img src=x onerror=alert(1)>。\n"
    client = local()
    name = upload(client, "办法.txt", text.encode()).json()["documents"][0]
    for path in (f"documents/{name}/text", f"statements?document={name}", "search?words=越界开采"):
        answer = client.get(f"{V1}/{path}")
        assert answer.headers["content-type"].partition(";")[0] in {"application/json", "text/plain"}
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert "<script" in client.get(f"{V1}/documents/{name}/text").text


PATHS = [
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "..\\..\\etc",
    "a%00b",
    "%ff%fe",
    "a" * 5000,
    "'; DROP--",
]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_a_path_leads_to_documents_alone(local: Any, path: str) -> None:
    for rest in ("", "/text"):
        answer = local().get(f"{V1}/documents/{path}{rest}")
        assert answer.status_code in {404, 422}
        problem(answer, answer.status_code, {404: "not-found", 422: "invalid"}[answer.status_code])


def test_what_the_method_the_type_or_the_size_forbids_is_a_problem_too(client: Any) -> None:
    limits = Limits(body=2_000, upload=10_000)
    reviewer = client(Role.REVIEWER, limits)
    answer = reviewer.put(f"{V1}/documents")
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, POST"
    problem(reviewer.get(f"{V1}/nothing"), 404, "not-found")
    problem(reviewer.get(f"{V1}/duties?limit=100000"), 422, "invalid")
    problem(reviewer.get(f"{V1}/duties?after=nonsense"), 404, "not-found")
    problem(
        reviewer.post(f"{V1}/documents", content=TEXT.encode(), headers={"Content-Type": "text/plain"}), 422, "invalid"
    )
    problem(upload(reviewer, "长.txt", b"a" * 20_000), 413, "too-large")
    problem(reviewer.post(f"{V1}/cases/answer", content=b"{" + b" " * 3_000 + b"}"), 413, "too-large")
    problem(reviewer.post(f"{V1}/cases/answer", content=iter([b" " * 1_500] * 2)), 413, "too-large")
    problem(
        reviewer.post(f"{V1}/cases/answer", content=b"{nonsense", headers={"Content-Type": "application/json"}),
        422,
        "invalid",
    )
    bottomless = reviewer.post(f"{V1}/cases/answer", content=b"[" * 1_900, headers={"Content-Type": "application/json"})
    problem(bottomless, bottomless.status_code, {400: "bad-request", 422: "invalid"}[bottomless.status_code])
    deep = b"[" * 900 + b"]" * 900
    problem(
        reviewer.post(f"{V1}/cases/answer", content=deep, headers={"Content-Type": "application/json"}), 422, "invalid"
    )
    problem(reviewer.get(f"{V1}/documents", headers={"Content-Length": "-1"}), 413, "too-large")


def test_values_that_are_refused_are_not_said_again(client: Any) -> None:
    answer = client().post(f"{V1}/session", json={"name": "reader", "password": {"secret": PASSWORD}})
    problem(answer, 422, "invalid")
    assert PASSWORD not in answer.text


def test_a_fault_of_the_program_is_a_number_and_nothing_else(
    local: Any, library: StoredBase, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("/tmp/secret/path.py is broken")

    monkeypatch.setattr(library, "duties", fail)
    answer = local().get(f"{V1}/duties")
    told = problem(answer, 500, "internal")
    assert "secret" not in answer.text
    assert told["instance"] in caplog.text
    assert "is broken" in caplog.text


def test_a_knowledge_base_that_cannot_be_used_is_told_without_where_it_is(local: Any, library: StoredBase) -> None:
    with library.database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DROP TABLE parties")
    problem(local().get(f"{V1}/duties?department=自然资源厅"), 503, "unavailable")


def test_no_secret_is_ever_logged(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = client()
    wrong = "一个不对的密码一个不对的密码"
    browser.post(f"{V1}/session", json={"name": "reader", "password": wrong})
    browser.post(f"{V1}/session", json={"name": "reader", "password": PASSWORD})
    cookie = browser.cookies["zhize_session"]
    site = {"Sec-Fetch-Site": "same-origin"}
    token = browser.post(f"{V1}/tokens", json={"label": "督办", "scope": "read"}, headers=site).json()["token"]
    client(Authorization=f"Bearer {token}").get(f"{V1}/documents")
    client(Authorization=f"Bearer {token}x").get(f"{V1}/documents")
    browser.post(f"{V1}/session", json={"name": "reader", "password": [PASSWORD]})
    for secret in (wrong, PASSWORD, cookie, token):
        assert secret not in caplog.text


def said(port: int, request: bytes) -> bytes:
    """What a server answers to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        answer = b""
        while part := line.recv(65_536):
            answer += part
        return answer


def test_a_slow_body_ends_in_time_and_the_server_goes_on(running: Any) -> None:
    port = running(Limits(body_seconds=0.3))
    head = f"POST {V1}/cases/answer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n".encode()
    answer = said(port, head + b"Content-Length: 1000\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"urn:zhize:problem:timeout" in answer
    ask = f"GET {V1}/health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
    assert said(port, ask).startswith(b"HTTP/1.1 200 ")


def test_a_body_that_says_it_is_short_and_is_not_is_cut_off(running: Any) -> None:
    port = running(Limits(body=1_000))
    head = f"POST {V1}/cases/answer HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n".encode()
    chunks = b"400\r\n" + b" " * 1024 + b"\r\n0\r\n\r\n"
    answer = said(port, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    assert answer.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(("headers", "closed"), [({"Origin": "https://evil.example"}, 403), ({}, 401)])
def test_a_websocket_is_for_ones_own_pages_and_people_alone(client: Any, headers: dict[str, str], closed: int) -> None:
    with pytest.raises(WebSocketDenialResponse) as refused, client().websocket_connect("/socket", headers=headers):
        pass
    assert refused.value.status_code == closed


def test_fifty_readers_at_once_get_what_one_gets(running: Any) -> None:
    port = running(Limits(per_second=1_000, burst=10_000))
    paths = [
        "duties?actor=%E4%BC%81%E4%B8%9A",
        "search?words=%E7%9F%BF",
        "documents/weihai-2021/text",
        "penalties?limit=7",
    ]

    def read(number: int) -> list[tuple[int, str]]:
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}{V1}/", timeout=60) as reader:
            answers = [reader.get(paths[(number + place) % 4]) for place in range(4)]
        return sorted((each.status_code, each.text) for each in answers)

    with ThreadPoolExecutor(50) as readers:
        found = list(readers.map(read, range(50)))
    assert {each[0] for each in found[0]} == {200}
    assert all(each == found[0] for each in found)
