"""What holds of every page: in both languages, both widths and both themes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from workbench.messages import load
from workbench.pages.frame import PLACES

PAGES = [
    *(f"/{place}" for place in PLACES),
    "/actors?actor=矿山企业",
    "/documents/weihai-2021?statement=weihai-2021.n76",
    "/review?document=weihai-2021&statement=weihai-2021.s3372",
]
DESKTOP, PHONE = (1280, 900), (390, 844)
SIZES = {"desktop": DESKTOP, "phone": PHONE}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# what is chrome, in English: everything but words of documents, which are marked as Chinese
CHROME = """
const chrome = document.body.cloneNode(true);
for (const words of chrome.querySelectorAll("[lang='zh-CN'], .quoting, script, style")) words.remove();
const names = ["aria-label", "title", "placeholder"];
const named = [...chrome.querySelectorAll("[aria-label], [title], [placeholder]")];
return [chrome.innerText, ...named.flatMap(one => names.map(name => one.getAttribute(name) ?? ""))];
"""
DEAD = """
const leads = one => document.getElementById(decodeURIComponent(one.hash.slice(1)));
const nowhere = [...document.querySelectorAll("a[href^='#']")].filter(one => !leads(one));
const empty = [...document.querySelectorAll("a:not([href])")];
const used = "[data-menu], [data-close], [data-emit], [data-add], form *";
const idle = [...document.querySelectorAll("button")].filter(one => !one.matches(used));
return [...nowhere, ...empty, ...idle].map(one => one.outerHTML.slice(0, 200));
"""
TARGETS = """
const found = new Map(); // one address of each page, those of the frame and of each kind of link
for (const one of document.querySelectorAll("a[href^='/']")) {
  const target = new URL(one.href);
  const kind = `${target.pathname} ${[...target.searchParams.keys()]}`;
  if (!found.has(kind)) found.set(kind, one.getAttribute("href"));
}
return [...found.values()];
"""
STATUS = """
return fetch(arguments[0], {redirect: "manual"}).then(one => one.type === "opaqueredirect" ? 303 : one.status);
"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_its_window_asks_no_other_host_and_reports_no_error(
    site: Any, path: str, size: str, tmp_path: Path
) -> None:
    for theme in ("light", "dark"):
        site.open(path, theme=theme, size=SIZES[size])
        assert site.run("return document.documentElement.scrollWidth - innerWidth") <= 0
        errors, hosts = site.logged()
        assert errors == []
        assert hosts <= {site.address.removeprefix("http://")}
        if folder := os.environ.get("ZHIZE_PICTURES"):
            name = re.sub(r"\W+", "-", path).strip("-")
            site.picture(Path(folder) / f"{name}-{size}-{theme}.png")


@pytest.mark.parametrize("path", PAGES)
def test_in_english_only_words_of_documents_are_chinese(site: Any, path: str) -> None:
    site.open(path, lang="en")
    said = [line for part in site.run(CHROME) for line in part.splitlines() if CHINESE.search(line)]
    assert [
        line
        for line in said
        if line.strip().removeprefix(load("en").say("page.brand")).strip(" 0123456789.") not in {"", "中文"}
    ] == []


@pytest.mark.parametrize("path", PAGES)
def test_every_control_has_a_name_and_every_landmark_is_there(site: Any, path: str) -> None:
    site.open(path)
    nodes = site.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    told = [(one["role"]["value"], one.get("name", {}).get("value", "")) for one in nodes if not one.get("ignored")]
    controls = {
        "button",
        "link",
        "textbox",
        "searchbox",
        "combobox",
        "checkbox",
        "radio",
        "DisclosureTriangle",
        "listbox",
    }
    assert [role for role, name in told if role in controls and not name.strip()] == []
    roles = [role for role, _ in told]
    for landmark in ("banner", "main", "contentinfo", "navigation"):
        assert landmark in roles
    assert roles.count("main") == roles.count("banner") == 1
    assert (
        len([one for one in site.run("return [...document.querySelectorAll('h1')].map(one => one.innerText)") if one])
        == 1
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_control_is_dead(site: Any, path: str) -> None:
    """Every link leads to a page or a place of this one; every button and summary does something."""
    site.open(path)
    assert site.run(DEAD) == []
    for target in site.run(TARGETS):
        assert site.run(STATUS, target) in {200, 303}, target


def test_on_a_phone_the_navigation_is_a_drawer(site: Any) -> None:
    site.open("/library", size=PHONE)
    assert not site.run("return document.querySelector('#places').checkVisibility()")
    site.find("[data-menu]").click()
    site.wait("return document.querySelector('#places').checkVisibility()")
    assert site.run("return document.querySelector('[data-menu]').getAttribute('aria-expanded')") == "true"
    site.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    site.wait("return !document.querySelector('#places').checkVisibility()")


def test_the_language_and_the_theme_are_remembered(site: Any) -> None:
    site.open("/library?words=威海")
    site.named("English").click()
    site.shows("Library", "h1")
    assert "words=" in site.driver.current_url
    site.named("Dark").click()
    site.wait("return document.documentElement.dataset.theme === 'dark'")
    assert site.run("return document.documentElement.lang") == "en-US"
    site.shows("Library", "h1")
