"""Proofs drawn: every sentence and quotation is there, whatever characters it has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pygraphviz import AGraph

TEXT = "{http://www.w3.org/2000/svg}text"
IDS = ("weihai-2021.s3372@矿山企业", "gansu-2023", "wanzhou-2017")


def words(svg: str) -> str:
    """All words of a drawing, box after box, without white space."""
    told = "".join(element.text or "" for element in ElementTree.fromstring(svg).iter(TEXT))
    return re.sub(r"\s", "", told)


def sentences(node: dict[str, Any]) -> set[str]:
    """All that a proof says, without white space."""
    told = {node["conclusion"], node["label"], node["note"], node["source"]["quote"] if node["source"] else ""}
    told = {re.sub(r"\s", "", each) for each in told}
    return told.union(*map(sentences, node["premises"]))


@pytest.mark.parametrize("identity", IDS)
def test_every_sentence_and_quotation_is_drawn(zhize: Any, identity: str) -> None:
    drawn = words(zhize("explain", identity, "--format", "svg").out)
    said = sentences(zhize("explain", identity, "--format", "json").json["proof"])
    assert [each for each in said if each not in drawn] == []


def test_a_drawing_is_the_same_each_time_and_nothing_else_is_said(zhize: Any) -> None:
    one, other = (zhize("explain", IDS[0], "--format", "svg") for _ in range(2))
    assert one == other
    assert (one.code, one.err) == (0, "")


def test_the_graph_has_each_step_and_each_quotation_once(zhize: Any) -> None:
    graph = AGraph(string=zhize("explain", IDS[0], "--format", "dot").out)
    assert sum(name.startswith("step") for name in graph.nodes()) == 5
    assert sum(name.startswith("quotation") for name in graph.nodes()) == 3
    assert len(graph.edges()) == 7
    roots = [name for name in graph.nodes() if not graph.predecessors(name)]
    assert [graph.get_node(name).attr["label"].partition("：")[0] for name in roots] == ["矿山企业可能承担的后果"]


def test_characters_that_mean_something_to_graphviz_are_drawn_as_they_are(zhize: Any, tmp_path: Path) -> None:
    act = r"报送\N表A<b>\"表B\""
    path = tmp_path / "办法.txt"
    path.write_text(f"某市A&lt;B办法\n\n第一条 矿山企业应当{act}。\n", encoding="utf-8")
    listed = zhize("duties", str(path), "--format", "json").json["duties"]
    told = zhize("explain", listed[0]["id"], str(path), "--format", "json").json["proof"]
    drawn = words(zhize("explain", listed[0]["id"], str(path), "--format", "svg").out)
    assert "《某市A&lt;B办法》" in drawn
    assert any(act in each for each in sentences(told))
    assert [each for each in sentences(told) if each not in drawn] == []
