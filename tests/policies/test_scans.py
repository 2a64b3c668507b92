"""Pages without a text layer, and pictures: recognised with the extra, refused with the way out without it."""

from __future__ import annotations

import struct
import zlib

import pytest

from policies.errors import UnreadableError
from policies.from_source import read_bytes
from policies.readers.pages.recognition import available


def png(width: int, height: int, dots: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + dots[at * width : (at + 1) * width] for at in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def scan(width: int, height: int) -> bytes:
    """A PDF of one page that is all picture."""
    dots = zlib.compress(b"\xff" * width * height)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /I 5 0 R >> >> >>",
        b"<< /Length 28 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q \nendstream",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n" % (width, height, len(dots)) + dots + b"\nendstream",
    ]
    made = b"%PDF-1.5\n" + b"".join(b"%d 0 obj\n" % at + one + b"\nendobj\n" for at, one in enumerate(objects, 1))
    return made + b"trailer << /Root 1 0 R /Size 6 >>\n%%EOF"


BLANK = {
    "a scan": (scan(60, 80), "扫描.pdf"),
    "a picture": (png(60, 80, b"\xff" * 4800), "照片.txt"),
    "a dot": (png(1, 1, b"\xff"), "点.png"),
    "a line": (png(4000, 20, b"\xff" * 80_000), "线.png"),
}


@pytest.mark.parametrize(("data", "name"), BLANK.values(), ids=BLANK.keys())
def test_an_empty_scan_is_refused_with_the_reason(data: bytes, name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name)
    assert caught.value.code == ("S001" if available() else "S036")
    assert ("zhize[ocr]" in caught.value.message_zh) is not available()


@pytest.mark.skipif(not available(), reason="zhize[ocr] is not installed")
def test_a_picture_of_a_line_is_recognised() -> None:
    np = pytest.importorskip("numpy")
    image, draw, font = (pytest.importorskip(f"PIL.{name}") for name in ("Image", "ImageDraw", "ImageFont"))
    page = image.new("L", (1200, 260), 255)
    draw.Draw(page).text((60, 90), "Article 12 of 2025", fill=0, font=font.load_default(72))
    document = read_bytes(png(1200, 260, np.asarray(page).tobytes()), "照片.png")
    assert "".join(document.text.split()) == "Article12of2025"
    assert [d.code for d in document.diagnostics][:1] == ["S302"]
    assert document.origins[0].page == 1


@pytest.mark.skipif(not available(), reason="zhize[ocr] is not installed")
def test_a_picture_larger_than_any_page_is_refused() -> None:
    header = png(1, 1, b"\xff")
    huge = header.replace(struct.pack(">II", 1, 1), struct.pack(">II", 60_000, 60_000), 1)
    fixed = huge[:29] + struct.pack(">I", zlib.crc32(huge[12:29])) + huge[33:]
    with pytest.raises(UnreadableError) as caught:
        read_bytes(fixed, "巨图.png")
    assert caught.value.code in ("S031", "S033")
