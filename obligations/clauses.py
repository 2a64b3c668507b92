"""Clauses: the parse tree of clause.lark to values.

In: the tokens of one clause. Out: a `Clause` with its kind (a terminal of statement.lark) and its parts. Guarantee:
bearer, modal word, recipient, deadline, directed actor, measure and benefit are nodes of the tree; this module only
copies them.
"""

from __future__ import annotations

from typing import NamedTuple

from lark import Token

from grammars.loading import RefusedError
from obligations import clause_kinds, measures
from obligations.actors import Named
from obligations.chunks import chunk
from obligations.deadlines import Period
from obligations.measures import Measure
from obligations.parsed import Parsed, end, parsed, start
from obligations.words import endings

QUALIFIED = ("qualified", "qualified_doing")
_BEFORE_A_CASE = frozenset({"ACTORS", "ADV", "DEADLINE", "OUGHT"})
_PUBLIC = frozenset({"社会", "全社会", "国库", "社会各界"})


class Due(NamedTuple):
    """A deadline's value and its range in the clean text."""

    value: str
    start: int
    end: int


class Clause(NamedTuple):
    """One clause; all positions are in the clean text.

    Attributes:
        kind: terminal of statement.lark.
        plain: its kind when no breach stands before it: a measure is then an instruction like any other; that of a
            goal in a statute, which demands it.
        start: where it begins; `end`: where it ends.
        action: where the action begins, after bearer and modal word.
        bearers: who; () when the clause names nobody.
        agent: in 由 X …: X.
        mentions: all actors that occur in it; `owner`: in 企业的回收率 and 落实企业主体责任: 企业.
        directed: in 督促 X 做 Y: X (指导 X does not make X do it); `directed_action` is where Y begins.
        recipient: to whom.
        case: where its condition begins: 对符合规定的 in 登记机关应当在十日内对符合规定的.
        deadlines: by when.
        goals: measured goals.
        role: of a clause of responsibility: LEAD, RESP or SUPP; `lead`, `support`: who.
        partners: with whom, where the clause has no subject (会同有关部门开展检查).
        classes: the classes of its words.
        reports: the act is to report.
        principle: it asks for a principle to be kept, no act.
        institutes: it opens with 实行 or its like.
        doer: X of 储存化学品的 X, which an instruction may be read of too.
        nominal: it may be a noun with its verb before 的 (实行许可管理的具体范围).
        thing: its subject is no actor (许可证有效期不得超过三年).
        topical: it names a thing by what must or may be done with it (法律规定应当提交的材料).
        unread: the grammar refused it.
    """

    kind: str
    plain: str
    start: int
    end: int
    action: int
    bearers: tuple[Named, ...] = ()
    agent: tuple[Named, ...] = ()
    mentions: tuple[Named, ...] = ()
    owner: tuple[Named, ...] = ()
    directed: tuple[Named, ...] = ()
    directed_action: int = 0
    recipient: Named | None = None
    case: int = 0
    deadlines: tuple[Due, ...] = ()
    goals: tuple[Measure, ...] = ()
    role: str = ""
    lead: tuple[Named, ...] = ()
    support: tuple[Named, ...] = ()
    partners: tuple[Named, ...] = ()
    classes: frozenset[str] = frozenset()
    reports: bool = False
    principle: bool = False
    institutes: bool = False
    doer: tuple[Named, ...] = ()
    nominal: bool = False
    thing: bool = False
    topical: bool = False
    unread: bool = False


def read(words: list[Token], period: Period | None) -> Clause:
    """Read one clause. A clause the grammar refuses is of the kind SAY."""
    chunks = chunk(words, period)
    first = next((t for t in words if t.type != "PAREN"), words[0])  # （市教育局负责）加强管理
    begin, stop = start(first), end(words[-1])
    taken = [(start(t), end(t)) for t in chunks.tokens if t.type == "DEADLINE"] if chunks.deadlines else []
    try:
        return _clause(parsed(chunks, tuple(measures.read(words, taken))), begin, stop)
    except RefusedError:
        return Clause("SAY", "SAY", begin, stop, begin, unread=True)


def _clause(clause: Parsed, begin: int, stop: int) -> Clause:
    bearers = _bearers(clause)
    directed = clause.form.directed if "URGE" in clause.classes else None
    lead, support = _roles(clause, bearers)
    kind = clause_kinds.kind(clause, bearers)
    return Clause(
        kind=kind,
        plain=clause_kinds.plain(clause, bearers) if kind in clause_kinds.DEPENDING else kind,
        start=begin,
        end=stop,
        action=_action(clause, begin),
        bearers=bearers if kind != "ASIDE" else (),
        agent=_agent(clause),
        mentions=tuple([n for place in clause.form.actors for n in clause.named(place)]),
        owner=clause.named(clause.form.owner) or _responsible(clause),
        directed=clause.named(directed),
        directed_action=end(clause.tokens[directed]) if directed is not None else 0,
        recipient=_recipient(clause),
        case=_case_start(clause, begin),
        deadlines=_deadlines(clause),
        goals=() if clause_kinds.spends(clause) else clause.goals,
        role=clause.form.role,
        lead=lead,
        support=support,
        partners=clause.named(clause.form.partner),
        classes=clause.classes,
        reports="TO_WHOM" in clause.types,
        principle=clause_kinds.principle(clause),
        institutes=clause.opens_with("INSTITUTE"),
        doer=_doer(clause),
        nominal="doing" in clause.nodes and [str(t.type) for t in clause.tokens[-2:]] == ["DE", "N"],
        thing=clause_kinds.thing(clause),
        topical=bool(clause.modal) and clause_kinds.topical(clause),
    )


def _bearers(clause: Parsed) -> tuple[Named, ...]:
    """Of what is encouraged or forbidden, else the subject, else 由 X, else the owner (企业的回收率应当…)."""
    if clause.modal == "encourage":
        driving = clause.modal_class == "DRIVE"  # 两局将争取资金 tells what they do
        return clause.bearers_of("encourage") or (clause.bearers_of("subject") if driving else ())
    if clause_kinds.accounted(clause):
        return ()
    if clause.agent and clause.form.acts_by_agent:
        return _agent(clause)  # 评价机构由协调小组遴选
    for name, places in clause.form.bearers.items():
        found = clause.bearers_of(name)
        if found and name == "forbid":  # 禁止未取得资格的单位从事施工
            return _qualified(clause, (clause.form.modal_word or 0) + 1, places[0])
        if found and not (name == "qualified" and clause.opens_with("DUI")):
            return _qualified(clause, clause.form.opening, places[0]) if name in QUALIFIED else found
    return _agent(clause) or (_owner(clause) if clause.modal else _lost(clause))


def _owner(clause: Parsed) -> tuple[Named, ...]:
    """企业 in 企业的回收率应当…; in 企业的合伙人、员工不得… those who are told so."""
    place, modal = clause.form.owner, clause.form.modal_word
    if place is None or modal != place + 3 or not clause.tokens[place + 2].endswith(endings("people")):
        return clause.named(place)
    told, name = (
        clause.tokens[place + 2],
        clause.chunks.text(start(clause.tokens[place]), start(clause.tokens[place + 2])),
    )
    at, found = start(told), list[Named]()
    for each in told.split("、"):
        found.append(Named(name + each, at, at + len(each)))
        at += len(each) + 1
    return tuple(found)


def _lost(clause: Parsed) -> tuple[Named, ...]:
    """企业交售旧金属的，: in a condition the actor that opens it is its subject, though its verb is not known."""
    if "CLOSE_DE" not in clause.types or clause.form.topic is None:
        return ()
    if clause.tokens[1].type != "N" or clause.tokens[1].startswith(endings("no act of it")):
        return ()
    found = clause.named(0)
    return () if any(n.name.endswith(endings("alone")) for n in found) else found


def _doer(clause: Parsed) -> tuple[Named, ...]:
    """储存化学品的单位: the actors that close a clause that a verb opens, with its words."""
    if "doing" not in clause.nodes or [str(t.type) for t in clause.tokens[-2:]] != ["DE", "ACTORS"]:
        return ()
    return _qualified(clause, clause.form.opening, len(clause.tokens) - 1)


def _agent(clause: Parsed) -> tuple[Named, ...]:
    """X of 由 X …."""
    place = clause.form.agent
    if place is None:
        return ()
    return _qualified(clause, max(at for at in range(place) if clause.tokens[at].type == "YOU") + 1, place)


def _qualified(clause: Parsed, first: int | None, place: int) -> tuple[Named, ...]:
    """Actors with the words that say which: 从事餐饮服务的企业 is not any 企业.

    Args:
        clause: with the actors.
        first: the place of the first terminal that may qualify them.
        place: of the actors.
    """
    actors = clause.named(place)
    if first is None or place < first + 2 or clause.tokens[place - 1].type != "DE":
        return actors
    begin, others = start(clause.tokens[first]), clause.named(first)
    joint = next((word for word in endings("joining") if clause.tokens[first + 1].startswith(word)), "")
    if others and joint:  # 公安部门和其他负有监管职责的部门
        begin = start(clause.tokens[first + 1]) + len(joint)
    else:
        others = ()
        while first and clause.tokens[first - 1].type == "ADV":  # 专门从事矿石加工的企业
            first -= 1
            begin = start(clause.tokens[first])
    which = clause.chunks.text(begin, actors[0].start)
    loose = next((word for word in (*endings("joining"), "对") if which.startswith(word)), "")
    which, begin = which.removeprefix(loose), begin + len(loose)
    named = [Named(which + n.name, n.start, n.end, n.organ) for n in actors]
    return (*others, named[0]._replace(start=begin), *named[1:])


def _responsible(clause: Parsed) -> tuple[Named, ...]:
    """压实企业主体责任: whose responsibility it is."""
    if "doing" not in clause.nodes or [str(t.type) for t in clause.tokens[:2]] != ["VERB", "ACTORS"]:
        return ()
    laid = clause.tokens[0].endswith(endings("lays")) and clause.ends_with(endings("responsible"))
    return clause.named(1) if laid else ()


def _joined(groups: list[tuple[Named, ...]]) -> tuple[Named, ...]:
    return tuple(named for group in groups for named in group)


def _roles(clause: Parsed, bearers: tuple[Named, ...]) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """Who leads and who supports: X 会同 Y 负责; X 配合 Y 做好."""
    helps = clause.form.helps
    if helps is not None:
        return clause.named(helps + 1 if helps + 1 < len(clause.tokens) else None), bearers
    groups = [clause.named(place) for place in clause.form.bearers.get("subject", ())]
    return (groups[0], _joined(groups[1:])) if groups else (bearers, ())


def _recipient(clause: Parsed) -> Named | None:
    if not clause.form.recipient:
        return None
    words = [clause.tokens[place] for place in clause.form.recipient]
    actors = [t for t in words if t.type == "ACTORS"]
    if actors:
        return Named(str(actors[-1]), start(actors[-1]), end(actors[-1]))
    text = "".join(words)
    return Named(text, start(words[0]), end(words[-1])) if text in _PUBLIC else None


def _case_start(clause: Parsed, begin: int) -> int:
    """Where the condition begins in a clause that a deadline opens: 机关应当在十日内对符合规定的，办理登记."""
    if "CLOSE_DE" not in clause.types or "DUI" not in clause.types:
        return begin
    place = next(at for at, token in enumerate(clause.tokens) if token.type == "DUI")
    before = [t.type for t in clause.tokens[:place]]
    return start(clause.tokens[place]) if "DEADLINE" in before and _BEFORE_A_CASE.issuperset(before) else begin


def _deadlines(clause: Parsed) -> tuple[Due, ...]:
    found = [clause.tokens[place] for place in clause.form.deadlines]
    return tuple([Due(clause.chunks.deadlines[start(t)], start(t), end(t)) for t in found])


def _action(clause: Parsed, begin: int) -> int:
    """Where the action begins: after the modal word and whom it addresses, else after the subject."""
    before = clause.form.before_action
    return begin if before is None else end(clause.tokens[before])
