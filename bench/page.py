"""The page of results: sections, each written by the measure that it belongs to.

In: the name of a section and its text. Out: `results.md` beside this file, with that section anew and the others as
they were. Guarantee: a measure that is not run leaves its figures standing.
"""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results.md"
_MARK = re.compile(r"^<!-- (\w+) -->\n", re.MULTILINE)


def put(section: str, text: str, page: Path = RESULTS) -> None:
    """Write a section in its place, or behind the others."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    first, *rest = _MARK.split(before)
    sections = dict(zip(rest[::2], rest[1::2], strict=True))
    if first.strip() and "speed" not in sections:  # a page of before there were sections
        sections = {"speed": first, **sections}
    sections[section] = text
    made = (f"<!-- {name} -->\n{body.strip()}\n" for name, body in sections.items())
    page.write_text("\n".join(made), encoding="utf-8")


def machine() -> str:
    """What the figures were measured on; no names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{platform.system()} on {platform.machine()}, {cores} cores, Python {platform.python_version()}."
