"""The figures over a corpus of statutes: what they count, and when they fail (bench/statutes.py)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench import (
    joins_by_act,
    modal_words,
    statute_articles,
    statute_joins,
    statute_modals,
    statute_references,
    statutes,
)
from obligations.unbinding import Unbinding
from policies.from_source import read_text

ROOT = Path(__file__).resolve().parents[2]
GOOD = "青河市渡口条例\n\n第一条 渡口应当编号。\n\n第二条 依照本条例第一条编号的，可以延期。\n\n第三条 禁止超载。\n"


def folder(tmp_path: Path, *texts: str) -> Path:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_good_corpus_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert statutes.main(["--corpus", str(folder(tmp_path, GOOD)), "--jobs", "1"]) == 0
    told = capsys.readouterr().out
    assert "documents with articles: 1; articles read: 3" in told
    assert told.count("reached") == 4


def test_a_figure_below_its_bound_fails_and_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = folder(tmp_path, GOOD, "第一条 依照本条例第九条办理。\n")
    listed = tmp_path / "listed.txt"
    asked = ["references", "--corpus", str(corpus), "--jobs", "1", "--list", str(listed)]
    assert statutes.main(asked) == 1
    assert "MISSED" in capsys.readouterr().out
    assert "no such article" in listed.read_text(encoding="utf-8")


def test_a_document_that_cannot_be_read_fails_and_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = folder(tmp_path, GOOD)
    (corpus / "broken.md").write_bytes(b"\x00\x01\x02" * 50)
    assert statutes.main(["articles", "--corpus", str(corpus), "--jobs", "1"]) == 1
    assert "1 could not be read" in capsys.readouterr().out


def test_without_a_corpus_it_is_skipped_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert statutes.main(["--corpus", str(tmp_path / "none.tar.xz")]) == 0
    assert "skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "faults", "quirks"),
    [
        (GOOD, 0, 0),
        (GOOD.replace("第三条", "第五条"), 0, 1),
        (GOOD.replace("第一条 ", "前言 "), 0, 1),
        (GOOD.replace("第三条", "第二条"), 0, 1),
        (GOOD.replace("第三条", "第二条之一"), 0, 0),
        (GOOD.replace("第二条", "第四条"), 1, 0),  # a number that goes back is not read
    ],
)
def test_a_number_that_the_text_skips_is_the_texts(text: str, faults: int, quirks: int) -> None:
    found = statute_articles.measure(read_text(text, "例.md"), Path("例.md"), Path())
    assert (len(found.faults), len(found.quirks)) == (faults, quirks)


@pytest.mark.parametrize(
    ("sentence", "word", "what"),
    [
        ("船员应当值班。", "应当", "fits"),
        ("严禁酒后驾驶，禁止超载。", "禁止", "fits"),
        ("本条例所称渡口，是指应当编号的码头。", "应当", "definition"),
        ("依照《船员应当持证规定》办理。", "应当", "quotation"),
        ("船员应当持证而未持证的，责令改正。", "应当", "case"),
        ("渡口应当公示下列事项：票价；其他应当公示的事项。", "应当", "attribute"),
        ("渡口公示法律禁止的行为。", "禁止", "attribute"),
        ("县人民政府划定禁止停泊的水域。", "禁止", "object"),
        ("渡口管理应当遵循安全便民的原则。", "应当", "principle"),
        ("为了鼓励修建渡口，制定本条例。", "鼓励", "purpose"),
        ("县人民政府应当鼓励企业修建渡口。", "鼓励", "fits"),
        ("县人民政府可以禁止船舶停泊。", "禁止", "fits"),
    ],
)
def test_a_modal_word_stands_in_a_statement_or_aside(sentence: str, word: str, what: str) -> None:
    document = read_text(f"青河市渡口条例\n\n第一条 {sentence}\n", "例.md")
    found = statute_modals.measure(document, Path("例.md"), Path())
    assert found.counts[word, what] == 1


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("县人民政府应当鼓励修建渡口。", "应当"),
        ("国家鼓励修建渡口。", "鼓励"),
        ("有权处理的部门应当答复，鼓励举报。", "鼓励"),
        ("渡口根据需要鼓励预约。", "鼓励"),
    ],
)
def test_the_word_that_rules_another_stands_before_it_in_its_clause(sentence: str, rules: str) -> None:
    found = next(each for each in modal_words.WORD.finditer(sentence) if each[0] == "鼓励")
    assert modal_words.ruling(sentence, found) == rules


def test_references_count_each_printed_one(tmp_path: Path) -> None:
    found = statute_references.measure(read_text(GOOD, "例.md"), Path("例.md"), tmp_path)
    assert (found.own, found.unresolved) == (1, ())


def test_the_bounds_are_not_below_what_was_promised() -> None:
    assert statute_articles.BOUND >= 0.995
    assert statute_modals.BOUND >= 0.98
    assert statute_references.BOUND >= 0.995


def test_joins_count_each_provision_that_a_sanction_names() -> None:
    text = (
        "青河市渡口条例\n\n第一条 渡口应当编号。\n\n第二条 渡口分为两类。\n\n"
        "第三条 违反本条例第一条、第二条、第九条规定的，给予警告。\n\n第四条 阻碍检查的，给予警告。\n"
    )
    found = statute_joins.measure(read_text(text, "例.md"), Path("例.md"), Path())
    assert (found.sanctions, found.named) == (2, 3)
    assert [reason for reason, _ in found.missed] == ["no duty is read in it", "no such article"]
    assert dict(found.others) == {"not joined: no match": 1}
    assert statute_joins.BOUND >= 0.99


def test_the_provisions_told_to_bind_nobody_were_checked() -> None:
    with (ROOT / "bench" / "unbinding.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["document"], row["start"]) for row in rows}) >= 50
    assert {row["kind"] for row in rows} == {kind.value for kind in Unbinding}
    assert all(row["why"] for row in rows)
    assert sum(row["verdict"] == "right" for row in rows) >= 0.95 * len(rows)


def test_the_joins_by_act_were_judged_and_the_last_sample_is_right_enough(capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = joins_by_act.read_verdicts(joins_by_act.VERDICTS)
    seeds = list(dict.fromkeys(verdict.seed for verdict in verdicts))
    for seed in seeds:
        judged = [verdict for verdict in verdicts if verdict.seed == seed]
        assert len({verdict.place for verdict in judged}) == joins_by_act.SIZE
        assert all(verdict.why for verdict in judged)
    assert joins_by_act.report(verdicts, None) == 0
    assert joins_by_act.BOUND >= 0.85


def test_a_join_by_act_has_the_places_of_its_words(tmp_path: Path) -> None:
    path = tmp_path / "例.md"
    text = "青河市渡口条例\n\n第一条 经营者应当公示渡口票价表。\n\n第二条 经营者未公示渡口票价表的，给予警告。\n"
    path.write_text(text, encoding="utf-8")
    (place,) = joins_by_act.of_path(path)
    assert text[place.act_start : place.act_end] == "经营者未公示渡口票价表的"
    assert text[place.duty_start : place.duty_end] == "经营者应当公示渡口票价表"
    assert "duty: 经营者应当公示渡口票价表" in joins_by_act.shown(place, tmp_path)
