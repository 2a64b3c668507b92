"""The tree of a document as Akoma Ntoso.

In: a document and its marks. Out: preface, body, conclusions, attachments. A text with articles is an ``act``, any
other a ``doc``. Guarantee: every leaf but white space is there, in its place.
"""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from policies.model import LEAVES, Kind, Provision, Span
from workbench.standards.akoma_ntoso.inline import eid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policies.model import Document
    from workbench.standards.akoma_ntoso.inline import Marks

HIERARCHY = {  # what AKN has no name for is a level, its class the kind
    **{Kind.PART: "part", Kind.CHAPTER: "chapter", Kind.SECTION: "section", Kind.ARTICLE: "article"},
    **{Kind.PARAGRAPH: "paragraph", Kind.POINT: "point", Kind.SUBPOINT: "indent"},
}
INLINE = {Kind.TITLE: "docTitle", Kind.DOC_NUMBER: "docNumber"}
AFTER_LABEL = "、．.，,　 \t"
OPENING = frozenset({Kind.TITLE, Kind.DOC_NUMBER, Kind.ADDRESSEES, Kind.SIGNATURE, Kind.NOISE, Kind.CONTENTS})
CLOSING = frozenset({Kind.SIGNATURE, Kind.NOISE})


def is_act(document: Document) -> bool:
    """Whether a document is made of articles."""
    return _has(document.root, Kind.ARTICLE)


def _has(provision: Provision, kind: Kind) -> bool:
    return provision.kind is kind or any(_has(each, kind) for each in provision.children)


def structure(document: Document, marks: Marks) -> tuple[list[Element], list[Provision]]:
    """The parts of a document behind its metadata, and its annexes, which are documents of their own."""
    top = _said(document.root.children)
    annexes = [each for each in top if each.kind is Kind.ANNEX]
    body = next((each for each in top if each.kind is Kind.BODY), None)
    inside = _said(body.children) if body else []
    opening = list(takewhile(lambda each: each.kind in OPENING, inside))
    rest = inside[len(opening) :]
    closing = list(takewhile(lambda each: each.kind in CLOSING, reversed(rest)))[::-1]
    middle = rest[: len(rest) - len(closing)]
    if is_act(document) and not closing and middle and middle[0].kind in LEAVES:
        opening += list(takewhile(lambda each: each.kind in LEAVES, middle))
        middle = list(dropwhile(lambda each: each.kind in LEAVES, middle))
    before = [each for each in top if each.kind not in {Kind.BODY, Kind.ANNEX}]
    made = [_preface(before, opening, marks), _body(document, middle, marks)]
    if closing:
        conclusions = Element("conclusions")
        conclusions.extend(block(each, marks) for each in closing)
        made.append(conclusions)
    return [each for each in made if each is not None], annexes


def _preface(before: Sequence[Provision], opening: Sequence[Provision], marks: Marks) -> Element | None:
    if not before and not opening:
        return None
    preface = Element("preface")
    for each in before:
        container = preface
        if each.kind not in LEAVES:
            container = SubElement(preface, "container", name=each.kind.value, eId=eid(each.eid))
        container.extend(block(leaf, marks) for leaf in leaves(each))
    preface.extend(block(each, marks) for each in opening)
    return preface


def annex(provision: Provision, marks: Marks) -> list[Element]:
    """The parts of an annex."""
    body = Element("mainBody")
    body.extend(_placed(each, marks) for each in _said(provision.children))
    return [body]


def _body(document: Document, middle: Sequence[Provision], marks: Marks) -> Element:
    act = is_act(document)
    body = Element("body" if act else "mainBody")
    body.extend(_wrapped(each, marks) if act and each.kind in LEAVES else _placed(each, marks) for each in middle)
    if not len(body):
        body.append(_empty())
    return body


def _placed(provision: Provision, marks: Marks) -> Element:
    return block(provision, marks) if provision.kind in LEAVES else unit(provision, marks)


def _empty() -> Element:
    """Something for a document without a word, since the schema wants it."""
    made = Element("hcontainer", name="empty", eId="hcontainer_1")
    SubElement(SubElement(made, "content", eId="hcontainer_1__content"), "p")
    return made


def unit(provision: Provision, marks: Marks) -> Element:
    """A numbered unit, or a paragraph."""
    name = HIERARCHY.get(provision.kind, "level")
    made = Element(name, eId=eid(provision.eid))
    if name == "level":
        made.set("class", provision.kind.value)
    children = _said(provision.children)
    if children and children[0].kind is Kind.HEADING:
        _number_and_heading(made, provision, children.pop(0), marks)
    units = [number for number, each in enumerate(children) if each.kind not in LEAVES]
    if not units:
        _blocks(made, "content", provision, children, marks)
        return made
    _blocks(made, "intro", provision, children[: units[0]], marks)
    for each in children[units[0] : units[-1] + 1]:
        made.append(_wrapped(each, marks) if each.kind in LEAVES else unit(each, marks))
    _blocks(made, "wrapUp", provision, children[units[-1] + 1 :], marks)
    return made


def _number_and_heading(made: Element, provision: Provision, heading: Provision, marks: Marks) -> None:
    text = marks.text[heading.span.start : heading.span.end]
    length = len(provision.label) if text.startswith(provision.label) else 0 if provision.title else len(text)
    length += len(text[length:]) - len(text[length:].lstrip(AFTER_LABEL)) if length else 0
    cut = heading.span.start + length
    if length:
        marks.fill(SubElement(made, "num"), Span(heading.span.start, cut))
    if cut < heading.span.end:
        marks.fill(SubElement(made, "heading"), Span(cut, heading.span.end))


def _blocks(made: Element, name: str, around: Provision, found: Iterable[Provision], marks: Marks) -> None:
    blocks = [block(each, marks) for each in found]
    if blocks:
        SubElement(made, name, eId=f"{eid(around.eid)}__{name.lower()}").extend(blocks)


def _wrapped(leaf: Provision, marks: Marks) -> Element:
    """Words that stand between numbered units."""
    made = Element("hcontainer", name="text", eId=f"{eid(leaf.eid)}__hcontainer")
    SubElement(made, "content", eId=f"{eid(leaf.eid)}__content").append(block(leaf, marks))
    return made


def block(leaf: Provision, marks: Marks) -> Element:
    """A leaf."""
    made = Element("p", eId=eid(leaf.eid))
    if leaf.kind is not Kind.PROSE:
        made.set("class", leaf.kind.value)
    within = SubElement(made, INLINE[leaf.kind]) if leaf.kind in INLINE else made
    marks.fill(within, leaf.span)
    return made


def leaves(provision: Provision) -> list[Provision]:
    """The leaves of a provision, white space left out."""
    if provision.kind in LEAVES:
        return _said([provision])
    return [leaf for each in provision.children for leaf in leaves(each)]


def _said(children: Iterable[Provision]) -> list[Provision]:
    return [each for each in children if each.kind is not Kind.BLANK]
