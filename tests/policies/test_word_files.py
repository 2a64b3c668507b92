"""What of a Word file becomes text: changes, notes, boxes, tables, fields; and where it came from."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx as python_docx
import pytest

from policies.from_source import read_bytes
from policies.model import Document, Kind, Provision
from policies.origins import origin

Make = Callable[..., bytes]


def read(data: bytes) -> Document:
    return read_bytes(data, "合同.docx")


def leaves(unit: Provision) -> list[Provision]:
    return [leaf for child in unit.children for leaf in leaves(child)] if unit.children else [unit]


def p(*runs: str, more: str = "") -> str:
    return f"<w:p>{more}{''.join(runs)}</w:p>"


def r(text: str, more: str = "") -> str:
    return f'<w:r>{more}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_file_of_another_program_is_read(docx: Make) -> None:
    made = python_docx.Document()
    made.add_heading("采矿权出让合同", 0)
    made.add_paragraph("第一条 出让人将采矿权出让给受让人。")
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ("矿种", "储量", "石灰岩", "120万吨"), strict=True):
        cell.text = text
    made.sections[0].header.paragraphs[0].text = "内部资料"
    made.sections[0].footer.paragraphs[0].text = "第 1 页"
    saved = io.BytesIO()
    made.save(saved)
    found = read(saved.getvalue())
    assert found.text.splitlines() == [
        "采矿权出让合同",
        "第一条 出让人将采矿权出让给受让人。",
        "| 矿种 | 储量 |",
        "| 石灰岩 | 120万吨 |",
    ]
    assert [found.quote(leaf.span) for leaf in leaves(found.root) if leaf.kind is Kind.TABLE] == [
        "| 矿种 | 储量 |\n| 石灰岩 | 120万吨 |"
    ]


def test_tracked_changes_read_as_accepted_and_it_is_said(docx: Make) -> None:
    changed = p(r("受让人应当在"), f"<w:del>{r('六十')}</w:del>", f"<w:ins>{r('三十')}</w:ins>", r("日内缴清。"))
    gone = p(f"<w:del>{r('本条删去。')}</w:del>", more="<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>")
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    dropped = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('旧'))}</w:tc><w:tc>{p(r('行'))}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format(p(r('期次')), p(r('金额')))}{dropped}</w:tbl>"
    found = read(docx(changed + gone + p(r("第二条")) + table))
    assert found.text.splitlines() == ["受让人应当在三十日内缴清。", "第二条", "| 期次 | 金额 |"]
    assert [(d.code, d.message) for d in found.diagnostics if d.code == "S301"] == [
        ("S301", "文件带有修订痕迹，按全部接受后的文字读取（插入 1 处，删除 2 处）。")
    ]


def test_a_file_without_changes_says_nothing_of_them(docx: Make) -> None:
    assert "S301" not in [d.code for d in read(docx(p(r("第一条 保密。")))).diagnostics]


def test_a_paragraph_whose_end_was_deleted_goes_on(docx: Make) -> None:
    first = p(r("本合同一式"), more="<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>")
    assert read(docx(first + p(r("四份。")))).text == "本合同一式四份。\n"


def test_boxes_stand_below_their_paragraph_once(docx: Make) -> None:
    box = f"<w:txbxContent>{p(r('示范文本'))}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(docx(p(r("合同编号："), drawing) + p(r("甲方：")))).text.splitlines() == [
        "合同编号：",
        "示范文本",
        "甲方：",
    ]


def test_notes_stand_below_the_paragraph_and_leave_no_mark_in_it(docx: Make) -> None:
    notes = f'<w:footnote w:id="7">{p(r("以评估报告为准。"))}</w:footnote>'
    body = p(r("出让收益"), '<w:r><w:footnoteReference w:id="7"/></w:r>', r("一次缴清。")) + p(r("第二条"))
    assert read(docx(body, footnotes=notes)).text.splitlines() == [
        "出让收益一次缴清。",
        "[1] 以评估报告为准。",
        "第二条",
    ]


def test_headers_comments_field_codes_and_hidden_text_stay_out(docx: Make) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("2025年6月1日")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    hidden = r("（内部：底价三百万）", "<w:rPr><w:vanish/></w:rPr>")
    found = read(docx(p(r("签订日期："), field, hidden), header1=p(r("保密"))))
    assert found.text == "签订日期：2025年6月1日\n"
    assert "S304" in [d.code for d in found.diagnostics]


def test_boxes_to_tick_and_line_breaks(docx: Make) -> None:
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    empty = '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>'
    body = p(tick, r("一次性缴纳"), empty, r("分期缴纳"), "<w:r><w:br/></w:r>", r("乙方："))
    assert read(docx(body)).text.splitlines() == ["☑一次性缴纳□分期缴纳", "乙方："]


def test_a_blank_to_fill_in_is_seen_and_a_filled_one_is_text(docx: Make) -> None:
    line = '<w:rPr><w:u w:val="single"/></w:rPr>'
    blank, tab = r("      ", line), f"<w:r>{line}<w:tab/></w:r>"
    filled = (r("  ", line), r("某某矿业公司", line), r("  ", line))
    body = p(r("受让人应当于"), blank, r("年前缴清。")) + p(r("甲方："), *filled) + p(r("签字："), tab)
    assert read(docx(body)).text.splitlines() == ["受让人应当于______年前缴清。", "甲方：  某某矿业公司  ", "签字：__"]


def test_cells_over_rows_and_frames_of_one_column(docx: Make) -> None:
    def cell(text: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(r(text)) if text else p()}</w:tc>"

    begins = '<w:vMerge w:val="restart"/>'
    merged = f"<w:tr>{cell('固体废物', begins)}{cell('尾矿')}</w:tr>"
    merged += f"<w:tr>{cell('', '<w:vMerge/>')}{cell('煤矸石')}</w:tr>"
    frame = f"<w:tbl><w:tr>{cell('第一条 本合同自签字之日起生效。')}</w:tr></w:tbl>"
    assert read(docx(f"<w:tbl>{merged}</w:tbl>{frame}")).text.splitlines() == [
        "| 固体废物 | 尾矿 |",
        "|  | 煤矸石 |",
        "第一条 本合同自签字之日起生效。",
    ]


def test_pictures_are_told(docx: Make) -> None:
    picture = '<w:r><w:drawing><a:blip xmlns:a="http://a" r:embed="rId9"/></w:drawing></w:r>'
    told = [d for d in read(docx(p(r("印章："), picture))).diagnostics if d.code == "S305"]
    assert [d.message for d in told] == ["图片 1 幅、嵌入对象 0 个，其中如有文字，未读。"]


def test_every_character_knows_its_paragraph(docx: Make) -> None:
    cells = "".join(f"<w:tc>{p(r(text))}</w:tc>" for text in ("甲方", "某某公司"))
    found = read(docx(p(r("采矿权出让合同")) + p() + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>" + p(r("第一条 出让。"))))
    places = {word: origin(found, found.text.index(word)) for word in ("采矿权", "甲方", "某某", "出让。")}
    assert {word: place and place.paragraph for word, place in places.items()} == {
        "采矿权": 1,
        "甲方": 3,
        "某某": 4,
        "出让。": 5,
    }


def test_a_text_has_no_origins() -> None:
    assert origin(read_bytes("第一条 报告。".encode(), "x.txt"), 0) is None


def test_a_file_without_text_is_refused(docx: Make) -> None:
    with pytest.raises(Exception, match="文件里没有文字") as caught:
        read(docx(p()))
    assert getattr(caught.value, "code", "") == "S001"


def test_a_name_decides_nothing(docx: Make) -> None:
    assert read_bytes(docx(p(r("第一条 报告。"))), "合同.pdf").text == "第一条 报告。\n"
    assert read_bytes("第一条 报告。\n".encode(), "合同.docx").text == "第一条 报告。\n"
