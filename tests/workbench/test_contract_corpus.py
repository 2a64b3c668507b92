"""The twelve contracts: each as text and as the Word file that is made of it, with what a lawyer finds in it."""

from __future__ import annotations

import io
import zipfile

import pytest
import yaml

from bench.contract_files import CONTRACTS, NUMBERED, docx
from policies.from_source import read_path

NAMES = sorted(path.stem for path in CONTRACTS.glob("*.txt"))
KINDS = {"item", "weaker", "liability", "instrument", "organ", "blank", "date", "amount"}


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_there_are_twelve_four_of_them_clean() -> None:
    found = yaml.safe_load((CONTRACTS / "findings.yaml").read_text(encoding="utf-8"))
    assert sorted(found) == NAMES
    assert len(NAMES) == 12
    assert [name for name in NAMES if not found[name]["findings"]] == [name for name in NAMES if "clean" in name]
    assert {one["kind"] for each in found.values() for one in each["findings"]} == KINDS


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_finding_stand_in_the_contract(name: str) -> None:
    text = (CONTRACTS / f"{name}.txt").read_text(encoding="utf-8")
    found = yaml.safe_load((CONTRACTS / "findings.yaml").read_text(encoding="utf-8"))[name]["findings"]
    for one in found:
        if one["kind"] in ("item", "liability"):
            assert "clause" not in one
        else:
            assert one["words"] in text
    assert all(set(one) <= {"kind", "clause", "words", "why"} for one in found)


@pytest.mark.parametrize("name", NAMES)
def test_the_word_file_is_the_one_made_of_the_text(name: str) -> None:
    text = (CONTRACTS / f"{name}.txt").read_text(encoding="utf-8")
    path = CONTRACTS / f"{name}.docx"
    made = docx(text, name in NUMBERED)
    for part in ("word/document.xml", "word/numbering.xml"):
        assert zipfile.ZipFile(io.BytesIO(made)).read(part) == zipfile.ZipFile(path).read(part)
    assert lines(read_path(path).text) == lines(text)


def test_the_numbers_of_some_are_made_by_word() -> None:
    from docx import Document

    paragraphs = [one.text for one in Document(str(CONTRACTS / "gansu-clean.docx")).paragraphs]
    assert "开采矿种为金矿，开采方式为地下开采，生产规模为15万吨/年，属新建矿山。" in paragraphs
