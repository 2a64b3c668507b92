"""Exporters: one module ``as_<format>.py`` each, found by folder.

In: an answer of `workbench.model`. Out: the whole text of it, ready to be written at once. A module has
`extractions(entries, sheet)`, `duties(answer, sheet)`, `penalties(answer, sheet)`, `explanation(answer, sheet)`, and
`FILE_ENCODING` for `--out`. Guarantee: a module added to this folder is a value of `--format`.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.messages import Messages
    from workbench.model import Duties, Entry, Explanation, Penalties


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an answer is rendered for: a language, a width in columns, a terminal with colours or not."""

    messages: Messages
    width: int
    colour: bool = False


class Exporter(Protocol):
    """What a module of this folder provides."""

    FILE_ENCODING: str

    def extractions(self, entries: Sequence[Entry], sheet: Sheet) -> str:
        """The statements of documents."""

    def duties(self, answer: Duties, sheet: Sheet) -> str:
        """Duties."""

    def penalties(self, answer: Penalties, sheet: Sheet) -> str:
        """Penalties."""

    def explanation(self, answer: Explanation, sheet: Sheet) -> str:
        """A proof."""


def formats() -> list[str]:
    """The formats there are; ``table``, which people read, comes first."""
    found = sorted(path.stem.removeprefix("as_") for path in Path(__file__).parent.glob("as_*.py"))
    return sorted(found, key=lambda name: name != "table")


def exporter(name: str) -> Exporter:
    """The module for a format; `name` is one of `formats()`."""
    return cast("Exporter", importlib.import_module(f"workbench.exports.as_{name}"))
