"""Answers that are there already: at the client (RFC 9110, 13.1.2), or here.

In: a request, the knowledge base, and how to answer. Out: a response with an ``ETag``, or 304. Guarantee: the tag
changes with every write, with the language, with the day (deadlines and validities are told for today) and with the
program, so that an answer is never older than what it is about; no more than `KEPT` bytes are held, those used last.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING

from fastapi import Response

if TYPE_CHECKING:
    from fastapi import Request

    from workbench.records.answer_record import Record
    from workbench.stored_base import StoredBase

KEPT = 32 * 1024 * 1024
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; `after` is where the next page begins, None at the end or where there are no pages."""

    body: bytes
    after: str | None = None
    media_type: str = JSON


class Answers:
    """Answers by their tags; used from several threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept, self._size = kept, 0
        self._held: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str, make: Callable[[], Answer]) -> Answer:
        """The answer of a tag, made when it is not there."""
        with self._lock:
            known = self._held.get(tag)
            if known is not None:
                self._held.move_to_end(tag)
                return known
        made = make()
        with self._lock:
            if tag not in self._held:
                self._held[tag] = made
                self._size += len(made.body)
            while self._size > self._kept:
                self._size -= len(self._held.popitem(last=False)[1].body)
        return made


def answered(request: Request, base: StoredBase, lang: str, make: Callable[[], Answer]) -> Response:
    """The response to a question about what is stored: made, remembered, or known to the client."""
    made = tag(request, base, lang)
    headers = {"ETag": made, "Content-Language": lang}
    known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if known & {made.removeprefix("W/"), "*"}:
        return Response(status_code=304, headers=headers)
    answers: Answers = request.app.state.answers
    answer = answers.get(made, make)
    if answer.after is not None:
        url = request.url.include_query_params(after=answer.after)
        headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
    return Response(answer.body, 200, headers, answer.media_type)


def of(record: Record, after: str | None = None) -> Answer:
    """The answer that a record is; a page of a list goes on at `after` (`Link`, RFC 8288)."""
    return Answer(record.model_dump_json().encode(), after)


def tag(request: Request, base: StoredBase, lang: str) -> str:
    """The tag of an answer."""
    said = f"{request.url.path}?{request.url.query} {base.state()} {lang} {date.today()} {_version()}"
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


@cache
def _version() -> str:
    return version("zhize")
