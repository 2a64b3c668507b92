"""Who imposes what a statute leaves open: 本条例规定的行政处罚，由水行政主管部门决定.

In: the drafts of a statute and its sanctions. Out: the sanctions with the enforcers that such an article names.
Guarantee: a sanction that names its own enforcers keeps them; one that no administrative organ imposes (刑事责任,
赔偿责任, 处分) gets none; an article that speaks of some of the penalties only says nothing of the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from obligations.context import Paragraph
from obligations.model import Actor, Sanction
from obligations.norms import actors
from obligations.sentences import PENALTIES, Draft
from obligations.words import endings, lexer
from policies.model import Kind, Span

# 本条例规定的行政处罚, with what else such an article gives to the same organs and what it leaves to others
_OWN_PENALTIES = re.compile(
    "(?:除[^，]+外，)?本([^，]{1,2})规定的(?:各项|有关)?(?:行政)?处罚(?:(?:[和、]|以及)[^，]+)?"
    "(?:，(?:除[^，]+外|法律、法规[^，]*的除外|未[^，]+机关的))?"
)
_REACH = 200  # characters between the penalties and the organ
_LINKS = "，由均应当须分别统一依法"


@dataclass(frozen=True, slots=True)
class Competence:
    """Who imposes the penalties of the part of a document that has this span."""

    span: Span
    organs: tuple[Actor, ...]


def competence(paragraph: Paragraph, draft: Draft) -> Competence | None:
    """What a draft says of all penalties of its statute, or of its chapter (本章), if it does."""
    ruling = next((clause for clause in draft.clauses if clause.agent), None)
    if ruling is None or not paragraph.in_statute:
        return None
    text, start = paragraph.view.text, ruling.agent[0].start
    reach = max(start - _REACH, 0)
    words = text[max(text.rfind("。", reach, start), text.rfind("；", reach, start), reach - 1) + 1 : start].rstrip(
        _LINKS
    )
    own = _OWN_PENALTIES.fullmatch(words)
    if own is None:
        return None
    chapter = next((p for p in paragraph.path if p.kind is Kind.CHAPTER), paragraph.path[0])
    part = chapter if own[1] == "章" else paragraph.path[0]
    return Competence(part.span, actors(paragraph, ruling.agent))


def imposed(sanctions: Sequence[Sanction], found: Sequence[Competence]) -> tuple[Sanction, ...]:
    """The sanctions, with an enforcer where an article names it for all penalties around it."""
    return tuple([_imposed(sanction, found) for sanction in sanctions])


def _imposed(sanction: Sanction, found: Sequence[Competence]) -> Sanction:
    if not found or sanction.enforcers or not _administrative(sanction):
        return sanction
    ruling = next((one for one in found if one.span.start <= sanction.span.start < one.span.end), None)
    return replace(sanction, enforcers=ruling.organs) if ruling else sanction


def _administrative(sanction: Sanction) -> bool:
    """A fine, or another measure of 行政处罚法 or of those that lead to one (责令改正)."""
    if sanction.fine is not None:
        return True
    kept = [measure.value for measure in sanction.measures if not measure.value.endswith(endings("not administrative"))]
    return any(token.type in PENALTIES for words in kept for token in lexer().tokens(words))
