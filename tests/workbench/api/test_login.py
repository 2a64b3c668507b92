"""A server with accounts, as a person with a browser meets it; and what it takes to start one."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from workbench.accounts.errors import AccountMisuseError
from workbench.accounts.model import Role
from workbench.accounts.service import Accounts
from workbench.store.database import connect
from workbench.web.app import create_app
from workbench.web.settings import Settings

PASSWORD = "青山常在绿水长流不改其道"
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def kb(stored: Path, tmp_path: Path) -> str:
    return str(shutil.copy(stored, tmp_path / "kb.sqlite"))


@pytest.fixture
def browser(kb: str) -> TestClient:
    accounts = Accounts(connect(kb))
    accounts.add("管理", PASSWORD, Role.ADMINISTRATOR)
    accounts.add("李明", PASSWORD, Role.READER)
    app = create_app(Settings(host="192.0.2.1", kb=kb, pages=False))
    return TestClient(app, "https://kb.example", headers=OWN, follow_redirects=False)


def enter(browser: TestClient, name: str, password: str, wanted: str = "/") -> Any:
    return browser.post("/login", data={"name": name, "password": password, "next": wanted})


def test_a_page_asks_who_it_is_and_comes_back_to_itself(browser: TestClient) -> None:
    answer = browser.get("/duties?actor=%E4%BC%81%E4%B8%9A")
    assert answer.status_code == 303
    assert browser.get(answer.headers["location"]).text.count('value="/duties?actor=%E4%BC%81%E4%B8%9A"') == 1
    form = browser.get("/login", params={"next": "/duties"})
    assert form.status_code == 200
    assert 'name="next" value="/duties"' in form.text
    assert 'lang="zh-CN"' in form.text
    assert "http" not in form.text
    answer = enter(browser, "李明", PASSWORD, "/duties")
    assert (answer.status_code, answer.headers["location"]) == (303, "/duties")
    assert browser.get("/api/v1/session").json()["account"] == "李明"
    assert browser.get("/duties").status_code == 404  # these tests have no pages
    assert browser.post("/logout").headers["location"] == "/login"
    assert browser.get("/duties").status_code == 303


def test_a_wrong_password_is_told_in_the_form_which_keeps_the_name_and_not_the_password(browser: TestClient) -> None:
    answer = enter(browser, '李明"><script>', "不对的密码不对的密码不对")
    assert answer.status_code == 401
    assert "名称或者密码不对" in answer.text
    assert "<script>" not in answer.text
    assert "不对的密码不对的密码不对" not in answer.text
    english = browser.post("/login", data={"name": "x", "password": "y"}, headers={"Cookie": "zhize_lang=en"})
    assert "name or password is wrong" in english.text


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_login_leads_to_this_server_alone(browser: TestClient, wanted: str) -> None:
    assert enter(browser, "李明", PASSWORD, wanted).headers["location"] == "/"
    assert wanted not in browser.get("/login", params={"next": wanted}).text


def test_another_site_cannot_log_in_or_out(browser: TestClient) -> None:
    enter(browser, "李明", PASSWORD)
    for path in ("/login", "/logout"):
        answer = browser.post(path, data={"name": "x", "password": "y"}, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
    assert browser.get("/api/v1/session").status_code == 200


def test_a_server_for_others_needs_an_administrator_and_one_for_this_machine_does_not(kb: str) -> None:
    for settings in (Settings(host="0.0.0.0", kb=kb, pages=False), Settings(kb=kb, login=True, pages=False)):
        with pytest.raises(AccountMisuseError):
            create_app(settings)
    client = TestClient(create_app(Settings(kb=kb, pages=False)), "http://127.0.0.1:8080")
    assert client.get("/api/v1/session").json() == {"account": "local", "role": "administrator", "via": "local"}


def test_the_command_keeps_accounts_and_tokens(zhize: Any, kb: str) -> None:
    def told(*arguments: str, stdin: str = "") -> Any:
        return zhize(*arguments, "--kb", kb, stdin=stdin.encode())

    refused = zhize("serve", "--host", "0.0.0.0", "--port", "0", "--kb", kb)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "zhize account add" in refused.err
    assert told("account", "list").code == 1
    added = told("account", "add", "李明", "--role", "administrator", stdin=PASSWORD + "\n")
    assert (added.code, added.out) == (0, "已添加账号 李明（管理员）。\n")
    short = told("account", "add", "王强", stdin="短\n")
    assert (short.code, short.err) == (2, "密码须有 12 至 256 个字符\n")
    assert told("account", "add", "王强", stdin="").code == 2
    assert told("account", "add", "王强", "--role", "boss", stdin=PASSWORD).code == 2
    issued = told("token", "add", "李明", "--label", "督办系统", "--scope", "write", "--days", "7")
    assert Accounts(connect(kb)).by_token(issued.out.strip(), "192.0.2.1").role == Role.REVIEWER
    listed = told("token", "list")
    assert "督办系统" in listed.out
    assert issued.out.strip() not in listed.out
    assert told("token", "revoke", "1").code == 0
    assert "已吊销" in told("token", "list").out
    last = told("account", "change", "李明", "--disable")
    assert (last.code, last.err) == (2, "至少须有一个可以登录的管理员\n")
    assert told("account", "password", "李明", stdin="另一个足够长的密码一二三\n").code == 0
    assert told("account", "password", "无此人", stdin=PASSWORD).code == 2
    assert "管理员" in told("account", "list").out


def test_a_password_on_a_terminal_is_typed_twice_and_not_shown(
    zhize: Any, kb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    import getpass

    from workbench.cli import account
    from workbench.errors import MisuseError

    typed = iter([PASSWORD, PASSWORD + "。", PASSWORD, PASSWORD])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    monkeypatch.setattr(sys, "stdin", Terminal())
    from workbench.messages import load

    place = account.Place(load("zh"), kb)
    with pytest.raises(MisuseError):
        account.add(place, "李明", "reader")
    assert account.add(place, "李明", "reader") == 0
