"""Text put on pages, of PDF and OFD: lines, paragraphs, running heads, tables, places."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from policies.errors import UnreadableError
from policies.from_source import read_bytes
from policies.origins import origin

Make = Callable[..., bytes]
LEFT, SIZE, STEP, WIDTH = 90, 16, 28, 26  # a page of 26 characters a line

ARTICLE = (
    "第一条 矿山企业应当按照批准的开采设计和矿山地质环境保护与土地复垦方案组织施工，"
    "边开采边治理，每年12月15日前向县级以上自然资源主管部门报告绿色矿山建设情况。"
)


def wrapped(paragraphs: list[str], top: float = 750) -> list[tuple[float, float, float, str]]:
    """Paragraphs as a word processor prints them: the first line indented by two characters, lines full."""
    found: list[tuple[float, float, float, str]] = []
    for paragraph in paragraphs:
        line, room, indent = "", WIDTH - 2.0, 2
        for char in paragraph:
            wide = 1.0
            if room < wide:
                found.append((LEFT + indent * SIZE, top, SIZE, line))
                top, line, room, indent = top - STEP, "", float(WIDTH), 0
            line, room = line + char, room - wide
        found.append((LEFT + indent * SIZE, top, SIZE, line))
        top -= STEP
    return found


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "页.pdf").text.splitlines()


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_lines_are_joined_to_paragraphs(pdf: Make) -> None:
    second = "第二条 违反本办法的，由主管部门责令改正。"
    page = wrapped([ARTICLE, second, "一、总体要求", ARTICLE, "（一）加快推进。", ARTICLE])
    found = lines(pdf([page]))
    assert [squeezed(line) for line in found] == [
        squeezed(text) for text in (ARTICLE, second, "一、总体要求", ARTICLE, "（一）加快推进。", ARTICLE)
    ]


def test_a_paragraph_goes_on_over_the_page_past_numbers_and_heads(pdf: Make) -> None:
    all_lines = wrapped([ARTICLE] * 5)
    pages = []
    for at in range(4):
        body = [(x, 700 - STEP * k, size, text) for k, (x, _, size, text) in enumerate(all_lines[at * 5 : at * 5 + 5])]
        head, number = (LEFT, 800.0, 10.0, "某省自然资源厅文件汇编"), (280.0, 40.0, 12.0, f"—{at + 1}一")
        pages.append([head, *body, number])
    found = read_bytes(pdf(pages), "页.pdf")
    assert [squeezed(line) for line in found.text.splitlines()] == [squeezed(ARTICLE)] * 5
    assert [d.message for d in found.diagnostics if d.code == "S303"] == [
        "每页重复的页眉页脚未计入正文：“某省自然资源厅文件汇编”。"
    ]


def test_every_character_knows_its_page(pdf: Make) -> None:
    document = read_bytes(pdf([wrapped(["第一条 报告。"]), wrapped(["第二条 治理。"])]), "页.pdf")
    found = [origin(document, document.text.index(word)) for word in ("报告", "治理")]
    assert [place and place.page for place in found] == [1, 2]


def test_a_table_is_read_by_its_rules(pdf: Make) -> None:
    rules = [(90, 600, 400, 40), (90, 560, 400, 40), (90, 520, 400, 40), (90, 520, 120, 120), (210, 520, 140, 120)]
    texts = [(100, 615, 14, "序号"), (220, 615, 14, "违法行为"), (360, 615, 14, "罚款")]
    texts += [
        (100, 575, 14, "1"),
        (220, 585, 14, "未报告绿色矿山"),
        (220, 567, 14, "建设情况"),
        (360, 575, 14, "三万元"),
    ]
    texts += [(100, 535, 14, "2"), (220, 535, 14, "越界开采")]
    above, below = (90, 700, 14, "附件"), (90, 480, 14, "注：以上包含本数。")
    assert lines(pdf([[above, *rules, *texts, below]])) == [
        "附件",
        "| 序号 | 违法行为 | 罚款 |",
        "| 1 | 未报告绿色矿山建设情况 | 三万元 |",
        "| 2 | 越界开采 |  |",
        "注：以上包含本数。",
    ]


def test_a_blank_to_fill_in_is_seen(pdf: Make) -> None:
    line = [(100, 700, 14, "受让人应当于"), (100 + 14 * 9, 700, 14, "年前缴清。")]
    blank, across, under = (100 + 14 * 6, 697, 14 * 3, 0), (80, 740, 420, 0), (160, 597, 14 * 7, 0)
    assert lines(pdf([[*line, blank, across, (160, 600, 14, "采矿权出让合同"), under]])) == [
        "受让人应当于______年前缴清。",
        "采矿权出让合同",
    ]


def test_columns_are_read_one_after_the_other(pdf: Make) -> None:
    column = wrapped([ARTICLE] * 6)
    half = len(column) // 2 + 1  # an article at the foot of the left column goes on at the head of the right one
    left = [(x / 2, 740 - 14 * at, 8, text) for at, (x, _, _, text) in enumerate(column[:half])]
    right = [(x / 2 + 240, 740 - 14 * at, 8, text) for at, (x, _, _, text) in enumerate(column[half:])]
    title, foot, number = (
        (200, 790, 20, "某省人民政府公报"),
        (60, 300, 8, "本期所载文件以正式印发的文本为准，" * 3),
        (60, 30, 8, "— 12 —"),
    )
    assert [squeezed(line) for line in lines(pdf([[title, *left, *right, foot, number]]))] == [
        "某省人民政府公报",
        *[squeezed(ARTICLE)] * 6,
        "本期所载文件以正式印发的文本为准，" * 3,
    ]


def test_a_list_of_names_and_figures_is_not_two_columns(pdf: Make) -> None:
    names = [(100, 700 - 25 * at, 14, f"第{at}县") for at in range(12)]
    figures = [(400, 700 - 25 * at, 14, f"{at}00万元") for at in range(12)]
    assert lines(pdf([[*names, *figures]]))[:2] == ["第0县 000万元", "第1县 100万元"]


def test_a_frame_around_text_is_no_table(pdf: Make) -> None:
    assert lines(pdf([[(80, 500, 430, 300), *wrapped(["第一条 报告。", "第二条 治理。"])]])) == [
        "第一条 报告。",
        "第二条 治理。",
    ]


def test_what_is_printed_twice_is_read_once(pdf: Make) -> None:
    text = (100, 700, 22, "采矿权出让合同")
    again = (100.4, 700, 22, "采矿权出让合同")
    assert lines(pdf([[text, again]])) == ["采矿权出让合同"]


@pytest.mark.parametrize("turn", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"], ids=["left", "right", "upside down"])
def test_a_page_turned_any_way_is_read(pdf: Make, turn: str) -> None:
    across, along = {"0 1 -1 0": (1, 0), "0 -1 1 0": (-1, 0), "-1 0 0 -1": (0, 1)}[turn]
    page = [
        (300 + across * 30 * k, 420 + along * 30 * k, 14, text) for k, text in enumerate(("第一条", "第二条", "第三条"))
    ]
    assert lines(pdf([page], turn=turn)) == ["第一条", "第二条", "第三条"]


def test_a_watermark_stays_out(pdf: Make) -> None:
    plain = pdf([wrapped(["第一条 报告。", "第二条 治理。"])])
    leaning = (
        b"BT /F 40 Tf 0.7 0.7 -0.7 0.7 100 300 Tm <" + "内部资料".encode("utf-16-be").hex().encode() + b"> Tj ET\n"
    )
    marked = plain.replace(b"stream\nBT", b"stream\n" + leaning + b"BT")
    assert lines(marked) == ["第一条 报告。", "第二条 治理。"]


def test_radicals_that_look_like_characters_become_them(pdf: Make) -> None:
    assert lines(pdf([[(100, 700, 14, "⼭⻄省⽣态")]]))[0].startswith("山")


def test_pdf_under_a_password_is_told(pdf: Make) -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'ab' * 32}> /U <{'cd' * 32}> >> /ID [<00> <00>]"
    with pytest.raises(UnreadableError) as caught:
        read_bytes(pdf([wrapped(["第一条 报告。"])], extra=lock), "锁.pdf")
    assert caught.value.code == "S032"


@pytest.mark.parametrize("size", [20, 300, 700])
def test_a_pdf_that_is_cut_off_is_read_or_refused(pdf: Make, size: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(pdf([wrapped([ARTICLE])])[:size], "断.pdf")
    assert caught.value.code in ("S001", "S031")


def test_ofd_is_read_as_pdf_is(ofd: Make) -> None:
    millimetres = [
        (x / 2.8, (842 - y) / 2.8, size / 2.8, text) for x, y, size, text in wrapped([ARTICLE, "第二条 治理。"])
    ]
    document = read_bytes(ofd([millimetres, [(30, 30, 5, "第三条 附则。")]]), "文.ofd")
    assert [squeezed(line) for line in document.text.splitlines()] == [
        squeezed(text) for text in (ARTICLE, "第二条 治理。", "第三条 附则。")
    ]
    place = origin(document, document.text.index("附则"))
    assert place is not None and place.page == 2


def test_ofd_under_a_password_is_told(ofd: Make) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(ofd([[(30, 30, 5, "甲")]], **{"Encryptions.xml": "<x/>"}), "锁.ofd")
    assert caught.value.code == "S032"


def test_nothing_of_a_parser_is_loaded_where_the_answers_are_given(pdf: Make) -> None:
    read_bytes(pdf([wrapped(["第一条 报告。"])]), "页.pdf")
    assert "policies.readers.pages.from_pdf" not in sys.modules
