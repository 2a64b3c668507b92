"""The page of `zhize compare --format html` as a reader meets it: two widths, light and dark, the keyboard, paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SIZES = ((1280, 900), (390, 844))
CONTRAST = """
const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
    const [r, g, b] = parts.map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const paper = light(getComputedStyle(document.body).backgroundColor);
const found = [];
for (const one of document.querySelectorAll("p, td, th, summary, h1, h2, h3, h4, a, svg text, svg use")) {
    const style = getComputedStyle(one);
    const ink = light(one.closest("svg") ? (one.tagName === "use" ? style.stroke : style.fill) : style.color);
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    const least = one.tagName === "use" ? 3 : 4.5;
    if (ratio < least) found.push([one.tagName, one.className.baseVal ?? one.className, ratio.toFixed(2)].join(" "));
}
return [...new Set(found)];
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    from workbench.cli.run import run

    out = tmp_path_factory.mktemp("page") / "side.html"
    asked = ["compare", "weihai", "yunnan", "liaoning", "gansu", "wanzhou", "--topic", "目标", "--topic", "处罚"]
    assert run([*asked, "--format", "html", "--out", str(out)]) == 0
    return Path(out).as_uri()


def open_page(driver: Any, page: str, size: tuple[int, int], scheme: str = "light", media: str = "screen") -> None:
    metrics = {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
    driver.get(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_fits_and_can_be_read(driver: Any, page: str, size: tuple[int, int], scheme: str) -> None:
    open_page(driver, page, size, scheme)
    assert driver.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    assert driver.execute_script("return document.querySelectorAll('svg.chart').length") == 7
    assert driver.execute_script(CONTRAST) == []


def test_both_quotations_open_by_the_keyboard(driver: Any, page: str) -> None:
    from selenium.webdriver.common.keys import Keys

    open_page(driver, page, SIZES[0])
    reached = []
    for _ in range(60):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        reached.append(driver.switch_to.active_element.tag_name)
        if reached[-1] == "summary":
            break
    assert reached[0] == "a"
    assert reached[-1] == "summary"
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    opened = "return [...document.querySelectorAll('details[open] .quote')].map(one => one.innerText)"
    mine, theirs = driver.execute_script(opened)
    assert ("威海市" in mine, "我市大、中、小型矿山绿色矿山建成率分别达到50%、50%、40%" in mine) == (True, True)
    assert ("云南省" in theirs, "持证在产20%大型、10%中型矿山要达到绿色矿山标准要求" in theirs) == (True, True)


def test_on_paper_every_quotation_stands_and_ink_is_black(driver: Any, page: str) -> None:
    open_page(driver, page, SIZES[0], "dark", "print")
    shown = "return [...document.querySelectorAll('td > .quote')].every(one => one.offsetHeight > 0)"
    assert driver.execute_script(shown)
    assert driver.execute_script("return [...document.querySelectorAll('details')].every(one => !one.offsetHeight)")
    strokes = "return [...new Set([...document.querySelectorAll('svg use')].map(one => getComputedStyle(one).stroke))]"
    assert driver.execute_script(strokes) == ["rgb(0, 0, 0)"]
