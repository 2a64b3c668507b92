"""Small files of every format, made by the tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest

Text = tuple[float, float, float, str]  # left and base line from the bottom left corner, size, characters
Box = tuple[float, float, float, float]  # left, bottom, width, height
_A4 = (595, 842)


@pytest.fixture
def zipped() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """A zip of parts."""
    return pack


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """A .docx from what stands in its body, its numbering and its other parts, as WordprocessingML."""
    return write_docx


NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_docx(body: str, **parts: str) -> bytes:
    """Parts are named as in ``word/``: numbering, styles, footnotes, header1."""
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{_RELATED}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for at, name in enumerate(parts)
    )
    packages = "http://schemas.openxmlformats.org/package/2006"
    made = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="r" '
        f'Type="{_RELATED}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    roots = {"footnotes": "footnotes", "header1": "hdr"}
    for name, content in parts.items():
        root = roots.get(name, name)
        made[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{content}</w:{root}>"
    return pack(made)


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """A PDF from the texts and boxes on its pages."""
    return write_pdf


def write_pdf(pages: Sequence[Sequence[Text | Box]], *, turn: str = "1 0 0 1", extra: str = "") -> bytes:
    """Chinese by a predefined code map (ISO 32000, 9.7.5.2), so that no font need be inside."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    for at, items in enumerate(pages):
        drawn = "\n".join(_drawn(item, turn) for item in items)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_A4[0]} {_A4[1]}] /Contents {7 + 2 * at} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _written(objects, extra)


def _drawn(item: Text | Box, turn: str) -> str:
    if isinstance(item[3], str):
        left, base, size, text = item
        return f"BT /F {size} Tf {turn} {left} {base} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
    return f"{item[0]} {item[1]} {item[2]} {item[3]} re S"


def _written(objects: Sequence[str], extra: str) -> bytes:
    made = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>"
    return made + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(made)}\n%%EOF\n"
    ).encode("latin-1")


@pytest.fixture
def ofd() -> Callable[..., bytes]:
    """An OFD from the pieces of text on its pages."""
    return write_ofd


def write_ofd(pages: Sequence[Sequence[Text]], **parts: str) -> bytes:
    """Left and top in millimetres."""
    names = {f"Doc_0/Pages/Page_{at}/Content.xml": items for at, items in enumerate(pages)}
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    made = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for name, items in names.items():
        drawn = "".join(
            f'<ofd:TextObject Boundary="{left} {top} 180 {size}" Size="{size}"><ofd:TextCode X="0" Y="{size}" '
            f'DeltaX="g {len(text) - 1} {size}">{text}</ofd:TextCode></ofd:TextObject>'
            for left, top, size, text in items
        )
        made[name] = f"<ofd:Page {space}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
    return pack(made | parts)
