"""Pictures of text to a reading.

In: the bytes of a picture (PNG, JPEG, TIFF, BMP, WebP, GIF). Out: its `Reading`. Guarantee: without the extra for text
recognition it is said so; how large a picture is, is known before its dots are unpacked.
"""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from policies import refusals
from policies.model import Diagnostic, Reading
from policies.readers.isolation import limits
from policies.readers.pages import paragraphs, recognition
from policies.readers.pages.arrangement import sheet
from policies.readers.pages.model import Page, Sheet

WHAT = ("图片", "picture")


def parse(data: bytes, name: str, alive: Callable[[], None]) -> Reading:
    """Recognise a picture, or each page of a TIFF.

    Raises:
        UnreadableError: nobody can, it is damaged, too large, or there is no text on it.
    """
    if not recognition.available():
        raise refusals.no_recognition(name)
    sheets: list[Sheet] = []
    for dots in _pictures(data, name):
        alive()
        sheets.append(sheet(Page(len(sheets) + 1, recognition.runs(dots))))
    return paragraphs.told(sheets, name, [Diagnostic("S302", "全文为文字识别所得，可能有误，请对照原件。")])


def _pictures(data: bytes, name: str) -> Iterator[Any]:
    """The dots of each page."""
    image, ops = importlib.import_module("PIL.Image"), importlib.import_module("PIL.ImageOps")
    sequence, numpy = importlib.import_module("PIL.ImageSequence"), importlib.import_module("numpy")
    warnings.simplefilter("ignore")
    try:
        with image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > limits.PIXELS:
                most = limits.PIXELS // 1_000_000
                raise refusals.excessive(name, f"图片超过 {most} 百万像素", f"more than {most} million pixels")
            for at, page in enumerate(sequence.Iterator(opened)):
                if at >= limits.SCANNED_PAGES:
                    most = limits.SCANNED_PAGES
                    raise refusals.excessive(name, f"图片超过 {most} 页", f"more than {most} pages")
                yield numpy.asarray(ops.exif_transpose(page).convert("RGB"))[:, :, ::-1].copy()
    except (image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise refusals.damaged(name, *WHAT) from error
