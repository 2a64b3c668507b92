"""A proof as a graph: conclusions on the left, what they rest on to the right, down to the words of the text. And the
graph of duties.

In: a proof, and the documents it quotes. Out: a graph that Graphviz lays out (`workbench/exports/as_dot.py`,
`workbench/exports/as_svg.py`). Guarantee: every step, sentence and quotation of the proof is in it, each once; the size
of a box follows from its words and not from the fonts at hand, so that the same proof is drawn alike everywhere.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from pygraphviz import AGraph

from engine.model import Step
from engine.places import place
from engine.wording import phrase
from workbench.rendering.columns import width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from networkx import MultiDiGraph

    from engine.model import Proof
    from obligations.model import Source
    from policies.model import Document
    from workbench.messages import Messages

COLUMNS = 48  # of a line in a box; a Chinese character takes two
FONT = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,WenQuanYi Micro Hei,sans-serif"
SIZE = 12.0  # points of a Chinese character, which is two columns wide
LINE = 1.35  # height of a line in characters
MARGIN = 10.0  # points around the words of a box
INCH = 72.0
SHAPES: dict[Step, dict[str, str]] = {
    Step.DERIVED: {"style": "rounded,filled", "fillcolor": "#e8f0fe"},
    Step.LISTED: {"style": "rounded,filled", "fillcolor": "#e8f0fe"},
    Step.STATED: {"style": "filled", "fillcolor": "#ffffff"},
    Step.COMPUTED: {"style": "filled", "fillcolor": "#eef7ee"},
    Step.ABSENT: {"style": "dashed"},
    Step.COMPARED: {"style": "dotted"},
}
KINDS = {"actor": "#e8f0fe", "department": "#eef7ee", "duty": "#ffffff", "sanction": "#fdecea"}
LINES = {"supports": "dashed", "recipient": "dotted"}
QUOTATION = {"shape": "note", "style": "filled", "fillcolor": "#fff8e1"}


def drawn(proof: Proof, documents: Mapping[str, Document], lang: str) -> AGraph:
    """The graph of a proof; `documents` by ID, `lang` that in which it was proved."""
    made = _Drawing(documents, lang)
    made.add(proof)
    return made.graph


def duties_drawn(duties: MultiDiGraph[str], messages: Messages) -> AGraph:
    """The graph of duties (`duty_graph`): actors on the left, what is demanded on the right of them."""
    graph = AGraph(directed=True, strict=False, rankdir="LR", ranksep="0.8", nodesep="0.15", bgcolor="white")
    graph.node_attr.update(shape="box", fontname=FONT, fontsize=str(SIZE), color="#5f6368", style="filled")
    graph.edge_attr.update(fontname=FONT, fontsize="10", color="#5f6368", arrowsize="0.7")
    for node, told in duties.nodes(data=True):
        words = [told["label"], *filter(None, [told.get("place"), told.get("due")])]
        label = "".join(f"{_escaped(line)}\\l" for each in words for line in _even(" ".join(each.split())))
        graph.add_node(node, label=label, fillcolor=KINDS[told["kind"]])
    for start, end, kind in duties.edges(keys=True):
        graph.add_edge(start, end, key=kind, label=messages.say(f"graph.{kind}"), style=LINES.get(kind, "solid"))
    return graph


def svg(graph: AGraph) -> str:
    """The graph as SVG."""
    with _without_words_of_fonts():
        return bytes(graph.draw(format="svg", prog="dot")).decode("utf-8")


@dataclass(slots=True)
class _Drawing:
    """A graph being drawn; `names` has what is in it already."""

    documents: Mapping[str, Document]
    lang: str
    graph: AGraph = field(init=False)
    names: dict[Proof | Source, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.graph = AGraph(directed=True, rankdir="LR", ranksep="0.5", nodesep="0.2", bgcolor="white")
        self.graph.node_attr.update(shape="box", fixedsize="true", fontname=FONT, fontsize=str(SIZE), color="#5f6368")
        self.graph.edge_attr.update(dir="back", arrowsize="0.7", color="#5f6368")

    def add(self, proof: Proof) -> str:
        """The name of a node, with all that it rests on."""
        if proof in self.names:
            return self.names[proof]
        told = phrase("rule", self.lang, code=proof.rule, label=proof.label) if proof.rule else proof.note
        name = self.node(proof, "step", [proof.conclusion, *filter(None, [told])], SHAPES[proof.step])
        if proof.source is not None:
            self.graph.add_edge(name, self.quotation(proof.source))
        for premise in proof.premises:
            self.graph.add_edge(name, self.add(premise))
        return name

    def quotation(self, source: Source) -> str:
        """The name of the node of a quotation."""
        if source in self.names:
            return self.names[source]
        document = self.documents[source.document]
        title = document.metadata.title or phrase("untold", self.lang)
        words = [f"《{title}》", place(source, document, self.lang), f"“{source.quote}”"]
        return self.node(source, "quotation", words, QUOTATION)

    def node(self, key: Proof | Source, kind: str, words: Sequence[str], look: Mapping[str, str]) -> str:
        """A new node with these paragraphs; its box fits them."""
        lines = [line for each in words for line in _even(" ".join(each.split()))]
        wide = max(map(_columns, lines)) * SIZE / 2 + 2 * MARGIN
        high = len(lines) * SIZE * LINE + 2 * MARGIN
        name = self.names[key] = f"{kind}{len(self.names) + 1}"
        label = "".join(f"{_escaped(line)}\\l" for line in lines)
        self.graph.add_node(name, label=label, width=f"{wide / INCH:.2f}", height=f"{high / INCH:.2f}", **look)
        return name


def _even(words: str) -> list[str]:
    """Lines of about one length: no more of them than must be, and none with a last character alone."""
    lines = wrapped(words, COLUMNS)
    narrower = (wrapped(words, columns) for columns in range(width(words) // len(lines), COLUMNS))
    return next((each for each in narrower if len(each) == len(lines)), lines)


def _columns(line: str) -> int:
    """The columns of a line in a Chinese font, where “ and … take two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in line)


def _escaped(line: str) -> str:
    """Words that Graphviz takes for nothing else."""
    return line.replace("\\", "\\\\").replace("&", "&amp;")


@contextlib.contextmanager
def _without_words_of_fonts() -> Iterator[None]:
    """Fontconfig, within Graphviz, tells the standard error what it does not know in the files of the system."""
    sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # no standard error, no words
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
