"""A contract in the browser: put in, held against policies, each finding beside its clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CONTRACTS = Path(__file__).resolve().parents[2] / "fixtures" / "contracts"


def put_in(site: Any, name: str) -> None:
    site.open("/check")
    site.find("form[data-upload='/contracts'] input[type=file]").send_keys(str(CONTRACTS / name))
    site.wait("return location.search.includes('contract=') && Boolean(document.querySelector('h2'))")


def test_findings_stand_beside_the_clause(site: Any) -> None:
    """Task: check a contract."""
    put_in(site, "gansu-late-weak.docx")
    site.open(site.driver.current_url.removeprefix(site.address) + "&documents=gansu-2023")
    site.shows("两者不一致", ".finding")
    beside = site.run(
        "return [...document.querySelectorAll('.clause.found')].map(one =>"
        "[one.querySelector('.words').innerText, one.querySelector('.cards').innerText])"
    )
    late = next(cards for words, cards in beside if words.startswith("第十四条"))
    assert "政策是“矿山正常运营”之后1年内" in late
    marked = site.run("return [...document.querySelectorAll('.clause mark')].map(one => one.innerText)")
    assert "人民币壹仟贰佰万元整（¥12,800,000.00元）" in marked
    opened = "[...document.querySelectorAll('.finding')].find(one => one.innerText.includes('第十四条'))"
    site.run(f"{opened}.querySelector('summary').click()")
    assert "矿山正常运营后一年内完成绿色矿山建设、评估与核查入库" in site.wait(
        "return document.querySelector('.finding details[open]')?.innerText.replace(/\\s/g, '')"
    )
    assert site.logged()[0] == []


def test_the_policies_are_chosen_by_boxes_and_the_review_is_saved(site: Any) -> None:
    put_in(site, "gansu-late-weak.docx")
    site.open(site.driver.current_url.removeprefix(site.address) + "&documents=gansu-2023+weihai-2021")
    site.find("input[value='weihai-2021']").click()
    site.wait("return new URLSearchParams(location.search).get('documents') === 'gansu-2023'")
    site.shows("错误 4", "[role=status]")
    for form, start in (("sarif", "{"), ("docx", "PK"), ("html", "<")):
        link = site.run(f"return document.querySelector(\"a[data-here*='format={form}']\").href")
        assert "gansu-2023" in link
        got = site.run("return fetch(arguments[0]).then(one => one.status + ' ' + one.url && one.text())", link)
        assert got.lstrip().startswith(start)


def test_a_contract_is_dropped_on_the_page(site: Any) -> None:
    """With the events that the browser itself makes of a file dragged from the desktop."""
    site.open("/check")
    place = site.run(
        "const at = document.querySelector('form[data-upload]').getBoundingClientRect();"
        "return [at.x + at.width / 2, at.y + at.height / 2]"
    )
    carried = {"items": [], "files": [str(CONTRACTS / "gansu-late-weak.docx")], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver"):
        event = {"type": kind, "x": place[0], "y": place[1], "data": carried}
        site.driver.execute_cdp_cmd("Input.dispatchDragEvent", event)
    site.wait("return document.querySelector('form[data-upload].over')")
    site.driver.execute_cdp_cmd("Input.dispatchDragEvent", event | {"type": "drop"})
    site.wait("return location.search.includes('contract=') && Boolean(document.querySelector('h2'))")
    assert "徽县江洛铅锌矿业有限公司" in site.text("main")


def test_a_clean_contract_is_said_to_be_clean(site: Any) -> None:
    put_in(site, "gansu-clean.txt")
    site.open(site.driver.current_url.removeprefix(site.address) + "&documents=gansu-2023")
    site.shows("错误 0", "[role=status]")


def test_what_is_no_contract_is_told_and_not_kept(site: Any, tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    site.open("/check")
    before = site.text(".names")
    site.find("form[data-upload='/contracts'] input[type=file]").send_keys(str(path))
    site.wait("return document.querySelector('.told .bad')")
    assert site.text(".names") == before
    site.open("/check?contract=999999")
    site.shows("没有这份合同", ".empty")


def test_a_contract_is_removed(site: Any) -> None:
    put_in(site, "yunnan-clean.txt")
    number = site.run("return new URLSearchParams(location.search).get('contract')")
    site.find("details.why summary").click()
    site.find(f".kept button[data-value='{number}']").click()
    site.wait("return !location.search")
    site.open(f"/check?contract={number}")
    site.shows("没有这份合同", ".empty")


def test_script_in_a_contract_is_words(site: Any, tmp_path: Path) -> None:
    path = tmp_path / "合同.txt"
    hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    path.write_text(
        f"采矿权出让合同{hostile}\n\n甲方：某市自然资源局{hostile}\n\n第一条 乙方应当{hostile}。\n", encoding="utf-8"
    )
    site.open("/check")
    site.find("form[data-upload='/contracts'] input[type=file]").send_keys(str(path))
    site.wait("return location.search.includes('contract=')")
    site.shows("<script>", ".clause")
    assert site.run("return document.querySelectorAll('.sheet img, .sheet script').length") == 0
    assert site.run("return document.title").startswith("查合同")
