"""Duties in a browser: those of several actors by one sentence stand together, each with its proof."""

from __future__ import annotations

from datetime import date
from typing import Any


def test_actors_of_one_sentence_share_a_row_and_have_a_proof_each(site: Any) -> None:
    site.open("/duties?document=gansu-2023&words=贯彻落实")
    site.shows("共 12 条")
    assert site.run("return document.querySelectorAll('tbody tr').length") == 1
    assert "各市州及兰州新区自然资源主管部门" in site.text("tbody .bearers")
    site.named("另有 9 个主体", "summary").click()
    site.named("各市州及兰州新区林草主管部门", ".others a")
    site.named("原文与证明", "summary").click()
    site.wait("return document.querySelector('tbody .why > .proof').innerText.includes('自然资源主管部门')")
    site.named("各市州及兰州新区科技主管部门：证明", ".why .why summary").click()
    site.wait(
        "return [...document.querySelectorAll('.why .why .proof')].some(one => one.innerText.includes('科技主管部门'))"
    )
    assert "科技主管部门" not in site.text("tbody .why > .proof")
    assert site.logged()[0] == []


def test_the_deadlines_of_an_actor_begin_with_today(site: Any) -> None:
    site.open("/actors?actor=矿山企业")
    site.shows("等待事件发生", "#days")
    parts = site.run("return [...document.querySelectorAll('#days h3, #days summary')].map(one => one.innerText)")
    assert parts[-1] == "已经过去的"
    site.named("已经过去的", "#days summary").click()
    days = site.run("return [...document.querySelectorAll('#days details time')].map(one => one.dateTime)")
    assert days
    assert days == sorted(days, reverse=True)
    assert max(days) < date.today().isoformat()
