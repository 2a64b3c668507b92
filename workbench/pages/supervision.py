"""Who supervises whom, as a graph.

In: the answers about an actor. Out: ties, and their drawing. Guarantee: a tie stands in a text: an organ that punishes,
one that leads a task, one that is reported to; each leads to the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from markupsafe import Markup
from pygraphviz import AGraph

from workbench.pages.frame import address
from workbench.rendering.drawing import FONT, svg

if TYPE_CHECKING:
    from workbench.messages import Messages
    from workbench.store.rows import AnswerFilter
    from workbench.stored_base import StoredBase

ASKED = 60  # answers looked at
DRAWN = 24  # ties; more cannot be read


class Kind(StrEnum):
    """What one does to the other."""

    PUNISHES = "punishes"
    LEADS = "leads"
    HEARS = "hears"


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie, with the address of the words that make it."""

    over: str
    kind: Kind
    under: str
    href: str


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of an actor: the drawing, the same as a list, and how many were left out."""

    drawing: Markup
    listed: tuple[Tie, ...]
    left_out: int


def ties(base: StoredBase, wanted: AnswerFilter, messages: Messages) -> Ties:
    """The ties of an actor, the first of each kind between two."""
    found: dict[tuple[str, Kind, str], Tie] = {}
    for tie in (*punishing(base, wanted), *leading(base, wanted)):
        found.setdefault((tie.over, tie.kind, tie.under), tie)
    kept = tuple(found.values())[:DRAWN]
    return Ties(drawn(kept, wanted.actor, messages) if kept else Markup(""), kept, len(found) - len(kept))


def punishing(base: StoredBase, wanted: AnswerFilter) -> Iterator[Tie]:
    """Who imposes a penalty on whom."""
    for one in base.penalties(wanted, limit=ASKED).items:
        for organ in one.enforcers:
            yield Tie(organ, Kind.PUNISHES, one.actor or wanted.actor, link(one.document, one.statement))


def leading(base: StoredBase, wanted: AnswerFilter) -> Iterator[Tie]:
    """Who leads a task that somebody has, and who hears a report."""
    for one in base.duties(wanted, limit=ASKED).items:
        bearer, href = one.actor or wanted.actor, link(one.document, one.statement)
        for organ in one.lead:
            if organ != bearer:
                yield Tie(organ, Kind.LEADS, bearer, href)
        if one.recipient and one.recipient != bearer:
            yield Tie(one.recipient, Kind.HEARS, bearer, href)


def link(document: str, statement: str) -> str:
    """The address of a statement."""
    return address(f"/documents/{document}", statement=statement)


def drawn(found: tuple[Tie, ...], actor: str, messages: Messages) -> Markup:
    """The graph in black on nothing; the sheet of the pages gives it their ink."""
    graph = AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.15", ranksep="0.9", bgcolor="transparent")
    graph.node_attr.update(shape="box", style="rounded", fontname=FONT, fontsize="12")
    graph.node_attr.update(margin="0.14,0.06")
    graph.edge_attr.update(fontname=FONT, fontsize="10", arrowsize="0.7")
    for tie in found:
        for name in (tie.over, tie.under):
            graph.add_node(name, label=escaped(name), **({"penwidth": "2.4"} if name == actor else {}))
    for tie in found:
        graph.add_edge(tie.over, tie.under, label=messages.word("tie", tie.kind.value))
    picture = svg(graph)
    return Markup(picture[picture.index("<svg") :])  # its words are escaped by Graphviz


def escaped(name: str) -> str:
    """Words that Graphviz takes for nothing else."""
    return name.replace("\\", "\\\\").replace("&", "&amp;")
