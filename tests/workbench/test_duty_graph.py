"""The graph of duties as GraphML and DOT: read back by NetworkX and Graphviz, with every duty, actor and sanction."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pygraphviz
import pytest
from networkx import MultiDiGraph, read_graphml

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "exports"
FERRY = FIXTURES / "渡口办法.txt"
DAY = ["--as-of", "2026-06-15"]


def graphml(text: str) -> Any:
    read = read_graphml(io.BytesIO(text.encode("utf-8")), force_multigraph=True)
    assert isinstance(read, MultiDiGraph)
    return read


def relations(graph: Any) -> set[tuple[str, str, str]]:
    named = {node: told["label"] if node.startswith("actor:") else node for node, told in graph.nodes(data=True)}
    return {(named[one], told["relation"], named[other]) for one, other, told in graph.edges(data=True)}


@pytest.mark.parametrize("form", ["graphml", "dot"])
def test_the_graph_of_a_small_text(zhize: Any, form: str) -> None:
    """Golden files."""
    made = zhize("duties", str(FERRY), *DAY, "--format", form).out
    assert made == FERRY.with_suffix(f".{form}").read_text("utf-8")


def test_who_bears_leads_supports_and_punishes_what(zhize: Any) -> None:
    graph = graphml(zhize("duties", str(FERRY), *DAY, "--format", "graphml").out)
    assert relations(graph) == {
        ("渡口经营人", "bears", "渡口办法.n36"),
        ("渡口办法.n36", "recipient", "市交通运输局"),
        ("渡口经营人", "bears", "渡口办法.n76"),
        ("市交通运输局", "bears", "渡口办法.n106"),
        ("市交通运输局", "leads", "渡口办法.r205"),
        ("市水利局", "supports", "渡口办法.r205"),
        ("渡口办法.s156", "punishes", "渡口办法.n145"),
        ("市交通运输局", "imposes", "渡口办法.s156"),
    }
    kinds = {told["label"]: told["kind"] for _, told in graph.nodes(data=True)}
    assert (kinds["渡口经营人"], kinds["市水利局"], kinds["超载"]) == ("actor", "department", "duty")
    assert graph.nodes["渡口办法.n36"]["place"] == "第二条"


def test_dot_is_the_same_graph(zhize: Any) -> None:
    asked = ["duties", "--policy", "weihai-2021", "--as-of", "2025-06-01", "--format"]
    one = graphml(zhize(*asked, "graphml").out)
    other = pygraphviz.AGraph(string=zhize(*asked, "dot").out)
    assert {str(node) for node in other.nodes()} == set(one.nodes)
    assert other.number_of_edges() == one.number_of_edges()


def test_every_duty_of_the_five_policies_is_in_the_graph(zhize: Any) -> None:
    asked = ["duties", "--as-of", "2025-06-01", "--format"]
    listed = zhize(*asked, "json").json["duties"]
    graph = graphml(zhize(*asked, "graphml").out)
    told = {(told["label"], told["quote"]) for _, told in graph.nodes(data=True) if told["kind"] == "duty"}
    assert told == {(duty["action"], duty["source"]["quote"]) for duty in listed}
    actors = {told["label"] for _, told in graph.nodes(data=True) if told["kind"] in ("actor", "department")}
    assert {duty["actor"] for duty in listed if duty["actor"]} <= actors
    bearing = {(one, other) for one, relation, other in relations(graph) if relation in ("bears", "leads", "supports")}
    assert len(bearing) >= len({(duty["actor"], duty["norm"]) for duty in listed if duty["actor"]})
