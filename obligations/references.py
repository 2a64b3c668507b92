"""References to provisions: 本办法第八条第二款, 前款第（三）项, 《某某条例》第五条至第九条, 本章.

In: a document. Out: `Reference` values in the order of the text, one for each provision or range that is pointed at;
what a member of a list leaves out is taken from the member before it. Guarantee: what stands before a bare number
decides whose provision it is, and when that cannot be told the reference says so (`Whose.UNCLEAR`); headings, tables
and signatures hold none; the result for one article does not depend on the others. Whether the provision exists is
asked in `obligations/provisions.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from lark import Token, Tree

from grammars.loading import terminals
from obligations.reference_words import counts_elsewhere, name_before, points, refers_back, title_of, trees
from obligations.words import endings
from policies.addresses import OUTER, RANK, UNITS, Step
from policies.citations import quotations
from policies.model import Document, Kind, Provision, Span
from policies.navigate import leaves
from policies.numbering import value
from policies.view import View, clean


class Whose(StrEnum):
    """Whose provision is meant."""

    OWN = "own"  # 本条例第八条; 前款; 本条第二款
    IMPLIED = "implied"  # a bare 第八条 after 依照; 违反第二款 below an article that the sentence names
    NAMED = "named"  # 《某某法》第八条; 刑法第八条
    UNCLEAR = "unclear"  # 该法第八条; 第八条 after words that may name an instrument; 上述规定


@dataclass(frozen=True, slots=True)
class Reference:
    """One provision, or one range of provisions, that the text points at.

    Attributes:
        span: the raw words; in a list, those of this member.
        text: the same, clean.
        whose: whose provision it is.
        title: of the instrument that is named, as printed, or that a quotation is to change; "" for the own one.
        base: the relative word it counts from (前款, 前两条, 本章); "" when it has none.
        steps: the address, from the outermost level that the text gives.
        until: the address where a range ends; () when it is no range.
        quoted: it stands in a quotation, so that 本法 and 第八条 are those of the quoted text.
    """

    span: Span
    text: str
    whose: Whose
    title: str = ""
    base: str = ""
    steps: tuple[Step, ...] = ()
    until: tuple[Step, ...] = ()
    quoted: bool = False


_AMENDS = re.compile(r"(?:修改|修正|废止|修订|清理).*(?:决定|案|通知|办法)(?:（.{1,6}）)?$|修正案")
_FOREIGN = frozenset({Whose.NAMED, Whose.UNCLEAR})
_LEAD = 150  # characters before a quotation that say what it changes


@dataclass(slots=True)
class _Context:
    """What an article has named before the leaf that is read: a bare number after it may be meant below that.

    Attributes:
        amends: the document changes others, so that its bare numbers are theirs.
        earlier: references in the paragraphs before.
        lead: references in the text that leads in the list in which the leaf stands.
        here: references of the leaf so far.
        item: the leaf is an item of a list.
    """

    amends: bool = False
    earlier: list[Reference] = field(default_factory=list)
    lead: list[Reference] = field(default_factory=list)
    here: list[Reference] = field(default_factory=list)
    item: bool = False

    @property
    def near(self) -> list[Reference]:
        """Those that a bare number can be meant below."""
        return self.lead + self.here


class Finder:
    """The references of one document; made once, asked often."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.quoted = quotations(document.text)
        self.amends = _AMENDS.search(document.metadata.title or "") is not None
        self._units = list(self._find_units())
        self._starts = [unit.span.start for unit in self._units]
        self._found: dict[str, tuple[Reference, ...]] = {}

    def all(self) -> tuple[Reference, ...]:
        """All references, in the order of the text."""
        return tuple(found for unit in self._units for found in self._of(unit))

    def within(self, span: Span) -> Iterator[Reference]:
        """The references whose words lie in a span."""
        for unit in self._units[max(0, bisect_right(self._starts, span.start) - 1) :]:
            if unit.span.start >= span.end:
                return
            for reference in self._of(unit):
                if span.start <= reference.span.start and reference.span.end <= span.end:
                    yield reference

    def _of(self, unit: Provision) -> tuple[Reference, ...]:
        if unit.eid not in self._found:
            self._found[unit.eid] = tuple(self._read(unit))
        return self._found[unit.eid]

    def _find_units(self) -> Iterator[Provision]:
        """What is read on its own: each article, each leaf of prose outside of articles."""
        stack = [self.document.root]
        while stack:
            node = stack.pop()
            if node.kind in (Kind.ARTICLE, Kind.PROSE):
                yield node
            else:
                stack.extend(reversed(node.children))

    def _read(self, unit: Provision) -> Iterator[Reference]:
        """The references of an article, or of a leaf."""
        context = _Context(self.amends)
        for paragraph in unit.children or (unit,):
            lead: list[Reference] = []
            for leaf in leaves(paragraph):
                if leaf.kind is Kind.PROSE:
                    item = leaf is not paragraph and leaf not in paragraph.children
                    context = _Context(self.amends, context.earlier, lead, [], item)
                    yield from self._leaf(leaf, context)
                    lead = lead if item else lead + context.here
                    context.earlier.extend(context.here)

    def _leaf(self, leaf: Provision, context: _Context) -> Iterator[Reference]:
        view = clean(self.document.text, leaf.span)
        for tree in trees(view.text):
            for reference in _members(view, tree, context):
                context.here.append(reference)
                yield self._in_its_quotation(reference)

    def _in_its_quotation(self, reference: Reference) -> Reference:
        """Mark what is quoted; in 将《…》第八条修改为：“…” the quoted 本法 is the instrument that is changed."""
        quotation = next((q for q in self.quoted if q.start <= reference.span.start < q.end), None)
        if quotation is None:
            return reference
        own = reference.whose is Whose.OWN and self.amends
        return replace(reference, quoted=True, title=self._changed(quotation) if own else reference.title)

    def _changed(self, quotation: Span) -> str:
        before = clean(self.document.text, Span(max(0, quotation.start - _LEAD), quotation.start))
        start = max(before.text.rfind(mark) for mark in "。”") + 1
        view = clean(self.document.text, before.raw(start, len(before.text)))
        found = [each for tree in trees(view.text) for each in _members(view, tree, _Context(amends=True))]
        return next((each.title for each in reversed(found) if each.whose is Whose.NAMED), "")


def find(document: Document) -> tuple[Reference, ...]:
    """All references of a document."""
    return Finder(document).all()


# ---- members of a list ---------------------------------------------------------------------------------------------


class _Head(NamedTuple):
    """What a member of a list counts from."""

    whose: Whose
    title: str = ""
    base: str = ""
    steps: tuple[Step, ...] = ()


def _members(view: View, tree: Tree[Token], context: _Context) -> list[Reference]:
    """The references of a list; a member without an instrument or outer level shares that of the one before."""
    found: list[Reference] = []
    start = 0
    for node in tree.children:
        if not isinstance(node, Tree):
            continue
        member = next(node.find_data("member"))
        new = _member(view, member, found[-1] if found else None, context)
        if node.data == "through":
            before, end = found.pop(), list(terminals(member))[-1].end_pos or 0
            words = view.text[start:end]
            new[0] = replace(before, span=view.raw(start, end), text=words, until=new[0].steps)
        found += new
        start = next(terminals(member)).start_pos or 0
    return found


def _member(view: View, member: Tree[Token], before: Reference | None, context: _Context) -> list[Reference]:
    words = list(terminals(member))
    start, end = words[0].start_pos or 0, words[-1].end_pos or 0
    addresses = _addresses([child for child in member.children if isinstance(child, Tree)])
    outermost = addresses[0][0][0].kind if addresses[0][0] else Kind.SUBPOINT
    head = _headed(view.text, words[0])
    if head is None:
        head = _shared(before, outermost) if before else _bare(view.text, start, outermost, context)
    one = Reference(view.raw(start, end), view.text[start:end], head.whose, head.title, head.base)
    return [
        replace(one, steps=(*head.steps, *steps), until=(*head.steps, *until) if until else ())
        for steps, until in addresses
    ]


def _headed(text: str, word: Token) -> _Head | None:
    """What a member's first word says it counts from, None when it is a bare number."""
    if word.type == "OWN":
        return _Head(Whose.OWN)
    if word.type == "NAMED":
        former = text[: word.start_pos].endswith("原")  # 原《…》: a version that is no longer the text
        return _Head(Whose.UNCLEAR if former else Whose.NAMED, title=title_of(word))
    if word.type == "ABOVE":
        return _Head(Whose.UNCLEAR, base=str(word))
    return _Head(Whose.OWN, base=str(word)) if word.type in ("THIS", "PREVIOUS") else None


def _shared(before: Reference, kind: Kind) -> _Head:
    """What a member takes from the one before it: all that is above its own outermost level."""
    rank = RANK[kind]
    base = before.base if before.base and RANK[UNITS.get(before.base[-1], Kind.SUBPOINT)] < rank else ""
    above = tuple(step for step in before.until or before.steps if RANK[step.kind] < rank)
    return _Head(before.whose, before.title, base, above)


def _bare(text: str, at: int, kind: Kind, context: _Context) -> _Head:
    """Whose a number without an instrument is, by what stands before it."""
    name = name_before(text, at)
    if name:
        return _Head(Whose.UNCLEAR) if refers_back(name) else _Head(Whose.NAMED, title=name)
    if context.amends or any(each.whose in _FOREIGN for each in context.near):
        return _Head(Whose.UNCLEAR)
    if kind in OUTER:
        return _Head(Whose.IMPLIED if points(text, at) else Whose.UNCLEAR)
    return _Head(Whose.UNCLEAR) if counts_elsewhere(text, at) else _inner(text[:at], kind, context)


def _inner(before: str, kind: Kind, context: _Context) -> _Head:
    """What a bare 款, 项 or 目 counts in: its own article, unless an article has been named that may be meant."""
    breached = before.endswith(endings("breaching"))
    named = [each for each in context.here or context.lead if _article(each)] if breached else []
    above = {tuple(step for step in each.steps if RANK[step.kind] < RANK[kind]) for each in named}
    if breached and len(above) == 1 and not any(each.until for each in named):
        return _Head(Whose.IMPLIED, steps=above.pop())
    own = not any(_article(each) for each in context.near)
    if kind is not Kind.PARAGRAPH:
        own = own and not (breached and context.item) and not any(_article(each) for each in context.earlier)
    return _Head(Whose.IMPLIED if own else Whose.UNCLEAR)


def _article(reference: Reference) -> bool:
    return any(step.kind is Kind.ARTICLE for step in reference.steps)


def _addresses(levels: list[Tree[Token]]) -> list[tuple[tuple[Step, ...], tuple[Step, ...]]]:
    """The addresses that levels spell, each with the end of its range: 第一条第二、三款 are two."""
    made: list[tuple[tuple[Step, ...], tuple[Step, ...]]] = [((), ())]
    for level in levels:
        made = [
            ((*steps, first), (*steps, last) if last else ()) for steps, _ in made for first, last in _numbers(level)
        ]
    return made


def _numbers(level: Tree[Token]) -> list[tuple[Step, Step | None]]:
    words = [child for child in level.children if isinstance(child, Token)]
    kind = UNITS[next(str(t) for t in words if t.type == "UNIT")]
    suffix = next((_value(t) for t in words if t.type == "NUMBER"), 0)
    made: list[tuple[Step, Step | None]] = []
    for child in next(level.find_data("numbers")).children:
        if isinstance(child, Tree):
            made[-1] = (made[-1][0], Step(kind, _value(list(terminals(child))[-1])))
        elif child.type == "NUMBER":
            made.append((Step(kind, _value(child)), None))
    made[-1] = (
        (made[-1][0], replace(made[-1][1], suffix=suffix))
        if made[-1][1]
        else (replace(made[-1][0], suffix=suffix), None)
    )
    return made


def _value(word: Token) -> int:
    return value(word.strip("（）"))
