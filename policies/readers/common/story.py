"""Lines to a reading.

In: lines, each with its place in the file. Out: a `Reading`. Guarantee: lines end with LF; no control character, lone
surrogate or private-use blank gets into the text; text longer than any document is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policies import refusals
from policies.model import Diagnostic, Origin, Reading
from policies.readers.isolation import limits

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff0-\uffff\u200b-\u200f\u2060\ufeff]")
_BLANKS = 1  # empty lines in a row


class Story:
    """The text of a file, as it grows.

    Args:
        name: of the file, for messages.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._pieces: list[str] = []
        self._origins: list[Origin] = []
        self._length = 0
        self._empty = _BLANKS

    def line(self, text: str, *, page: int | None = None, paragraph: int | None = None) -> None:
        """Add a line, or several with line breaks between them, all from one place."""
        for piece in clean(text).split("\n"):
            self.pieces([(piece, Origin(0, page, paragraph))])

    def pieces(self, pieces: Sequence[tuple[str, Origin]]) -> None:
        """Add one line of several pieces, each with its own place; the `start` given is of no account."""
        whole = [(clean(text).replace("\n", " "), place) for text, place in pieces]
        if not any(text.strip() for text, _ in whole):
            self._blank()
            return
        self._empty = 0
        for text, place in whole:
            if text:
                self._mark(place)
                self._add(text)
        self._add("\n")

    def _blank(self) -> None:
        if self._empty < _BLANKS:
            self._empty += 1
            self._add("\n")

    def _mark(self, place: Origin) -> None:
        last = self._origins[-1] if self._origins else None
        if last is None or (last.page, last.paragraph) != (place.page, place.paragraph):
            self._origins.append(Origin(self._length, place.page, place.paragraph))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > limits.CHARACTERS:
            most = limits.CHARACTERS
            raise refusals.excessive(self.name, f"文字超过 {most} 字", f"more than {most} characters of text")

    def reading(self, diagnostics: Sequence[Diagnostic] = ()) -> Reading:
        """All of it.

        Raises:
            UnreadableError: there is no text.
        """
        text = "".join(self._pieces)
        if not text.strip():
            raise refusals.empty(self.name)
        return Reading(text, tuple(self._origins), tuple(diagnostics))


def clean(text: str) -> str:
    """Without characters that are no text; every kind of line break becomes LF."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    return _UNFIT.sub("", broken.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n"))


def row(cells: Sequence[str]) -> str:
    """A row of a table, between bars, so that no row can be taken for anything else."""
    flat = (" ".join(cell.split()) for cell in cells)
    return "| " + " | ".join(flat) + " |"
