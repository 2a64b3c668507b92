"""The questions that lawyers ask: who must do what, by when, who answers for it, what follows, where is it written.

In: a `Library` and filters (`engine.questions.Asked`). Out: answers with the validity of every document looked at, and
proofs. Guarantee: a document outside its validity on the day asked is told with the reason and the number of items
not listed, never left out in silence; a question has the same answer in every run of a day.

    library = load([(document, facts), …], taxonomy)
    duties(library, actor="矿山企业", as_of=date(2025, 6, 1)).duties
    explain(library, "weihai-2021.n12@矿山企业")
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Unpack

from engine import between
from engine.answering import answer
from engine.certificate import Certificate, certify, involved, terms
from engine.dues import by_day, dues_of
from engine.duties import duties_of
from engine.explain import actor_of, proof_of
from engine.gaps import burdens_of, gaps_of, loads
from engine.library import Library, load
from engine.model import DeadlineAnswer, DutyAnswer, GapAnswer, GapKind, PenaltyAnswer, Proof
from engine.penalties import penalties_of
from engine.questions import Asked, question
from obligations.across import Across

__all__ = ["Library", "certificate", "deadlines", "duties", "explain", "gaps", "load", "penalties"]


def duties(library: Library, **asked: Unpack[Asked]) -> DutyAnswer:
    """The obligations, prohibitions, permissions and encouragements that answer the question.

    Args:
        library: the documents.
        asked: the filters; `engine.questions.Asked` explains each.
    """
    found = answer(library, question(**asked), duties_of)
    return DutyAnswer(found.day, found.validities, found.withheld, found.notes, found.items)


def penalties(library: Library, **asked: Unpack[Asked]) -> PenaltyAnswer:
    """The measures that actors may suffer. With days, those for duties that fall due on them.

    Args:
        library: the documents.
        asked: the filters; `engine.questions.Asked` explains each.
    """
    found = answer(library, question(**asked), penalties_of)
    return PenaltyAnswer(found.day, found.validities, found.withheld, found.notes, found.items)


def deadlines(library: Library, **asked: Unpack[Asked]) -> DeadlineAnswer:
    """The days on which duties fall due, in their order; without days also the deadlines that wait for an event.

    Args:
        library: the documents.
        asked: the filters; `engine.questions.Asked` explains each.
    """
    found = answer(library, question(**asked), dues_of)
    dues = tuple(sorted(found.items, key=by_day))
    return DeadlineAnswer(found.day, found.validities, found.withheld, found.notes, dues)


def gaps(
    library: Library, kinds: Iterable[GapKind] = (), across: Sequence[Across] = (), **asked: Unpack[Asked]
) -> GapAnswer:
    """What the documents leave open, and how their work is spread over departments and quarters.

    Args:
        library: the documents.
        kinds: those asked for; all but the load when empty.
        across: what sanctions punish of other documents' duties (`obligations.across`).
        asked: the filters; `engine.questions.Asked` explains each. Quarters are those of the days asked about.
    """
    wanted = frozenset(kinds) or frozenset(GapKind) - {GapKind.LOAD}
    meant = question(**asked)
    held = between.holding(library, meant)
    joins = between.joined(held, across)
    found = answer(library, meant, lambda index, each: [*gaps_of(index, each, wanted, joins)])
    burdens = answer(library, meant, burdens_of).items if GapKind.LOAD in wanted else ()
    others = [*between.across_of(held, meant, joins)] if GapKind.ACROSS in wanted else []
    others += [*between.exceeding(library, held, meant)] if GapKind.EXCEEDS in wanted else []
    order = {each.document.id: place for place, each in enumerate(library.held)}
    kind = {each: place for place, each in enumerate(GapKind)}
    every = sorted((*found.items, *others), key=lambda gap: (order[gap.document], kind[gap.kind]))
    return GapAnswer(found.day, found.validities, found.withheld, found.notes, tuple(every), loads(burdens))


def explain(library: Library, identity: str, as_of: date | None = None, lang: str = "zh") -> Proof:
    """The proof of a duty or penalty by its ID, or all that follows from a statement or document by its own.

    Args:
        library: the documents.
        identity: `Duty.id`, `Penalty.id`, the ID of a statement or of a document.
        as_of: the day asked; today when it is None.
        lang: language of the sentences; what they quote is Chinese.

    Raises:
        UnknownId: nothing has this ID.
    """
    return certificate(library, identity, as_of, lang).proof


def certificate(library: Library, identity: str, as_of: date | None = None, lang: str = "zh") -> Certificate:
    """The proof of an answer as `explain` gives it, with what an outsider needs to check it.

    Args:
        library: the documents.
        identity: `Duty.id`, `Penalty.id`, the ID of a statement or of a document.
        as_of: the day asked; today when it is None.
        lang: language of the sentences; what they quote is Chinese.

    Raises:
        UnknownId: nothing has this ID.
    """
    asked = question(actor=actor_of(identity), as_of=as_of, lang=lang)
    document, proof = proof_of(library, asked, identity)
    known = {held.document.id: held.document for held in library.held}
    others = (involved(proof) & known.keys()) - {document}
    documents = [known[name] for name in (document, *sorted(others))]
    return certify(identity, proof, documents, library.rules, asked=terms(asked.moment, asked.actor or ""), lang=lang)
