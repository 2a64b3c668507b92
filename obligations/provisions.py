"""References to the provisions they point at.

In: a document, its references, and other documents by title. Out: provisions, or the reason why there are none.
Guarantee: never guessed. A reference that fits two provisions, stands in a quotation, or names an instrument that is
not given stays unresolved and says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from obligations.references import Finder, Reference, Whose
from policies import citations
from policies.addresses import MISSING, OUTER, UNITS, Addresses, Failure, Place, Step
from policies.model import Document, Kind, Provision, Span
from policies.numbering import value

_STATE = "中华人民共和国"
_BEFORE_A_NAME = frozenset("为有无在据照反合于但由将的按以及和与或且犯")  # 当事人没有|民法典第五百条
# what a bare 款, 项 or 目 is counted in
_BASES = {
    Kind.PARAGRAPH: (Kind.ARTICLE,),
    Kind.POINT: (Kind.PARAGRAPH, Kind.ARTICLE),
    Kind.SUBPOINT: (Kind.POINT, Kind.PARAGRAPH),
}


class Reason(StrEnum):
    """Why a reference has no provision."""

    ABSENT = "absent document"
    ARTICLE = "no such article"
    PARAGRAPH = "no such paragraph"
    POINT = "no such point"
    CONTAINER = "no such part, chapter or section"
    AMBIGUOUS = "ambiguous"
    UNCLEAR = "unclear whose provision"
    QUOTED = "quoted text"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a reference points at.

    Attributes:
        document: id of the document whose provisions they are; "" when it is not given.
        provisions: in order; () when unresolved.
        reason: why it is unresolved, else None.
        title: full title of the instrument that is named, where the text or the library knows it; "" for the own one.
    """

    document: str = ""
    provisions: tuple[Provision, ...] = ()
    reason: Reason | None = None
    title: str = ""


def resolve(reference: Reference, document: Document, library: Mapping[str, Document] | None = None) -> Resolution:
    """The provisions of one reference.

    Args:
        reference: of `references.find(document)`.
        document: where it stands.
        library: other documents by title, with or without 中华人民共和国.
    """
    return Resolver(document, library).resolve(reference)


def provisions_of(document: Document, span: Span) -> list[Provision]:
    """The provisions of the document itself that the words of a span point at, in order, each once."""
    return Resolver(document).provisions_of(span)


class Resolver:
    """The references of one document; made once, asked often."""

    def __init__(self, document: Document, library: Mapping[str, Document] | None = None) -> None:
        self.document = document
        self.addresses = Addresses(document)
        self.finder = Finder(document)
        self._library = library or {}
        self._known: dict[str, Addresses] = {}

    @cached_property
    def _aliases(self) -> dict[str, str]:
        return citations.aliases(self.document.text)

    def provisions_of(self, span: Span) -> list[Provision]:
        """The document's own provisions that the words of a span point at, in order, each once."""
        found: dict[str, Provision] = {}
        for reference in self.finder.within(span):
            resolution = self.resolve(reference)
            if resolution.document == self.document.id:
                found.update((provision.eid, provision) for provision in resolution.provisions)
        return list(found.values())

    def resolve(self, reference: Reference) -> Resolution:
        """The provisions of a reference."""
        if reference.whose is Whose.UNCLEAR:
            return Resolution(reason=Reason.UNCLEAR if reference.steps else Reason.AMBIGUOUS)
        if reference.whose is Whose.NAMED or (reference.quoted and reference.title and not reference.base):
            return self._named(reference)
        return Resolution(reason=Reason.QUOTED) if reference.quoted else self._told(self._own(reference))

    # ---- the document itself -------------------------------------------------------------------------------------

    def _told(self, place: Place) -> Resolution:
        return _resolution(self.document, place, "")

    def _own(self, reference: Reference) -> Place:
        at = reference.span.start
        if not reference.base:
            by_points = reference.whose is Whose.OWN  # 本决定第三条 is 三、 where no articles are
            return _spanned(self.addresses, reference, lambda steps: self._from_here(steps, at, by_points=by_points))
        base = self._base(reference.base, at)
        if base.failure:
            return base
        return _spanned(self.addresses, reference, lambda steps: self.addresses.below(base.provisions, steps))

    def _base(self, word: str, at: int) -> Place:
        """本条, 前款, 前两条."""
        kind = UNITS[word[-1]]
        if word.startswith("前"):
            return self.addresses.before(at, kind, value(word[1:-1] or "一"))
        here = self.addresses.around(at, kind)
        return Place((here,)) if here else Place(failure=MISSING[kind])

    def _from_here(self, steps: Sequence[Step], at: int, *, by_points: bool) -> Place:
        """An address without a base: 第八条 of the document, 第二款 of the article, 第（三）项 of the paragraph."""
        first = steps[0].kind
        if first in OUTER:
            return self.addresses.at(steps, at, by_points=by_points)
        for kind in _BASES[first]:
            base = self.addresses.around(at, kind)
            place = self.addresses.below((base,), steps) if base else Place(failure=MISSING[first])
            if place.failure is None:
                return place
        return place

    # ---- other documents -----------------------------------------------------------------------------------------

    def _named(self, reference: Reference) -> Resolution:
        title = self._title(reference.title)
        if plain(title) == plain(self.document.metadata.title or "") and not reference.quoted:
            at = reference.span.start
            place = _spanned(self.addresses, reference, lambda steps: self._from_here(steps, at, by_points=False))
            return self._told(place)
        other = self._other(title)
        if other is None:
            return Resolution(reason=Reason.ABSENT, title=title)
        known = self._known.setdefault(other.id, Addresses(other))
        at = known.main_offset()
        place = _spanned(known, reference, lambda steps: known.at(steps, at, by_points=False))
        return _resolution(other, place, title)

    def _title(self, printed: str) -> str:
        """The full title behind a short name; behind a name without 《》, what stands before it left out."""
        for start in range(len(printed)):
            name = printed[start:]
            if name in self._aliases or (start == 0 and self._other(name)):
                return self._aliases.get(name, name)
            if start and printed[start - 1] in _BEFORE_A_NAME and self._other(name):
                return name
        return printed

    def _other(self, title: str) -> Document | None:
        """The document of a title in the library, with or without 中华人民共和国."""
        name = plain(title)
        keys = (title, name, _STATE + name)
        return next((self._library[key] for key in keys if key in self._library), None)


def plain(title: str) -> str:
    """A title without what is often left out of it: 中华人民共和国, white space, the form of brackets."""
    return re.sub(rf"\s|^{_STATE}", "", title).replace("〈", "《").replace("〉", "》")


def _spanned(addresses: Addresses, reference: Reference, find: Callable[[Sequence[Step]], Place]) -> Place:
    """One address, or all from the first to the last of a range."""
    first = find(reference.steps)
    if first.failure or not reference.until:
        return first
    last = find(reference.until)
    if last.failure:
        return last
    if len(first.provisions) != 1 or len(last.provisions) != 1:
        return Place(failure=Failure.AMBIGUOUS)
    return addresses.between(first.provisions[0], last.provisions[0])


def _resolution(document: Document, place: Place, title: str) -> Resolution:
    if place.failure is not None:
        return Resolution(document.id, (), Reason(place.failure.value), title)
    return Resolution(document.id, place.provisions, None, title)
