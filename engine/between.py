"""What documents hold of each other's duties and sanctions: joins across documents, fines that exceed superior ones.

In: a library, the joins across its documents, a question. Out: `Gap`s. Guarantee: a join or a fine is told only where
both documents hold on the day asked; each names the other document, and how far the join can be relied on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.answering import indexes
from engine.conflicts import conflicts
from engine.gaps import of_sanction
from engine.index import Index
from engine.library import Library
from engine.model import CLOSED, Conflict, Gap, GapKind, Outcome, Party
from engine.places import citations
from engine.questions import Question, is_meant
from engine.validities import validity
from engine.wording import phrase, told
from obligations.across import Across

Held = Mapping[str, Index]


def holding(library: Library, asked: Question) -> Held:
    """The documents that hold on the day asked, by ID, whichever of them are meant."""
    day = asked.moment.day.isoformat()
    found = indexes(library, asked.of_all)
    return {index.document: index for index in found if validity(index, day).force not in CLOSED}


def joined(held: Held, across: Sequence[Across]) -> tuple[Across, ...]:
    """The joins whose two documents hold."""
    return tuple(each for each in across if {each.document, each.other} <= held.keys())


def across_of(held: Held, asked: Question, across: Sequence[Across]) -> Iterator[Gap]:
    """The sanctions of documents meant that punish the breach of other documents' duties, each with its duty."""
    for each in across:
        index = held[each.document]
        if is_meant(index.conclusions.held.document, asked.policies):
            reason = _duty(held[each.other], each, asked.lang)
            yield from of_sanction(index, asked, GapKind.ACROSS, (each.sanction, each.words, reason))


def _duty(index: Index, each: Across, lang: str) -> str:
    fact = index.norms[each.duty]
    return phrase(
        f"across_{each.how.value}",
        lang,
        cited=_cited(index, fact.source.eid if fact.source else "", lang),
        action=fact.args[4],
        strength=told(each.strength.value, lang),
    )


def _cited(index: Index, eid: str, lang: str) -> str:
    document = index.conclusions.held.document
    return f"《{document.metadata.title or document.id}》{citations(document, lang, headed=False).get(eid, '')}"


def exceeding(library: Library, held: Held, asked: Question) -> Iterator[Gap]:
    """The fines of documents meant that exceed the range of a superior document for the same act."""
    found = conflicts(library, as_of=asked.moment.day, lang=asked.lang) if len(held) > 1 else None
    for each in found.conflicts if found else ():
        inferior, superior = _inferior(each)
        index = held.get(inferior.document) if inferior and superior else None
        if index is None or not inferior or not superior:
            continue
        if is_meant(index.conclusions.held.document, asked.policies):
            cited = _cited(held[superior.document], superior.source.eid, asked.lang)
            reason = phrase("exceeds_range", asked.lang, matter=each.matter, cited=cited, id=each.id)
            yield from of_sanction(index, asked, GapKind.EXCEEDS, (inferior.statement, inferior.words, reason))


def _inferior(conflict: Conflict) -> tuple[Party | None, Party | None]:
    """Of two fines the one that gives way, and the one that prevails."""
    if conflict.outcome is not Outcome.PREVAILS or any(party.fine is None for party in conflict.parties):
        return None, None
    one, other = conflict.parties
    return (other, one) if conflict.prevailing == one.statement else (one, other)
