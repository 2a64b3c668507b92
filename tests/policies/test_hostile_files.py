"""Files made to break a reader: each is refused in one line, in bounded time, and the next file is read."""

from __future__ import annotations

import http.server
import struct
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from policies import readers
from policies.errors import UnreadableError
from policies.from_source import read_bytes
from policies.readers.common import compound, office
from policies.readers.isolation import keeper, limits

Make = Callable[..., bytes]
GOOD = "<w:p><w:r><w:t>第一条 企业应当报告。</w:t></w:r></w:p>"


def code(data: bytes, name: str = "坏.docx") -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name)
    for message in (caught.value.message_zh, caught.value.message_en):
        assert message.startswith(name)
        assert "\n" not in message
    return caught.value.code


def with_document(docx: Make, content: str | bytes) -> bytes:
    """A .docx whose main part is these bytes."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(GOOD))) as good, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, content if name == "word/document.xml" else good.read(name))
    return made.getvalue()


def document(inside: str, head: str = "") -> str:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return f'<?xml version="1.0"?>{head}<w:document {space}><w:body>{inside}</w:body></w:document>'


def test_a_part_that_swells_when_unpacked(docx: Make) -> None:
    data = with_document(docx, document(" " * (limits.PART + 1)))
    assert len(data) < 1024 * 1024
    assert code(data) == "S033"


def test_ten_million_paragraphs(docx: Make) -> None:
    assert code(with_document(docx, document("<w:p/>" * 10_000_000))) == "S033"


def test_more_text_than_a_document(docx: Make) -> None:
    long = "<w:p><w:r><w:t>" + "矿" * 100_000 + "</w:t></w:r></w:p>"
    assert code(docx(long * (limits.CHARACTERS // 100_000 + 1))) == "S033"


def test_more_parts_than_a_document(docx: Make) -> None:
    made = BytesIO(docx(GOOD))
    with zipfile.ZipFile(made, "a") as opened:
        for at in range(limits.PARTS):
            opened.writestr(f"word/media/{at}.png", b"")
    assert code(made.getvalue()) == "S033"


def test_entities_are_refused_however_few(docx: Make) -> None:
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "哈">{laughs}]>'
    assert code(with_document(docx, document("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", bomb))) == "S031"
    assert code(with_document(docx, document(GOOD, "<!DOCTYPE x>"))) == "S031"


def test_nothing_outside_is_read(docx: Make, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("底价三百万", encoding="utf-8")
    outside = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    assert code(with_document(docx, document("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>", outside))) == "S031"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """A server on this machine; what it is asked for."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.append(f"http://127.0.0.1:{server.server_address[1]}")
    yield found
    server.shutdown()
    server.server_close()


def test_nothing_is_fetched(docx: Make, asked: list[str]) -> None:
    address = asked[0]
    page = f'<html><head><link rel=stylesheet href="{address}/a.css"><base href="{address}"></head><body>'
    read_bytes(f'{page}<img src="{address}/b.png"><p>第一条 报告。</p></body></html>'.encode(), "页.html")
    head = f'<!DOCTYPE x SYSTEM "{address}/c.dtd">'
    assert code(with_document(docx, document(GOOD, head))) == "S031"
    if office.program():
        field = rf"{{\field{{\*\fldinst INCLUDEPICTURE {address}/d.png \\d}}{{\fldrslt }}}}"
        read_bytes(rf"{{\rtf1\ansi {field} Article 1.\par}}".encode(), "信.rtf")
    assert asked == [address]


def test_elements_nested_without_end(docx: Make) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + GOOD + "</w:tc></w:tr></w:tbl>" * 2000
    assert code(with_document(docx, document(deep))) == "S031"
    assert code(b"<html><body>" + b"<div>" * 5000 + "第一条".encode(), "深.html") == "S033"


def test_names_in_a_zip_lead_nowhere(docx: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = BytesIO(docx(GOOD))
    with zipfile.ZipFile(made, "a") as opened:
        for name in ("../../out.txt", "/tmp/out.txt", "..\\out.txt", "word/../../out.txt"):
            opened.writestr(name, b"x")
    assert read_bytes(made.getvalue(), "好.docx").text == "第一条 企业应当报告。\n"
    assert list(tmp_path.iterdir()) == []


def test_macros_are_not_looked_at(docx: Make) -> None:
    made = BytesIO(docx(GOOD))
    with zipfile.ZipFile(made, "a") as opened:
        opened.writestr("word/vbaProject.bin", b"\xff" * 1000)
    assert read_bytes(made.getvalue(), "宏.docm").text == "第一条 企业应当报告。\n"


@pytest.mark.parametrize("size", [4, 60, 400, -30])
def test_a_packed_file_cut_off(docx: Make, size: int) -> None:
    assert code(docx(GOOD)[:size]) in ("S002", "S007", "S031")


def test_parts_that_are_not_what_they_should_be(docx: Make, zipped: Callable[[Mapping[str, str]], bytes]) -> None:
    assert code(with_document(docx, "第一条")) == "S031"
    assert code(with_document(docx, "<a/>")) == "S031"
    assert code(zipped({"[Content_Types].xml": "", "word/other.xml": ""})) == "S031"
    assert code(zipped({"OFD.xml": "<a/>"}), "坏.ofd") in ("S001", "S031")


def test_a_pdf_of_five_thousand_pages(pdf: Make) -> None:
    assert code(pdf([[]] * 5000), "长.pdf") == "S033"


def test_a_pdf_whose_pages_hold_themselves(pdf: Make) -> None:
    page = pdf([[(100, 700, 14, "第一条 报告。")]])
    looped = page.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]")
    assert code(looped, "圈.pdf") in ("S001", "S031")


def word(flags: int) -> bytes:
    """The beginning of a compound file with a Word document."""
    header = compound.MAGIC + bytes(22) + struct.pack("<H", 9) + bytes(480)
    entry = "WordDocument\0".encode("utf-16-le").ljust(116, b"\0") + struct.pack("<I", 2) + bytes(8)
    fib = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, flags)
    return (header + bytes(512) + entry).ljust(1536, b"\0") + fib.ljust(512, b"\0")


def test_passwords_are_told_from_damage() -> None:
    locked = compound.MAGIC + bytes(504) + "EncryptedPackage\0".encode("utf-16-le").ljust(128, b"\0")
    assert code(locked, "锁.docx") == "S032"
    assert code(word(0x0100), "锁.doc") == "S032"
    assert not compound.is_protected(word(0))


def test_without_libreoffice_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    assert code(word(0), "旧.doc") == "S037"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (compound.MAGIC + bytes(504) + "Workbook\0".encode("utf-16-le").ljust(128, b"\0"), "Excel 表格"),
        (b"PK\x03\x04" + b"[Content_Types].xml xl/workbook.xml", "Excel 表格"),
        (b"Rar!\x1a\x07\x00" + bytes(40), "压缩包"),
    ],
)
def test_a_format_that_is_not_read_is_named(data: bytes, named: str) -> None:
    with pytest.raises(UnreadableError, match=named) as caught:
        read_bytes(data, "表.txt")
    assert caught.value.code == "S007"


PARSERS = {
    "ends": "import os\ndef parse(*_): os.abort()",
    "breaks": "def parse(*_): raise KeyError('x')",
    "swells": "def parse(*_): return bytearray(3 << 30)",
    "calls": "import socket\ndef parse(*_): socket.create_connection(('127.0.0.1', 9))",
    "prints": "def parse(*_): print('{\"reading\": 1}'); raise KeyError",
}


@pytest.mark.parametrize("how", PARSERS)
def test_a_parser_that_fails_ends_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, docx: Make, how: str) -> None:
    (tmp_path / f"parser_{how}.py").write_text(PARSERS[how], encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(UnreadableError) as caught:
        keeper.run(f"parser_{how}", b"x", "坏.pdf")
    assert caught.value.code == "S035"
    assert read_bytes(docx(GOOD), "好.docx").text == "第一条 企业应当报告。\n"


def test_a_parser_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, docx: Make) -> None:
    (tmp_path / "parser_hangs.py").write_text("def parse(*_):\n    while True: pass", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(limits, "SECONDS", 1)
    with pytest.raises(UnreadableError) as caught:
        keeper.run("parser_hangs", b"x", "坏.pdf")
    assert caught.value.code == "S034"
    monkeypatch.undo()
    assert read_bytes(docx(GOOD), "好.docx").text == "第一条 企业应当报告。\n"


def test_a_parser_that_shows_signs_of_life_may_take_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parser = (
        "import time\nfrom policies.model import Reading\n"
        "def parse(data, name, alive):\n"
        "    for _ in range(8):\n        time.sleep(0.5)\n        alive()\n"
        "    return Reading('第一条')\n"
    )
    (tmp_path / "parser_works.py").write_text(parser, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(limits, "SECONDS", 2)
    begun = time.monotonic()
    assert keeper.run("parser_works", b"x", "长.pdf").text == "第一条"
    assert time.monotonic() - begun > limits.SECONDS


def test_a_file_larger_than_any_is_refused_unread() -> None:
    assert code(b"%PDF-1.5 obj" + bytes(readers.LIMIT), "大.pdf") == "S003"
