"""Sentences: clauses into drafts of statements by statement.lark.

In: the words of one paragraph. Out: drafts, in order: which clauses make one statement, and of what kind.
Guarantee: every clause of the paragraph is in exactly one draft.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from lark import Token, Tree

from grammars.lexer import retyped
from grammars.loading import RefusedError, shape
from obligations import clauses
from obligations.actor_chunks import MODALS
from obligations.clause_kinds import MEASURES
from obligations.clauses import Clause
from obligations.deadlines import Period
from obligations.words import endings

PENALTIES = frozenset({"FINE", "PENALTY"})
_TELLING = frozenset({"ACT", "SAY", "DO", "OUTCOME", "STATE", "INSTITUTE"})
_LEADING = _TELLING | {"WHO", "WHEN", "CASE", "BREACH", "ASIDE"}
_UNBORNE = frozenset({"OBLIGE_BARE", "FORBID_BARE", "PERMIT_BARE"})
BREAKS = frozenset({"COMMA", "SEMI", "STOP", "COLON"})


class Draft(NamedTuple):
    """The clauses of one statement.

    Attributes:
        kind: obligation, prohibition, permission, encouragement, sanction, incentive, responsibility, other, dangling.
        clauses: in order.
        sentence: number of the sentence in the paragraph.
        part: number of the part of the sentence, parts being divided by ；.
    """

    kind: str
    clauses: tuple[Clause, ...]
    sentence: int
    part: int


def read(tokens: list[Token], period: Period | None = None, *, statute: bool = False) -> list[Draft]:
    """Read the tokens of a paragraph.

    Args:
        tokens: of its clean text.
        period: of the plan.
        statute: it stands in a statute, where an act without a modal word may belong to the condition.
    """
    drafts: list[Draft] = []
    for number, sentence in enumerate(split(tokens)):
        drafts += _sentence(sentence, number, period, statute)
    return drafts


def split(tokens: list[Token]) -> Iterator[list[list[list[Token]]]]:
    """Sentences of parts of clauses of tokens."""
    clause: list[Token] = []
    sentence = [[clause]]
    for token in tokens:
        kind = token.type
        if kind in BREAKS:
            clause = []
            if kind == "STOP":
                yield sentence
                sentence = [[clause]]
            elif kind == "SEMI":
                sentence.append([clause])
            else:
                sentence[-1].append(clause)
            continue
        if kind in MODALS and _closes(clause, token):
            clause.append(retyped(clause.pop(), "CLOSE_DE"))
            clause = []
            sentence[-1].append(clause)
        clause.append(token)
    yield sentence


def _closes(clause: list[Token], token: Token) -> bool:
    """不予受理的应当说明理由: 的 before an auxiliary closes a condition.

    Not in 规定的应当公开的信息, and not what is forbidden outright: 禁止销售改装的可以载人的车辆.
    """
    if len(clause) < 2 or clause[-1].type != "DE" or clause[0].endswith(endings("bans")):
        return False
    return token.endswith(endings("auxiliary")) and not clause[-2].endswith(endings("source"))


def _sentence(parts: list[list[list[Token]]], number: int, period: Period | None, statute: bool) -> list[Draft]:
    drafts: list[Draft] = []
    breached = False
    for index, part in enumerate(parts):
        read_clauses = _doers([clauses.read(words, period) for words in part if words])
        kinds, breached = _kinds(read_clauses, breached)
        if statute:
            kinds = [c.plain if kind == "GOAL" else kind for c, kind in zip(read_clauses, kinds, strict=True)]
            _topics(read_clauses, kinds)
            _one_case([words for words in part if words], kinds)
        if read_clauses and _instructs([words for words in part if words][-1], kinds[-1]):
            kinds[-1] = "DO"
        if read_clauses:
            drafts += [Draft(kind, found, number, index) for kind, found in _group(read_clauses, kinds)]
    return drafts


def _one_case(part: list[list[Token]], kinds: list[str]) -> None:
    """商品发生质量问题，造成损害，消费者请求赔偿的，…: in a statute all that leads up to 的 is the case."""
    closed = False
    for end, words in enumerate(part):
        if not _ends_case(words, kinds[end]):
            continue
        led = any(kind in _TELLING for kind in kinds[:end]) and all(kind in _LEADING for kind in kinds[:end])
        goes_on = not closed or words[0].type == "SEP"  # …的，…，或者…的，
        if led and goes_on and words[0].type not in ("DUI", "BREACH", "NEG", "EXCEPT"):
            kinds[:end] = ["CASE" if kind in _TELLING else kind for kind in kinds[:end]]
        closed = True


def _doers(found: list[Clause]) -> list[Clause]:
    """储存化学品的单位，应当建立台账: before a modal word without a bearer it names who must."""
    for at, (clause, following) in enumerate(pairwise(found)):
        if clause.kind == "DO" and clause.doer and following.kind in _UNBORNE:
            found[at] = clause._replace(kind="WHO", plain="WHO", bearers=clause.doer)
    return found


def _topics(found: list[Clause], kinds: list[str]) -> None:
    """实行许可管理的具体范围，由市人民政府划定: in a statute it only tells what the next clause is about."""
    for at, (clause, following) in enumerate(pairwise(found)):
        described = kinds[at + 1] == "ACT" and following.agent
        if kinds[at] == "DO" and clause.nominal and (described or (clause.institutes and kinds[at + 1] == "CASE")):
            kinds[at] = "SAY"


def _instructs(words: list[Token], kind: str) -> bool:
    """对擅自设立的机构开展整治。: what ends its part is no condition of anything."""
    types = [word.type for word in words]
    if kind not in ("CASE", "BREACH") or types[0] != "DUI" or types[-1] in ("CLOSE", "CLOSE_DE"):
        return False
    last = max((at for at, name in enumerate(types) if name == "DE"), default=0)
    return not {"VERB", "GIVE"}.isdisjoint(types[last:])


def _ends_case(words: list[Token], kind: str) -> bool:
    return words[-1].type == "CLOSE_DE" and kind in ("CASE", "BREACH")


def _kinds(found: list[Clause], breached: bool) -> tuple[list[str], bool]:
    """The kinds of the clauses in their order: a measure needs a breach before it, a penalty makes one of a case.

    Args:
        found: the clauses of a part of a sentence.
        breached: an earlier part names a breach.
    """
    kinds: list[str] = []
    for clause in found:
        measure = clause.kind in MEASURES
        if measure and (breached or clause.classes & PENALTIES):
            case = _case_before(found, kinds)
            if case is not None:
                kinds[case] = "BREACH"  # 生产假冒产品的，处…罚款
                breached = True
        breached = breached or clause.kind in ("BREACH", "EXPEL")
        kinds.append(clause.plain if measure and not breached else clause.kind)
    return kinds, breached


def _case_before(found: list[Clause], kinds: list[str]) -> int | None:
    """The place of the case just before a measure, or before the clause that says by whom (由X依照…的规定，)."""
    last = len(kinds) - 1
    if last > 0 and kinds[last] == "ACT" and found[last].agent:
        last -= 1
    return last if last >= 0 and kinds[last] in ("CASE", "WHO") else None


def _group(found: list[Clause], kinds: list[str]) -> list[tuple[str, tuple[Clause, ...]]]:
    """The statement grammar over the kinds of the clauses."""
    found = [c if c.kind == kind else c._replace(kind=kind) for c, kind in zip(found, kinds, strict=True)]
    try:
        tree = shape("statement", tuple(kinds))
    except RefusedError:
        return [("other", tuple(found))]
    groups = [
        (node.data, [found[place] for place in node.children if isinstance(place, int)])
        for node in tree.children
        if isinstance(node, Tree)
    ]
    for (_, before), (kind, after) in pairwise(groups):
        while kind != "dangling" and len(before) > 1 and before[-1].kind == "ASIDE":  # …，根据性质，由X登记
            after.insert(0, before.pop())
    return [(kind, tuple(group)) for kind, group in groups]
