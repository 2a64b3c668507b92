"""Encodings and bytes that are no text."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import readers
from policies.errors import PoliciesError, UnreadableError
from policies.from_source import document_id, read_bytes, read_path, read_text
from policies.readers import text as text_reader

SAMPLE = "第一条 为了保护林木，制定本办法。\n第二条 任何人都有权举报。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be", "utf-16"])
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    assert text_reader.decode(SAMPLE.encode(encoding), "例.txt") == SAMPLE


@pytest.mark.parametrize(
    "data",
    [SAMPLE.encode("utf-8-sig"), SAMPLE.replace("\n", "\r\n").encode(), SAMPLE.replace("\n", "\r").encode()],
    ids=["mark", "crlf", "cr"],
)
def test_text_and_offsets_are_those_of_text_mode(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "例.txt"
    path.write_bytes(data)
    with path.open(encoding="utf-8") as file:
        assert read_path(path).text == file.read()


def test_utf16_with_a_mark_of_either_order() -> None:
    assert text_reader.decode(codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"), "例.txt") == SAMPLE
    assert text_reader.decode(codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le"), "例.txt") == SAMPLE


BAD = {
    "empty": (b"", "S001"),
    "only white space": (" \n　\n".encode(), "S001"),
    "only a mark": (codecs.BOM_UTF8, "S001"),
    "a zip": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(200), "S007"),
    "control characters": (bytes(range(1, 9)) * 40, "S002"),
    "truncated UTF-8": (SAMPLE.encode()[:-2], "S004"),
    "damaged UTF-8": ((SAMPLE * 40).encode().replace("林".encode(), b"\xe6\x9e", 1), "S004"),
    "truncated UTF-16": (codecs.BOM_UTF16_LE + SAMPLE.encode("utf-16-le")[:-1], "S004"),
    "truncated GB18030": (SAMPLE.encode("gb18030") + b"\xc8", "S004"),
}


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD.keys())
def test_bytes_that_are_no_text_are_refused_in_one_line(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "坏.txt")
    error = caught.value
    assert error.code == code
    assert error.message_zh.startswith("坏.txt：")
    assert error.message_en.startswith("坏.txt: ")
    assert "\n" not in str(error)


def test_a_huge_file_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"a" * (readers.LIMIT + 1), "大.txt")
    assert caught.value.code == "S003"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(readers.LIMIT + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.code == "S003"


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    for path in (tmp_path, tmp_path / "管道.txt", Path(os.devnull)):
        with pytest.raises(UnreadableError) as caught:
            read_path(path)
        assert caught.value.code == "S006"


def test_a_missing_file_is_an_error_of_this_package(tmp_path: Path) -> None:
    with pytest.raises(PoliciesError) as caught:
        read_path(tmp_path / "没有.txt")
    assert caught.value.code == "S005"


@settings(deadline=None)  # bytes that begin as a picture or an archive start a process
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read_bytes(data, "x.txt")
    except UnreadableError:
        return
    assert document.text


@given(st.text(alphabet=st.characters(codec="gb18030", categories=("Lo", "Po", "Nd")), min_size=40, max_size=200))
def test_gb18030_comes_back(text: str) -> None:
    data = ("的" * 40 + text).encode("gb18030")
    try:
        assert text_reader.decode(data, "x.txt") == "的" * 40 + text
    except UnreadableError:
        pytest.fail("refused")


def test_readers_are_found_by_folder() -> None:
    assert {".txt", ".md", ".docx", ".pdf", ".html", ".ofd", ".doc", ".wps"} <= readers.suffixes()
    for name in ("规定.MD", "无后缀", "改了名.docx"):
        assert readers.is_text(SAMPLE.encode(), name)  # its bytes are a text, whatever it is called


def test_a_document_knows_its_source() -> None:
    document = read_text(SAMPLE, "dir/某 办法.v2.txt")
    assert document.id == document_id("某 办法.v2.txt") == "某-办法.v2"
    assert document.source == "dir/某 办法.v2.txt"
    assert len(document.sha256) == 64
