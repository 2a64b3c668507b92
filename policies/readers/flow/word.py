"""Word documents: WordprocessingML to a reading (ECMA-376, transitional and strict).

In: the bytes of a .docx. Out: one line a paragraph, with the number that Word prints before it; one line a row of a
table, between bars; text boxes below the paragraph they hang on; notes below the paragraph they belong to. Guarantee:
headers and footers stay out; tracked changes read as accepted, and it is said; macros, links and embedded objects are
never looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policies.model import Diagnostic, Origin, Reading
from policies.readers.common.markup import Element, attribute, child, local, root
from policies.readers.common.package import Package, below
from policies.readers.common.story import Story
from policies.readers.flow.lists import Lists
from policies.readers.flow.runs import Found, Runs
from policies.readers.flow.styles import Styles

WHAT = ("Word 文件", "Word file")
_MAIN = "word/document.xml"
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_THROUGH = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_EVERY = 500  # paragraphs between two signs of life

Line = list[tuple[str, Origin]]


def parse(data: bytes, name: str, alive: Callable[[], None]) -> Reading:
    """Read a .docx.

    Raises:
        UnreadableError: it is damaged, protected, or beyond the limits.
    """
    package = Package(data, name, WHAT)
    main = _main(package)
    document = root(package, main)
    body = child(document, "body")
    if body is None:
        raise package.damaged()
    related = _related(package, main)
    walker = _Walker(package, document, related, alive)
    story = Story(name)
    for line in walker.blocks(body):
        story.pieces(line)
    return story.reading(_diagnostics(walker))


def _main(package: Package) -> str:
    """The part that the text stands in."""
    if "_rels/.rels" in package:
        for one in root(package, "_rels/.rels"):
            if (attribute(one, "Type") or "").endswith("/officeDocument"):
                return below("", attribute(one, "Target") or _MAIN)
    return _MAIN


def _related(package: Package, main: str) -> dict[str, str]:
    """The parts beside the text: what they are -> where they are."""
    folder, _, file = main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in package:
        return {}
    return {
        (attribute(one, "Type") or "").rpartition("/")[2]: below(main, attribute(one, "Target") or "")
        for one in root(package, relations)
        if attribute(one, "TargetMode") != "External"
    }


class _Walker:
    """Goes through the blocks of a document in order."""

    def __init__(self, package: Package, document: Element, related: dict[str, str], alive: Callable[[], None]) -> None:
        styles = Styles(self._part(package, related.get("styles")))
        self.lists = Lists(self._part(package, related.get("numbering")), styles)
        self.runs = Runs()
        self.alive = alive
        self._notes = {
            kind: {attribute(one, "id") or "": one for one in found}
            for kind, part in _NOTES.items()
            if (found := self._part(package, related.get(part))) is not None
        }
        self._noted = 0
        named = f"{{{document.nsmap.get(document.prefix)}}}p"
        self._numbers = {one: at for at, one in enumerate(document.iter(named), 1)}
        self._begun: Line = []  # of a paragraph whose end was deleted

    @staticmethod
    def _part(package: Package, part: str | None) -> Element | None:
        return root(package, part) if part and part in package else None

    def blocks(self, parent: Element) -> Iterator[Line]:
        """The lines of all paragraphs and tables in `parent`."""
        for one in parent:
            name = local(one)
            if name == "p":
                yield from self._paragraph(one)
            elif name == "tbl":
                yield from self._table(one)
            elif name == "sdt":
                content = child(one, "sdtContent")
                if content is not None:
                    yield from self.blocks(content)
            elif name == "altChunk":
                self.runs.counts["objects"] += 1
            elif name in _THROUGH:
                yield from self.blocks(one)

    def _paragraph(self, one: Element) -> Iterator[Line]:
        number = self._numbers.get(one, 0)
        if number % _EVERY == 0:
            self.alive()
        place = Origin(0, paragraph=number or None)
        found = self.runs.read(one)
        text = found.text
        gone = child(one, "pPr", "rPr", "del") is not None  # its end is deleted: the next one goes on in it
        if not gone or text.strip():
            label = self.lists.label(one)
            text = label + text
        self._begun.append((text, place))
        if not gone:
            line, self._begun = self._begun, []
            yield from _broken(line)
            yield from self._hanging(found, place)

    def _hanging(self, found: Found, place: Origin) -> Iterator[Line]:
        """What hangs on a paragraph: boxes and notes."""
        for box in found.boxes:
            yield from self.blocks(box)
        for kind, key in found.notes:
            note = self._notes.get(kind, {}).get(key)
            if note is not None:
                self._noted += 1
                lines = [text for line in self.blocks(note) if (text := _text(line))]
                yield [(f"[{self._noted}] " + " ".join(lines), place)]

    def _table(self, table: Element) -> Iterator[Line]:
        """One line a row; a table of one column is a frame around text."""
        rows = [self._cells(one) for one in _rows(table)]
        if all(len(cells) < 2 for cells in rows):
            for cells in rows:
                for lines in cells:
                    yield from lines
            return
        for cells in rows:
            texts = [" ".join(filter(None, map(_text, lines))) for lines in cells]
            if any(texts):
                yield list(zip(_barred(texts), _places(cells), strict=True))

    def _cells(self, one: Element) -> list[list[Line]]:
        """The lines of each cell; of a cell over several rows they stand in the first."""
        cells: list[list[Line]] = []
        for cell in _flat(one, "tc"):
            said = child(cell, "tcPr")
            if child(said, "cellDel") is not None:
                self.runs.counts["deleted"] += 1
                continue
            lines = list(self.blocks(cell))
            joined = child(said, "vMerge")
            goes_on = joined is not None and attribute(joined, "val") != "restart"
            cells.append([] if goes_on else lines)
        return cells


def _rows(table: Element) -> Iterator[Element]:
    return (one for one in _flat(table, "tr") if child(one, "trPr", "del") is None)


def _flat(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name, also those in content controls."""
    for one in parent:
        if local(one) == name:
            yield one
        elif local(one) in ("sdt", "sdtContent", "customXml"):
            yield from _flat(one, name)


def _text(line: Line) -> str:
    return "".join(text for text, _ in line).strip()


def _barred(texts: list[str]) -> list[str]:
    """The pieces of a row: each cell with the bar before it, and the last bar."""
    first, *others = (" ".join(text.split()) for text in texts)
    return ["| " + first, *(" | " + text for text in others), " |"]


def _places(cells: list[list[Line]]) -> list[Origin]:
    """Where each cell begins; an empty one where the one before it does."""
    found: list[Origin] = []
    first = next((line[0][1] for lines in cells for line in lines if line), Origin(0))
    for lines in cells:
        own = next((line[0][1] for line in lines if line), None)
        found.append(own or (found[-1] if found else first))
    return [*found, found[-1]]


def _broken(line: Line) -> Iterator[Line]:
    """A paragraph's lines, where it has breaks of its own."""
    current: Line = []
    for text, place in line:
        first, *rest = text.split("\n")
        current.append((first, place))
        for more in rest:
            yield current
            current = [(more, place)]
    yield current


def _diagnostics(walker: _Walker) -> list[Diagnostic]:
    counts = walker.runs.counts
    found: list[Diagnostic] = []
    if counts["inserted"] or counts["deleted"]:
        told = (
            f"文件带有修订痕迹，按全部接受后的文字读取（插入 {counts['inserted']} 处，删除 {counts['deleted']} 处）。"
        )
        found.append(Diagnostic("S301", told))
    if counts["hidden"]:
        found.append(Diagnostic("S304", f"隐藏的文字未读（{counts['hidden']} 处）。"))
    if counts["pictures"] or counts["objects"]:
        told = f"图片 {counts['pictures']} 幅、嵌入对象 {counts['objects']} 个，其中如有文字，未读。"
        found.append(Diagnostic("S305", told))
    return found
