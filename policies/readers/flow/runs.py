"""What of a Word paragraph is text.

In: a ``w:p``. Out: its characters, with the boxes and notes that hang on it. Guarantee: tracked changes read as if all
were accepted; hidden text, as on paper, is not there; what was decided or left out is counted; a blank to fill in is
``____``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from policies.readers.common.markup import Element, attribute, child, local

_DELETED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_THROUGH = frozenset(
    {"hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase", "oMath", "oMathPara"}
    | {"sSub", "sSup", "sSubSup", "e", "sub", "sup", "f", "num", "den", "rad", "deg", "d", "nary", "func", "fName"}
)
_DRAWN = frozenset({"drawing", "pict", "object"})
_BLANK = 2  # low lines at least
_BREAKS = frozenset({"br", "cr"})
_SPACES = frozenset({"tab", "ptab"})
# Symbol fonts: boxes to tick and their like, by font and code
_SYMBOLS = {
    **{
        ("wingdings", code): char
        for code, char in {0x6F: "□", 0xA8: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗"}.items()
    },
    **{("wingdings 2", code): char for code, char in {0xA3: "□", 0x52: "☑", 0x53: "☒", 0x50: "✓", 0x4F: "✗"}.items()},
}


@dataclass(slots=True)
class Found:
    """What a paragraph holds.

    Attributes:
        pieces: its characters, and whether they are underlined.
        boxes: contents of text boxes.
        notes: ids of footnotes and endnotes, with the part they stand in.
    """

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its characters; a blank to fill in, which is printed as a line, as low lines."""
        groups = groupby(self.pieces, key=lambda piece: piece[1])
        return "".join(_lined(list(some), underlined=lined) for lined, some in groups)


class Runs:
    """Reads paragraph after paragraph: a field may begin in one and end in another.

    Attributes:
        counts: of what was accepted, left out or cannot be read: inserted, deleted, hidden, pictures, objects.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._fields: list[bool] = []  # of each open field: its result is reached

    def read(self, paragraph: Element) -> Found:
        """The content of a paragraph."""
        found = Found()
        self._inside(paragraph, found)
        return found

    def _inside(self, element: Element, found: Found) -> None:
        for one in element:
            self._one(one, found)

    def _one(self, one: Element, found: Found) -> None:
        name = local(one)
        if name == "r":
            self._run(one, found)
        elif name in _DELETED:
            self.counts["deleted"] += 1
        elif name in _INSERTED:
            self.counts["inserted"] += 1
            self._inside(one, found)
        elif name == "sdt":
            content = child(one, "sdtContent")
            if content is not None:
                self._inside(content, found)
        elif name == "AlternateContent":
            self._inside(_chosen(one), found)
        elif name == "t":  # of a formula
            found.pieces.append((one.text or "", False))
        elif name in _THROUGH:
            self._inside(one, found)

    def _run(self, run: Element, found: Found) -> None:
        if _hidden(run):
            self.counts["hidden"] += 1
            return
        lined = child(run, "rPr", "u")
        underlined = lined is not None and attribute(lined, "val") != "none"
        for one in run:
            self._of_run(one, found, underlined=underlined)

    def _of_run(self, one: Element, found: Found, *, underlined: bool) -> None:
        name = local(one)
        if name == "fldChar":
            self._field(attribute(one, "fldCharType"))
        elif name in _DRAWN:
            self._drawing(one, name, found)
        elif name == "AlternateContent":
            chosen = _chosen(one)
            for inner in chosen:
                self._of_run(inner, found, underlined=underlined)
        elif name in ("footnoteReference", "endnoteReference"):
            found.notes.append((name.removesuffix("Reference"), attribute(one, "id") or ""))
        elif name == "ruby":
            self._one(one, found)
        elif all(self._fields):
            found.pieces.append((_character(one, name), underlined))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, one: Element, name: str, found: Found) -> None:
        boxes = _outermost(one, "txbxContent")
        found.boxes += boxes
        if name == "object":
            self.counts["objects"] += 1
        elif not boxes and any(local(inner) in ("blip", "imagedata") and _linked(inner) for inner in one.iter()):
            self.counts["pictures"] += 1


def _lined(pieces: list[tuple[str, bool]], *, underlined: bool) -> str:
    text = "".join(text for text, _ in pieces)
    if not underlined or text.strip() or "\n" in text:
        return text
    return "_" * max(len(text), _BLANK) if text else ""


def _character(one: Element, name: str) -> str:
    if name == "t":
        return one.text or ""
    if name in _BREAKS:
        return "\n"
    if name in _SPACES:
        return " "
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        return _symbol(attribute(one, "font") or "", attribute(one, "char") or "")
    return ""


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get((font.lower(), number & 0xFF)) or (chr(number) if number <= 0xFFFF else "")


def _chosen(alternate: Element) -> Element:
    """The first choice of a drawing in several forms; the others say the same again."""
    return next((one for one in alternate if local(one) in ("Choice", "Fallback")), alternate)


def _hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false")


def _linked(image: Element) -> bool:
    return any(attribute(image, name) for name in ("embed", "link", "id"))


def _outermost(element: Element, name: str) -> list[Element]:
    """The elements of that name that stand in no other of that name, one form of each drawing."""
    found: list[Element] = []
    pending = [element]
    while pending:
        one = pending.pop()
        if local(one) == name:
            found.append(one)
        elif local(one) == "AlternateContent":
            pending.append(_chosen(one))
        else:
            pending += reversed(list(one))
    return found
