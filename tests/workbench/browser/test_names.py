"""A server that asks for names: nobody in without one, a reader reads, a reviewer corrects."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.accounts.model import Role
from workbench.accounts.service import Accounts
from workbench.knowledge_base import open_store

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "十二个字以上的一句长口令"


@pytest.fixture(scope="module")
def named(driver: Any, tmp_path_factory: pytest.TempPathFactory, module_site: Any) -> Iterator[Any]:
    """The pages of a server with accounts."""
    kb = str(tmp_path_factory.mktemp("named") / "kb.sqlite")
    base = open_store(kb)
    accounts = Accounts(base.database)
    for name, role in (("guanli", Role.ADMINISTRATOR), ("duzhe", Role.READER)):
        accounts.add(name, PASSWORD, role)
    base.close()
    command = [sys.executable, "-c", "from workbench.cli import main; main()", "serve", "--login"]
    server = subprocess.Popen(
        [*command, "--port", "0", "--kb", kb],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    address = next(word for word in server.stdout.readline().split() if word.startswith("http")).rstrip("/")
    yield type(module_site)(driver, address)
    driver.delete_all_cookies()
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


def enter(site: Any, name: str, path: str) -> None:
    """Come in under a name."""
    size = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    site.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    site.driver.delete_all_cookies()
    site.driver.get(site.address + path)
    site.wait("return location.pathname === '/login'")
    site.find("[name=name]").send_keys(name)
    site.find("[name=password]").send_keys(PASSWORD)
    site.find("button[type=submit], button").click()
    site.wait("return location.pathname !== '/login' && window.did_handshake")


def test_a_reader_reads_and_cannot_correct(named: Any) -> None:
    enter(named, "duzhe", "/review?document=weihai-2021&statement=weihai-2021.s3372")
    named.shows("duzhe", "header")
    assert named.run("return document.querySelector('button[value=reject]').disabled")
    named.run("emitEvent('review', {button: 'reject', reason: '越权'})")
    named.shows("不能更正", "#preview")
    named.driver.get(named.address + "/documents/weihai-2021")
    named.wait("return document.querySelector('.text') && window.did_handshake")
    assert not named.run("return document.querySelector('form[data-send=remove]')")
    named.run("emitEvent('remove', {reason: '越权'})")
    named.shows("只有管理员可以移出文件")


def test_whoever_leaves_is_out(named: Any) -> None:
    enter(named, "guanli", "/duties?actor=矿山企业")
    assert named.run("return document.querySelector('[name=actor]').value") == "矿山企业"
    named.named("退出登录", "header button").click()
    named.wait("return location.pathname === '/login'")
    named.driver.get(named.address + "/library")
    named.wait("return location.pathname === '/login'")
