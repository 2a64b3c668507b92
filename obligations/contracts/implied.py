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
from functools import cache
from itertools import accumulate

from obligations.contracts.clauses import Sentence
from obligations.contracts.words import saying, sides
from obligations.model import Actor, Deadline, Extraction, Modality, Norm, Target, Text
from obligations.time_chunks import time_chunks
from obligations.words import lexer
from policies.model import Document, Span
from policies.view import clean

SHORTEST = 4  # characters that say what an act is
MAY = ("可以", "有权", "可")


def with_implied(document: Document, sentences: Sequence[Sentence], extraction: Extraction) -> Extraction:
    """The statements of a contract, with what its lists demand."""
    norms = [_as_weak_as_told(norm) for norm in extraction.norms]
    taken = _Taken(each.span for each in extraction.statements if not isinstance(each, Target))
    free = [each for each in sentences if not taken.has(each.span)]
    found = [norm for each in free for norm in _implied(document, each)]
    norms = sorted((*norms, *found), key=lambda each: (each.span.start, each.span.end, each.id))
    return replace(extraction, norms=tuple(norms))


def _implied(document: Document, sentence: Sentence) -> list[Norm]:
    """What a sentence without a statement of its own demands, or leaves open."""
    if _is_demanded(sentence) or _is_measured(sentence):
        return list(_norms(document, sentence))
    return list(_left_open(document, sentence))


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


@cache
def weakening() -> re.Pattern[str]:
    """What leaves a duty open, or wishes for it."""
    words = sorted((*saying("leaves open"), *saying("wishes")), key=len, reverse=True)
    return re.compile("|".join(re.escape(word).replace("…", "[^，。；]{0,6}") for word in words))


def _as_weak_as_told(norm: Norm) -> Norm:
    """A norm whose act begins with words that leave it open."""
    found = weakening().match(norm.action.value)
    if found is None or norm.modality is not Modality.OBLIGATION:
        return norm
    return replace(norm, modality=_weak(found[0]))


def _weak(words: str) -> Modality:
    return Modality.ENCOURAGEMENT if words in saying("wishes") else Modality.PERMISSION


def _left_open(document: Document, sentence: Sentence) -> Iterator[Norm]:
    """A sentence without a statement of its own that leaves an act of the grantee open: 乙方无须建立……"""
    view = clean(document.text, sentence.span)
    found = weakening().search(view.text)
    if found is None:
        return
    named = [(view.text.rfind(word, 0, found.start()), word) for word in sides() if word in view.text[: found.start()]]
    at, word = max(named, default=(-1, ""))
    end = view.text.find("；", found.end())
    end = end if end >= 0 else len(view.text.rstrip("。"))
    if at < 0 or sides()[word] != "grantee" or end - found.end() < SHORTEST:
        return
    span = view.raw(at, end)
    bearer = Actor(word, view.raw(at, at + len(word)))
    action = Text(view.text[found.end() : end], view.raw(found.end(), end))
    identity = f"{document.id}.l{span.start}"
    yield Norm(identity, sentence.clause.eid, span, _weak(found[0]), (bearer,), True, action)


def _is_demanded(sentence: Sentence) -> bool:
    lead = sentence.lead
    if not lead or any(word in lead for word in (*saying("breach"), *saying("consequence"), *MAY)):
        return False
    named = [(lead.find(word), side) for word, side in sides().items() if word in lead]
    return not named or min(named)[1] == "grantee"


def _is_measured(sentence: Sentence) -> bool:
    """Whether a sentence says how much is to be reached: 选矿废水循环利用率不低于85%."""
    words = (*saying("breach"), *saying("consequence"), *MAY)
    bounded = any(word in sentence.text for word in saying("at least"))
    return bounded and not weakening().search(sentence.text) and not any(word in sentence.whole for word in words)


def _norms(document: Document, sentence: Sentence) -> Iterator[Norm]:
    view = clean(document.text, sentence.span)
    label = sentence.clause.label
    begin = len(own) if (own := _label(view.text, label)) else 0
    if len(view.text) - begin < SHORTEST:
        return
    tokens, values = time_chunks(lexer().tokens(view.text[begin:]), None)
    limit = next((token for token in tokens if token.type == "DEADLINE"), None)
    deadline = None
    if limit is not None and limit.start_pos in values:
        span = view.raw(begin + limit.start_pos, begin + (limit.end_pos or 0))
        deadline = Deadline(values[limit.start_pos], span)
    span = view.raw(begin, len(view.text))
    action = Text(view.text[begin:].rstrip("；。，"), span)
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
    """The part of a label that the text of an item begins with: （一） of 第十七条（一）."""
    return next((label[at:] for at in range(len(label)) if text.startswith(label[at:])), "")
