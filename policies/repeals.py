"""Instruments that a text repeals: 《…》同时废止; 废止《…》 in a decision on repeals.

In: the raw text and its title. Out: `Repeal` values in the order of the text.
Guarantee: what stands as the object of 废止 alone: of 根据《甲》第二次修正的《乙》同时废止 the second; nothing that
is quoted, nothing that a text says of repeals in general.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policies import citations
from policies.model import Citation, Span

_VERB = re.compile(r"(?:同时|即行|自行|予以|相应|一并|随之|当日)\s*(?:予以\s*)?废止")
_DECISION = re.compile(r"废止.*决定|决定.*废止")
_DECIDES = re.compile(r"(?:^|[、：:，。；\s])废止\s*$")
_SENTENCE = re.compile(r"[。；;]|\n\s*\n|\n\s*第[一二三四五六七八九十百千零]+条")
# between the last title and the verb: 《…》（文号）自本条例施行之日起同时废止
_UP_TO_VERB = re.compile(
    r"\s*(?:[（(](?:[^（()）]|[（(][^（()）]*[）)])*[）)])?\s*[，,]?\s*(?:自[^，。；]{1,24}起)?[，,]?\s*(?:也|均|都|即)?\s*"
)
_JOINED = re.compile(r"\s*(?:[（(][^（()）]*[）)])?\s*(?:[、，,；]\s*(?:和|及|以及|与)?|和|及|以及|与|(?=《))\s*")
_BASIS = ("根据", "依据", "按照", "依照")


@dataclass(frozen=True, slots=True)
class Repeal:
    """One instrument that is repealed, with the words that say so."""

    citation: Citation
    span: Span


def find(text: str, title: str = "") -> tuple[Repeal, ...]:
    """The repeals of a text.

    Args:
        text: raw.
        title: of the document; one on repeals says 废止《…》 without more.
    """
    cited = citations.find(text)
    quoted = citations.quotations(text)
    found = [*_by_verb(text, cited), *(_decided(text, cited) if _DECISION.search(title) else ())]
    free = [each for each in found if not any(q.start <= each.span.start < q.end for q in quoted)]
    return tuple(sorted(free, key=lambda each: each.citation.span.start))


def _by_verb(text: str, cited: Sequence[Citation]) -> Iterator[Repeal]:
    for verb in _VERB.finditer(text):
        if any(each.span.start < verb.start() < each.span.end for each in cited):
            continue
        breaks = [mark.end() for mark in _SENTENCE.finditer(text, max(0, verb.start() - 3000), verb.start())]
        start = breaks[-1] if breaks else max(0, verb.start() - 3000)
        named = [each for each in cited if start <= each.span.start and each.span.end <= verb.start()]
        for citation in _objects(text, named, verb.start()):
            yield Repeal(citation, Span(citation.span.start, verb.end()))


def _objects(text: str, named: Sequence[Citation], verb: int) -> Iterator[Citation]:
    """Those of the titles before a verb that are its objects, read from the verb backwards."""
    follows, after = False, verb
    for citation in reversed(named):
        between = text[_end(text, citation) : after]
        joined = _JOINED.match(between)
        if after == verb:
            follows = _UP_TO_VERB.fullmatch(between) is not None
        elif joined is None or text[: citation.span.start].endswith(_BASIS):
            follows = False  # 《…》第二次修正的, 根据《…》
        elif joined.end() < len(between):
            follows = True  # 《…》和1994年7月1日发布的《…》
        after = citation.span.start
        if follows:
            yield citation


def _end(text: str, citation: Citation) -> int:
    return text.index("》", citation.span.start + len("《")) + 1 if citation.doc_number else citation.span.end


def _decided(text: str, cited: Sequence[Citation]) -> Iterator[Repeal]:
    """废止《甲》、《乙》"""
    before: Repeal | None = None
    for citation in cited:
        lead = text[max(0, citation.span.start - 12) : citation.span.start]
        listed = before and _JOINED.fullmatch(text[before.span.end : citation.span.start])
        before = Repeal(citation, citation.span) if _DECIDES.search(lead) or listed else None
        if before:
            yield before
