"""The facts that are missing in a case, and how much each decides.

In: duties and consequences that are not determined. Out: questions, the weightiest first. Guarantee: a question tells
how the case file answers it; a question that decides something alone comes before one that does so with others only.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.cases.checks import OTHERS
from engine.cases.model import CaseDuty, Consequence, Missing, Question
from engine.index import Index
from engine.library import Arguments
from engine.wording import days, phrase
from obligations.attributes import attributes

DAY = "2025-06-01"  # how a day is written


def condition(index: Index, actor: str, text: str) -> Missing:
    """What to ask about a condition: the attribute that it tests, or whether its words hold."""
    row = next((row for row in index.conclusions.rows("tests") if row[0] == text), None)
    if row is None:
        return _missing("condition", index.lang, condition=text)
    known = attributes()[row[1]]
    values = known.unit or phrase("or", index.lang).join((*known.values, OTHERS[0])) if known.kind != "day" else DAY
    return _missing("attribute", index.lang, actor=actor, attribute=row[1], values=values)


def awaited(index: Index, event: str) -> Missing:
    """What to ask about an event that a deadline counts from."""
    return _missing("event", index.lang, event=event) if event else _missing("nothing", index.lang)


def undone(index: Index, actor: str, row: Arguments) -> Missing:
    """What to ask about an act that was due and of which the case says nothing."""
    day = days(row[4], index.lang)
    return _missing("done", index.lang, actor=actor, action=row[3], day=day)


def _missing(kind: str, lang: str, **values: str) -> Missing:
    return Missing(phrase(f"ask_{kind}", lang, **values), phrase(f"answer_{kind}", lang, **values))


def questions_of(duties: Sequence[CaseDuty], consequences: Sequence[Consequence]) -> list[Question]:
    """The questions of a case, those that decide most first.

    Args:
        duties: of the case, in order.
        consequences: of the case, in order.
    """
    alone: dict[Missing, list[str]] = {}
    together: dict[Missing, list[str]] = {}
    undecided = [(one.id, one.questions) for one in duties] + [(one.id, one.questions) for one in consequences]
    for identity, questions in undecided:
        asked = tuple(dict.fromkeys(questions))
        for missing in asked:
            (alone if len(asked) == 1 else together).setdefault(missing, []).append(identity)
    found = [
        Question(missing, tuple(alone.get(missing, ())), tuple(together.get(missing, ())))
        for missing in dict.fromkeys([*alone, *together])
    ]
    return sorted(found, key=lambda each: (-len(each.decides), -len(each.touches)))
