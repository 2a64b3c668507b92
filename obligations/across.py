"""Which duties of other documents a sanction punishes.

In: documents with their extractions; which of them hold for one place. Out: joins across documents. Guarantee: only
what is joined to no duty of its own document is looked for in others: a provision of an instrument that is named
(违反《某法》第十条规定的) in the document of that title, and there alone; an act in documents that hold for the same
place, in nearly all its words, of the same form and of an actor who may be the same, and never firmly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from obligations import acts
from obligations.joins import SURE, How, Joiner, Loose, Sought, Strength
from obligations.model import Act, Breach, Extraction, Sanction
from obligations.provisions import Resolver, plain
from policies.model import Document, Span

MOST = 0.6  # share of an act's pairs of characters that a document's duties must have together
Read = tuple[Document, Extraction]


@dataclass(frozen=True, slots=True)
class Across:
    """A duty of another document that a sanction punishes.

    Attributes:
        sanction: its ID; `document`: where it stands.
        duty: the ID of the norm; `other`: the document in which it stands.
        how, words, strength, span: as in `obligations.joins.Join`; the words stand in `document`.
    """

    sanction: str
    document: str
    duty: str
    other: str
    how: How
    words: str
    strength: Strength
    span: Span


def across(read: Sequence[Read], meet: Callable[[Document, Document], bool]) -> tuple[Across, ...]:
    """All joins between these documents, in their order.

    Args:
        read: the documents; of several with one title none is meant by it.
        meet: whether two of them hold for one place.
    """
    joiners = [Joiner(*each) for each in read]
    having = _Having(joiners)
    titles = [plain(document.metadata.title or "") for document, _ in read]
    library = {title: each[0] for title, each in zip(titles, read, strict=True) if title and titles.count(title) == 1}
    return tuple(
        dict.fromkeys(
            found
            for joiner in joiners
            for sanction in joiner.sanctions
            for found in _of(sanction, joiner, having, (Resolver(joiner.document, library), meet))
        )
    )


class _Having:
    """The documents by the pairs of characters of their duties: which of them may have an act at all."""

    def __init__(self, joiners: Sequence[Joiner]) -> None:
        self.joiners = joiners
        self._documents: dict[str, list[int]] = defaultdict(list)
        for number, joiner in enumerate(joiners):
            for pair in joiner.pairs:
                self._documents[pair].append(number)

    def near(self, sought: Sought) -> Iterator[Joiner]:
        """Those that have most of the words of an act, in any order."""
        row = acts.row(sought.core)
        counted = Counter(number for pair in row for number in self._documents.get(pair, ()))
        return (self.joiners[number] for number in sorted(counted) if counted[number] >= MOST * len(row))


def _of(
    sanction: Sanction,
    own: Joiner,
    having: _Having,
    by: tuple[Resolver, Callable[[Document, Document], bool]],
) -> Iterator[Across]:
    resolver, meet = by
    loose = {each.span for each in own.of(sanction).loose if each.reason is Loose.NO_MATCH}
    for act in sanction.acts or (Act(sanction.trigger, sanction.breaches),):
        for breach in act.breaches:
            if breach.instrument:
                yield from _named(sanction, breach, having.joiners, resolver)
        sought = own.sought(sanction, act) if act.text.span in loose else Loose.NO_MATCH
        if not isinstance(sought, Loose):
            for other in having.near(sought):
                if other.document.id != own.document.id and meet(own.document, other.document):
                    yield from _alike(sanction, act, (own, other), sought)


def _named(sanction: Sanction, breach: Breach, others: Sequence[Joiner], resolver: Resolver) -> Iterator[Across]:
    for reference in resolver.finder.within(breach.span):
        found = resolver.resolve(reference)
        own = found.document == resolver.document.id
        other = None if own else next((each for each in others if each.document.id == found.document), None)
        norms = other.stated(found.provisions) if other else []
        strength = Strength.FIRM if len(norms) == 1 else Strength.FAIR
        for norm in norms:
            yield Across(
                *(sanction.id, resolver.document.id, norm.id, found.document),
                *(How.PROVISION, breach.words, strength, breach.span),
            )


def _alike(sanction: Sanction, act: Act, both: tuple[Joiner, Joiner], sought: Sought) -> Iterator[Across]:
    own, other = both
    for _, norm in other.meant(sought, SURE):
        yield Across(
            *(sanction.id, own.document.id, norm.id, other.document.id),
            *(How.ACT, act.text.value, Strength.FAIR, act.text.span),
        )
