"""What a page shows, saved as a file.

In: the filters of a page and a format. Out: a file. Guarantee: it holds the answers that the page lists, all of them;
where they are of more documents than can be written at once, that is told instead.
"""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response
from starlette.requests import Request

from engine.model import GapKind
from workbench.exports import Sheet, exporter, formats
from workbench.pages import asking, cases, check, preferences
from workbench.pages.comparison import compared
from workbench.pages.frame import stored
from workbench.rendering.plain import file_name
from workbench.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.messages import Messages
    from workbench.store.rows import AnswerFilter, Page
    from workbench.stored_base import StoredBase

MOST = 100  # documents of a file
WIDTH = 100
PART = 500

router = APIRouter(include_in_schema=False)


class TooManyError(Exception):
    """The answers are of more documents than can be written at once."""


@router.get("/export/{answer}")
def export(request: Request, answer: str, format: str) -> Response:
    """A file."""
    messages, asked = preferences.messages(request), dict(request.query_params)
    if answer not in MAKERS or format not in formats(answer):
        return PlainTextResponse(messages.say("page.no_such_value", value=f"{answer}/{format}"), status_code=404)
    try:
        data = made(stored(request), answer, format, asked, messages)
    except asking.UnfitError as error:
        return PlainTextResponse(str(error), status_code=422)
    except TooManyError:
        return PlainTextResponse(messages.say("page.export_many", most=MOST), status_code=422)
    except StoreError as error:
        return PlainTextResponse(messages.say(error.key, **error.values), status_code=422)
    return file(data, f"{messages.say(f'page.{NAMES[answer]}')}", format)


def made(base: StoredBase, answer: str, format: str, asked: dict[str, str], messages: Messages) -> bytes:
    """What is asked for, in a format."""
    if (answer, format) == ("reviews", "docx"):  # a copy of the contract itself
        return check.commented(base, asked, messages)
    chosen = exporter(format)
    written = getattr(chosen, answer)(MAKERS[answer](base, asked, messages), Sheet(messages, WIDTH))
    return written if isinstance(written, bytes) else str(written).encode(chosen.FILE_ENCODING)


@router.get("/export/corrections/{kind}")
def corrections(request: Request, kind: str, document: str = "", number: int = 0) -> Response:
    """The reviewed statements of a document as records of annotators, or one correction as a fixture of tests."""
    messages, base = preferences.messages(request), stored(request)
    try:
        if kind == "gold":
            return file(base.export_gold(document).encode(), f"{messages.say('page.review')} {document}", "jsonl")
        if kind == "fixture":
            return file(base.export_fixture(number).encode(), f"{messages.say('page.review')} {number}", "yaml")
    except StoreError as error:
        return PlainTextResponse(messages.say(error.key, **error.values), status_code=422)
    return PlainTextResponse(messages.say("page.no_such_value", value=kind), status_code=404)


def file(data: bytes, name: str, format: str) -> Response:
    """Bytes as a file that the browser saves."""
    full = file_name(name, "xml" if format in {"akn", "junit", "legalruleml"} else format)
    kind = mimetypes.guess_type(full)[0] or "application/octet-stream"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(full)}"}
    return Response(data, media_type=kind, headers=headers)


def duties(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The duties that the page lists."""
    wanted = asking.answers(asked, messages)
    found = collected(base.duties, wanted)
    answer = base.base(names([one.document for one in found])).duties(**question(wanted, messages))
    listed = {(one.statement, one.actor) for one in found}  # an ID names the actor asked for as well
    kept = tuple(one for one in answer.found.duties if (one.norm, one.actor) in listed)
    return replace(answer, found=replace(answer.found, duties=kept))


def penalties(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The penalties that the page lists."""
    wanted = asking.answers(asked, messages)
    found = collected(base.penalties, wanted)
    answer = base.base(names([one.document for one in found])).penalties(**question(wanted, messages))
    listed = {(one.statement, one.actor, one.measure) for one in found}
    kept = tuple(one for one in answer.found.penalties if (one.sanction, one.actor, one.measure) in listed)
    return replace(answer, found=replace(answer.found, penalties=kept))


def deadlines(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The deadlines that the page lists."""
    wanted = asking.answers(asked, messages)
    found = collected(base.deadlines, wanted)
    answer = base.base(names([one.duty.document for one in found])).deadlines(**question(wanted, messages))
    listed = {one.duty.statement for one in found}
    kept = tuple(one for one in answer.found.dues if one.duty.norm in listed)
    return replace(answer, found=replace(answer.found, dues=kept))


def extractions(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The statements of a document, or of those that the library lists."""
    wanted = asking.answers(asked, messages)
    if wanted.documents:
        return [base.entry(name) for name in names(wanted.documents)]
    found = base.documents(asking.documents(asked, messages), limit=MOST)
    if found.after:
        raise TooManyError
    return [base.entry(one.id) for one in found.items]


def gaps(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The load of departments, of all documents that fit."""
    wanted, chosen = asking.answers(asked, messages), asking.documents(asked, messages)
    found = base.documents(chosen, limit=MOST)
    if found.after:
        raise TooManyError
    asking_for = question(wanted, messages) | {"department": wanted.department or None}
    return base.base([one.id for one in found.items]).gaps((GapKind.LOAD,), **asking_for)


def comparison(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The documents that the page compares."""
    return compared(base, asked, messages)


def case(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The case that the page shows."""
    return cases.report(base, asked, messages)


def reviews(base: StoredBase, asked: dict[str, str], messages: Messages) -> Any:
    """The contract that the page shows."""
    return check.reviewed(base, asked, messages)


MAKERS: dict[str, Callable[[StoredBase, dict[str, str], Messages], Any]] = {
    "duties": duties,
    "penalties": penalties,
    "deadlines": deadlines,
    "extractions": extractions,
    "gaps": gaps,
    "comparison": comparison,
    "case": case,
    "reviews": reviews,
}
NAMES = {
    "duties": "duties",
    "penalties": "penalties",
    "deadlines": "deadlines",
    "extractions": "statements",
    "gaps": "departments",
    "comparison": "comparison",
    "case": "cases",
    "reviews": "check",
}


def collected(ask: Callable[[AnswerFilter, str | None, int], Page[Any]], wanted: AnswerFilter) -> list[Any]:
    """All rows of a list, as long as they are of no more documents than fit."""
    found: list[Any] = []
    after: str | None = None
    while True:
        page = ask(wanted, after, PART)
        found += page.items
        if len({getattr(one, "duty", one).document for one in found}) > MOST:
            raise TooManyError
        if page.after is None:
            return found
        after = page.after


def names(found: list[str] | tuple[str, ...]) -> list[str]:
    """The documents, each once.

    Raises:
        TooManyError: there are more than fit.
    """
    once = list(dict.fromkeys(found))
    if len(once) > MOST:
        raise TooManyError
    return once


def question(wanted: AnswerFilter, messages: Messages) -> Any:
    """The same question to documents in memory; what chooses documents is left out, the rows have chosen them."""
    return {
        "actor": wanted.actor or None,
        "due_from": wanted.due_from,
        "due_before": wanted.due_before,
        "as_of": wanted.as_of,
        "lang": messages.lang,
    }
