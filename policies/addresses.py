"""Addresses of provisions: 第五条第二款第（三）项 as steps down a document's tree.

In: a document and an address. Out: the provisions that stand there, or at which step the way ends. Guarantee: a step
that fits more than one provision is ambiguous, never the nearest one; each zone (body, annex) counts its own articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from policies.model import Document, Kind, Provision
from policies.navigate import path_to, walk
from policies.numbering import CHINESE, value

UNITS = {
    "编": Kind.PART,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "条": Kind.ARTICLE,
    "款": Kind.PARAGRAPH,
    "项": Kind.POINT,
    "目": Kind.SUBPOINT,
}
RANK = {kind: rank for rank, kind in enumerate(UNITS.values())}
OUTER = frozenset({Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE})
_ITEMS = (Kind.POINT, Kind.SUBPOINT)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Step:
    """One level of an address: 第十条之一 is (ARTICLE, 10, 1)."""

    kind: Kind
    value: int
    suffix: int = 0


class Failure(StrEnum):
    """Why no provision stands at an address."""

    ARTICLE = "no such article"
    PARAGRAPH = "no such paragraph"
    POINT = "no such point"
    CONTAINER = "no such part, chapter or section"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at an address: the provisions, in order, or why there are none."""

    provisions: tuple[Provision, ...] = ()
    failure: Failure | None = None


MISSING = dict.fromkeys(RANK, Failure.CONTAINER) | {
    Kind.ARTICLE: Failure.ARTICLE,
    Kind.PARAGRAPH: Failure.PARAGRAPH,
    Kind.POINT: Failure.POINT,
    Kind.SUBPOINT: Failure.POINT,
}


def number_of(provision: Provision) -> tuple[int, int]:
    """The number and the suffix its label prints (第十条之一: 10, 1; （三）: 3, 0); (0, 0) without a number."""
    label, _, suffix = provision.label.strip("第（）()、.． ").partition("之")
    if label[:1] in _CIRCLED:
        return (_CIRCLED.find(label[:1]) + 1 if label else 0, 0)
    digits = "".join(c for c in label if c in CHINESE or c.isdigit() or c in "－—")
    return (value(digits) if digits else 0, value(suffix) if suffix else 0)


class Addresses:
    """The addresses of one document; made once, asked often."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._articles: dict[str, list[Provision]] = {}
        self._numbered: dict[tuple[str, int, int], list[Provision]] = {}
        self._containers: list[Provision] = []
        for zone in document.root.children:
            self._enter(zone)

    def _enter(self, zone: Provision) -> None:
        """Note the articles of a zone and what holds them; nothing below an article is one."""
        stack = [zone]
        while stack:
            node = stack.pop()
            if node.kind is Kind.ARTICLE:
                self._articles.setdefault(zone.eid, []).append(node)
                self._numbered.setdefault((zone.eid, *number_of(node)), []).append(node)
                continue
            if node.kind in OUTER:
                self._containers.append(node)
            stack.extend(reversed(node.children))

    def zone(self, offset: int) -> Provision:
        """The body, annex or notice that holds a character."""
        return next((node for node in path_to(self.document.root, offset)[1:2]), self.document.root)

    def articles(self, offset: int) -> list[Provision]:
        """The articles that an article number at `offset` counts: of its zone, of the body for an annex without."""
        return self._articles.get(self._counted_in(offset), [])

    def _counted_in(self, offset: int) -> str:
        zone = self.zone(offset)
        without = zone.kind is Kind.ANNEX and zone.eid not in self._articles
        return Kind.BODY.value if without else zone.eid

    def main_offset(self) -> int:
        """A character of the part that other documents mean: the body."""
        return next((node.span.start for node in self.document.root.children if node.kind is Kind.BODY), 0)

    def at(self, steps: Sequence[Step], offset: int, *, by_points: bool) -> Place:
        """What stands at an address, seen from `offset`.

        Args:
            steps: the first is an article, chapter, section or part.
            offset: a character of the part of the document that is meant.
            by_points: where a document has no articles at all, 第三条 is its 三、.
        """
        first = steps[0].kind if steps else Kind.POINT
        if first not in OUTER:
            return Place(failure=Failure.AMBIGUOUS)
        if first is not Kind.ARTICLE:
            return _from(self._candidates(first, offset), steps)
        zone = self._counted_in(offset)
        if by_points and zone not in self._articles:
            return _from([node for node in self.zone(offset).children if node.kind is Kind.TIER1], steps)
        return _down(self._numbered.get((zone, steps[0].value, steps[0].suffix), []), steps)

    def below(self, bases: Sequence[Provision], steps: Sequence[Step]) -> Place:
        """What stands at an address below each of `bases`; the bases themselves when it is empty."""
        if not steps:
            return Place(tuple(bases))
        places = [_from(_below(base, steps[0].kind), steps) for base in bases]
        failed = next((place for place in places if place.failure), None)
        return failed or Place(tuple(found for place in places for found in place.provisions))

    def between(self, first: Provision, last: Provision) -> Place:
        """All provisions of their kind from `first` to `last`."""
        if first.kind is Kind.ARTICLE and last.kind is Kind.ARTICLE:
            row = self.articles(first.span.start)
        else:
            parent = path_to(self.document.root, first.span.start)
            above = next((node for node in reversed(parent) if first in node.children), None)
            row = [node for node in above.children if node.kind is first.kind] if above else []
        if first not in row or last not in row or row.index(first) > row.index(last):
            return Place(failure=Failure.AMBIGUOUS)
        return Place(tuple(row[row.index(first) : row.index(last) + 1]))

    def around(self, offset: int, kind: Kind) -> Provision | None:
        """The innermost provision of a kind that holds a character."""
        return next((node for node in reversed(path_to(self.document.root, offset)) if node.kind is kind), None)

    def before(self, offset: int, kind: Kind, count: int) -> Place:
        """The `count` provisions of a kind that stand before the one that holds a character (前款, 前两条)."""
        here = self.around(offset, kind)
        row = self._row(here, offset)
        at = row.index(here) if here in row else 0
        if here is None or at < count:
            return Place(failure=MISSING[kind])
        return Place(tuple(row[at - count : at]))

    def _row(self, here: Provision | None, offset: int) -> list[Provision]:
        if here is None or here.kind is Kind.ARTICLE:
            return self.articles(offset)
        path = path_to(self.document.root, offset)
        return [node for node in path[path.index(here) - 1].children if node.kind is here.kind]

    def _candidates(self, kind: Kind, offset: int) -> list[Provision]:
        """Containers of a kind: those of the same 编 or 章 as `offset` when there are such, else all."""
        found = [node for node in self._containers if node.kind is kind]
        for outer in reversed(path_to(self.document.root, offset)):
            inside = [n for n in found if outer.span.start <= n.span.start < outer.span.end and n is not outer]
            if inside and outer.kind in RANK:
                return inside
        return found


def _from(candidates: Sequence[Provision], steps: Sequence[Step]) -> Place:
    """Go down from the one of `candidates` that the first step names."""
    return _down(_named(candidates, steps[0]), steps)


def _down(found: Sequence[Provision], steps: Sequence[Step]) -> Place:
    """Go down step by step from what the first step names."""
    for step, following in zip(steps, (*steps[1:], None), strict=True):
        if len(found) != 1:
            return Place(failure=Failure.AMBIGUOUS if found else MISSING[step.kind])
        if following is not None:
            found = _named(_below(found[0], following.kind), following)
    return Place(tuple(found))


def _named(candidates: Sequence[Provision], step: Step) -> list[Provision]:
    if step.kind is Kind.PARAGRAPH:
        return list(candidates[step.value - 1 : step.value]) if step.value else []
    return [node for node in candidates if number_of(node) == (step.value, step.suffix)]


def _below(base: Provision, kind: Kind) -> list[Provision]:
    """The provisions of a kind that an address can name directly below `base`."""
    if kind in _ITEMS:
        return list(_items(base))
    return [node for node in walk(base) if node.kind is kind and node is not base]


def _items(base: Provision) -> Iterator[Provision]:
    """The items of the first level below a provision, whatever their printed form: 项 of a 款, 目 of a 项."""
    stack = list(reversed(base.children))
    while stack:
        node = stack.pop()
        if node.kind in _ITEMS:
            yield node
        elif node.kind in (Kind.PARAGRAPH, Kind.ARTICLE):
            stack.extend(reversed(node.children))
