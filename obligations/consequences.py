"""Drafts to sanctions and incentives.

In: a draft of the kind sanction or incentive. Out: `Sanction` or `Incentive`. Guarantee: measures, trigger and
enforcer are quotes; a fine's bounds are read from its money terms and nothing else.
"""

from __future__ import annotations

import re

from obligations.clauses import Clause
from obligations.context import Paragraph
from obligations.model import Actor, Fine, Incentive, Sanction, Text
from obligations.norms import LEADS, Memory, actor, actors
from obligations.numerals import number_or_none
from obligations.sentences import Draft
from obligations.words import lexer

_LINKS = ("同时", "并", "由")
_NUMERAL = r"[一二三四五六七八九十百零\d]+"
_PROVISION = re.compile(f"第{_NUMERAL}条(?:之{_NUMERAL})?(?:第{_NUMERAL}款)?(?:第（{_NUMERAL}）项)?|前款|前条")


def sanction(document: str, paragraph: Paragraph, draft: Draft, before: Sanction | None, memory: Memory) -> Sanction:
    """The sanction of a draft.

    Args:
        document: its id.
        paragraph: where it stands.
        draft: of the kind sanction.
        before: the sanction before it in the same paragraph, whose target, enforcer and provisions carry over.
        memory: whom earlier sentences of the paragraph named.
    """
    leads = [c for c in draft.clauses if c.kind in LEADS]
    body = [c for c in draft.clauses if c.kind not in LEADS]
    continued = before is not None and not leads and body[0].kind != "EXPEL"  # …；对单位处…罚款
    trigger = before.trigger if before is not None and continued else _trigger(paragraph, leads, body)
    start = leads[0].start if leads else body[0].start
    span = paragraph.raw(start, body[-1].end)
    breached = tuple(_PROVISION.findall(trigger.value))
    return Sanction(
        id=f"{document}.s{span.start}",
        eid=paragraph.leaf.eid,
        span=span,
        trigger=trigger,
        target=_target(paragraph, leads, body) or (before.target if before else memory.object),
        enforcers=_enforcers(paragraph, body) or (before.enforcers if before else memory.organs),
        measures=tuple(_measure(paragraph, c) for c in _measures(body)),
        fine=next((f for f in (_fine(paragraph, c) for c in body) if f), None),
        breached=breached or (before.breached if before else ()),
    )


def _trigger(paragraph: Paragraph, leads: list[Clause], body: list[Clause]) -> Text:
    start, end = (leads[0].start, leads[-1].end) if leads else (body[0].start, body[0].end)
    value = paragraph.view.text[start:end]
    shift = 1 if value.startswith("对") else 0
    return Text(value[shift:], paragraph.raw(start + shift, end))


def _target(paragraph: Paragraph, leads: list[Clause], body: list[Clause]) -> Actor | None:
    """Who suffers it: the subject of the breach, else the last actor of its words."""
    if body[0].kind == "IMPOSE" and body[0].mentions:
        return actor(paragraph, body[0].mentions[0])
    for clause in leads:
        if clause.bearers and not clause.agent:
            return actor(paragraph, clause.bearers[0])
    for clause in [*reversed(leads), body[0]]:
        if clause.mentions:
            return actor(paragraph, clause.mentions[-1])
    return None


def _enforcers(paragraph: Paragraph, body: list[Clause]) -> tuple[Actor, ...]:
    """Who imposes the first measure that names anybody."""
    return actors(paragraph, next((c.agent or c.bearers for c in body if c.agent or c.bearers), ()))


def _measures(body: list[Clause]) -> list[Clause]:
    """The clauses that impose something; a report that comes before them is none (逐级上报，从名录中除名)."""
    first = next((i for i, c in enumerate(body) if not (c.kind == "DO" and c.reports)), 0)
    return body[first:]


def _measure(paragraph: Paragraph, clause: Clause) -> Text:
    start = clause.agent[-1].end if clause.agent else clause.start
    value = paragraph.view.text[start : clause.end]
    for link in _LINKS:
        shorter = value.removeprefix(link)
        start, value = start + len(value) - len(shorter), shorter
    return Text(value, paragraph.raw(start, clause.end))


def _fine(paragraph: Paragraph, clause: Clause) -> Fine | None:
    """Bounds of 处一万元以上五万元以下罚款."""
    text = paragraph.view.text[clause.start : clause.end]
    if "罚款" not in text:
        return None
    low = high = None
    tokens = lexer().tokens(text)
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "MONEY":
            amount = number_or_none(token.removesuffix("元"))
            bound = str(after or "")
            if bound.startswith("以上"):
                low = amount
            elif bound.startswith("以下"):
                high = amount
            else:
                low = high = amount
    basis = re.search(r"(违法所得|货值金额)[^，；。]*?(?=的?罚款)", text)
    if low is None and high is None and basis is None:
        return None
    return Fine(low, high, basis.group(0) if basis else None)


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
