"""Pictures of text to runs, by RapidOCR (an optional extra).

In: a picture. Out: runs, one a line or a part of a line. Guarantee: without the extra nothing is imported, and it is
said so; a picture larger than any page is refused.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import Any

from policies.readers.isolation import bounds
from policies.readers.pages.model import Run

_ENGINE = "rapidocr_onnxruntime"
_SCALE = 2.5  # of 72 dots per inch: 180
_LONGEST = 3000  # dots of a side
_SMALLEST = 16  # dots of a side that a character could stand on
_SLIMMEST = 100  # times that a picture may be longer than wide
_SURE = 0.5  # how sure the engine must be of a line


def available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec(_ENGINE) is not None


def rendered(page: Any) -> Any:
    """A page of PDFium as a picture."""
    width, height = page.get_size()
    scale = min(_SCALE, _LONGEST / max(width, height, 1))
    return page.render(scale=scale).to_numpy()


def runs(picture: Any) -> list[Run]:
    """The lines of a picture (an array of dots)."""
    height, width = picture.shape[:2]
    if min(height, width) < max(_SMALLEST, max(height, width) / _SLIMMEST):
        return []  # a line or a dot: the engine would scale it to nothing
    found, _ = _engine()(picture)
    return [_run(box, text) for box, text, sure in found or () if float(sure) >= _SURE and text.strip()]


@cache
def _engine() -> Any:
    bounds.widen()
    return importlib.import_module(_ENGINE).RapidOCR()


def _run(box: Any, text: str) -> Run:
    xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
    widths = sum(1.0 if char >= "\u2e80" else 0.5 for char in text)
    return Run(text, min(xs), max(xs), min(ys), max(ys), (max(xs) - min(xs)) / max(widths, 1))
