"""The answer to a case as flat rows of words.

In: duties, consequences and questions of a case. Out: one mapping from column to words each. Guarantee: every column
has a heading in the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.model import Kind, State
from engine.wording import days
from workbench.rendering import rows
from workbench.rendering.cited import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.cases.model import CaseDuty, Consequence, Event, Party, Question
    from workbench.messages import Messages
    from workbench.model import Entry
    from workbench.rendering.cited import Sections
    from workbench.rendering.rows import Row

# What a lawyer looks at first.
ORDER = (State.VIOLATED, State.DUE, State.UPCOMING, State.UNDETERMINED, State.FULFILLED, State.EXCUSED)


def duty(one: CaseDuty, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """A duty."""
    known = {True: "met", False: "failed", None: "open"}
    told = [messages.say(f"condition.{known[each.holds]}", value=each.condition) for each in one.conditions]
    forbids = one.modality == "prohibition" and one.state is State.DUE
    return {
        "id": one.id,
        "kind": messages.word("kind", one.modality),
        "place": place(entry.document),
        "state": messages.say("state.kept") if forbids else messages.word("state", one.state),
        "actor": one.actor,
        "bearer": one.bearer if one.object else "",
        "modality": messages.word("modality", one.modality),
        "action": one.action,
        "due": days(one.due, messages.lang),
        "basis": days(one.basis, messages.lang),
        "done": days(one.done, messages.lang),
        "late": messages.say("word.yes") if one.done and one.state is State.VIOLATED else "",
        "condition": rows.listed(told, messages),
        "question": rows.listed([each.text for each in one.questions], messages),
        "derived": messages.say("word.yes") if one.derived else "",
        "rule": one.rule,
        **rows.where(one.source, sections),
    }


def in_order(found: Sequence[CaseDuty]) -> list[CaseDuty]:
    """Duties by state, those with a day first; else in the order of the text."""
    return sorted(found, key=lambda one: (ORDER.index(one.state), not one.due, one.due))


def consequence(one: Consequence, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """A consequence."""
    fine = rows.fine(one.fine, messages) if one.fine else ""
    return {
        "id": one.id,
        "kind": messages.word("kind", "sanction"),
        "place": place(entry.document),
        "state": messages.word("step", one.step),
        "actor": one.actor,
        "trigger": one.trigger,
        "action": rows.listed(one.measures, messages),
        "fine": fine,
        "basis": days(one.basis, messages.lang),
        "enforcer": rows.listed(one.enforcers, messages),
        "successors": rows.listed([rows.successor(each, messages) for each in one.successors], messages),
        "since": days(one.since, messages.lang),
        "until": days(one.until, messages.lang),
        "question": rows.listed([each.text for each in one.questions], messages),
        "rule": one.rule,
        **rows.where(one.source, sections),
    }


def question(one: Question, messages: Messages) -> Row:
    """A question."""
    return {
        "question": one.missing.text,
        "answer": one.missing.answer,
        "decides": str(len(one.decides)),
        "touches": str(len(one.touches)),
        "items": rows.listed((*one.decides, *one.touches), messages),
    }


def party(one: Party, messages: Messages) -> str:
    """An actor in one line."""
    known = [f"{name}：{value}" for name, value in one.attributes]
    roles = messages.say("case.and").join(one.roles)
    told = messages.say("case.party", name=one.name, roles=roles, place=one.place)
    return told + (messages.say("case.known", known=rows.listed(known, messages)) if known else "")


def event(one: Event, messages: Messages) -> str:
    """An event in one line."""
    limit = str(one.until) if one.until else one.within if one.what else ""
    key = "happened" if one.kind is Kind.HAPPENS else "event"
    told = messages.say(f"case.{key}", day=one.day, actor=one.actor, kind=one.kind, what=one.told)
    told += messages.say("case.limit", limit=limit) if limit else ""
    return days(told, messages.lang)
