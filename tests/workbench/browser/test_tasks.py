"""The tasks of docs/tasks.md, each done in a browser as a visitor does it; the numbers are those of the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAVED = """
return fetch(arguments[0].href).then(async one => ({status: one.status, name: one.headers.get("content-disposition"),
  bytes: [...new Uint8Array(await one.arrayBuffer())]}))
"""


def saved(site: Any, name: str) -> tuple[bytes, str]:
    """What a click on an export saves, and the name of the file."""
    site.named("导出", "summary").click()
    found = site.run(SAVED, site.named(name, "details.drop a"))
    assert found["status"] == 200
    return bytes(found["bytes"]), found["name"]


def lines(site: Any) -> list[str]:
    """The rows of the table."""
    found: list[str] = site.run("return [...document.querySelectorAll('tbody tr')].map(one => one.innerText)")
    return [" ".join(one.split()) for one in found]


def test_every_task_has_its_test() -> None:
    told = re.findall(r"^## (\d+)\. ", (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8"), re.MULTILINE)
    done = re.findall(r"^def test_task_(\d+)_", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert told == [str(number) for number in range(1, len(told) + 1)]
    assert sorted(done, key=int) == told


def test_task_1_what_a_mine_in_yunnan_must_do_before_the_end_of_2025(site: Any) -> None:
    site.open("/library")
    site.named("义务", "nav a").click()
    site.shows("义务", "h1")
    site.fill("actor", "矿山企业")
    site.fill("place", "云南省")
    site.fill("due_before", "2025-12-31")
    site.shows("共 1 条")
    (only,) = lines(site)
    assert "开展绿色矿山建设工作" in only
    assert "2025年6月30日" in only
    assert "云南省绿色矿山建设实施方案" in only


def test_task_2_who_leads_energy_saving_in_gansu(site: Any) -> None:
    site.open("/duties")
    site.fill("words", "节能减排")
    site.fill("place", "甘肃省")
    site.shows("共 3 条")
    for line in lines(site):
        assert "牵头 省发展和改革委员会、省工业和信息化厅、省生态环境厅" in line
        assert "配合 省自然资源厅、省市场监督管理局" in line


def test_task_3_deadlines_into_a_calendar(site: Any) -> None:
    icalendar = pytest.importorskip("icalendar")
    site.open("/actors?actor=各有关区、市&place=威海市&due_from=2025-01-01&due_before=2025-12-31")
    site.shows("2025年12月15日", ".timeline")
    data, name = saved(site, "ICS")
    assert name.endswith(".ics")
    events = [one for one in icalendar.Calendar.from_ical(data).walk() if one.name in {"VTODO", "VEVENT"}]
    days = {str((one.get("DUE") or one.get("DTSTART")).dt)[:10] for one in events}
    assert days == {"2025-12-15", "2025-12-31"}


def test_task_4_an_upload_and_what_was_read_of_it(site: Any, tmp_path: Path) -> None:
    path = tmp_path / "青河市矿山办法.txt"
    path.write_text(
        "青河市矿山办法\n\n第一条　采矿权人应当每年3月31日前向市自然资源局报告开采情况。\n", encoding="utf-8"
    )
    site.open("/library")
    site.find("input[type=file]").send_keys(str(path))
    site.shows("已读入：青河市矿山办法，1 条规定", ".told")
    site.named("已读入：青河市矿山办法", ".told a").click()
    site.wait("return document.querySelector('.text a.s')")
    site.find(".text a.s").click()
    site.shows("每年3月31日前", "#panel")
    assert "采矿权人" in site.text("#panel dl")


def test_task_5_a_proof_down_to_the_words(site: Any) -> None:
    site.open("/duties?words=12月15日前报送&place=威海市")
    site.shows("共 1 条")
    site.named("原文与证明", "summary").click()
    site.shows("第4079至", ".why .proof")
    site.named("第4079至", ".why .proof a").click()
    site.wait("return getSelection().toString().includes('于每年12月15日前报送')")


def test_task_6_documents_with_words_in_their_text(site: Any) -> None:
    site.open("/library")
    site.fill("words", "联席会议")
    site.shows("正文中有这些字词的文件")
    assert "威海市绿色矿山建设工作方案" in site.text(".hits")
    site.find(".hits ul a").click()
    site.wait("return getSelection().toString().includes('联席会议')")


def test_task_7_which_department_leads_most_in_gansu(site: Any) -> None:
    site.open("/departments")
    site.fill("place", "甘肃省")
    site.shows("1 份文件")
    first = lines(site)[0].split()
    assert first[0] == "省自然资源厅"
    site.named("省自然资源厅", "tbody a").click()
    site.wait("return location.pathname === '/duties'")
    site.shows("省自然资源厅", "tbody")


def test_task_8_a_register_for_a_colleague(site: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    site.open("/duties?actor=矿山企业&place=甘肃省&modality=obligation")
    actions = site.run("return [...document.querySelectorAll('td.broad > span[lang]')].map(one => one.innerText)")
    data, name = saved(site, "XLSX")
    assert name.endswith(".xlsx")
    path = tmp_path / "register.xlsx"
    path.write_bytes(data)
    cells = {
        str(cell) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row
    }
    assert actions
    assert [words for words in actions if words not in cells] == []


def test_task_9_a_bearer_is_corrected(site: Any) -> None:
    site.open("/duties?place=重庆市万州区&words=矿山企业")
    site.find("tbody td:last-child a").click()
    site.wait("return document.querySelector('#panel a.button') && window.did_handshake")
    site.named("审核", "#panel a").click()
    site.wait("return document.querySelector('[name=\\'norm.bearers\\']') && window.did_handshake")
    site.run("document.querySelector('[name=\\'norm.bearers\\']').value = '万州区绿色矿山领导小组'")
    site.run("document.querySelector('[name=reason]').value = '承担者读错'")
    site.named("先看改动", "button").click()
    site.shows("词库收进“万州区绿色矿山领导小组”之后：0 份文件有这些字", "#spread")
    site.named("保存", "#preview button").click()
    site.shows("已保存：更正", "#preview")
    site.open("/duties?actor=万州区绿色矿山领导小组")
    site.shows("共 1 条")
    site.named("原文与证明", "summary").click()
    site.shows("承担者读错", ".why .proof")


def test_task_10_a_view_is_sent_as_its_address(site: Any) -> None:
    site.open("/duties")
    site.fill("actor", "矿山企业")
    site.wait("return location.search.includes('actor')")
    site.fill("modality", "encouragement")
    site.wait("return location.search.includes('modality')")
    address, count = site.driver.current_url, site.text(".count")
    site.wait("return document.querySelector('.count').innerText !== '' ")
    site.open(address.removeprefix(site.address))
    assert site.run("return document.querySelector('[name=actor]').value") == "矿山企业"
    assert site.run("return document.querySelector('[name=modality]').value") == "encouragement"
    assert "鼓励" in site.text("tbody")
    assert count


def test_task_11_compare_reporting_dates(site: Any) -> None:
    site.open("/comparison")
    wanted = {"weihai-2021", "yunnan-2025"}
    boxes = site.driver.find_elements("css selector", "input[name=documents]")
    for box in boxes:
        if box.is_selected() is not (box.get_attribute("value") in wanted):
            box.click()
    site.fill("topic", "reporting")
    site.shows("每年11月30日前", ".matrix")
    (row,) = lines(site)[:1]
    assert "每年12月15日前" in row
    assert "每年11月30日前" in row


def test_task_12_check_a_contract(site: Any) -> None:
    site.open("/check")
    file = ROOT / "tests" / "fixtures" / "contracts" / "weihai-clean.docx"
    site.find("form[data-upload='/contracts'] input[type=file]").send_keys(str(file))
    site.wait("return location.search.includes('contract=')")
    site.wait("return document.querySelector('[role=status]')")
    data, name = saved(site, "Word 文档")
    assert data.startswith(b"PK")
    assert name.endswith(".docx")


def test_task_13_ask_a_case(site: Any) -> None:
    site.open("/cases")
    site.named("推导", "button").click()
    site.shows("须履行", "table")
    assert any("不得采用淘汰类技术、材料和设备" in line for line in lines(site))
