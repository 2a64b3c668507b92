"""When actors of two documents are the same: over levels of government and over reforms of organs.

In: names as printed, each with the place its document holds for. Out: the class of an actor, how alike two lists are.
Guarantee: 省自然资源厅 and 区国土房管局 are of one class (`engine.successors`); a government and a department are not.
"""

from __future__ import annotations

import re
from functools import cache

from engine.comparison.model import Item
from engine.successors import by_competence, succeeded
from engine.taxonomy import Taxonomy, build, plain
from obligations.to_facts import taxonomy
from obligations.words import classes

BRACKETS = re.compile(r"（[^（）]*）")
GOVERNMENT = "人民政府"
PERSONS = ("工作人员", "责任人员", "主管人员")
SAME, RELATED, OPEN, OTHER = 1.0, 0.7, 0.5, 0.0


def alike(one: Item, other: Item) -> float:
    """How alike the actors of two items are, from 0 to 1; between 0 and 1 when a side names nobody."""
    if not one.actors or not other.actors:
        return OPEN
    mine, theirs = kinds(one), kinds(other)
    shared = len(mine & theirs) / len(mine | theirs)
    if shared:
        return RELATED + (SAME - RELATED) * shared
    known = _taxonomy()
    related = any(_are_related(_bare(a), _bare(b), known) for a in one.actors for b in other.actors)
    return RELATED if related else OTHER


def _are_related(one: str, other: str, known: Taxonomy) -> bool:
    """Whether one of two classes has the other, or both are persons who answer for an organ: 工作人员, 直接责任人员."""
    return bool(known.relation(one, other)) or (one.endswith(PERSONS) and other.endswith(PERSONS))


def kinds(item: Item) -> frozenset[str]:
    """The classes of the actors of an item."""
    return frozenset(kind(name, item.place) for name in item.actors)


@cache
def kind(name: str, place: str) -> str:
    """The class of an actor: the competence an organ of this name has today, 人民政府, or its own name."""
    for fact in succeeded([name], place):
        if fact.predicate == "succeeded":
            name = fact.args[1]
    if name.endswith(("人民政府", "政府")):
        return GOVERNMENT
    rest, found = by_competence(name), []
    for domain in _domains():
        if domain in rest:
            rest = rest.replace(domain, "")
            found.append(domain)
    return "、".join(sorted(found)) if found else plain(name)


def _bare(name: str) -> str:
    """A name without what it includes in brackets: 新建（改扩建）矿山."""
    return BRACKETS.sub("", name)


@cache
def _domains() -> tuple[str, ...]:
    return tuple(sorted((word for word, kind in classes().items() if kind == "DOMAIN"), key=len, reverse=True))


@cache
def _taxonomy() -> Taxonomy:
    return build(taxonomy())
