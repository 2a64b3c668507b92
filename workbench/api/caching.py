"""Answers that the client has already (RFC 9110, 13.1.2).

In: the state of the knowledge base, and a request. Out: an ``ETag``, or 304. Guarantee: the tag changes with every
write that may change the answer, with the language, with the day (deadlines and validities are told for today) and
with the program.
"""

from __future__ import annotations

import hashlib
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import Response

if TYPE_CHECKING:
    from fastapi import Request

    from workbench.stored_base import StoredBase


class NotModified(Exception):  # noqa: N818 - the standard's word
    """The client has it: the tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


def tag(request: Request, response: Response, base: StoredBase, lang: str) -> None:
    """Set the tag: whatever is written leaves a row in the log, whose last one stands for the state of all.

    Raises:
        NotModified: the client has this answer.
    """
    state = [row.digest for row in base.audit(limit=1).items]
    said = f"{request.url.path}?{request.url.query} {state} {lang} {date.today()} {version('zhize')}"
    made = f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    if made.removeprefix("W/") in known or known == ["*"]:
        raise NotModified(made)
    response.headers["ETag"] = made
    response.headers["Content-Language"] = lang


def unchanged(_: Request, error: Exception) -> Response:
    """The response without a body."""
    return Response(status_code=304, headers={"ETag": str(error)})
