"""What holds in a case.

In: a library and a case. Out: a `CaseAnswer`, and the conclusions it was read from.
Guarantee: every duty and consequence is read from a conclusion with a proof; each document is asked on its own and only
of the actors it binds; a document that is closed on the day is told with the number of duties not listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from engine.cases.consequences import consequences_of
from engine.cases.duties import duties_of
from engine.cases.facts import case_facts
from engine.cases.meeting import Meeting, binds
from engine.cases.model import Case, CaseAnswer, CaseDuty, Consequence, State
from engine.cases.questions import questions_of
from engine.cases.unheeded import unheeded
from engine.computed import Moment
from engine.errors import CaseError
from engine.from_rules import for_cases
from engine.index import Index
from engine.library import Held, Library, concluded, known_of
from engine.model import CLOSED, Validity
from engine.questions import is_meant
from engine.validities import validity
from engine.wording import days, phrase

SETTLED = (State.FULFILLED, State.VIOLATED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case before one document, and what follows."""

    meeting: Meeting
    index: Index
    validity: Validity
    duties: tuple[CaseDuty, ...]
    consequences: tuple[Consequence, ...]


def ask(library: Library, case: Case, day: date, lang: str = "zh") -> tuple[CaseAnswer, tuple[Asked, ...]]:
    """What holds in a case.

    Args:
        library: the documents.
        case: the case.
        day: the day asked.
        lang: language of the sentences.

    Raises:
        CaseError: the case names a document that the library does not have, or none binds its actors.
    """
    asked = tuple(_asked(library, each, case, day, lang) for each in _documents(library, case))
    duties = tuple(one for each in asked for one in each.duties if _is_told(each, one))
    consequences = tuple(one for each in asked for one in each.consequences)
    withheld = [(each.index.document, sum(not _is_told(each, one) for one in each.duties)) for each in asked]
    answer = CaseAnswer(
        day=day.isoformat(),
        validities=tuple(each.validity for each in asked),
        withheld=tuple((document, count) for document, count in withheld if count),
        notes=tuple(_notes(case, day, asked, lang)),
        duties=duties,
        consequences=consequences,
        questions=tuple(questions_of(duties, consequences)),
    )
    return answer, asked


def _is_told(asked: Asked, duty: CaseDuty) -> bool:
    """What a closed document demanded while it held is told; what it would demand on the day is not."""
    return asked.validity.force not in CLOSED or bool(duty.due) or duty.state in SETTLED


def _documents(library: Library, case: Case) -> list[Held]:
    for name in case.documents:
        if not any(is_meant(held.document, (name,)) for held in library.held):
            known = "、".join(held.document.id for held in library.held)
            problem = f"没有文件“{name}”；现有：{known}"
            raise CaseError(case.file, 1, problem, f"no document “{name}”; known: {known}")
    meant = [held for held in library.held if is_meant(held.document, case.documents)]
    if case.documents:
        return meant
    return [held for held in meant if any(binds(held.document, party.place) for party in case.parties)]


def _asked(library: Library, held: Held, case: Case, day: date, lang: str) -> Asked:
    facts, taxonomy = known_of(library, held, Moment(day, None, day))
    meeting = Meeting(case, day, held.document, taxonomy, facts)
    index = Index(concluded(held, taxonomy, (*facts, *case_facts(meeting)), for_cases()), for_cases(), lang)
    return Asked(
        meeting,
        index,
        validity(index, day.isoformat()),
        tuple(duties_of(index, meeting)),
        tuple(consequences_of(index, meeting)),
    )


def _notes(case: Case, day: date, asked: Sequence[Asked], lang: str) -> Iterator[str]:
    yield days(phrase("case_day", lang, day=day), lang)
    later = sum(event.day > day for event in case.events)
    if later:
        yield phrase("case_later", lang, count=later)
    yield from unheeded(case, day, [(each.meeting, each.index) for each in asked], lang)
    bound = {party.name for each in asked for party in each.meeting.parties}
    for party in case.parties:
        if party.name not in bound:
            key = "case_unborn" if party.since and party.since > day else "case_unbound"
            yield days(phrase(key, lang, actor=party.name, place=party.place, since=party.since), lang)
