"""OFD to pages (GB/T 33190-2016, the national format for fixed layout).

In: the bytes of an .ofd. Out: its `Reading`. Guarantee: seals, attachments and annotations are never looked at; text
that leans (a watermark) stays out; of a file with several documents all are read, one after another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

from policies import refusals
from policies.model import Diagnostic, Reading
from policies.readers.common.markup import Element, attribute, child, children, local, root
from policies.readers.common.package import Package, below
from policies.readers.isolation import limits
from policies.readers.pages import paragraphs
from policies.readers.pages.arrangement import sheet
from policies.readers.pages.model import Page, Rule, Run, Sheet

WHAT = ("OFD 文件", "OFD file")
_UNITS = 72 / 25.4  # points of a millimetre
_LEAN = 0.05  # share by which upright text may lean
_THIN = 3.0  # points of a rule's thickness
_ABOVE = 0.88  # share of a character that stands above the line it is written on
_GLYPHS = 5_000  # of one piece of text
_DRAWN = frozenset({"PathObject", "TextObject", "ImageObject"})

Matrix = tuple[float, float, float, float, float, float]
_ITSELF: Matrix = (1, 0, 0, 1, 0, 0)


def parse(data: bytes, name: str, alive: Callable[[], None]) -> Reading:
    """Read an OFD file.

    Raises:
        UnreadableError: it is damaged, protected, without text, or beyond the limits.
    """
    package = Package(data, name, WHAT)
    if "Encryptions.xml" in package or "OFD.xml" not in package:
        raise refusals.encrypted(name) if "Encryptions.xml" in package else package.damaged()
    sheets: list[Sheet] = []
    pictures: list[int] = []
    for parts in _pages(package):
        alive()
        page = Page(len(sheets) + 1)
        if page.number > limits.PAGES:
            raise refusals.excessive(name, f"超过 {limits.PAGES} 页", f"more than {limits.PAGES} pages")
        for part in parts:
            _fill(page, root(package, part), name)
        if page.pictures and not page.runs:
            pictures.append(page.number)
        sheets.append(sheet(page))
    return paragraphs.told(sheets, name, _unread(pictures))


def _unread(pictures: list[int]) -> list[Diagnostic]:
    shown = "、".join(map(str, pictures[:20]))
    return [Diagnostic("S306", f"第 {shown} 页只有图片，没有文字，未读；可另存为 PDF 后识别。")] if pictures else []


def _pages(package: Package) -> Iterator[list[str]]:
    """For each page the parts that it is made of, its templates first."""
    for body in children(root(package, "OFD.xml"), "DocBody"):
        start = (getattr(child(body, "DocRoot"), "text", None) or "").strip()
        if not start:
            raise package.damaged()
        main = below("", start)
        document = root(package, main)
        templates = {
            attribute(one, "ID") or "": below(main, attribute(one, "BaseLoc") or "")
            for one in children(child(document, "CommonData"), "TemplatePage")
        }
        for one in children(child(document, "Pages"), "Page"):
            part = below(main, attribute(one, "BaseLoc") or "")
            used = (attribute(tag, "TemplateID") or "" for tag in children(root(package, part), "Template"))
            yield [*(templates[key] for key in used if key in templates), part]


def _fill(page: Page, content: Element, name: str) -> None:
    """What a part puts on its page."""
    for one in content.iter():
        kind = local(one)
        if kind not in _DRAWN:
            continue
        left, top, wide = [*_numbers(attribute(one, "Boundary") or ""), 0.0, 0.0, 0.0][:3]
        matrix = _matrix(attribute(one, "CTM"))
        if kind == "TextObject":
            page.runs += _runs(one, (left, top, wide), matrix)
        elif kind == "PathObject":
            page.rules += _rules(one, left, top, matrix)
        else:
            page.pictures += 1
        if len(page.runs) > limits.GLYPHS or len(page.rules) > limits.OUTLINES:
            raise refusals.excessive(name, "一页内容过多", "too much on one page")


def _runs(one: Element, box: tuple[float, float, float], matrix: Matrix) -> Iterator[Run]:
    """The characters of a piece of text, each where it stands; `box`: left, top and width of the whole."""
    a, b, c, d, e, f = matrix
    size = (_numbers(attribute(one, "Size") or "") or [0.0])[0]
    if size <= 0 or a <= 0 or d <= 0 or abs(b) > _LEAN * a or abs(c) > _LEAN * d:
        return
    x, y = 0.0, 0.0
    for code in children(one, "TextCode"):
        x = (_numbers(attribute(code, "X") or "") or [x])[0]
        y = (_numbers(attribute(code, "Y") or "") or [y])[0]
        spaced = False
        for char, right, down in _advances(code):
            wide = size * (1.0 if char >= "\u2e80" else 0.5)
            if right is None and not down:  # the last one reaches as far as the whole
                wide = min(max(wide, (box[2] - e) / a - x), size)
            elif right and right < size:
                wide = right
            if not char.isspace():
                left, base = (box[0] + a * x + e) * _UNITS, (box[1] + d * y + f) * _UNITS
                high = size * d * _UNITS
                edges = (left, left + wide * a * _UNITS, base - _ABOVE * high, base + (1 - _ABOVE) * high)
                yield Run(char, *edges, size * a * _UNITS, spaced)
            spaced = char.isspace()
            x += (0.0 if down else wide) if right is None else right
            y += down


def _advances(code: Element) -> Iterator[tuple[str, float | None, float]]:
    """The characters, with how far to the right and down the next one stands; None where that is not said."""
    rights, downs = _steps(attribute(code, "DeltaX")), _steps(attribute(code, "DeltaY"))
    for at, char in enumerate((code.text or "")[:_GLYPHS]):
        yield char, rights[at] if at < len(rights) else None, downs[at] if at < len(downs) else 0.0


def _rules(one: Element, left: float, top: float, matrix: Matrix) -> Iterator[Rule]:
    """The straight strokes of an outline."""
    data = (getattr(child(one, "AbbreviatedData"), "text", None) or "").split()
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    for part in _outlines(data):
        points = [((left + a * x + c * y + e) * _UNITS, (top + b * x + d * y + f) * _UNITS) for x, y in part]
        yield from _of_outline(points)


def _of_outline(points: list[tuple[float, float]]) -> Iterator[Rule]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if min(wide, high) <= _THIN:
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        yield Rule(min(xs), max(xs), y, y) if wide >= high else Rule(x, x, min(ys), max(ys))
        return
    for (xa, ya), (xb, yb) in pairwise(points):
        if abs(ya - yb) <= _LEAN:
            yield Rule(min(xa, xb), max(xa, xb), ya, ya)
        elif abs(xa - xb) <= _LEAN:
            yield Rule(xa, xa, min(ya, yb), max(ya, yb))


def _outlines(data: list[str]) -> Iterator[list[tuple[float, float]]]:
    """The points of each part; a curve ends it (operators of 9.3.1: S and M move, L goes straight, C closes)."""
    current: list[tuple[float, float]] = []
    at = 0
    while at < len(data):
        operator = data[at]
        values = _numbers(" ".join(data[at + 1 : at + 3]))
        if operator == "L" and len(values) == 2 and current:
            current.append((values[0], values[1]))
        elif operator == "C" and current:
            current.append(current[0])
        elif operator.isalpha():
            if len(current) > 1:
                yield current
            current = [(values[0], values[1])] if operator in "SM" and len(values) == 2 else []
        at += 1
    if len(current) > 1:
        yield current


def _steps(text: str | None) -> list[float]:
    """Distances of characters; ``g 3 16.9`` is three times 16.9."""
    found: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if word != "g":
            found += _numbers(word)
            continue
        times, step = _numbers(next(words, "")), _numbers(next(words, ""))
        if times and step:
            found += step * min(max(int(times[0]), 0), _GLYPHS)
    return found


def _matrix(text: str | None) -> Matrix:
    values = _numbers(text or "")
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else _ITSELF


def _numbers(text: str) -> list[float]:
    found: list[float] = []
    for word in text.split():
        try:
            number = float(word)
        except ValueError:
            return found
        found.append(number if math.isfinite(number) else 0.0)
    return found
