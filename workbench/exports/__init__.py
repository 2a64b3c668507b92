"""Exporters: one module ``as_<format>.py`` each, found by folder.

In: an answer of `workbench.model`. Out: the whole text of it, ready to be written at once. A module has some of the
functions of `Exporter`, and `FILE_ENCODING` for `--out`. Guarantee: a module added to this folder is a value of
`--format` for the answers that it has a function for.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.messages import Messages
    from workbench.model import (
        CaseReport,
        Changes,
        Compared,
        Conflicts,
        Deadlines,
        Duties,
        Entry,
        Explanation,
        Gaps,
        Penalties,
        Reason,
        Reviews,
        Verdicts,
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an answer is rendered for.

    Attributes:
        messages: of a language.
        width: in columns.
        colour: whether it is a terminal with colours.
        before: what the file to be written holds now; a calendar goes on from it.
    """

    messages: Messages
    width: int
    colour: bool = False
    before: bytes = b""


class Exporter(Protocol):
    """What a module of this folder provides."""

    FILE_ENCODING: str

    def extractions(self, entries: Sequence[Entry], sheet: Sheet) -> str:
        """The statements of documents."""

    def duties(self, answer: Duties, sheet: Sheet) -> str | bytes:
        """Duties."""

    def deadlines(self, answer: Deadlines, sheet: Sheet) -> str:
        """The days on which duties fall due."""

    def penalties(self, answer: Penalties, sheet: Sheet) -> str:
        """Penalties."""

    def gaps(self, answer: Gaps, sheet: Sheet) -> str:
        """What is left open, and the load of departments."""

    def explanation(self, answer: Explanation, sheet: Sheet) -> str:
        """A proof."""

    def case(self, answer: CaseReport, sheet: Sheet) -> str:
        """What holds in a case."""

    def questions(self, answer: CaseReport, sheet: Sheet) -> str:
        """What a case leaves open."""

    def reason(self, answer: Reason, sheet: Sheet) -> str:
        """Why something holds in a case, or does not."""

    def conflicts(self, answer: Conflicts, sheet: Sheet) -> str:
        """Provisions that contradict each other."""

    def comparison(self, answer: Compared, sheet: Sheet) -> str | bytes:
        """Documents side by side."""

    def changes(self, answer: Changes, sheet: Sheet) -> str:
        """Two versions of a document."""

    def reviews(self, answer: Reviews, sheet: Sheet) -> str | bytes:
        """Contracts held against policies."""

    def verdicts(self, answer: Verdicts, sheet: Sheet) -> str:
        """What was found of proofs."""


def formats(answer: str) -> list[str]:
    """The formats there are for an answer, named by its function; ``table``, which people read, comes first."""
    found = sorted(path.stem.removeprefix("as_") for path in Path(__file__).parent.glob("as_*.py"))
    return sorted((name for name in found if hasattr(exporter(name), answer)), key=lambda name: name != "table")


def exporter(name: str) -> Exporter:
    """The module for a format; `name` is one of `formats()`."""
    return cast("Exporter", importlib.import_module(f"workbench.exports.as_{name}"))
