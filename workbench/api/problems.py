"""Errors as problem details (RFC 9457), in the language of the reader.

In: an exception. Out: a response of type ``application/problem+json``. Guarantee: it says what is wrong with the
request; of a fault of the program it says the number under which the server's log has it, and nothing else.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import Field
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.routing import Match

from engine.errors import EngineError, UnknownId
from policies.errors import PoliciesError, UnreadableError
from workbench.accounts.errors import AccountError, AccountMisuseError, TooManyAttempts
from workbench.messages import LANGUAGES, load
from workbench.records.answer_record import Record
from workbench.store.errors import NotFoundError, RefusedError, StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI, Request
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from workbench.messages import Messages

MEDIA_TYPE = "application/problem+json"
LOG = logging.getLogger("zhize.api")
CURSOR = "error.store_cursor"  # a page that is not there
CHALLENGE = 'Bearer realm="zhize"'
TAG = re.compile(r"\s*([a-zA-Z]{1,8})[-a-zA-Z0-9]*\s*(?:;\s*q=([0-9.]+))?\s*")


class FieldProblem(Record):
    """One value that cannot be used."""

    place: str = Field(description="path, query, header, cookie or body, then names, joined by '/'")
    code: str = Field(description="what is wrong, as a code")
    detail: str


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that pydantic refused: where it stood, why as a code (``value.<code>`` in the catalogue), the bounds."""

    place: str
    code: str
    bounds: dict[str, Any]

    def told(self, messages: Messages) -> FieldProblem:
        """What the client gets; never the value itself, which may be a secret."""
        key = f"value.{self.code}" if f"value.{self.code}" in messages.table else "value.other"
        return FieldProblem(place=self.place, code=self.code, detail=messages.say(key, **self.bounds))


class ProblemRecord(Record):
    """Problem details, RFC 9457."""

    type: str = Field(description="urn:zhize:problem: and the code, explained in docs/api.md")
    title: str = Field(description="in the language asked for")
    status: int
    detail: str | None = Field(None, description="what is wrong with this request, in the language asked for")
    instance: str | None = Field(None, description="of a fault of the program: its number in the server's log")
    errors: list[FieldProblem] | None = Field(None, description="values that cannot be used, one by one")


class Problem(Exception):  # noqa: N818 - the standard's word
    """A request that is answered with a problem.

    Attributes:
        code: its title is ``problem.<code>`` in the catalogue.
        status: of the response.
        told: what is wrong in Chinese and in English; () for nothing beyond the title.
        headers: of the response.
        errors: values that cannot be used.
    """

    def __init__(
        self,
        code: str,
        status: HTTPStatus,
        told: tuple[str, str] | tuple[()] = (),
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Unfit] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status = status
        self.told = told
        self.headers = dict(headers or {})
        self.errors = list(errors)


STATUSES = {
    400: "bad_request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "timeout",
    409: "conflict",
    413: "too_large",
    415: "media_type",
    421: "wrong_host",
    422: "invalid",
    429: "too_many",
    500: "internal",
    503: "busy",
}
DOCUMENTED: dict[int | str, dict[str, Any]] = {
    status: {
        "description": HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemRecord"}}},
    }
    for status in STATUSES
}


def language(header: str | None) -> str:
    """The language of a reader by ``Accept-Language`` (RFC 9110, 12.5.4); Chinese when nothing else is preferred."""
    best, weight = LANGUAGES[0], 0.0
    for part in (header or "").split(","):
        found = TAG.fullmatch(part)
        if found and found[1].lower() in LANGUAGES:
            quality = min(float(found[2]), 1.0) if found[2] and found[2].count(".") <= 1 and found[2] != "." else 1.0
            best, weight = (found[1].lower(), quality) if quality > weight else (best, weight)
    return best


def response(problem: Problem, lang: str) -> Response:
    """What the client gets."""
    messages = load(lang)
    record = ProblemRecord(
        type=f"urn:zhize:problem:{problem.code.replace('_', '-')}",
        title=messages.say(f"problem.{problem.code}"),
        status=problem.status.value,
        detail=problem.told[lang == "en"] if problem.told else None,
        instance=problem.headers.get("X-Problem"),
        errors=[each.told(messages) for each in problem.errors] or None,
    )
    headers = {name: value for name, value in problem.headers.items() if name != "X-Problem"}
    headers |= {"Content-Language": lang, "Cache-Control": "no-store"}
    body = record.model_dump_json(exclude_none=True)
    return Response(body, problem.status.value, headers, MEDIA_TYPE)


def of_key(code: str, status: HTTPStatus, key: str, **values: object) -> Problem:
    """A problem whose detail is a sentence of the catalogue."""
    zh, en = (load(lang).say(key, **values) for lang in LANGUAGES)
    return Problem(code, status, (zh, en))


def unauthenticated() -> Problem:
    """A request in nobody's name."""
    return Problem("unauthenticated", HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": CHALLENGE})


def too_many(seconds: int) -> Problem:
    """A client that asks too often: `seconds` to wait."""
    made = of_key("too_many", HTTPStatus.TOO_MANY_REQUESTS, "account.wait", seconds=seconds)
    made.headers["Retry-After"] = str(seconds)
    return made


def too_large(most: int) -> Problem:
    """A body of more than `most` bytes."""
    made = of_key("too_large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "problem.most", most=most)
    made.headers["Connection"] = "close"
    return made


def fault(error: Exception) -> Problem:
    """A fault of the program: logged under a number, which is all that the client is told."""
    number = uuid.uuid4().urn
    LOG.error("%s", number, exc_info=error)
    return Problem("internal", HTTPStatus.INTERNAL_SERVER_ERROR, headers={"X-Problem": number})


def problem_of(error: Exception) -> Problem:
    """The problem that an exception is."""
    for kind, told in KINDS:
        if isinstance(error, kind):
            return told(error)
    return fault(error)


def of_http(error: HTTPException) -> Problem:
    """What the framework refuses; also what ended a body that it was reading."""
    if isinstance(error.__cause__, Problem):
        return error.__cause__
    return Problem(STATUSES.get(error.status_code, "bad_request"), HTTPStatus(error.status_code), headers=error.headers)


def of_values(error: RequestValidationError) -> Problem:
    """Values that cannot be used."""
    return Problem("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, errors=fields(error))


def of_unknown(error: UnknownId) -> Problem:
    """An ID that nothing has."""
    return Problem("not_found", HTTPStatus.NOT_FOUND, (error.message_zh, error.message_en))


def of_unreadable(error: UnreadableError) -> Problem:
    """A file that nobody can read."""
    return Problem("unreadable", HTTPStatus.UNPROCESSABLE_ENTITY, (error.message_zh, error.message_en))


def of_misuse(error: PoliciesError | EngineError) -> Problem:
    """What the pipeline refuses."""
    return Problem("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, (error.message_zh, error.message_en))


def of_account(error: AccountError) -> Problem:
    """Why somebody is not let in, or an account cannot be as wished."""
    if isinstance(error, TooManyAttempts):
        return too_many(error.seconds)
    if isinstance(error, AccountMisuseError):
        return of_key("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, error.key, **error.values)
    made = of_key("unauthenticated", HTTPStatus.UNAUTHORIZED, error.key, **error.values)
    made.headers["WWW-Authenticate"] = CHALLENGE
    return made


def of_store(error: StoreError) -> Problem:
    """What the knowledge base refuses; where it is, and why it cannot be used, is for the log alone."""
    if isinstance(error, NotFoundError) or error.key == CURSOR:
        return of_key("not_found", HTTPStatus.NOT_FOUND, error.key, **error.values)
    if isinstance(error, RefusedError):
        return of_key("invalid", HTTPStatus.UNPROCESSABLE_ENTITY, error.key, **error.values)
    LOG.error("%s", error.key)
    return Problem("unavailable", HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "10"})


def fields(error: RequestValidationError) -> list[Unfit]:
    """The values that pydantic refused."""
    return [Unfit("/".join(map(str, each["loc"])), str(each["type"]), each.get("ctx", {})) for each in error.errors()]


KINDS: tuple[tuple[type[Exception], Callable[[Any], Problem]], ...] = (
    (Problem, lambda problem: problem),
    (HTTPException, of_http),
    (RequestValidationError, of_values),
    (AccountError, of_account),
    (StoreError, of_store),
    (UnknownId, of_unknown),
    (UnreadableError, of_unreadable),
    (PoliciesError, of_misuse),
    (EngineError, of_misuse),
)


def handle(request: Request, error: Exception) -> Response:
    """The response to a request that ends with an exception."""
    return response(problem_of(error), language(request.headers.get("accept-language")))


def install(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Answer every exception of an application with a problem; `routes` are all that it serves."""

    def handle(request: Request, error: Exception) -> Response:
        problem = problem_of(error)
        if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
            problem.headers["Allow"] = ", ".join(allowed(routes, request))
        return response(problem, language(request.headers.get("accept-language")))

    for kind, _ in KINDS:
        app.add_exception_handler(kind, handle)
    app.add_middleware(Faults)


def allowed(routes: Sequence[BaseRoute], request: Request) -> list[str]:
    """The methods of a path; each of its routes knows its own alone."""
    meant = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for route in meant for method in getattr(route, "methods", None) or ()})


class Faults:
    """The last to catch anything; without it the server would log an exception again, and end the connection."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            accepted = Headers(scope=scope).get("accept-language")
            await response(problem_of(error), language(accepted))(scope, receive, send)
