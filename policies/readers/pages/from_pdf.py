"""PDF to pages, by PDFium (ISO 32000).

In: the bytes of a PDF. Out: its `Reading`. Guarantee: forms, scripts and attachments are never looked at; text that
leans (a watermark) stays out, whatever way the page is turned; pages without a text layer are recognised, or told.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from policies import refusals
from policies.model import Diagnostic, Reading
from policies.readers.isolation import limits
from policies.readers.pages import drawing, paragraphs, recognition
from policies.readers.pages.arrangement import sheet
from policies.readers.pages.drawing import Point, Stroke
from policies.readers.pages.model import Page, Rule, Run, Sheet

WHAT = ("PDF 文件", "PDF file")
_QUARTER = math.pi / 2
_UPRIGHT = 0.1  # radians by which upright text may lean
_THIN = 2.5  # units by which a rule may lean
_FEWEST = 8  # characters of a page with a text layer, when it has pictures too
_UNKNOWN = 0.3  # share of characters without a meaning that makes a text layer useless
_SPACES = (0x20, 0x09, 0xA0, 0x3000)
_HYPHEN = "\xad"
_IDEOGRAPHS = (0x3400, 0x9FFF)
_FILLED = 0.25  # share of its width that an ideograph fills at least


def parse(data: bytes, name: str, alive: Callable[[], None]) -> Reading:
    """Read a PDF.

    Raises:
        UnreadableError: it is damaged, protected, without text, or beyond the limits.
    """
    pdf = _opened(data, name)
    count = len(pdf)
    if count > limits.PAGES:
        raise refusals.excessive(
            name, f"共 {count} 页，超过 {limits.PAGES} 页", f"{count} pages, more than {limits.PAGES}"
        )
    sheets: list[Sheet] = []
    bare: list[int] = []
    for at in range(count):
        alive()
        page = _page(pdf, at, name)
        if _is_bare(page):
            bare.append(at)
        sheets.append(sheet(page))
    diagnostics = _recognised(pdf, bare, sheets, name, alive) if bare else []
    return paragraphs.told(sheets, name, diagnostics)


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        protected = getattr(error, "err_code", 0) in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        raise refusals.encrypted(name) if protected else refusals.damaged(name, *WHAT) from error


def _is_bare(page: Page) -> bool:
    """A page with a picture and no text layer to speak of."""
    characters = sum(len(run.text.strip()) for run in page.runs)
    return characters < _FEWEST and page.pictures > 0


def _recognised(
    pdf: pdfium.PdfDocument, bare: list[int], sheets: list[Sheet], name: str, alive: Callable[[], None]
) -> list[Diagnostic]:
    """Have the pages without text recognised.

    Raises:
        UnreadableError: nobody can, and there is no other page.
    """
    shown = "、".join(str(at + 1) for at in bare[:20]) + ("等" if len(bare) > 20 else "")
    if not recognition.available():
        if not any(sheet.items for sheet in sheets):
            raise refusals.no_recognition(name)
        return [Diagnostic("S306", f"第 {shown} 页没有文字层，未读；安装 zhize[ocr] 后可识别。")]
    if len(bare) > limits.SCANNED_PAGES:
        most = limits.SCANNED_PAGES
        raise refusals.excessive(name, f"扫描页超过 {most} 页", f"more than {most} scanned pages")
    for at in bare:
        alive()
        page = pdf[at]
        runs = recognition.runs(recognition.rendered(page))
        page.close()
        sheets[at] = sheet(Page(at + 1, runs))
    return [Diagnostic("S302", f"第 {shown} 页为文字识别所得，可能有误，请对照原件。")]


def _page(pdf: pdfium.PdfDocument, at: int, name: str) -> Page:
    """What stands on a page."""
    try:
        page = pdf[at]
    except pdfium.PdfiumError:
        return Page(at + 1)
    textpage = page.get_textpage()
    found = list(_glyphs(textpage, name))
    turn = _turn(found)
    kept = [_run(glyph, turn) for glyph in found if _quarters(glyph[2]) == turn]
    known = sum(run.text != "\ufffd" for run in kept)
    drawn = drawing.read(page, name)
    rules, pictures = [rule for one in drawn.strokes if (rule := _rule(one, turn))], drawn.pictures
    if len(kept) - known > _UNKNOWN * len(kept):
        kept, pictures = [], pictures + 1  # letters without a meaning: a picture of text
    textpage.close()
    page.close()
    return Page(at + 1, [run for run in kept if run.text != "\ufffd"], rules, pictures)


Box = tuple[float, float, float, float]  # left, right, bottom, top
Glyph = tuple[str, Box, float, bool]  # angle; whether a space was written before it


def _glyphs(textpage: Any, name: str) -> Iterator[Glyph]:
    """Characters with their boxes and the angle they stand at."""
    raw = textpage.raw
    count = pdfium_c.FPDFText_CountChars(raw)
    if count > limits.GLYPHS:
        most = limits.GLYPHS
        raise refusals.excessive(name, f"一页超过 {most} 字", f"more than {most} characters on a page")
    box = pdfium_c.FS_RECTF()
    spaced = False
    for at in range(count):
        code = pdfium_c.FPDFText_GetUnicode(raw, at)
        if pdfium_c.FPDFText_IsGenerated(raw, at) == 1:
            continue
        if code in _SPACES:
            spaced = True
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(box)):
            continue
        edges = (box.left, box.right, box.bottom, box.top)
        if _IDEOGRAPHS[0] <= code <= _IDEOGRAPHS[1]:
            edges = _tight(raw, at, edges)
        yield _character(code), edges, pdfium_c.FPDFText_GetCharAngle(raw, at), spaced
        spaced = False


def _tight(raw: Any, at: int, loose: Box) -> Box:
    """The box of an ideograph: of one in a vertical line PDFium tells a loose box that is far too wide."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium_c.FPDFText_GetCharBox(raw, at, *map(ctypes.byref, (left, right, bottom, top)))
    wide = right.value - left.value < _FILLED * (loose[1] - loose[0])
    return (left.value, right.value, bottom.value, top.value) if wide and right.value > left.value else loose


def _character(code: int) -> str:
    """What a code stands for; U+FFFD for nothing known."""
    if code == 0x02 or chr(code) == _HYPHEN:
        return "-"
    unknown = code < 0x20 or 0xD800 <= code <= 0xF8FF or code >= 0xFFFE
    return "\ufffd" if unknown else unicodedata.normalize("NFKC", chr(code)) if 0x2E80 <= code <= 0x2FDF else chr(code)


def _quarters(angle: float) -> int:
    """The quarter turns that text is turned by, to the right; -1 when it leans."""
    turns = angle / _QUARTER
    nearest = round(turns)
    return nearest % 4 if abs(turns - nearest) * _QUARTER < _UPRIGHT else -1


def _turn(glyphs: list[Glyph]) -> int:
    """How most of the text of a page is turned."""
    counted = Counter(_quarters(angle) for _, _, angle, _ in glyphs)
    counted.pop(-1, None)
    return counted.most_common(1)[0][0] if counted else 0


def _turned(x: float, y: float, turn: int) -> Point:
    """A point of the page (y upwards) where its text is upright (y down)."""
    return ((x, -y), (-y, -x), (-x, y), (y, x))[turn]


def _run(glyph: Glyph, turn: int) -> Run:
    text, box, _, spaced = glyph
    (xa, ya), (xb, yb) = _turned(box[0], box[2], turn), _turned(box[1], box[3], turn)
    left, right, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    wide = text >= "\u2e80" and right > left
    return Run(text, left, right, top, bottom, right - left if wide else max(bottom - top, 0.1), spaced)


def _rule(stroke: Stroke, turn: int) -> Rule | None:
    """A stroke that is level or upright."""
    (xa, ya), (xb, yb) = (_turned(x, y, turn) for x, y in stroke)
    if min(abs(xa - xb), abs(ya - yb)) > _THIN:
        return None
    if abs(xa - xb) >= abs(ya - yb):
        return Rule(min(xa, xb), max(xa, xb), (ya + yb) / 2, (ya + yb) / 2)
    return Rule((xa + xb) / 2, (xa + xb) / 2, min(ya, yb), max(ya, yb))
