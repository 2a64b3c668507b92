"""Drafts to sanctions and incentives.

In: a draft of the kind sanction or incentive. Out: `Sanction` or `Incentive`. Guarantee: measures, trigger and
enforcer are quotes; a fine is an amount that grammars/quantity.lark reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from obligations.actors import Named
from obligations.breaches import Breaches, carried
from obligations.clauses import Clause
from obligations.context import Paragraph
from obligations.model import Act, Actor, Breach, Fine, Incentive, Sanction, Text
from obligations.norms import LEADS, Memory, actor, actors
from obligations.quantities import fines
from obligations.sentences import Draft
from obligations.words import endings

_LINKS = ("同时", "并", "由")
_BREAKS = "，；。"


@dataclass(frozen=True, slots=True)
class Before:
    """The sanction before one in the same paragraph, or the one that leads in the list of an item.

    Attributes:
        sanction: whose target, provisions and acts carry over.
        enforcers: who imposed what stood before.
        same: it stands in the same sentence, or leads in the list.
    """

    sanction: Sanction
    enforcers: tuple[Actor, ...]
    same: bool


def sanction(paragraph: Paragraph, draft: Draft, before: Before | None, memory: Memory, breaches: Breaches) -> Sanction:
    """The sanction of a draft.

    Args:
        paragraph: where it stands.
        draft: of the kind sanction.
        before: what carries over.
        memory: whom earlier sentences of the paragraph named.
        breaches: those of the document.
    """
    leads = [c for c in draft.clauses if c.kind in LEADS]
    body = [c for c in draft.clauses if c.kind not in LEADS]
    earlier = before.sanction if before is not None else None
    continued = earlier is not None and not leads and body[0].kind != "EXPEL"  # …；对单位处…罚款
    trigger = earlier.trigger if earlier is not None and continued else _trigger(paragraph, leads, body)
    start = leads[0].start if leads else body[0].start
    end = _capped(paragraph.view.text, body[-1].end)
    span = paragraph.raw(start, end)
    enforcers = _enforcers(paragraph, body)
    measures = tuple(_told(paragraph, body, end))
    decided = not all(m.value.endswith(endings("criminal")) for m in measures) and not all(map(_liable, body))
    opening = _opening(paragraph, leads, body)
    found, acts = _punished(trigger, opening, trigger if leads else opening, before, breaches)
    return Sanction(
        id=f"{breaches.document.id}.s{span.start}",
        eid=paragraph.leaf.eid,
        span=span,
        trigger=trigger,
        target=_target(paragraph, leads, body) or (earlier.target if earlier else memory.object),
        enforcers=enforcers if enforcers or not decided else before.enforcers if before else memory.organs,
        measures=measures,
        fine=_fine(paragraph.view.text[body[0].start : end]),
        breaches=found,
        acts=acts,
    )


def _punished(
    trigger: Text, opening: Text, act: Text, before: Before | None, breaches: Breaches
) -> tuple[tuple[Breach, ...], tuple[Act, ...]]:
    """The provisions breached and the acts: the trigger's own, and what carries over to a tier.

    Args:
        trigger: its words.
        opening: those of its part of the sentence up to their end (有前款行为，构成犯罪的).
        act: the words that tell the act.
        before: what carries over.
        breaches: those of the document.
    """
    tier = carried(trigger.value)
    own = breaches.named(opening.span)
    if before is None or own:
        return own, () if tier and not own else breaches.acts(act, own)
    carrying = tier or trigger == before.sanction.trigger
    found = before.sanction.breaches if carrying or before.same else ()
    return found, before.sanction.acts if carrying else breaches.acts(act, found)


def _opening(paragraph: Paragraph, leads: list[Clause], body: list[Clause]) -> Text:
    """The words of its part of the sentence, up to the end of the trigger."""
    first, end = (leads[0].start, leads[-1].end) if leads else (body[0].start, body[0].end)
    start = max(paragraph.view.text.rfind(mark, 0, first) for mark in "。；：") + 1
    return Text(paragraph.view.text[start:end], paragraph.raw(start, end))


def _trigger(paragraph: Paragraph, leads: list[Clause], body: list[Clause]) -> Text:
    start, end = (leads[0].start, leads[-1].end) if leads else (body[0].start, body[0].end)
    value = paragraph.view.text[start:end]
    shift = 1 if value.startswith("对") else 0
    return Text(value[shift:], paragraph.raw(start + shift, end))


def _target(paragraph: Paragraph, leads: list[Clause], body: list[Clause]) -> Actor | None:
    """Who suffers it: the subject of the breach, whom its words end with, else whom the measure names."""
    if body[0].kind == "IMPOSE" and body[0].mentions:
        return actor(paragraph, body[0].mentions[0])
    if _liable(body[0]) and (body[0].agent or body[0].bearers) and "MAY" not in body[0].classes:
        return actor(paragraph, (*body[0].agent, *body[0].bearers)[0])
    for clause in leads:
        if clause.bearers and not clause.agent:
            return actor(paragraph, _disciplined(paragraph, clause.bearers, body))
    for clause in reversed(leads):
        if clause.mentions and clause.mentions[-1].end == clause.end:  # 对抽查不合格的培训机构，…
            return actor(paragraph, clause.mentions[-1])
    imposing = (*body[0].agent, *body[0].bearers)
    if body[0].reports:  # 移送有关机关依法处理
        return None
    return next((actor(paragraph, n) for n in reversed(body[0].mentions) if n not in imposing), None)


def _disciplined(paragraph: Paragraph, named: tuple[Named, ...], body: list[Clause]) -> Named:
    """主管部门及其工作人员玩忽职守的，依法给予处分: no office is disciplined, its staff is."""
    words = paragraph.view.text[body[0].start : body[0].end]
    staff = [n for n in named if n.name.endswith(endings("staff"))] if words.endswith("处分") else []
    return staff[0] if staff and named[0].organ else named[0]


def _enforcers(paragraph: Paragraph, body: list[Clause]) -> tuple[Actor, ...]:
    """Who imposes the first measure that names anybody; nobody imposes a liability."""
    imposing = [clause for clause in body if not _liable(clause)]
    return actors(paragraph, next((c.agent or c.bearers for c in imposing if c.agent or c.bearers), ()))


def _liable(clause: Clause) -> bool:
    """经营者依法承担赔偿责任."""
    return "LIABLE" in clause.classes


def _measures(text: str, body: list[Clause]) -> list[Clause]:
    """The clauses that impose something; not what comes before: 逐级上报，…; 由X依照本法的规定，…."""
    first = next((i for i, c in enumerate(body) if not ((c.kind == "DO" and c.reports) or _names_organ(text, c))), 0)
    return body[first:]


def _names_organ(text: str, clause: Clause) -> bool:
    """由X依照本法的规定，…: it says who and by what, not what (由X组织修复)."""
    named = clause.kind == "ACT" and bool(clause.agent)
    return named and text.startswith(endings("applying"), clause.agent[-1].end)


def _told(paragraph: Paragraph, body: list[Clause], end: int) -> Iterator[Text]:
    """The measures, each with the cap that follows it; `end` is where the last one ends."""
    text = paragraph.view.text
    found = [clause for clause in _measures(text, body) if not _caps(text, clause.start)]
    for clause in found:
        last = max(_capped(text, clause.end), end if clause is body[-1] else 0)
        yield _measure(paragraph, clause, last)


def _capped(text: str, end: int) -> int:
    """Where an amount ends, with the cap that follows it: 违法所得三倍以下罚款，最高不超过十万元."""
    if not text.startswith("，", end) or not _caps(text, end + 1):
        return end
    return next((at for at in range(end + 1, len(text)) if text[at] in _BREAKS), len(text))


def _caps(text: str, start: int) -> bool:
    return text.startswith(endings("cap"), start)


def _measure(paragraph: Paragraph, clause: Clause, end: int) -> Text:
    start = clause.agent[-1].end if clause.agent else clause.action if _liable(clause) else clause.start
    value = paragraph.view.text[start:end]
    for link in _LINKS:
        shorter = value.removeprefix(link)
        start, value = start + len(value) - len(shorter), shorter
    return Text(value, paragraph.raw(start, end))


def _fine(text: str) -> Fine | None:
    """The first fine of the measures; an amount that depends on something says on what."""
    found = next(fines(text), None)
    if found is None:
        return None
    if found.base is None:
        return Fine(found.least, found.most, found.words if found.per else None, per=found.per)
    return Fine(None, found.cap, found.words, found.least, found.most, found.base, found.per)


def incentive(document: str, paragraph: Paragraph, draft: Draft) -> Incentive:
    """The incentive of a draft."""
    leads = [c for c in draft.clauses if c.kind in LEADS]
    body = [c for c in draft.clauses if c.kind not in LEADS]
    start = draft.clauses[0].start
    span = paragraph.raw(start, body[-1].end)
    provider = next((n for c in body for n in c.bearers if n.organ), None)
    named = [n for c in (*leads, *body) for n in c.bearers if n != provider]
    favoured = [n for c in reversed(leads) for n in c.mentions[-1:]]  # 对符合条件的企业，…
    mentioned = [n for c in body for n in c.mentions if n != provider]
    beneficiary = next(iter([*named, *favoured, *mentioned]), None)
    return Incentive(
        id=f"{document}.i{span.start}",
        eid=paragraph.leaf.eid,
        span=span,
        beneficiary=actor(paragraph, beneficiary) if beneficiary else None,
        benefit=Text(paragraph.view.text[body[0].action : body[-1].end], paragraph.raw(body[0].action, body[-1].end)),
        provider=actor(paragraph, provider) if provider else None,
    )
