"""What a contract demands without saying so, and what it only seems to demand.

In: the sentences of a contract and its statements. Out: the statements, with `Norm`s for the items of a list that
have none of their own (乙方完成下列任务：（一）2025年12月31日前通过验收), and with the modality that is left of a
duty that is left open (可视情况, 无须) or only wished for (原则上, 尽量). Guarantee: nothing is read of a list of
breaches, of what may be done, or of what the grantor does; the time limit is read by the grammar of deadlines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from obligations.contracts.clauses import Sentence
from obligations.contracts.weakened import How, Weak, weak_clauses
from obligations.contracts.words import saying, sides
from obligations.model import Actor, Deadline, Extraction, Modality, Norm, Target, Text
from obligations.time_chunks import time_chunks
from obligations.words import lexer
from policies.model import Document, Span
from policies.view import clean

SHORTEST = 4  # characters that say what an act is
MAY = ("可以", "有权", "可")
RATE = re.compile(r"率[^，；。]{0,8}?(?:\d%|百分之|[一二三四五六七八九]成)")  # 回采率达到90%即视为合格
ASKED = re.compile("(?:对|要求|不要求)$")  # 甲方不要求|乙方投保
# The time limit told as such: 完成期限为矿山投产后三十六个月.
LIMIT = re.compile(
    "的?(?:完成|办理|整改)?(?:期限|时限)(?:为|是|不超过)([^，；。]*?(?:后|起)[^，；。]*?(?:年|月|日|天))(?:以?内)?(?=[，；。]|$)"
)
BINDING = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})


def with_implied(document: Document, sentences: Sequence[Sentence], extraction: Extraction) -> Extraction:
    """The statements of a contract, with what its lists demand, and its clauses that weaken a duty."""
    norms = [_as_weak_as_told(norm) for norm in extraction.norms]
    taken = _Taken(each.span for each in extraction.statements if not isinstance(each, Target))
    weak = _Taken(norm.span for norm in norms if norm.modality not in BINDING and not _is_of_grantor(norm))
    for each in sentences:
        if not taken.has(each.span) and (_is_demanded(each) or _is_measured(each)):
            norms += _norms(document, each)
        else:
            norms += _weakened(document, each, weak)
    return replace(extraction, norms=tuple(sorted(norms, key=lambda each: (each.span.start, each.span.end, each.id))))


class _Taken:
    """Stretches of a text, to be asked whether one of them overlaps another one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        stretches = sorted(spans)
        self._starts = [span.start for span in stretches]
        self._ends = list(accumulate((span.end for span in stretches), max))

    def has(self, span: Span) -> bool:
        """Whether one of them overlaps it."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start


def _is_of_grantor(norm: Norm) -> bool:
    return any(sides().get(actor.name) == "grantor" for actor in norm.bearers)


def _as_weak_as_told(norm: Norm) -> Norm:
    """A norm whose act begins with words that leave it open."""
    first = next(weak_clauses(norm.action.value), None)
    if first is None or first.start or norm.modality is not Modality.OBLIGATION:
        return norm
    return replace(norm, modality=_modality(first))


def _modality(weak: Weak) -> Modality:
    return Modality.ENCOURAGEMENT if weak.how is How.WISHED else Modality.PERMISSION


def _weakened(document: Document, sentence: Sentence, weak: _Taken) -> Iterator[Norm]:
    """The clauses of a sentence that weaken a duty of the grantee where no statement says so already: 乙方无须建立……"""
    view = clean(document.text, sentence.span)
    begin = len(_label(view.text, sentence.clause.label))
    for found in weak_clauses(view.text[begin:]):
        start, end = begin + found.start, begin + found.end
        start += len(view.text[start:end]) - len(view.text[start:end].lstrip())
        span = view.raw(start, end)
        at, word = _side(view.text[:end], start)
        if weak.has(span) or len(found.act) < SHORTEST or sides().get(word, "grantee") != "grantee":
            continue
        bearers = (Actor(word, view.raw(at, at + len(word))),) if word else ()
        action = Text(view.text[start:end], span)
        identity = f"{document.id}.w{span.start}"
        yield Norm(identity, sentence.clause.eid, span, _modality(found), bearers, bool(word), action)


def _side(told: str, start: int) -> tuple[int, str]:
    """Where the side that a clause is about stands, and its word: who something is asked of, else the first."""
    named = [(at, word) for word in sides() if (at := told.find(word, start)) >= 0]
    asked = [pair for pair in named if ASKED.search(told[start : pair[0]])]
    before = [(at, word) for word in sides() if (at := told.rfind(word, 0, start)) >= 0]
    return min(asked or named) if named else max(before, default=(-1, ""))


def _is_demanded(sentence: Sentence) -> bool:
    lead = sentence.whole if LIMIT.search(sentence.text) else sentence.lead
    if not lead or any(word in lead for word in (*saying("breach"), *saying("consequence"), *MAY)):
        return False
    named = [(lead.find(word), side) for word, side in sides().items() if word in lead]
    return not named or min(named)[1] == "grantee"


def _is_measured(sentence: Sentence) -> bool:
    """Whether a sentence says how much is to be reached: 选矿废水循环利用率不低于85%."""
    words = (*saying("breach"), *saying("consequence"), *MAY)
    bounded = any(word in sentence.text for word in saying("at least")) or RATE.search(sentence.text)
    weak = next(weak_clauses(sentence.text), None)
    return bool(bounded) and weak is None and not any(word in sentence.whole for word in words)


def _norms(document: Document, sentence: Sentence) -> Iterator[Norm]:
    view = clean(document.text, sentence.span)
    label = sentence.clause.label
    begin = len(_label(view.text, label))
    if len(view.text) - begin < SHORTEST:
        return
    end = len(view.text)
    named = LIMIT.search(view.text, begin)
    at, words = (named.start(1), f"{named[1]}内") if named else (begin, view.text[begin:])
    tokens, values = time_chunks(lexer().tokens(words), None)
    limit = next((token for token in tokens if token.type == "DEADLINE"), None)
    deadline = None
    if limit is not None and limit.start_pos in values:
        last = min(at + (limit.end_pos or 0), end)
        deadline = Deadline(values[limit.start_pos], view.raw(at + limit.start_pos, last))
        end = named.start() if named else end
    span = view.raw(begin, len(view.text))
    action = Text(view.text[begin:end].rstrip("；。，"), span)
    yield Norm(
        id=f"{document.id}.l{span.start}",
        eid=sentence.clause.eid,
        span=span,
        modality=Modality.OBLIGATION,
        bearers=(),
        explicit=False,
        action=action,
        deadline=deadline,
    )


def _label(text: str, label: str) -> str:
    """The part of a label that the text of an item begins with: （一） of 第十七条（一）; with the mark behind it."""
    own = next((label[at:] for at in range(len(label)) if text.startswith(label[at:])), "")
    return text[: len(text) - len(text[len(own) :].lstrip("、．.,， \t\u3000"))] if own else ""
