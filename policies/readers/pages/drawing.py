"""What is drawn on a page of a PDF: strokes and pictures.

In: a page of PDFium. Out: straight strokes in the page's own units, and how many pictures of some size there are.
Guarantee: a thin filled box is one stroke, along its middle; what is neither filled nor stroked is none; forms within
forms are entered a few deep only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from policies import refusals
from policies.readers.isolation import limits

Point = tuple[float, float]
Stroke = tuple[Point, Point]
Matrix = tuple[float, float, float, float, float, float]

_ITSELF: Matrix = (1, 0, 0, 1, 0, 0)
_THIN = 3.0  # units of a rule's thickness
_NEST = 4  # forms within forms
_POINTS = 200  # of one outline that can be a rule or a box
_LARGE = 0.05  # share of the page of a picture of some size


@dataclass(slots=True)
class Drawn:
    """What was found so far."""

    strokes: list[Stroke] = field(default_factory=list)
    pictures: int = 0
    seen: int = 0


def read(page: Any, name: str) -> Drawn:
    """What is drawn on a page.

    Raises:
        UnreadableError: more than on any page.
    """
    found = Drawn()
    width, height = page.get_size()
    raw = page.raw
    count = pdfium_c.FPDFPage_CountObjects(raw)
    _inside(
        count, lambda at: pdfium_c.FPDFPage_GetObject(raw, at), _ITSELF, _Bounds(found, width * height, name), _NEST
    )
    return found


@dataclass(frozen=True, slots=True)
class _Bounds:
    found: Drawn
    area: float
    name: str


def _inside(count: int, get: Callable[[int], Any], matrix: Matrix, bounds: _Bounds, deeper: int) -> None:
    found = bounds.found
    found.seen += count
    if found.seen > limits.OUTLINES:
        most = limits.OUTLINES
        raise refusals.excessive(bounds.name, f"一页图形超过 {most} 个", f"more than {most} drawings on a page")
    for at in range(count):
        item = get(at)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            found.strokes += _strokes(item, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            found.pictures += _is_large(item, matrix, bounds.area)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and deeper:
            _form(item, matrix, bounds, deeper - 1)


def _form(form: Any, matrix: Matrix, bounds: _Bounds, deeper: int) -> None:
    count = pdfium_c.FPDFFormObj_CountObjects(form)
    own = _combined(_matrix(form), matrix)
    _inside(count, lambda at: pdfium_c.FPDFFormObj_GetObject(form, at), own, bounds, deeper)


def _matrix(item: Any) -> Matrix:
    found = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(found)):
        return _ITSELF
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _combined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _placed(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _strokes(path: Any, matrix: Matrix) -> list[Stroke]:
    """The straight strokes of an outline."""
    count = pdfium_c.FPDFPath_CountSegments(path)
    fill, stroked = _mode(path)
    if not 1 < count <= _POINTS or not (fill or stroked):
        return []
    whole = _combined(_matrix(path), matrix)
    found: list[Stroke] = []
    for points in _outlines(path, count):
        placed = [_placed(point, whole) for point in points]
        found += _of_outline(placed, stroked=stroked)
    return found


def _of_outline(points: list[Point], *, stroked: bool) -> list[Stroke]:
    """A thin box is one stroke; the edges of a wider one are strokes when they are drawn and no mere background."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if min(right - left, high - low) <= _THIN:
        if right - left >= high - low:
            return [((left, (low + high) / 2), (right, (low + high) / 2))]
        return [(((left + right) / 2, low), ((left + right) / 2, high))]
    if not stroked:
        return []
    return [(one, other) for one, other in pairwise(points) if one[0] == other[0] or one[1] == other[1]]


def _outlines(path: Any, count: int) -> Iterator[list[Point]]:
    """The points of each part of an outline; a curve ends the part."""
    x, y = ctypes.c_float(), ctypes.c_float()
    current: list[Point] = []
    for at in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if kind != pdfium_c.FPDF_SEGMENT_LINETO:
            if len(current) > 1:
                yield current
            current = []
        current.append((x.value, y.value))
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            current.append(current[0])
    if len(current) > 1:
        yield current


def _mode(path: Any) -> tuple[bool, bool]:
    """Whether an outline is filled, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value), bool(stroke.value)


def _is_large(picture: Any, matrix: Matrix, area: float) -> bool:
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(picture, *map(ctypes.byref, (left, low, right, high))):
        return False
    one, other = _placed((left.value, low.value), matrix), _placed((right.value, high.value), matrix)
    return abs((one[0] - other[0]) * (one[1] - other[1])) > _LARGE * area
