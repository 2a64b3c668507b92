"""The contracts of the tests as Word files: `python bench/contract_files.py` writes each .docx beside its .txt.

In: `tests/fixtures/contracts/*.txt`, the one source. Out: Word files with a cover, tables, and in those of `NUMBERED`
the numbers that Word makes itself. Guarantee: the same words and numbers each time; the text that is read of the .docx
is that of the .txt, empty lines aside, which a test holds.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

CONTRACTS = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "contracts"
NUMBERED = frozenset({"gansu-clean", "yunnan-clean", "gansu-late-weak", "weihai-expired", "wanzhou-weak"})
MADE = datetime(2025, 1, 1)
COUNT = "[一二三四五六七八九十]+"
CHAPTER, ARTICLE, POINT = f"第{COUNT}章 ", f"第{COUNT}条 ", f"（{COUNT}）"
NUMBERS = (("chapter", CHAPTER), ("article", ARTICLE), ("point", POINT))
TITLE = re.compile("合 ?同书?$")
SIGNATURES = re.compile(r"^(甲方|出让方|出让人)（(盖章|公章|章)）")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Chapters count on their own; points begin again with each article.
LISTS = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>
<w:lvlText w:val="第%1章"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="space"/>
<w:lvlText w:val="第%1条"/><w:lvlJc w:val="left"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""
PLACES = {"chapter": (1, 0), "article": (2, 0), "point": (2, 1)}  # number of the list, level


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks."""

    size: float = 14
    bold: bool = False
    centred: bool = False
    indent: float = 0
    before: float = 0


def docx(text: str, numbered: bool) -> bytes:
    """The contract as a Word file; `numbered`: Word makes the numbers of chapters, articles and points."""
    from docx import Document

    word = Document()
    word.core_properties.created = word.core_properties.modified = MADE
    word.core_properties.author = word.core_properties.title = ""
    _page(word)
    if numbered:
        _lists(word)
    cover, body = _parts(text)
    for line in cover:
        _add(word, line, Style(22, True, True, before=72) if TITLE.search(line) else Style(14, indent=60, before=24))
    if cover:
        word.add_page_break()  # type: ignore[no-untyped-call]
    _body(word, body, numbered)
    out = io.BytesIO()
    word.save(out)
    return _dated(out.getvalue())


def _parts(text: str) -> tuple[list[str], list[str]]:
    """The cover (the title, and the lines up to the second gap) and the rest, without empty lines."""
    blocks = [block.splitlines() for block in re.split(r"\n\s*\n", text.strip())]
    front = next((at for at, block in enumerate(blocks) if len(block) >= 3), 0)
    flat = [line for block in blocks for line in block if line.strip()]
    count = sum(len([line for line in block if line.strip()]) for block in blocks[: front + 1])
    short = all(len(line) < 50 for line in flat[:count])
    return (flat[:count], flat[count:]) if short else (flat[:1], flat[1:])


def _body(word: Word, lines: Sequence[str], numbered: bool) -> None:
    begun = False
    for piece in _tables(lines):
        if isinstance(piece, list):
            _table(word, piece)
            continue
        kind = next((name for name, form in NUMBERS if re.match(form, piece)), "")
        begun = begun or kind in ("chapter", "article")
        style = Style(12, kind == "chapter", kind == "chapter", 0 if kind == "chapter" else 24)
        if SIGNATURES.match(piece):
            style = Style(12, before=36)
        if numbered and begun and kind:
            made = _add(word, re.sub(dict(NUMBERS)[kind], "", piece, count=1), style)
            _number(made, *PLACES[kind])
        else:
            _add(word, piece, style)


def _tables(lines: Sequence[str]) -> Iterator[str | list[list[str]]]:
    """Lines, and the rows of each table together."""
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield rows
            rows = []
        if line:
            yield line


def _add(word: Word, line: str, style: Style) -> Paragraph:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    made = word.add_paragraph()
    run = made.add_run(line)
    run.font.size, run.bold, run.font.name = Pt(style.size), style.bold, "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
    form = made.paragraph_format
    form.line_spacing, form.space_after, form.space_before = Pt(26), Pt(0), Pt(style.before)
    if style.centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif style.indent:
        form.first_line_indent = Pt(style.indent)
    return made


def _number(made: Paragraph, number: int, level: int) -> None:
    found = made._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    found.get_or_add_ilvl().val = level
    found.get_or_add_numId().val = number


def _lists(word: Word) -> None:
    """Put our lists in the place of those of the template."""
    from docx.oxml import parse_xml

    element = word.part.numbering_part.element
    for one in list(element):
        element.remove(one)
    for one in list(parse_xml(LISTS)):
        element.append(one)


def _table(word: Word, rows: list[list[str]]) -> None:
    from docx.shared import Pt

    made = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(11)


def _page(word: Word) -> None:
    from docx.shared import Mm, Pt

    word.styles["Normal"].font.size = Pt(12)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)


def _dated(data: bytes) -> bytes:
    """The package with one date on all its parts, so that the same text gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MADE.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> int:
    """Write all."""
    for path in sorted(CONTRACTS.glob("*.txt")):
        path.with_suffix(".docx").write_bytes(docx(path.read_text(encoding="utf-8"), path.stem in NUMBERED))
        print(path.with_suffix(".docx").name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
