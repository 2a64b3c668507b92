"""A real server and a real browser: Debian's chromium with its driver. Skipped with a message where there is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --force-color-profile=srgb"
)
DESKTOP, PHONE = (1280, 900), (390, 844)
PATIENCE = 20  # seconds that a page may take on a busy machine


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the five policies."""
    kb = str(tmp_path_factory.mktemp("kb") / "kb.sqlite")
    command = [sys.executable, "-c", "from workbench.cli import main; main()", "serve", "--port", "0", "--kb", kb]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    told = server.stdout.readline()
    yield told.split()[-1].rstrip("/")
    server.terminate()
    server.wait(timeout=20)
    server.stdout.close()


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The browser."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("no chromium with its driver on this machine (apt-get install chromium chromium-driver)")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('browser')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    made = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield made
    made.quit()


@dataclass
class Site:
    """The pages as a visitor meets them."""

    driver: Any
    address: str

    def open(self, path: str, lang: str = "zh", theme: str = "light", size: tuple[int, int] = DESKTOP) -> None:
        """Open a page and wait until it stands."""
        self.logged()
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})  # a test before may have printed
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE},
        )
        for name, value in (("zhize_lang", lang), ("zhize_theme", theme)):
            self.driver.execute_cdp_cmd("Network.setCookie", {"url": self.address, "name": name, "value": value})
        self.driver.get(self.address + path)
        self.wait("return Boolean(document.querySelector('h1') && window.did_handshake)")

    def run(self, script: str, *values: object) -> Any:
        """What a script returns."""
        return self.driver.execute_script(script, *values)

    def wait(self, script: str, *values: object) -> Any:
        """What a script returns as soon as it is something."""
        until = time.monotonic() + PATIENCE
        while not (found := self.run(script, *values)):
            assert time.monotonic() < until, (
                f"waited in vain for: {script} {values} at {self.driver.current_url}\n{self.text()[:3000]}"
            )
            time.sleep(0.05)
        return found

    def text(self, selector: str = "body") -> str:
        """The words that are shown."""
        found = self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
        return str(found)

    def shows(self, words: str, selector: str = "body") -> None:
        """Wait until words are shown."""
        self.wait(
            "return (document.querySelector(arguments[1])?.innerText ?? '').includes(arguments[0])", words, selector
        )

    def find(self, selector: str) -> Any:
        """The first element, which must be there."""
        self.wait("return document.querySelector(arguments[0])", selector)
        return self.driver.find_element("css selector", selector)

    def named(self, words: str, selector: str = "a, button, summary, label") -> Any:
        """The first control with these words."""
        return self.wait(
            "return [...document.querySelectorAll(arguments[1])]"
            ".find(one => one.innerText.trim().includes(arguments[0]) && one.checkVisibility())",
            words,
            selector,
        )

    def fill(self, name: str, value: str) -> None:
        """Put a value into a field by the name it has in the address, as keys do."""
        self.wait(
            "const field = document.querySelector(`[name='${arguments[0]}']`); if (!field) return false;"
            "field.focus(); field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', {bubbles: true})); return true",
            name,
            value,
        )

    def logged(self) -> tuple[list[str], set[str]]:
        """Errors of the console since the last time, and the hosts that were asked for anything."""
        errors = [one["message"] for one in self.driver.get_log("browser") if one["level"] == "SEVERE"]
        hosts = set()
        for one in self.driver.get_log("performance"):
            message = json.loads(one["message"])["message"]
            url = message["params"].get("request", {}).get("url") or message["params"].get("url", "")
            if message["method"] in {"Network.requestWillBeSent", "Network.webSocketCreated"}:
                parts = urlsplit(url)
                if parts.scheme not in {"data", "blob", "about", "chrome"}:
                    hosts.add(parts.netloc)
        return errors, hosts

    def picture(self, path: Path) -> None:
        """The whole window as a PNG."""
        self.driver.get_screenshot_as_file(str(path))


Opened = Callable[..., None]


@pytest.fixture(scope="module")
def module_site(driver: Any, address: str) -> Site:
    """The same, for what several tests prepare together."""
    return Site(driver, address)


@pytest.fixture
def site(driver: Any, address: str) -> Site:
    return Site(driver, address)
