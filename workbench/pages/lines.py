"""Answers of the knowledge base as the words of a page.

In: rows. Out: what the templates show. Guarantee: a code is told in the visitor's language; an answer leads to the
words it comes from.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from engine.model import Fine
from engine.wording import date, days
from workbench.pages.frame import address
from workbench.rendering import deadlines, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.messages import Messages
    from workbench.store.rows import DocumentRow, DueRow, DutyRow, Hit, Passage, PenaltyRow

SHOWN = 3  # days of a recurring duty
BEARERS = 3  # actors of a row; more are shown when somebody wants to see them


def document(one: DocumentRow, messages: Messages) -> dict[str, Any]:
    """A document in the library."""
    told = {"issued": one.issued, "effective": one.effective, "expires": one.expires}
    said = [messages.say(f"meta.{name}", value=date(value, messages.lang)) for name, value in told.items() if value]
    return {
        "id": one.id,
        "href": f"/documents/{one.id}",
        "title": one.title,
        "note": one.doc_number or one.source,
        "place": one.place,
        "state": one.state,
        "dates": messages.say("word.separator").join(said),
        "statements": one.statements,
        "characters": one.characters,
    }


def duties(found: Iterable[DutyRow], messages: Messages) -> list[dict[str, Any]]:
    """Duties, those of several actors by one rule of one sentence in one row."""
    groups = (list(group) for _, group in groupby(found, key=_demanded))
    return [
        duty(group[0], messages) | {"bearers": [bearer(one, messages) for one in group], "listed": BEARERS}
        for group in groups
    ]


def _demanded(one: DutyRow) -> DutyRow:
    """What is demanded, whoever has to do it."""
    return replace(one, id="", actor="", relation="", successors=())


def bearer(one: DutyRow, messages: Messages) -> dict[str, Any]:
    """Whose duty it is."""
    return {
        "id": one.id,
        "actor": one.actor,
        "owner": messages.say("table.lead", value="、".join(one.lead)) if one.lead and not one.actor else "",
        "relation": one.relation,
        "successors": [rows.successor(each, messages) for each in heirs(one)],
    }


def duty(one: DutyRow, messages: Messages) -> dict[str, Any]:
    """What a duty demands."""
    english = messages.lang == "en"
    due = [days(each, messages.lang) for each in one.due]
    return {
        "kind": "responsibility" if one.charge else one.modality,
        "mode": messages.word("charge", one.charge) if one.charge else messages.word("modality", one.modality),
        "action": one.action,
        "condition": one.condition or "",
        "recipient": one.recipient or "",
        "deadline": deadlines.told(one.deadline, messages) if one.deadline else "",
        "due": due[:SHOWN],
        "more": len(due) - SHOWN,
        "awaits": (one.awaits_en if english else one.awaits) or "",
        "lead": one.lead,
        "support": one.support,
        **source(one, messages),
    }


def heirs(one: DutyRow) -> list[Any]:
    """The organs that have the actor's competence today."""
    from engine.model import Successor

    return [Successor(name, share) for name, share in one.successors]


def penalty(one: PenaltyRow, messages: Messages) -> dict[str, Any]:
    """A penalty."""
    return {
        "id": one.id,
        "actor": one.actor,
        "relation": one.relation,
        "trigger": one.trigger,
        "measure": one.measure,
        "fine": rows.fine(Fine(*one.fine), messages) if one.fine else "",
        "enforcers": one.enforcers,
        "lead": one.lead,
        **source(one, messages),
    }


def due(one: DueRow, messages: Messages) -> dict[str, Any]:
    """A day on which something falls due, or an event that is awaited."""
    return {
        "day": days(one.day, messages.lang),
        "iso": one.day,
        "basis": days(one.basis_en if messages.lang == "en" else one.basis, messages.lang),
        "actors": one.actors,
        **duty(one.duty, messages),
    }


def source(one: DutyRow | PenaltyRow, messages: Messages) -> dict[str, Any]:
    """Where it is written."""
    at = one.source
    return {
        "href": address(f"/documents/{one.document}", statement=one.statement),
        "title": one.title,
        "cited": at.cited_en if messages.lang == "en" else at.cited,
        "state": one.state,
        "quote": at.quote,
        "document": one.document,
    }


def hit(one: Hit) -> dict[str, Any]:
    """A document that has the words, with passages in which they are marked."""
    return {
        "href": f"/documents/{one.document.id}",
        "title": one.document.title,
        "state": one.document.state,
        "passages": [passage(each, one.document.id) for each in one.passages],
    }


def passage(one: Passage, document: str) -> dict[str, Any]:
    """Words around those found; the address shows them in the text."""
    parts: list[tuple[str, bool]] = []
    done = 0
    for first, last in one.ranges:
        parts += [(one.snippet[done:first], False), (one.snippet[first:last], True)]
        done = last
    parts.append((one.snippet[done:], False))
    return {
        "href": address(f"/documents/{document}", at=f"{one.start}-{one.start + len(one.snippet)}"),
        "parts": [(" ".join(words.split()), found) for words, found in parts],
    }
