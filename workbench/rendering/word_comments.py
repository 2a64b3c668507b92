"""Comments of Word in a copy of a .docx.

In: the bytes of the file, and comments with the paragraphs they belong to. Out: the bytes of the copy. Guarantee:
the file is not written anew: comments are put between its bytes (ECMA-376 part 1, 17.13.4), so that all else is, part
for part and byte for byte, what it was; comments that are there already stay. A document type in its XML is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from xml.parsers import expat
from xml.sax.saxutils import escape

from workbench.rendering.plain import plain

TYPES = "[Content_Types].xml"
AUTHOR, INITIALS = "Zhize", "ZZ"
MAIN = "word/document.xml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


class NoPlaceError(Exception):
    """The file has no place for comments: it is no .docx, or one written in a way that Word does not write."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: from which ``w:p`` to which, counted from 1 as `Origin.paragraph` does, and its lines."""

    first: int
    last: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Element:
    """A start tag: its name, its attributes, where it begins and ends."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int

    @property
    def prefix(self) -> str:
        """What its name begins with: ``w:`` or nothing."""
        return self.name[: self.name.find(":") + 1]


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph: where its text begins, after its properties, and where it ends; None for an empty tag."""

    first: int | None
    last: int | None


def commented(data: bytes, comments: Sequence[Comment]) -> bytes:
    """The file with the comments.

    Raises:
        NoPlaceError: there is no place for them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {info.filename: package.read(info) for info in package.infolist()}
            changed = _changed(parts, comments)
            return _written(package, parts | changed)
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, IndexError, UnicodeError) as error:
        raise NoPlaceError from error


def _changed(parts: dict[str, bytes], comments: Sequence[Comment]) -> dict[str, bytes]:
    main = _main(parts)
    document = parts[main]
    elements, paragraphs = _read(document)
    root = elements[0]
    space = root.attributes[f"xmlns:{root.prefix[:-1]}"]
    relations, part = _place(parts, main)
    numbers = _free(parts.get(part), len(comments))
    made = "".join(map(_comment, numbers, comments))
    changed = {main: _marked(document, root.prefix, paragraphs, list(zip(numbers, comments, strict=True)))}
    if part in parts:
        old = _read(parts[part])[0][0]
        changed[part] = _inside(parts[part], _spelt(made, old.prefix).encode())
        return changed
    changed[part] = f'{DECLARED}<w:comments xmlns:w="{space}">{made}</w:comments>'.encode()
    changed[TYPES] = _added(parts[TYPES], f'Override PartName="/{part}" ContentType="{CONTENT}"')
    old_relations = parts.get(relations) or f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'.encode()
    told = f'Relationship Id="{_unused(old_relations)}" Type="{_kind(space)}" Target="{basename(part)}"'
    changed[relations] = _added(old_relations, told)
    return changed


def _kind(space: str) -> str:
    """The relation of a text with its comments, in the dialect of its namespace."""
    return f"{STRICT if space.startswith('http://purl.oclc.org/') else TRANSITIONAL}/comments"


def _main(parts: dict[str, bytes]) -> str:
    """The part that the text stands in."""
    for one in _read(parts["_rels/.rels"])[0]:
        if one.attributes.get("Type", "").endswith("/officeDocument"):
            return normpath(one.attributes["Target"].lstrip("/"))
    return MAIN


def _place(parts: dict[str, bytes], main: str) -> tuple[str, str]:
    """The part that names the relations of the text, and the one of its comments, whether there are any or not."""
    relations = join(dirname(main), "_rels", f"{basename(main)}.rels")
    for one in _read(parts[relations])[0] if relations in parts else ():
        if one.attributes.get("Type", "").endswith("/relationships/comments"):
            target = one.attributes["Target"]
            return relations, target.lstrip("/") if target.startswith("/") else normpath(join(dirname(main), target))
    free = (join(dirname(main), f"comments{number or ''}.xml") for number in range(len(parts) + 1))
    return relations, next(name for name in free if name not in parts)


def _read(xml: bytes) -> tuple[list[_Element], list[_Paragraph]]:
    """The elements in order, and the paragraphs among them."""
    reader = _Reader(xml)
    return reader.elements, reader.paragraphs


class _Reader:
    """Where in the bytes of a part its elements stand."""

    def __init__(self, xml: bytes) -> None:
        self.elements: list[_Element] = []
        self.paragraphs: list[_Paragraph] = []
        self._xml = xml
        self._open: list[tuple[_Element, int]] = []  # the element; which paragraph it is, -1 for none
        xml.decode("utf-8")
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(xml, True)

    def _refuse(self, *_: object) -> None:
        raise NoPlaceError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        element = _Element(name, attributes, start, self._tag(start))
        self.elements.append(element)
        number = -1
        if name == f"{self.elements[0].prefix}p":
            number = len(self.paragraphs)
            self.paragraphs.append(_Paragraph(element.end, None))
        self._open.append((element, number))

    def _end(self, name: str) -> None:
        element, number = self._open.pop()
        empty = self._xml[element.end - 2 : element.end] == b"/>"
        at = self._parser.CurrentByteIndex
        if number >= 0:
            first = self.paragraphs[number].first
            self.paragraphs[number] = _Paragraph(None, None) if empty else _Paragraph(first, at)
        elif self._open and self._open[-1][1] >= 0 and name == f"{self.elements[0].prefix}pPr":
            self.paragraphs[self._open[-1][1]] = _Paragraph(element.end if empty else self._tag(at), None)

    def _tag(self, start: int) -> int:
        found = _TAG.match(self._xml, start)
        if found is None:
            raise NoPlaceError
        return found.end()


def _free(part: bytes | None, count: int) -> list[int]:
    """Numbers that no comment has yet."""
    used = [-1]
    if part is not None:
        elements = _read(part)[0]
        own = f"{elements[0].prefix}comment"
        used += [int(value) for one in elements if one.name == own and (value := _id(one)).isdecimal()]
    return list(range(max(used) + 1, max(used) + 1 + count))


def _id(element: _Element) -> str:
    return next((value for name, value in element.attributes.items() if name.rpartition(":")[2] == "id"), "")


def _comment(number: int, comment: Comment) -> str:
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(plain(line))}</w:t></w:r></w:p>' for line in comment.lines
    )
    return f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:initials="{INITIALS}">{lines}</w:comment>'


def _marked(
    document: bytes, prefix: str, paragraphs: Sequence[_Paragraph], numbered: Iterable[tuple[int, Comment]]
) -> bytes:
    """The text with the marks of the comments; one whose paragraph is empty stands at the next that is not."""
    marks: list[tuple[int, int, str]] = []
    for number, comment in numbered:
        first, last = _standing(paragraphs, comment.first - 1), _standing(paragraphs, comment.last - 1)
        begin, end = paragraphs[first].first, paragraphs[max(first, last)].last
        if begin is None or end is None:
            raise NoPlaceError
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        marks.append((begin, number, f'<w:commentRangeStart w:id="{number}"/>'))
        marks.append((end, number, f'<w:commentRangeEnd w:id="{number}"/>{reference}'))
    pieces, done = [], 0
    for at, _, told in sorted(marks):
        pieces += [document[done:at], _spelt(told, prefix).encode()]
        done = at
    return b"".join([*pieces, document[done:]])


def _standing(paragraphs: Sequence[_Paragraph], at: int) -> int:
    order = [*range(at, len(paragraphs)), *range(at - 1, -1, -1)]
    return next((index for index in order if paragraphs[index].last is not None), at)


def _spelt(xml: str, prefix: str) -> str:
    """Our elements and attributes with the prefix that a part uses."""
    return xml if prefix == "w:" else re.sub(r"(</?|\s)w:", lambda found: found[1] + prefix, xml)


def _inside(part: bytes, xml: bytes) -> bytes:
    """`xml` as the last thing in the outermost element of a part."""
    root = _read(part)[0][0]
    if part[root.end - 2 : root.end] == b"/>":
        return part[: root.end - 2] + b">" + xml + f"</{root.name}>".encode() + part[root.end :]
    at = part.rindex(b"</")
    return part[:at] + xml + part[at:]


def _added(part: bytes, told: str) -> bytes:
    """A part with one more empty element in it."""
    prefix = _read(part)[0][0].prefix
    return _inside(part, f"<{prefix}{told}/>".encode())


def _unused(relations: bytes) -> str:
    used = {one.attributes.get("Id") for one in _read(relations)[0]}
    return next(name for number in range(1, len(used) + 2) if (name := f"rIdZhize{number}") not in used)


def _written(package: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in package.infolist():
            new.writestr(info, parts[info.filename], info.compress_type)
        for name in parts.keys() - {info.filename for info in package.infolist()}:
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
