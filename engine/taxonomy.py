"""The classes of actors: who is a kind of whom.

In: pairs narrower -> wider. Out: a `Taxonomy` that tells wider and narrower actors and how two actors relate.
Guarantee: no cycle. A name that no pair has belongs to the longest known name it ends with, as the head of a Chinese
noun phrase stands last: 已完成绿色矿山建设的矿山企业 is a 矿山企业, and some 大型矿山企业 are such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from engine.errors import TaxonomyError

SHORTEST_HEAD = 2  # 矿山 is a head, 厂 alone is not
# Words that pick all of a class out of a text and do not narrow it; 有关 and 相关 do.
QUANTIFIER = re.compile(
    r"^(?:各个|各级|各|所有|全部|全体|(?:全|本|我|该)(?:国|省|市|区|县|州)|(?:省|市|区|县|境|辖区)内)"
)


class Relation(StrEnum):
    """How a bearer relates to the actor asked for."""

    SELF = "self"
    INHERITED = "inherited"  # stated for a wider class: it holds for all of the asked
    NARROWER = "narrower"  # stated for some of the asked only
    SUCCESSOR = "successor"  # stated for an organ whose competence the asked has today
    PART_SUCCESSOR = "partSuccessor"  # stated for an organ of whose competence the asked has a part


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Classes of actors; edges go from the narrower to the wider."""

    graph: nx.DiGraph[str]

    def head(self, name: str) -> str | None:
        """The longest known name that `name` ends with, itself excepted."""
        for start in range(1, len(name) - SHORTEST_HEAD + 1):
            if name[start:] in self.graph:
                return name[start:]
        return None

    def wider(self, name: str) -> tuple[str, ...]:
        """All classes above, sorted."""
        if name in self.graph:
            return tuple(sorted(nx.descendants(self.graph, name)))
        head = self.head(name)
        return () if head is None else tuple(sorted({head, *nx.descendants(self.graph, head)}))

    def narrower(self, name: str) -> tuple[str, ...]:
        """All known classes below, sorted."""
        return tuple(sorted(nx.ancestors(self.graph, name))) if name in self.graph else ()

    def relation(self, asked: str, bearer: str) -> Relation | None:
        """How `bearer` relates to `asked`; None when neither is a kind of the other."""
        one, other = plain(asked), plain(bearer)
        if one == other:
            return Relation.SELF
        if other in self.wider(one):
            return Relation.INHERITED
        if one in self.wider(other):
            return Relation.NARROWER
        which, _, head = other.rpartition("的")  # 从事餐饮服务的企业 are some of the 国有企业 too
        return Relation.NARROWER if which and self.relation(one, head) is not None else None

    def with_names(self, names: Iterable[str]) -> Taxonomy:
        """A taxonomy that knows these names too, each below its head if it has one."""
        graph = self.graph.copy()
        for name in sorted({plain(name) for name in names}, key=lambda name: (len(name), name)):
            if name not in graph:
                graph.add_node(name)
        known = Taxonomy(graph)
        for name in sorted(set(graph) - set(self.graph)):
            head = known.head(name)
            if head is not None:
                graph.add_edge(name, head)
        return known

    def above(self, name: str) -> tuple[tuple[str, str], ...]:
        """The pairs that lead up from a name, sorted."""
        reached = {name, *self.wider(name)}
        known = [pair for pair in self.graph.edges if pair[0] in reached]
        head = None if name in self.graph else self.head(name)
        return tuple(sorted(known if head is None else [*known, (name, head)]))


def build(pairs: Iterable[tuple[str, str]]) -> Taxonomy:
    """The taxonomy of these pairs.

    Raises:
        TaxonomyError: a class is, over others, a kind of itself.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(pairs)
    try:
        cycle = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return Taxonomy(graph)
    steps = "，".join(f"“{narrower}”属于“{wider}”" for narrower, wider, *_ in cycle)
    steps_en = ", ".join(f"“{narrower}” is a “{wider}”" for narrower, wider, *_ in cycle)
    raise TaxonomyError(f"主体分类有循环：{steps}", f"the classes of actors have a cycle: {steps_en}")


def plain(name: str) -> str:
    """A name without white space and without words that only pick all of a class: 各矿山企业, 全市矿山企业."""
    name = re.sub(r"\s", "", name)
    while (found := QUANTIFIER.match(name)) and len(name) - found.end() >= SHORTEST_HEAD:
        name = name[found.end() :]
    return name
