"""Drafts to norms.

In: the drafts of one paragraph and what is known before them. Out: norms. Guarantee: a bearer that is not named in
the clause itself is either named earlier in the sentence, or carried over with `explicit=False` from what stands
before it, or from the next sentence where that begins with the doer of its act; nothing is guessed from outside the
unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from obligations.actors import Named
from obligations.clauses import Clause, Due
from obligations.context import Paragraph
from obligations.deadlines import with_event
from obligations.model import Actor, Deadline, Modality, Norm, Text
from obligations.parsed import start
from obligations.sentences import Draft
from obligations.words import endings
from policies.model import Span

MODALITIES = {
    "obligation": Modality.OBLIGATION,
    "prohibition": Modality.PROHIBITION,
    "permission": Modality.PERMISSION,
    "encouragement": Modality.ENCOURAGEMENT,
}
_CASES = re.compile("情形|行为|情况|区域|范围|地点|之一|资源")  # lists of cases, not of things to do
_REACH = 300  # characters to the sentence that names the doer
LEADS = frozenset({"WHO", "WHEN", "CASE", "BREACH", "ASIDE"})
_CARRYING = frozenset({"obligation", "prohibition", "permission"})


@dataclass(slots=True)
class Memory:
    """What earlier sentences of the unit hand on.

    Attributes:
        unit_leads: units named by the section's note, for norms without a subject.
        addressees: in a notice: who it is addressed to.
        sentence: the sentence now read; `named`: bearers named in it so far; `due`: its opening deadline.
        paragraph: bearers named last in the paragraph.
        goal: the date that a section of goals opens with.
        favoured: those the sentence has encouraged so far; directed: those it has somebody see to.
        organs: the organs the paragraph named last as bearers; object: the last actor it named that is no bearer.
        in_office: the statement before puts a unit in charge.
        clauses: those of the sentence so far.
    """

    unit_leads: tuple[Actor, ...] = ()
    addressees: tuple[Actor, ...] = ()
    sentence: int = -1
    named: tuple[Actor, ...] = ()
    due: Deadline | None = None
    paragraph: tuple[Actor, ...] = ()
    goal: Deadline | None = None
    favoured: tuple[Actor, ...] = ()
    directed: tuple[Actor, ...] = ()
    organs: tuple[Actor, ...] = ()
    object: Actor | None = None
    in_office: bool = False
    clauses: list[Clause] = field(default_factory=list)

    def enter(self, draft: Draft) -> None:
        """Begin the draft's sentence, if it is a new one."""
        if draft.sentence != self.sentence:
            self.sentence, self.due = draft.sentence, None
            self.named = self.favoured = self.directed = ()
            self.clauses = []


def norm(document: str, paragraph: Paragraph, draft: Draft, memory: Memory) -> Norm | None:
    """The norm of a draft, or None when it directs nothing."""
    leads, body = _divide(draft)
    if len(body) > 1 and body[0].kind == "SAY" and body[1].agent and not paragraph.in_statute:
        body = body[1:]  # in a plan the norm begins with 由 X
    if not body or all(c.kind in ("GOAL", "ASIDE", "SAY") or c.principle for c in body):
        return None
    if paragraph.in_statute and _only_tells(paragraph, leads, body, memory):
        return None
    start = _begin(leads, body, paragraph)
    end = body[-1].end
    bearers, explicit = _bearers(leads, body, draft, paragraph, memory)
    _remember(paragraph, draft, memory)
    if draft.kind in _CARRYING and explicit and bearers != memory.directed:
        memory.named = bearers
        if not (memory.paragraph and any(c.agent for c in body)):
            memory.paragraph = bearers  # 由 X brings in X for its own clause: the topic of the paragraph stays
    elif draft.kind == "encouragement" and explicit:
        memory.favoured = bearers
    span = _with_items(paragraph, paragraph.raw(start, end), end, MODALITIES[draft.kind])
    directing = next((c for c in body if c.directed), None)
    recipient = next((c.recipient for c in body if c.recipient), None)
    return Norm(
        id=f"{document}.n{span.start}",
        eid=paragraph.leaf.eid,
        span=span,
        modality=MODALITIES[draft.kind],
        bearers=bearers,
        explicit=explicit,
        action=_text(paragraph, body[0].action, end),
        recipient=actor(paragraph, recipient) if recipient else None,
        deadline=_deadline(leads, body, paragraph, memory),
        condition=_condition(leads, paragraph),
        reports=any(c.reports for c in body),
        addressed=paragraph.in_notice,
        directed=actors(paragraph, directing.directed) if directing else (),
        directed_action=_text(paragraph, directing.directed_action, directing.end) if directing else None,
    )


def _remember(paragraph: Paragraph, draft: Draft, memory: Memory) -> None:
    """Keep who acts and upon whom, for a sanction in the sentences that follow (抽查不合格的，…)."""
    for clause in draft.clauses:
        memory.directed = actors(paragraph, clause.directed) or memory.directed
        organs = tuple(named for named in clause.bearers if named.organ)
        memory.organs = actors(paragraph, organs) or memory.organs
        for named in clause.mentions:
            if not named.organ and named not in clause.bearers and not named.name.endswith(endings("public")):
                memory.object = actor(paragraph, named)


def _only_tells(paragraph: Paragraph, leads: list[Clause], body: list[Clause], memory: Memory) -> bool:
    """In a statute an act without bearer and modal word is no norm, nor is what leads in a list in this form.

    What leads in a list of duties is one: 市场举办者履行下列职责：.
    """
    head = body[0]
    if head.kind not in ("ACT", "DO") or any(c.kind in ("OBLIGE_BARE", "FORBID_BARE", "PERMIT_BARE") for c in body):
        return False
    if any("LISTS" in c.classes for c in body):
        return not _lists_duties(paragraph, body)
    text = paragraph.view.text
    if any(c.recipient and text[c.recipient.start - 1] != "向" for c in body):  # 规划草案，报省人民政府批准
        return False
    told = any(c.kind in ("CASE", "BREACH") or c.bearers for c in leads)
    return head.kind == "DO" and not told and not head.institutes and not memory.named


def _lists_duties(paragraph: Paragraph, body: list[Clause]) -> bool:
    led = paragraph.view.text[body[0].start : body[-1].end + 1].endswith("：")
    words = paragraph.view.text[body[-1].start : body[-1].end]
    return led and any(word in words for word in endings("lists duties"))


def actor(paragraph: Paragraph, named: Named) -> Actor:
    """The actor with its raw span."""
    return Actor(named.name, paragraph.raw(named.start, named.end))


def actors(paragraph: Paragraph, named: tuple[Named, ...]) -> tuple[Actor, ...]:
    """The actors with their raw spans."""
    return tuple(actor(paragraph, n) for n in named)


def _divide(draft: Draft) -> tuple[list[Clause], list[Clause]]:
    """What stands before the head, and the head with what follows."""
    for index, clause in enumerate(draft.clauses):
        if clause.kind not in LEADS:
            return list(draft.clauses[:index]), list(draft.clauses[index:])
    return list(draft.clauses), []


def _with_items(paragraph: Paragraph, span: Span, end: int, modality: Modality) -> Span:
    """应当提交下列材料：, 禁止下列行为： go on to the last item; 有下列情形之一的 does not."""
    text = paragraph.view.text
    lead = re.search(r"(?:下列|以下|如下)([^，。；]*)：$", text)
    if paragraph.items is None or lead is None or end < len(text) - 1:
        return span
    acts = modality is Modality.PROHIBITION and lead[1].endswith("行为")
    if _CASES.search(lead[1]) and not acts:
        return span
    return Span(span.start, paragraph.items.end)


def _begin(leads: list[Clause], body: list[Clause], paragraph: Paragraph) -> int:
    """The bearer's lead opens the norm; else the asides just before the head; conditions stay outside.

    A statute's condition opens its norm when nobody is named (对逾期不报的，应当…).
    """
    named = next((c for c in leads if c.bearers), None)
    if named is not None and not body[0].bearers:
        return named.start
    conditional = any(c.kind in ("CASE", "BREACH") for c in leads) or body[0].kind == "OBLIGE_BARE"
    if paragraph.in_statute and leads and body[0].kind.endswith("_BARE") and conditional:
        return leads[0].start
    start = body[0].start
    if body[0].bearers:
        return start
    for clause in reversed(leads):
        if clause.kind != "ASIDE":
            break
        start = clause.start
    return start


def _bearers(
    leads: list[Clause], body: list[Clause], draft: Draft, paragraph: Paragraph, memory: Memory
) -> tuple[tuple[Actor, ...], bool]:
    """Who bears the norm, and whether the sentence names them."""
    head = next((c for c in body if c.kind != "SAY"), body[0])
    own = head.bearers or body[0].owner or next((c.bearers for c in reversed(leads) if c.bearers), ())
    if own:
        return actors(paragraph, own), True
    named = _named_in_sentence(leads, draft, paragraph, memory)
    if named:
        return named, True
    if draft.kind == "encouragement" or "LET" in head.classes or body[0].thing:
        return memory.unit_leads, False
    if paragraph.in_notice:
        return memory.addressees, False
    return memory.unit_leads or memory.paragraph or _doer(draft.clauses[0], paragraph), False


def _doer(opening: Clause, paragraph: Paragraph) -> tuple[Actor, ...]:
    """修建桥梁，应当避让航道。修建单位应当…: the doer of what the clause opens with, named by a later sentence."""
    if not paragraph.in_statute or opening.kind != "DO":
        return ()
    verb = paragraph.tokens[bisect_left(paragraph.tokens, opening.start, key=start)]
    if verb.type not in ("VERB", "NVERB") or any(n.start == verb.start_pos for n in opening.mentions):
        return ()
    text = paragraph.view.text
    for name in (f"{verb}{head}" for head in endings("doer")):
        at = text.find(f"。{name}", opening.end, opening.end + _REACH) + 1
        if at:
            return (Actor(name, paragraph.raw(at, at + len(name))),)
    return ()


def _named_in_sentence(leads: list[Clause], draft: Draft, paragraph: Paragraph, memory: Memory) -> tuple[Actor, ...]:
    """Those an earlier clause of the sentence names: whom it directs, favours, or tells."""
    if draft.kind == "prohibition" and memory.directed:  # 督促企业选用新设备，禁止使用淘汰设备
        return memory.directed
    if draft.kind in ("encouragement", "permission"):
        favoured = actors(paragraph, _addressed(leads)) or memory.favoured
        if favoured:
            return favoured
    return memory.named if draft.kind != "encouragement" else ()


def _addressed(leads: list[Clause]) -> tuple[Named, ...]:
    """In 对符合条件的企业，支持…: 企业."""
    return next((c.mentions[-1:] for c in reversed(leads) if c.kind == "CASE" and c.mentions), ())


def _text(paragraph: Paragraph, start: int, end: int) -> Text:
    value = paragraph.view.text[start:end]
    skipped = len(value) - len(value.lstrip("，"))
    return Text(value[skipped:], paragraph.raw(start + skipped, end))


def _deadline(leads: list[Clause], body: list[Clause], paragraph: Paragraph, memory: Memory) -> Deadline | None:
    """The deadline of the clauses, of the sentence's opening, of the goal section, or of the heading's phase."""
    opening = next(
        (d for c in leads for d in c.deadlines if c.kind not in ("CASE", "BREACH") or d.start < c.case), None
    )
    own = next((d for c in body for d in c.deadlines), None)
    found = own or opening
    if found is not None:
        event = "" if any(found.start < c.case for c in leads if found in c.deadlines) else _event(leads, paragraph)
        value = Deadline(with_event(found.value, event), paragraph.raw(found.start, found.end))
        if own is None:
            memory.due = value
        return value
    if memory.due or memory.goal:
        return memory.due or memory.goal
    return Deadline(*paragraph.phase) if paragraph.phase else None


def _event(leads: list[Clause], paragraph: Paragraph) -> str:
    """颁发许可证后，应当在三十日内…: the clause before names the event."""
    for clause in reversed(leads):
        text = paragraph.view.text[clause.case : clause.end]
        if clause.kind in ("CASE", "BREACH"):
            return re.sub("^对于?|(之?后|时|的)$", "", text)
    return ""


def opening_deadline(draft: Draft, paragraph: Paragraph) -> Deadline | None:
    """The date a sentence opens with (到2030年底，…), for the statements after it."""
    opening: Due | None = next((d for c in draft.clauses if c.kind == "WHEN" for d in c.deadlines), None)
    if opening is None:
        return None
    return Deadline(opening.value, paragraph.raw(opening.start, opening.end))


def _condition(leads: list[Clause], paragraph: Paragraph) -> Text | None:
    cases = [c for c in leads if c.kind in ("CASE", "BREACH")]
    cases = cases or [c for c in leads if c.kind == "ASIDE" and paragraph.view.text.startswith("在", c.start)]
    if not cases:
        return None
    return _text(paragraph, cases[0].case or cases[0].start, cases[-1].end)
