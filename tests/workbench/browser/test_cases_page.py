"""A case in the browser: written or read from a file; answered, why, why not, what is missing; sent by its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

CASES = Path(__file__).resolve().parents[2] / "fixtures" / "cases"


def put(site: Any, name: str, value: str) -> None:
    site.run("document.querySelector(`[name=${arguments[0]}]`).value = arguments[1]", name, value)


def ask(site: Any) -> None:
    site.run("document.querySelector('form[data-send]').requestSubmit()")


def test_a_case_is_read_from_a_file_answered_and_proved(site: Any) -> None:
    site.open("/cases")
    site.find("input[data-into]").send_keys(str(CASES / "gansu-spot-check-overdue.yaml"))
    site.shows("甘肃名录里的矿山抽查不合格，逾期未整改", "h2")
    site.shows("从名录库中移出")
    assert "自2025年5月6日" in site.text()
    row = site.named("从名录库中移出", "tr")
    summary = row.find_element("css selector", "summary")
    summary.click()
    site.wait("return [...document.querySelectorAll('.proof')].some(one => one.innerText.includes('2025年5月6日'))")
    assert "text=" in site.driver.current_url


def test_what_is_missing_and_why_not(site: Any) -> None:
    site.open("/cases")
    site.shows("祁连矿业")
    put(site, "why_not", "移出")
    ask(site)
    site.shows("案件里没有一件事就是", ".proof")
    assert "why_not=" in site.driver.current_url


def test_an_assumption_changes_the_answer(site: Any) -> None:
    site.open("/cases")
    site.shows("祁连矿业")
    put(site, "assume", "2025-05-01 检查 绿色矿山建设标准 不合格")
    ask(site)
    site.shows("检查“绿色矿山建设标准：不合格”", ".facts")
    site.shows("提出限期整改措施")


def test_a_case_that_cannot_be_used_is_told_with_its_line(site: Any) -> None:
    site.open("/cases")
    put(site, "text", "title: x\nactors:\n  - {name: 祁连矿业, role: 矿山, nowhere: 1}\n")
    ask(site)
    site.shows("第3行", ".empty")
    assert site.logged()[0] == []


def test_the_address_opens_the_same_case_and_the_export_has_it(site: Any) -> None:
    text = (CASES / "gansu-spot-check-overdue.yaml").read_text("utf-8")
    site.open(f"/cases?text={quote(text)}")
    site.shows("从名录库中移出")
    link = site.run("return document.querySelector(\"a[data-here*='format=csv']\").href")
    csv = site.run("return fetch(arguments[0]).then(one => one.text())", link)
    assert "从名录库中移出" in csv
    assert urlsplit(link).path == "/export/case"
    hostile = '<img src=x onerror="document.title=1">'
    site.open(f"/cases?text={quote(f'title: {hostile!r}')}&why_not={quote(hostile)}")
    assert site.run("return document.querySelectorAll('.sheet img').length") == 0


def test_a_case_is_kept_opened_again_and_removed(site: Any) -> None:
    site.open("/cases")
    put(site, "text", site.run("return document.querySelector('[name=text]').value").replace("祁连矿业", "黑水矿业"))
    site.named("保存", "button").click()
    site.shows("已保存：新建矿山正常运营满一年", ".empty")
    site.open("/cases")
    site.named("保存的案件", "summary").click()
    site.named("新建矿山正常运营满一年", ".kept a").click()
    site.shows("黑水矿业", ".facts")
    site.named("保存的案件", "summary").click()
    site.named("删除", ".kept button").click()
    site.wait("return !document.querySelector('.kept')")
    site.open("/cases?kept=1")
    site.shows("祁连矿业", ".facts")


def test_what_is_no_case_is_not_kept(site: Any) -> None:
    site.open("/cases")
    put(site, "text", "actors: []")
    site.named("保存", "button").click()
    site.shows("第1行", ".empty")
    assert not site.run("return document.querySelector('.kept')")
