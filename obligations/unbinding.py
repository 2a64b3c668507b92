"""Why a provision that a sanction names binds nobody: it is a penalty itself, a power, or a definition.

In: a document, its extraction, and a provision in which no duty was read. Out: the kind, or None. Guarantee: a
provision with a word of duty (应当, 不得, 负责, 只能, 履行下列职责) outside its penalties has no kind: its duty was not
read, which is something else. What is allowed to be ruled (可以划定禁止燃放的区域) is part of the power. An item is of
the kind of the list in which it stands, and a list of the kind of the words that lead in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from obligations.model import Extraction, Modality
from obligations.words import endings, lexer
from policies.model import Document, Kind, Provision, Span
from policies.navigate import path_to, walk
from policies.view import clean

_BINDING = frozenset({"OUGHT", "MUSTNOT", "RESP", "LEAD"})
_BEFORE_THE_ACT = frozenset({"OUGHT", "AFTER", "WITHIN"})
_PUNISHING = frozenset({"PENALTY", "FINE", "MEASURE", "LIABLE"})
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
        powers = [span for span in self._powers if any(_meet(span, place) for place in words)]
        led = [part for place in words for part in _without(place, [*powers, *self._listed(provision, powers)])]
        if any(map(self._binds, led)) or any(map(self._binds_within, powers)):
            return None
        if powers:
            return Unbinding.POWER
        told = "".join(map(self._told, words))
        return Unbinding.DEFINITION if any(word in told for word in endings("defines")) else None

    def _listed(self, provision: Provision, powers: Sequence[Span]) -> Sequence[Span]:
        """The items of lists whose leading words grant a power (有权检查下列行为), or define (下列行为属于违法行为)."""
        above = path_to(self.document.root, provision.span.start) if provision.kind in _ITEMS else ()
        found: list[Span] = []
        for node in (*above, *walk(provision)):
            items = [child for child in node.children if child.kind in _ITEMS]
            if node.kind is Kind.PARAGRAPH and items:
                lead = Span(node.span.start, items[0].span.start)
                if any(_meet(lead, span) for span in powers) or self._defines(lead):
                    found.append(Span(items[0].span.start, items[-1].span.end))
        return found

    def _defines(self, lead: Span) -> bool:
        told = self._told(lead).rstrip()
        return told.endswith("：") and any(word in told for word in endings("defines"))

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
        defined = any(word in told for word in endings("tells a meaning"))
        return bound or (not defined and any(word in told for word in endings("binding")))

    def _binds_within(self, power: Span) -> bool:
        """Whether who may do something must do so in a way: 可以凭标识出售，保证可追溯; not 可以限制通行."""
        told = self._told(power)
        return any(word in told for word in endings("binding") if word not in endings("ruled"))

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
