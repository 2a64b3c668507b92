"""What is marked within the text of a provision: statements, actors, references to provisions and instruments.

In: a document and its extraction. Out: blocks with inline elements. Guarantee: the words are those of the text; of two
marks that cross, the later one is left out here (it stands in the analysis all the same).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from obligations.model import Incentive, Norm, Responsibility, Sanction
from policies.model import Span
from workbench.rendering.plain import iri, plain
from workbench.rendering.rows import kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from obligations.model import Actor, Statement
    from workbench.model import Entry


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """An inline element over a stretch of the text; sorted by where it begins, the longer one first."""

    start: int
    back: int  # the end, negative
    tag: str
    attributes: tuple[tuple[str, str], ...] = field(compare=False)

    @property
    def end(self) -> int:
        """Where it ends."""
        return -self.back


@dataclass(slots=True)
class Marks:
    """All marks of a document; `roles` has the eId of each actor by name."""

    text: str
    roles: dict[str, str]
    marks: list[Mark]

    def fill(self, element: Element, span: Span) -> None:
        """Put a stretch of the text into an element, with the marks that lie in it."""
        inside = [mark for mark in self.marks if span.start <= mark.start and mark.end <= span.end]
        _fill(element, self.text, span, _nested(inside))


def marks(entry: Entry) -> Marks:
    """The marks of a document."""
    roles: dict[str, str] = {}
    found: set[Mark] = set()
    for one in entry.extraction.statements:
        found.add(_mark(one.span, "span", eId=eid(one.id), **{"class": kind(one)}))
        for actor in actors(one):
            role = roles.setdefault(actor.name, f"role_{len(roles) + 1}")
            if one.span.start <= actor.span.start and actor.span.end <= one.span.end:
                found.add(_mark(actor.span, "role", refersTo=f"#{role}"))
        if isinstance(one, Sanction):
            for breach in one.breaches:
                if len(breach.provisions) == 1:
                    found.add(_mark(breach.span, "ref", href=f"#{eid(breach.provisions[0])}"))
    for citation in entry.document.citations:
        found.add(_mark(citation.span, "ref", href=iri("instrument", citation.title)))
    return Marks(entry.document.text, roles, sorted(found))


def actors(one: Statement) -> Iterator[Actor]:
    """The actors that a statement names."""
    match one:
        case Norm():
            yield from one.bearers
            yield from one.directed
            yield from [one.recipient] if one.recipient else []
        case Responsibility():
            yield from (*one.lead, *one.support)
        case Sanction():
            yield from [one.target] if one.target else []
            yield from one.enforcers
        case Incentive():
            yield from (each for each in (one.beneficiary, one.provider) if each)


def eid(name: str) -> str:
    """An eId, which has no white space."""
    return "_".join(plain(name).split())


def _mark(span: Span, tag: str, **attributes: str) -> Mark:
    return Mark(span.start, -span.end, tag, tuple(attributes.items()))


def _nested(found: Sequence[Mark]) -> list[Mark]:
    """Those that lie within or beside each other; no reference or actor within another of its kind."""
    kept: list[Mark] = []
    around: list[Mark] = []
    for mark in found:
        around = [each for each in around if each.end > mark.start]
        crosses = any(each.end < mark.end for each in around)
        repeats = mark.tag != "span" and any(each.tag == mark.tag for each in around)
        if not crosses and not repeats:
            kept.append(mark)
            around.append(mark)
    return kept


def _fill(element: Element, text: str, span: Span, inside: list[Mark]) -> None:
    at, last = span.start, None
    while inside:
        mark = inside.pop(0)
        _say(element, last, text[at : mark.start])
        last = SubElement(element, mark.tag, dict(mark.attributes))
        within = [each for each in inside if each.end <= mark.end and each.start < mark.end]
        inside = inside[len(within) :]
        _fill(last, text, Span(mark.start, mark.end), within)
        at = mark.end
    _say(element, last, text[at : span.end])


def _say(element: Element, last: Element | None, words: str) -> None:
    if last is None:
        element.text = (element.text or "") + plain(words)
    else:
        last.tail = (last.tail or "") + plain(words)
