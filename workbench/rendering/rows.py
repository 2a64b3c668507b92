"""Answers as flat rows of words, for tables and spreadsheets.

In: statements, duties, penalties, proofs. Out: one mapping from column to words each; exporters choose the columns.
Guarantee: every column of `COLUMNS` has a heading in the catalogue.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from obligations.model import Incentive, Modality, Norm, Responsibility, Sanction, Statement, Target
from workbench.rendering import deadlines
from workbench.rendering.cited import names, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.model import Duty, Fine, Gap, Load, Penalty, Proof, Successor
    from obligations.model import Actor, Extraction, Source, Text
    from policies.model import Diagnostic
    from workbench.messages import Messages
    from workbench.model import Entry
    from workbench.rendering.cited import Sections

Row = dict[str, str]

KINDS = (*(modality.value for modality in Modality), "target", "responsibility", "sanction", "incentive")


def statement(one: Statement, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """A statement of a document."""
    return {
        "id": one.id,
        "policy": entry.document.id,
        "place": place(entry.document),
        "kind": messages.word("kind", kind(one)),
        "section": sections.get(one.eid, ""),
        "start": str(one.span.start + 1),
        "end": str(one.span.end),
        "quote": entry.document.quote(one.span),
        **content(one, messages),
    }


def kind(one: Statement) -> str:
    """The kind of a statement, one of `KINDS`; of a norm, its modality."""
    return one.modality.value if isinstance(one, Norm) else type(one).__name__.lower()


def counts(extraction: Extraction) -> dict[str, int]:
    """How many statements of each kind there are."""
    found = Counter(kind(one) for one in extraction.statements)
    return {name: found[name] for name in KINDS}


def content(one: Statement, messages: Messages) -> Row:
    """Who and what of a statement; `action` is always there."""
    match one:
        case Norm():
            return norm(one, messages)
        case Target():
            figure = f"{messages.word('comparison', one.op)}{one.value.normalize():f}{one.unit}"
            subject = "" if one.subject in one.metric else messages.say("table.subject", value=one.subject)
            goal = messages.say("table.goal", subject=subject, metric=one.metric, figure=figure)
            by = deadlines.told(f"date:{one.by}", messages) if one.by else ""
            return {"actor": one.scope or "", "action": goal, "deadline": by}
        case Responsibility():
            support = listed(names(one.support), messages)
            return {"actor": listed(names(one.lead), messages), "action": said(one.task), "support": support}
        case Sanction():
            measures = listed([measure.value for measure in one.measures], messages)
            return {
                "actor": named(one.target),
                "trigger": one.trigger.value,
                "action": measures,
                "enforcer": listed(names(one.enforcers), messages),
            }
        case Incentive():
            return {"actor": named(one.beneficiary), "action": one.benefit.value, "provider": named(one.provider)}


def norm(one: Norm, messages: Messages) -> Row:
    """Who and what of a norm."""
    return {
        "actor": listed(names(one.bearers), messages),
        "action": one.action.value,
        "recipient": named(one.recipient),
        "deadline": deadlines.told(one.deadline.norm, messages) if one.deadline else "",
        "condition": said(one.condition),
    }


def named(actor: Actor | None) -> str:
    """The name of an actor, if there is one."""
    return actor.name if actor else ""


def said(text: Text | None) -> str:
    """The words of a text, if there is one."""
    return text.value if text else ""


def duty(one: Duty, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """A duty."""
    return {
        "id": one.id,
        "place": place(entry.document),
        "force": messages.word("force", one.validity.force.value),
        "actor": one.actor,
        "relation": messages.word("relation", one.relation) if one.relation else "",
        "modality": messages.word("charge", one.charge.value)
        if one.charge
        else messages.word("modality", one.modality),
        "action": one.action,
        "recipient": one.recipient or "",
        "deadline": deadlines.told(one.deadline, messages) if one.deadline else "",
        "due": listed(one.due, messages),
        "awaits": one.awaits or "",
        "event": one.event or "",
        "condition": one.condition or "",
        "lead": listed(one.lead, messages),
        "support": listed(one.support, messages),
        "successors": listed([successor(each, messages) for each in one.successors], messages),
        "derived": messages.say("word.yes") if one.derived else "",
        "rule": one.rule,
        "norm": one.norm,
        **where(one.source, sections),
    }


def successor(one: Successor, messages: Messages) -> str:
    """A successor, with what it has of the competence when it is not all."""
    return one.name + (messages.say("table.share", value=one.share) if one.share else "")


def penalty(one: Penalty, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """A penalty."""
    return {
        "id": one.id,
        "place": place(entry.document),
        "force": messages.word("force", one.validity.force.value),
        "actor": one.actor,
        "relation": messages.word("relation", one.relation) if one.relation else "",
        "trigger": one.trigger,
        "measure": one.measure,
        "fine": fine(one.fine, messages) if one.fine else "",
        "enforcer": listed(one.enforcers, messages),
        "lead": listed(one.lead, messages),
        "norms": listed(one.norms, messages),
        "rule": one.rule,
        **where(one.source, sections),
    }


def gap(one: Gap, entry: Entry, sections: Sections, messages: Messages) -> Row:
    """Something that a document leaves open."""
    return {
        "id": one.id,
        "place": place(entry.document),
        "kind": messages.word("gap", one.kind.value),
        "actor": listed(one.actors, messages),
        "modality": messages.word("modality", one.modality) if one.modality else "",
        "action": one.words,
        "reason": one.reason,
        "lead": listed(one.lead, messages),
        **where(one.source, sections),
    }


def load(one: Load, messages: Messages) -> Row:
    """What a department answers for in a quarter."""
    year, _, number = one.quarter.partition("Q")
    return {
        "department": one.department,
        "quarter": messages.say("gap.quarter", year=year, number=number) if year else messages.say("gap.no_day"),
        "leading": str(one.lead),
        "supporting": str(one.support),
        "bearing": str(one.duties),
    }


def fine(one: Fine, messages: Messages) -> str:
    """The bounds of a fine."""
    bounds = {"least": one.least, "most": one.most}
    if one.least and one.least == one.most:
        bounds = {"exact": one.least}
    told = [messages.say(f"fine.{name}", value=value) for name, value in bounds.items() if value]
    return messages.say("fine.join").join([*told, one.basis] if one.basis else told)


def proof(one: Proof, sections: Mapping[str, Sections], depth: int = 0) -> Iterator[Row]:
    """A proof from its conclusion down, each step with its depth."""
    yield {
        "depth": str(depth),
        "conclusion": one.conclusion,
        "rule": one.rule,
        "label": one.label,
        "note": one.note,
        **(where(one.source, sections[one.source.document]) if one.source else {}),
    }
    for premise in one.premises:
        yield from proof(premise, sections, depth + 1)


def diagnostic(one: Diagnostic, messages: Messages) -> Row:
    """Something of the text that could not be read; its own sentence is Chinese."""
    told = one.message if messages.lang == "zh" else messages.word("diagnostic", one.code)
    return {"code": one.code, "message": told}


def where(source: Source, sections: Sections) -> Row:
    """Where something is written, the characters counted from 1 as proofs do."""
    return {
        "policy": source.document,
        "section": sections.get(source.eid, ""),
        "start": str(source.start + 1),
        "end": str(source.end),
        "quote": source.quote,
    }


def listed(values: tuple[str, ...] | list[str], messages: Messages) -> str:
    """Several values in one cell."""
    return messages.say("word.separator").join(values)
