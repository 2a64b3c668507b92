"""Word: a copy of the contract with the findings as comments at their clauses.

In: the review of one contract that is a .docx. Out: the bytes of the copy. Guarantee: that of `word_comments`; what
is absent is said at the title; only what counts is said, and what could not be decided.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from policies.origins import origin
from policies.readers import docx
from workbench.rendering import review_view as view
from workbench.rendering.word_comments import Comment, NoPlaceError, commented

if TYPE_CHECKING:
    from engine.contract_review.model import Finding, Question, Review
    from obligations.model import Source
    from policies.model import Document
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Reviews

FILE_ENCODING = "utf-8"


def reviews(answer: Reviews, sheet: Sheet) -> bytes:
    """The copy of the one contract.

    Raises:
        NoPlaceError: it is not one, it is no .docx, or it has changed since it was read.
    """
    if len(answer.reviews) != 1:
        raise NoPlaceError
    return copy(answer.reviews[0], _bytes(answer.reviews[0], answer), sheet.messages)


def copy(review: Review, data: bytes, messages: Messages) -> bytes:
    """The copy of a contract whose file has these bytes.

    Raises:
        NoPlaceError: the file has no place for comments.
    """
    document = review.contract.document
    if not docx.recognises(data, document.source):
        raise NoPlaceError
    found = [(one.source, finding_lines(one, messages)) for one in view.counting(review.findings)]
    found += [(one.source, question_lines(one, messages)) for one in review.questions]
    return commented(data, [_comment(document, source, lines) for source, lines in found])


def _bytes(review: Review, answer: Reviews) -> bytes:
    document = review.contract.document
    try:
        data = Path(answer.files[document.id]).read_bytes()
    except (KeyError, OSError) as error:
        raise NoPlaceError from error
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise NoPlaceError
    return data


def finding_lines(one: Finding, messages: Messages) -> tuple[str, ...]:
    """What a comment says of a finding."""
    severity = messages.say(f"report.{one.severity.value}")
    return (
        messages.say("report.comment", severity=severity, says=one.says),
        view.labelled("basis", view.basis(one.basis, messages), messages),
        *([view.labelled("advice", one.advice, messages)] if one.advice else []),
        messages.say("report.mark", rule=one.rule, id=one.id),
    )


def question_lines(one: Question, messages: Messages) -> tuple[str, ...]:
    """What a comment says of what could not be decided."""
    first = messages.say("report.comment", severity=messages.say("report.question"), says=one.asks)
    return first, view.labelled("why", one.why, messages)


def _comment(document: Document, source: Source | None, lines: tuple[str, ...]) -> Comment:
    start, end = (source.start, source.end) if source else (_begin(document), _begin(document) + 1)
    first, last = origin(document, start), origin(document, max(start, end - 1))
    if first is None or first.paragraph is None or last is None or last.paragraph is None:
        raise NoPlaceError
    return Comment(first.paragraph, max(first.paragraph, last.paragraph), lines)


def _begin(document: Document) -> int:
    """The first character that is no blank."""
    return len(document.text) - len(document.text.lstrip())
