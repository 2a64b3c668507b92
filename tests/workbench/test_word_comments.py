"""Comments of Word: read by another library, and nothing else of the file touched."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word

from bench.contract_files import CONTRACTS
from policies.from_source import read_bytes, read_path
from policies.model import Document
from policies.origins import origin
from workbench.rendering.word_comments import Comment, NoPlaceError, commented

FILE = CONTRACTS / "gansu-late-weak.docx"
REAL = Path(__file__).resolve().parents[3] / "shared" / "documents" / "originals"
MARKS = re.compile(rb'<w:commentRange(Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>')


def at(document: Document, words: str) -> int:
    found = origin(document, document.text.index(words))
    assert found is not None and found.paragraph is not None
    return found.paragraph


def two() -> tuple[Document, list[Comment]]:
    document = read_path(FILE)
    late, table = at(document, "矿山正常运营后三年内"), at(document, "3762105.31")
    return document, [Comment(late, late, ("晚于规定 <1年>", "建议：改为一年内")), Comment(table, table + 1, ("坐标",))]


def test_the_comments_are_there_and_stand_at_their_clauses() -> None:
    document, comments = two()
    out = commented(FILE.read_bytes(), comments)
    assert [(one.text, one.author) for one in Word(io.BytesIO(out)).comments] == [
        ("晚于规定 <1年>\n建议：改为一年内", "Zhize"),
        ("坐标", "Zhize"),
    ]
    xml = zipfile.ZipFile(io.BytesIO(out)).read("word/document.xml").decode()
    begin, end = xml.index('<w:commentRangeStart w:id="0"/>'), xml.index('<w:commentRangeEnd w:id="0"/>')
    assert re.sub("<[^>]+>", "", xml[begin:end]) == "矿山正常运营后三年内，受让人应当完成绿色矿山建设、评估与核查入库。"
    assert read_bytes(out, FILE.name).text == document.text


def test_all_else_is_byte_for_byte_what_it_was() -> None:
    _, comments = two()
    old, new = zipfile.ZipFile(FILE), zipfile.ZipFile(io.BytesIO(commented(FILE.read_bytes(), comments)))
    assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
    differing = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert differing == {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}
    assert MARKS.sub(b"", new.read("word/document.xml")) == old.read("word/document.xml")


def test_comments_that_are_there_already_stay() -> None:
    _, comments = two()
    out = commented(commented(FILE.read_bytes(), comments[:1]), comments[1:])
    assert [(one.comment_id, one.text.partition("\n")[0]) for one in Word(io.BytesIO(out)).comments] == [
        (0, "晚于规定 <1年>"),
        (1, "坐标"),
    ]


def test_comments_of_other_programs_stay_too() -> None:
    _, comments = two()
    word = Word(str(FILE))
    word.add_comment(word.paragraphs[3].runs, "法务：已核", author="法务", initials="F")
    data = io.BytesIO()
    word.save(data)
    found = [(one.text, one.author) for one in Word(io.BytesIO(commented(data.getvalue(), comments[1:]))).comments]
    assert found == [("法务：已核", "法务"), ("坐标", "Zhize")]


def changed(*pairs: bytes) -> bytes:
    """The file with words of its text replaced: old, new, old, new."""
    out = io.BytesIO()
    with zipfile.ZipFile(FILE) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                for old, new in zip(pairs[::2], pairs[1::2], strict=True):
                    data = data.replace(old, new)
            made.writestr(name, data)
    return out.getvalue()


def test_another_prefix_is_used_as_it_is() -> None:
    renamed = changed(b"w:", b"x:", b"xmlns:w=", b"xmlns:x=")
    document = read_bytes(renamed, FILE.name)
    late = at(document, "矿山正常运营后三年内")
    xml = zipfile.ZipFile(io.BytesIO(commented(renamed, [Comment(late, late, ("晚",))]))).read("word/document.xml")
    assert b'<x:commentRangeStart x:id="0"/>' in xml
    assert b"<w:" not in xml


@pytest.mark.parametrize(
    "data",
    [
        b"no zip at all",
        (CONTRACTS / "gansu-clean.txt").read_bytes(),
        changed(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
        changed(b"</w:body>", b""),
    ],
    ids=["bytes", "text", "document type", "damaged"],
)
def test_a_file_without_a_place_for_comments_is_refused(data: bytes) -> None:
    with pytest.raises(NoPlaceError):
        commented(data, [Comment(1, 1, ("x",))])


@pytest.mark.skipif(not REAL.is_dir(), reason="the originals are not beside this checkout")
@pytest.mark.parametrize("name", ["coal_煤矿安全技术措施.docx", "rep_三亚_政府工作报告.docx", "lgtm_test.docx"])
def test_files_that_people_have_keep_their_words(name: str) -> None:
    path = REAL / name
    document = read_path(path)
    numbers = sorted({one.paragraph for one in document.origins if one.paragraph})
    chosen = [numbers[0], numbers[len(numbers) // 2], numbers[-1]]
    comments = [*(Comment(each, each, ("一",)) for each in chosen), Comment(numbers[1], numbers[-2], ("长",))]
    out = commented(path.read_bytes(), comments)
    assert read_bytes(out, name).text == document.text
    assert len(list(Word(io.BytesIO(out)).comments)) == 4
