"""`zhize compare` and `zhize diff`: what they print, in every format and both languages, and their exit codes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from workbench.exports import formats
from workbench.records.comparison_record import ChangesRecord, ComparisonRecord

HERE = """# 甲市河道管理办法

第一条 采砂企业应当于每年12月10日前向市水利局报告采砂情况。

第二条 违反本办法，未报告的，处一万元以上三万元以下罚款。
"""
THERE = """# 乙市河道管理办法

第一条 采砂企业应当于每年11月10日前向县水利局报告采砂情况。

第二条 违反本办法，未报告的，处二万元以上五万元以下罚款。
"""
SVG = "{http://www.w3.org/2000/svg}"
UNRELATED = """# 丙市图书馆规定

第一条 读者可以借阅十册图书。
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {"here": HERE, "there": THERE, "unrelated": UNRELATED}
    for name, text in texts.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.md") for name in texts}


def test_earlier_and_stricter_are_told_with_both_sources(zhize: Any, files: dict[str, str]) -> None:
    told = zhize("compare", files["here"], files["there"], "--format", "md")
    assert told.code == 0
    assert "期限：每年12月10日前 → 每年11月10日前（较早30日）" in told.out
    assert "罚款：10000元以上30000元以下 → 20000元以上50000元以下（更严）" in told.out
    assert "“采砂企业应当于每年12月10日前向市水利局报告采砂情况”" in told.out
    assert "“采砂企业应当于每年11月10日前向县水利局报告采砂情况”" in told.out


@pytest.mark.parametrize("width", [80, 100, 140])
def test_the_table_fits_and_tells_who_says_nothing(zhize: Any, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.cli import output
    from workbench.rendering.columns import width as wide

    monkeypatch.setattr(output, "width", lambda: width)
    shown = zhize("compare", "--topic", "报告").out
    assert max(map(wide, shown.splitlines())) <= width
    assert "没有规定" in shown


def test_json_keeps_to_its_model_and_pairs_are_told_with_their_score(zhize: Any, files: dict[str, str]) -> None:
    told = zhize("compare", files["here"], files["there"], "--topic", "报告", "--format", "json").json
    ComparisonRecord.model_validate(told)
    (row,) = told["topics"][0]["rows"]
    (pair,) = row["pairs"]
    assert (pair["relation"], [each["aspect"] for each in pair["differences"]]) == ("earlier", ["deadline", "words"])
    assert 0.45 <= pair["score"] <= 1
    for cell, name in zip(row["cells"], ("here", "there"), strict=True):
        source = cell["item"]["source"]
        assert source["quote"] == Path(files[name]).read_text("utf-8")[source["start"] : source["end"]]


def test_every_id_of_a_comparison_can_be_explained(zhize: Any) -> None:
    told = zhize("compare", "weihai", "yunnan", "--topic", "目标", "--topic", "有效期", "--format", "json").json
    ids = {
        cell["item"]["id"] for topic in told["topics"] for row in topic["rows"] for cell in row["cells"] if cell["item"]
    }
    assert {"weihai-2021", "yunnan-2025", "weihai-2021.t1647-1"} <= ids
    assert [identity for identity in sorted(ids) if zhize("explain", identity).code] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in formats("comparison") if name != "xlsx"])
def test_every_format_in_both_languages(zhize: Any, files: dict[str, str], name: str, lang: str) -> None:
    told = zhize("compare", files["here"], files["there"], "--format", name, "--lang", lang)
    assert told.code == 0
    assert told.out.endswith("\n")
    assert "县水利局" in told.out


def test_the_page_stands_alone_and_escapes_what_it_quotes(zhize: Any, tmp_path: Path) -> None:
    for name, day in (("a", "10"), ("b", "20")):
        text = f"# {name}市办法\n\n第一条 企业应当于每年12月{day}日前向市<b>局报告采砂情况。\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    page = zhize("compare", str(tmp_path / "a.md"), str(tmp_path / "b.md"), "--format", "html").out
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)|@import|url\(", page)


PLANS = {
    "甲": "到2025年底，我市大、中型矿山绿色矿山建成率分别达到60%、40%。到2027年6月底，大型矿山绿色矿山建成率达到85%。",
    "乙": "到2026年底，我市大、中型矿山绿色矿山建成率分别达到70%、50%。",
}


@pytest.fixture
def plans(tmp_path: Path) -> list[str]:
    for name, words in PLANS.items():
        (tmp_path / f"{name}.md").write_text(f"# {name}市绿色矿山建设方案\n\n一、目标\n\n{words}\n", encoding="utf-8")
    return [str(tmp_path / f"{name}.md") for name in PLANS]


def test_targets_over_time_are_told_in_every_format(zhize: Any, plans: list[str], tmp_path: Path) -> None:
    asked = ("compare", *plans, "--topic", "目标", "--format")
    assert "2025年 不低于60%；2027年 不低于85%（2027年6月30日前）" in zhize(*asked, "table").out.replace("\n", "")
    assert "| 指标 | 地区 | 对象 | 2025年 | 2026年 | 2027年 |" in zhize(*asked, "md").out
    found = zhize(*asked, "json").json["topics"][0]["series"]
    assert [
        (each["document"], each["keys"]["规模"], [(step["by"], step["value"]) for step in each["steps"]])
        for each in found
    ] == [
        ("甲", ["大型"], [("2025-12-31", 60), ("2027-06-30", 85)]),
        ("乙", ["大型"], [("2026-12-31", 70)]),
        ("甲", ["中型"], [("2025-12-31", 40)]),
        ("乙", ["中型"], [("2026-12-31", 50)]),
    ]
    out = tmp_path / "side.xlsx"
    zhize(*asked, "xlsx", "--out", str(out))
    with zipfile.ZipFile(out) as book:
        assert '<sheet name="目标按年份"' in book.read("xl/workbook.xml").decode()
        assert "不低于85%（2027年6月30日前）" in book.read("xl/sharedStrings.xml").decode()


def test_what_is_stated_by_other_classes_is_told_with_its_source(zhize: Any) -> None:
    asked = ("compare", "weihai", "liaoning", "--topic", "目标", "--format")
    rows = zhize(*asked, "json").json["topics"][0]["rows"]
    told = {tuple(cells[1]["otherwise"]) for cells in (row["cells"] for row in rows) if cells[1]["reason"] == "split"}
    assert told == {("liaoning-2023.t5301-1",)}
    shown = "一方按规模分列，另一方不分<br>另见“75%的生产矿山要达到绿色矿山建设标准”（liaoning-2023.t5301-1）"
    assert shown in zhize(*asked, "md").out


def test_charts_need_no_font_and_take_the_colours_of_the_page(zhize: Any, plans: list[str]) -> None:
    page = zhize("compare", *plans, "--topic", "目标", "--format", "html").out
    charts = [ElementTree.fromstring(found) for found in re.findall(r"<svg .*?</svg>", page, re.DOTALL)]
    assert [chart.findtext(f"{SVG}title") for chart in charts] == ["大型；建成率（%）", "中型；建成率（%）"]
    assert charts[0].findtext(f"{SVG}desc") == "甲 2025：60%；甲 2026.5：85%；乙 2026：70%"
    words = [text.text for text in charts[0].iter(f"{SVG}text")]
    assert {"60%", "85%", "70%", "甲", "乙"} <= set(words)
    for chart in charts:
        styles = ";".join(element.get("style", "") for element in chart.iter())
        assert set(re.findall(r"(?:fill|stroke): (?!none)([^;]*)", styles)) == {
            "currentColor",
            "var(--series-1, #b54708)",
            "var(--series-2, #175cd3)",
        }


def test_every_link_of_the_page_leads_to_one_place(zhize: Any, plans: list[str]) -> None:
    for asked in (plans, ["weihai", "weihai"], []):
        page = zhize("compare", *asked, "--format", "html").out
        names = re.findall(r"\sid=\"([^\"]+)\"", page)
        assert len(names) == len(set(names))
        links = re.findall(r"href=\"#([^\"]+)\"", page)
        assert set(links) <= set(names)


def test_both_quotations_stand_behind_a_cell(zhize: Any, files: dict[str, str]) -> None:
    page = zhize("compare", files["here"], files["there"], "--topic", "报告", "--format", "html").out
    (behind,) = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert "采砂企业应当于每年12月10日前向市水利局报告采砂情况" in behind
    assert "采砂企业应当于每年11月10日前向县水利局报告采砂情况" in behind


def test_the_workbook_has_a_sheet_a_topic_and_one_of_sources(zhize: Any, files: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "side.xlsx"
    asked = ("compare", files["here"], files["there"], "--topic", "报告", "--topic", "处罚", "--format", "xlsx")
    assert zhize(*asked).code == 2
    assert zhize(*asked, "--out", str(out)).code == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        page = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert names == ["报告", "处罚与约束", "原文出处"]
    assert 'state="frozen"' in page
    assert "<autoFilter" in page
    assert "较早" in words
    assert "there 与基准相比" in words


def test_a_policy_beside_itself_is_equal(zhize: Any) -> None:
    told = zhize("compare", "weihai", "weihai", "--format", "json").json
    cells = [row["cells"] for topic in told["topics"] for row in topic["rows"]]
    assert {second["relation"] for _, second in cells} == {"equal"}
    assert "完全相同" in zhize("compare", "weihai", "weihai").out


def test_unrelated_documents_are_told_so_in_a_line(zhize: Any, files: dict[str, str]) -> None:
    told = zhize("compare", files["here"], files["unrelated"])
    assert told.code == 1
    assert "这几份文件没有同一事项，无从比较。" in told.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["weihai", "yunnan", "--topic", "天气"], "没有这个主题：天气（可用：目标（targets）；"),
        (["weihai"], "比较需要两份以上"),
        (["weihai", "yunnan", "--out", "nowhere/side.html", "--format", "html"], "无法写入 nowhere/side.html"),
        (["weihai", "nowhere.txt"], "nowhere.txt：没有这个文件"),
        (["weihai", "yunnan", "--as-of", "昨天"], "--as-of 的值“昨天”不是日期"),
        (["weihai", "yunnan", "--pairs", "nowhere.toml"], "nowhere.toml：无法读取"),
    ],
)
def test_misuse_is_told_in_a_line(zhize: Any, arguments: list[str], sentence: str) -> None:
    told = zhize("compare", *arguments)
    assert (told.code, told.out) == (2, "")
    assert sentence in told.err
    assert len(told.err.splitlines()) == 1


def test_a_folder_of_documents_is_compared(zhize: Any, files: dict[str, str]) -> None:
    folder = str(Path(files["here"]).parent)
    told = zhize("compare", folder, "--topic", "报告", "--format", "json").json
    assert [each["id"] for each in told["policies"]] == ["here", "there", "unrelated"]


def test_a_person_pins_and_forbids_pairs(zhize: Any, tmp_path: Path) -> None:
    wishes = tmp_path / "pairs.toml"
    wishes.write_text(
        '[[forbid]]\npair = ["weihai-2021.n4078", "yunnan-2025.n3461"]\n'
        '[[pin]]\npair = ["weihai-2021.n3994", "yunnan-2025.n3461"]\n',
        encoding="utf-8",
    )
    asked = ("compare", "weihai", "yunnan", "--topic", "报告", "--format", "json")
    free, bound = zhize(*asked).json, zhize(*asked, "--pairs", str(wishes)).json
    pairs = [
        {(pair["one"], pair["other"], pair["pinned"]) for row in told["topics"][0]["rows"] for pair in row["pairs"]}
        for told in (free, bound)
    ]
    assert ("weihai-2021.n4078", "yunnan-2025.n3461", False) in pairs[0]
    assert ("weihai-2021.n3994", "yunnan-2025.n3461", True) in pairs[1]
    assert ("weihai-2021.n4078", "yunnan-2025.n3461", False) not in pairs[1]


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        ("[[pin]]\npair = [\n", "", "不是合法的 TOML"),
        ('\n[[pin]]\npair = ["weihai-2021.n4078", "weihai-2021.n1"]\n', ":2", "没有编号为“weihai-2021.n1”的规定"),
        ('[[pin]]\npair = ["weihai-2021.n4078"]\n', ":1", "pair 应是两个不同的编号"),
        ('[[pen]]\npair = ["a", "b"]\n', ":1", "不认识 pen"),
    ],
)
def test_a_file_of_pairs_that_cannot_be_used(zhize: Any, tmp_path: Path, text: str, place: str, sentence: str) -> None:
    wishes = tmp_path / "pairs.toml"
    wishes.write_text(text, encoding="utf-8")
    told = zhize("compare", "weihai", "yunnan", "--pairs", str(wishes))
    assert (told.code, told.out) == (2, "")
    assert f"pairs.toml{place}：" in told.err
    assert sentence in told.err


def test_two_versions_are_told_by_their_duties_and_what_rests_on_them(zhize: Any, tmp_path: Path) -> None:
    old, new = tmp_path / "旧.md", tmp_path / "新.md"
    old.write_text(HERE, encoding="utf-8")
    new.write_text(HERE.replace("12月10日", "11月10日").replace("三万元", "四万元"), encoding="utf-8")
    told = zhize("diff", str(old), str(new))
    assert told.code == 1
    assert "改动 2 处" in told.out
    assert "期限：每年12月10日前 → 每年11月10日前（较早30日）" in told.out
    assert "罚款：10000元以上30000元以下 → 10000元以上40000元以下（更严）" in told.out
    assert "影响的结论：" in told.out
    assert "+第一条 采砂企业应当于每年11月10日前向市水利局报告采砂情况。" in told.out
    record = ChangesRecord.model_validate_json(zhize("diff", str(old), str(new), "--format", "json").out)
    assert [each.change for each in record.changes] == ["changed", "changed"]
    assert all(each.dependent for each in record.changes)


def test_a_version_beside_itself_has_no_change(zhize: Any, files: dict[str, str]) -> None:
    told = zhize("diff", files["here"], files["here"])
    assert told.code == 0
    assert "改动 0 处" in told.out


def test_a_change_of_words_alone_is_a_change(zhize: Any, files: dict[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(HERE + "\n附：示意图一张。\n", encoding="utf-8")
    told = zhize("diff", files["here"], str(other))
    assert (told.code, "改动 0 处" in told.out) == (1, True)
    assert "+附：示意图一张。" in told.out


def test_a_diff_that_cannot_be_made_leaves_with_two(zhize: Any, files: dict[str, str]) -> None:
    assert zhize("diff", files["here"], "nowhere.md").code == 2
    assert zhize("diff", files["here"], files["there"], "--out", "nowhere/changes.txt").code == 2
