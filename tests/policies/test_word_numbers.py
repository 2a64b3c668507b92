"""Numbers as Word writes them, and the lists it counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from policies.from_source import read_bytes
from policies.readers.flow.numerals import written

# What Word shows for 1, 2, 10, 11, 20, 99, 100, 101, 110, 1000
NUMBERS = (1, 2, 10, 11, 20, 99, 100, 101, 110, 1000)
SHOWN = {
    "chineseCounting": "一 二 十 十一 二十 九十九 一○○ 一○一 一一○ 一○○○",
    "chineseCountingThousand": "一 二 十 十一 二十 九十九 一百 一百〇一 一百一十 一千",
    "chineseLegalSimplified": "壹 贰 壹拾 壹拾壹 贰拾 玖拾玖 壹佰 壹佰零壹 壹佰壹拾 壹仟",
    "ideographDigital": "一 二 一〇 一一 二〇 九九 一〇〇 一〇一 一一〇 一〇〇〇",
    "japaneseCounting": "一 二 十 十一 二十 九十九 百 百一 百十 千",
    "decimalFullWidth": "１ ２ １０ １１ ２０ ９９ １００ １０１ １１０ １０００",
    "decimalEnclosedCircle": "① ② ⑩ ⑪ ⑳ 99 100 101 110 1000",
    "decimalEnclosedParen": "⑴ ⑵ ⑽ ⑾ ⒇ 99 100 101 110 1000",
    "ideographTraditional": "甲 乙 癸 11 20 99 100 101 110 1000",
    "ideographZodiac": "子 丑 酉 戌 20 99 100 101 110 1000",
    "ideographZodiacTraditional": "甲子 乙丑 癸酉 甲戌 癸未 99 100 101 110 1000",
    "upperRoman": "I II X XI XX XCIX C CI CX M",
    "lowerLetter": "a b j k t uuuu vvvv wwww ffffff",
    "decimalZero": "01 02 10 11 20 99 100 101 110 1000",
    "aFormatOfTheFuture": "1 2 10 11 20 99 100 101 110 1000",
}


@pytest.mark.parametrize("form", [form for form in SHOWN if form != "lowerLetter"])
def test_numbers_are_written_as_word_does(form: str) -> None:
    assert " ".join(written(number, form) for number in NUMBERS) == SHOWN[form]


def test_letters_go_on_after_z_by_doubling() -> None:
    assert [written(number, "lowerLetter") for number in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "zz", "aaa"]


@pytest.mark.parametrize("number", [0, -1, 123456])
def test_a_number_that_a_format_cannot_write_is_arabic(number: int) -> None:
    assert written(number, "chineseCounting") == str(number)


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(levels: str, *nums: str) -> str:
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>' + "".join(nums)


def num(key: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="0"/>{more}</w:num>'


def item(text: str, at: int = 0, key: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


LAW = level(0, "chineseCountingThousand", "第%1章") + level(
    1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'
)
LAW += level(2, "chineseCountingThousand", "（%3）")


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "例.docx").text.splitlines()


def test_articles_count_through_the_chapters_and_points_begin_again(docx: Callable[..., bytes]) -> None:
    body = (
        item("总则")
        + item("为了保护矿山，制定本办法。", 1)
        + item("企业应当：", 1)
        + item("报告；", 2)
        + item("公示。", 2)
    )
    body += item("罚则") + item("违反本办法的，处罚款：", 1) + item("一万元。", 2)
    assert lines(docx(body, numbering=listed(LAW, num(1)))) == [
        "第一章 总则",
        "第一条 为了保护矿山，制定本办法。",
        "第二条 企业应当：",
        "（一）报告；",
        "（二）公示。",
        "第二章 罚则",
        "第三条 违反本办法的，处罚款：",
        "（一）一万元。",
    ]


def test_two_lists_of_one_kind_count_on_and_one_may_begin_again(docx: Callable[..., bytes]) -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = listed(level(0, "chineseCounting", "%1、"), num(1), num(2), num(3, again))
    body = item("甲") + item("乙", key=2) + item("丙", key=3) + item("丁", key=3) + item("戊")
    assert lines(docx(body, numbering=numbering)) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_a_lower_level_shows_the_numbers_above_it(docx: Callable[..., bytes]) -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    body = item("范围") + item("矿区", 1) + item("期限") + item("起算", 1)
    assert lines(docx(body, numbering=listed(levels, num(1)))) == ["一、范围", "1.1 矿区", "二、期限", "2.1 起算"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_leave(docx: Callable[..., bytes]) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Tiao"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styles += '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Tiao"/></w:style>'
    linked = level(0, "decimal", "%1.") + level(1, "chineseCounting", "第%2条", '<w:pStyle w:val="Tiao"/>')
    left = '<w:p><w:pPr><w:pStyle w:val="Tiao"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    left += "<w:r><w:t>说明</w:t></w:r></w:p>"
    body = styled("出让", "Tiao") + left + styled("受让", "Own")
    assert lines(docx(body, numbering=listed(linked, num(1)), styles=styles)) == ["第一条 出让", "说明", "第二条 受让"]


def test_styles_based_on_each_other_and_lists_of_nothing_give_no_number(docx: Callable[..., bytes]) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    body = styled("甲", "A") + item("乙", key=7) + item("丙", at=5)
    assert lines(docx(body, numbering=listed(LAW, num(1)), styles=styles)) == ["甲", "乙", "丙"]


def test_a_bullet_is_no_label(docx: Callable[..., bytes]) -> None:
    assert lines(docx(item("要点"), numbering=listed(level(0, "bullet", "\uf0b7"), num(1)))) == ["要点"]
