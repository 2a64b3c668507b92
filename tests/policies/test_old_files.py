"""Formats that LibreOffice turns into .docx, where it is installed."""

from __future__ import annotations

import pytest

from policies.errors import UnreadableError
from policies.from_source import read_bytes
from policies.readers.common import office

needed = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
TEXT = "第一条 企业应当报告。"
RTF = b"{\\rtf1\\ansi\\uc1 " + "".join(f"\\u{ord(char)}?" for char in TEXT).encode() + b"\\par}"


@needed
def test_rtf_is_read_through_libreoffice() -> None:
    assert read_bytes(RTF, "旧.doc").text.splitlines() == [TEXT]


@needed
def test_what_libreoffice_cannot_convert_is_told() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(
            b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text" + bytes(400), "坏.odt"
        )
    assert caught.value.code == "S038"
