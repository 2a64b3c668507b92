"""The consequences of a case before one document.

In: the index of its conclusions. Out: `Consequence` values. Guarantee: in the order of the text; each step of a chain
is there: what is suffered, what follows when an order is not obeyed, and what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.cases.fines import STATED
from engine.cases.meeting import Meeting
from engine.cases.model import Consequence, Step
from engine.cases.questions import condition
from engine.index import Index
from engine.keys import key_of
from engine.library import Arguments
from engine.model import Fine
from obligations.model import Source

ORDERS = ("ordered", "ordered_again")
STEPS = (("owes", Step.INCURRED), ("next_step", Step.NEXT), ("unsettled", Step.UNDETERMINED))


def consequences_of(index: Index, meeting: Meeting) -> list[Consequence]:
    """The consequences that the actors of the case bear, may yet bear, or that are open."""
    found = [
        one for party in meeting.parties for sanction in index.sanctions for one in _one(index, party.name, sanction)
    ]
    return sorted(found, key=lambda one: (one.source.start, one.sanction, one.actor))


def _one(index: Index, actor: str, sanction: str) -> Iterator[Consequence]:
    for predicate, step in STEPS:
        rows = index.having(predicate, (actor, sanction))
        if rows:
            yield _consequence(index, step, predicate, sorted(rows, key=lambda row: row[2]))
            return


def _consequence(index: Index, step: Step, predicate: str, rows: Sequence[Arguments]) -> Consequence:
    actor, sanction, _ = rows[0]
    open_ = rows if step is Step.UNDETERMINED else ()
    fact, key = index.sanctions[sanction], key_of(predicate, rows[0])
    fine, basis = _fine(index, actor, sanction)
    follows, enforcers = _follows(index, sanction), index.of("enforcer").get(sanction, ())
    begun = any(index.having(predicate, (actor, follows)) for predicate in ("incurred", "escalated"))
    orders = (row for predicate in ORDERS for row in index.having(predicate, (actor, sanction)))
    return Consequence(
        id=f"{sanction}@{actor}",
        document=index.document,
        sanction=sanction,
        actor=actor,
        trigger=fact.args[3],
        measures=tuple(_measures(index, sanction)),
        fine=fine,
        basis=basis,
        enforcers=enforcers,
        successors=tuple(dict.fromkeys(each for organ in enforcers for each in index.successors(organ))),
        step=step,
        since=rows[0][2] if step is Step.INCURRED else "",
        until=max((row[2] for row in orders), default=""),
        follows=follows,
        at_hand=begun or step is not Step.UNDETERMINED,
        questions=tuple(condition(index, actor, row[2]) for row in open_),
        rule=index.conclusions.chosen[key].rule,
        source=fact.source or Source(index.document, "", 0, 0, ""),
        key=key,
    )


def _measures(index: Index, sanction: str) -> list[str]:
    def start(measure: str) -> int:
        source = index.source("measure", (sanction, measure))
        return source.start if source else 0

    return sorted(index.of("measure").get(sanction, ()), key=start)


def _follows(index: Index, sanction: str) -> str:
    rows = [*index.having("after_order", (sanction,)), *index.having("aggravates", (sanction,))]
    return rows[0][1] if rows else ""


def _fine(index: Index, actor: str, sanction: str) -> tuple[Fine | None, str]:
    """The range of a fine, and how it was counted when it depends on something, else ""."""
    stated = index.having("range", (sanction, actor))
    if not stated:
        return None, ""
    _, _, least, most, basis = stated[0]
    return Fine(least, most, ""), "" if basis == STATED else basis
