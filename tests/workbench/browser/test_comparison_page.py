"""Documents side by side in the browser: chosen by boxes, topic by topic, with the words of both."""

from __future__ import annotations

from typing import Any


def test_reporting_dates_are_compared(site: Any) -> None:
    """Task: compare the reporting dates of 威海 and 云南."""
    site.open("/comparison?documents=weihai-2021+yunnan-2025")
    site.run(
        "const one = document.querySelector('select[name=topic]'); one.value = 'reporting';"
        "one.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    site.shows("每年11月30日前", ".matrix")
    assert "每年12月15日前" in site.text(".matrix")
    assert "topic=reporting" in site.driver.current_url
    assert "documents=weihai-2021+yunnan-2025" in site.driver.current_url
    heads = site.run("return [...document.querySelectorAll('.matrix thead th')].map(one => one.innerText)")
    assert heads == ["#", "威海市", "云南省"]
    site.named("原文", ".matrix summary").click()
    site.shows("于每年12月15日前报送", ".matrix blockquote")
    target = site.run("return document.querySelector('.matrix details[open] a').getAttribute('href')")
    assert target.startswith("/documents/weihai-2021?statement=weihai-2021.n")


def test_documents_are_chosen_by_boxes_and_kept_in_the_address(site: Any) -> None:
    site.open("/comparison?documents=weihai-2021+yunnan-2025&topic=reporting")
    box = site.find("input[value='gansu-2023']")
    box.click()
    site.wait("return document.querySelectorAll('.matrix thead th').length === 4")
    assert "gansu-2023" in site.driver.current_url
    link = site.run("return document.querySelector(\"a[data-here*='format=xlsx']\").href")
    assert "gansu-2023" in link
    for name in ("gansu-2023", "yunnan-2025"):
        site.find(f"input[value='{name}']").click()
    site.shows("请选两份以上")


def test_words_find_documents_to_compare(site: Any) -> None:
    site.open("/comparison?documents=weihai-2021+yunnan-2025")
    site.fill("find", "万州")
    site.wait("return document.querySelectorAll('.boxes input').length < 5")
    assert "重庆市万州区" in site.text(".boxes")


def test_charts_tell_what_they_show(site: Any) -> None:
    site.open("/comparison?documents=weihai-2021+yunnan-2025&topic=targets")
    assert site.wait("return document.querySelectorAll('.charts svg').length") >= 2
    assert site.run("return [...document.querySelectorAll('.charts svg')].every(one => one.querySelector('title'))")
