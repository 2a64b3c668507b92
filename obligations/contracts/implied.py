"""What the lists of a contract demand without saying so in each item.

In: the sentences of a contract and its statements. Out: `Norm`s: an item of a list that has no statement of its own
is demanded as what leads it in (乙方完成下列任务：（一）2025年12月31日前通过验收). Guarantee: nothing is read of a
list of breaches, of what may be done, or of what the grantor does; the time limit is read by the grammar of
deadlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from obligations.contracts.clauses import Sentence
from obligations.contracts.words import saying, sides
from obligations.model import Deadline, Extraction, Modality, Norm, Text
from obligations.time_chunks import time_chunks
from obligations.words import lexer
from policies.model import Document, Span
from policies.view import clean

MAY = ("可以", "有权", "可")


def with_implied(document: Document, sentences: Sequence[Sentence], extraction: Extraction) -> Extraction:
    """The statements of a contract, with what its lists demand."""
    taken = [each.span for each in extraction.statements]
    found = [
        norm
        for sentence in sentences
        if _is_demanded(sentence) and not any(_overlap(sentence.span, span) for span in taken)
        for norm in _norms(document, sentence)
    ]
    norms = sorted((*extraction.norms, *found), key=lambda each: (each.span.start, each.span.end, each.id))
    return replace(extraction, norms=tuple(norms))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_demanded(sentence: Sentence) -> bool:
    lead = sentence.lead
    if not lead or any(word in lead for word in (*saying("breach"), *saying("consequence"), *MAY)):
        return False
    named = [(lead.find(word), side) for word, side in sides().items() if word in lead]
    return not named or min(named)[1] == "grantee"


def _norms(document: Document, sentence: Sentence) -> Iterator[Norm]:
    view = clean(document.text, sentence.span)
    label = sentence.clause.label
    begin = len(own) if (own := _label(view.text, label)) else 0
    if len(view.text) - begin < 4:
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
