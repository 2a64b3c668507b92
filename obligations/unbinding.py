"""Why a provision that a sanction names binds nobody: it is a penalty itself, a power, or a definition.

In: a document, its extraction, and a provision in which no duty was read. Out: the kind, or None. Guarantee: a
provision with a word of duty (应当, 不得, 负责, 只能, 履行下列职责) outside its penalties has no kind: its duty was not
read, which is something else. An item is of the kind of the list in which it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from obligations.model import Extraction, Modality
from obligations.words import endings, lexer
from policies.model import Document, Kind, Provision, Span
from policies.navigate import path_to
from policies.view import clean

_BINDING = frozenset({"OUGHT", "MUSTNOT", "RESP", "LEAD"})
_BEFORE_THE_ACT = frozenset({"OUGHT", "AFTER", "WITHIN"})
_PUNISHING = frozenset({"PENALTY", "FINE", "MEASURE"})
_ITEMS = frozenset({Kind.POINT, Kind.SUBPOINT})


class Unbinding(StrEnum):
    """What a provision is that binds nobody."""

    PENALTY = "penalty"
    POWER = "power"
    DEFINITION = "definition"


class Provisions:
    """The provisions of one document that bind nobody; made once, asked often."""

    def __init__(self, document: Document, extraction: Extraction) -> None:
        self.document = document
        self._sanctions = [each.span for each in extraction.sanctions]
        self._powers = [norm.span for norm in extraction.norms if norm.modality is Modality.PERMISSION]

    def kind(self, provision: Provision) -> Unbinding | None:
        """What a provision without a duty is, None when its words do not tell."""
        words = self._words(provision)
        penalties = [span for span in self._sanctions if any(_meet(span, place) for place in words)]
        if penalties:
            rest = [part for place in words for part in _without(place, penalties)]
            binds = any(map(self._binds, rest)) or any(map(self._obliges, penalties))
            return None if binds else Unbinding.PENALTY
        if any(map(self._binds, words)):
            return None
        if any(_meet(span, place) for span in self._powers for place in words):
            return Unbinding.POWER
        told = "".join(map(self._told, words))
        return Unbinding.DEFINITION if any(word in told for word in endings("defines")) else None

    def _words(self, provision: Provision) -> Sequence[Span]:
        """The words of a provision; of an item, those that lead in its list too."""
        if provision.kind not in _ITEMS:
            return (provision.span,)
        path = path_to(self.document.root, provision.span.start)
        leads = [node.children[0].span for node in path if node.kind is Kind.PARAGRAPH]
        return (*leads[-1:], provision.span)

    def _binds(self, place: Span) -> bool:
        told = self._told(place)
        bound = any(token.type in _BINDING for token in lexer().tokens(told))
        return bound or any(word in told for word in endings("binding"))

    def _obliges(self, penalty: Span) -> bool:
        """Whether what was read as a sanction tells to do something else than to punish: …的，设置人应当拆除."""
        types = [token.type for token in lexer().tokens(self._told(penalty))]
        if types[:1] == ["MUSTNOT"]:
            return True
        if "OUGHT" not in types:
            return False
        after = max(
            place for place, kind in enumerate(types) if kind in _BEFORE_THE_ACT
        )  # 应当在许可被撤销后十日内|拆除
        return not _PUNISHING.intersection(types[after:])

    def _told(self, place: Span) -> str:
        return clean(self.document.text, place).text


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _without(place: Span, taken: Sequence[Span]) -> list[Span]:
    """What is left of a place without those taken, in order."""
    left, start = [], place.start
    for span in sorted((each for each in taken if _meet(each, place)), key=lambda each: each.start):
        if span.start > start:
            left.append(Span(start, span.start))
        start = max(start, span.end)
    return [*left, Span(start, place.end)] if start < place.end else left
