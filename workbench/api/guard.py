"""The door: what every request passes, to the API and to the pages.

In: a request. Out: the same with `request.state.principal`, or a refusal. Guarantee: closed unless a path is public;
another site's pages can neither send anything in a user's name nor reach a server on this machine under a name of
theirs; a body that is too long or too slow ends the request, whatever its headers say; headers that protect readers
stand on every response.

Source: OWASP Cheat Sheets (Cross-Site Request Forgery Prevention, Session Management, HTTP Headers); W3C Fetch
Metadata.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from anyio.to_thread import current_default_thread_limiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response

from workbench.accounts.guessing import network
from workbench.accounts.model import LOCAL, Principal
from workbench.api import problems
from workbench.api.problems import Problem, language
from workbench.api.rates import Rates

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from workbench.api.model import Service

API = "/api/"
COOKIE = "zhize_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SCHEME = "bearer "
PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
API_PROTECTION = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Vary": "Accept-Language, Authorization, Cookie",
}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


class Guard:
    """ASGI middleware around everything that is served."""

    def __init__(self, app: ASGIApp, service: Service, public: tuple[str, ...]) -> None:
        self.app = app
        self.service = service
        self.public = (*public, *service.public)
        self.rates = Rates(service.limits.per_second, service.limits.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            current_default_thread_limiter().total_tokens = self.service.limits.threads
            await self.app(scope, receive, send)
            return
        request = Arrival(scope)
        protected = _protecting(send, request)
        try:
            scope["state"] = {**scope.get("state", {}), "service": self.service}
            scope["state"]["principal"] = await self._admitted(request)
            self._check_length(request)
        except Problem as problem:
            await self._refuse(problem, request)(scope, receive, protected)
            return
        body = Body(receive, self._most(request), self.service.limits.body_seconds)
        await self.app(scope, receive if scope["type"] == "websocket" else body, protected)

    async def _admitted(self, request: Arrival) -> Principal | None:
        hosts = self.service.hosts
        if hosts is not None and request.host not in hosts:
            raise Problem("wrong_host", HTTPStatus.MISDIRECTED_REQUEST)
        if request.token is None and request.is_cross_site:
            raise Problem("cross_site", HTTPStatus.FORBIDDEN)
        anybody = f"address:{network(request.address)}"
        try:
            principal = await self._principal(request)
        except Problem:
            self._check_rate(anybody)
            raise
        if principal is None or request.path.startswith(API):  # a page brings dozens of files along
            self._check_rate(principal.key if principal else anybody)
        if principal is None and not self._is_public(request):
            raise problems.unauthenticated()
        return principal

    async def _principal(self, request: Arrival) -> Principal | None:
        accounts = self.service.accounts
        if accounts is None:
            return LOCAL
        try:
            if request.token is not None:
                return await run_in_threadpool(accounts.by_token, request.token, request.address)
            cookie = request.cookie(COOKIE)
            return None if cookie is None else await run_in_threadpool(accounts.by_cookie, cookie)
        except Exception as error:
            raise problems.problem_of(error) from error

    def _is_public(self, request: Arrival) -> bool:
        return any(request.path == path or request.path.startswith(f"{path}/") for path in self.public)

    def _check_rate(self, key: str) -> None:
        wait = self.rates.wait(key)
        if wait:
            raise problems.too_many(math.ceil(wait))

    def _most(self, request: Arrival) -> int:
        limits = self.service.limits
        return limits.upload if request.brings_files else limits.body

    def _check_length(self, request: Arrival) -> None:
        told = request.headers.get("content-length", "0")
        if not told.isdecimal() or int(told) > self._most(request):
            raise problems.too_large(self._most(request))

    def _refuse(self, problem: Problem, request: Arrival) -> Response:
        if problem.status == HTTPStatus.UNAUTHORIZED and request.is_page and request.token is None:
            return RedirectResponse(f"{self.service.login}?next={quote(request.target)}", HTTPStatus.SEE_OTHER)
        return problems.response(problem, language(request.headers.get("accept-language")))


@dataclass(frozen=True)
class Arrival:
    """A request before anybody has looked at it."""

    scope: Scope

    @property
    def headers(self) -> Headers:
        """Its headers."""
        return Headers(scope=self.scope)

    @property
    def path(self) -> str:
        """What is asked for."""
        return str(self.scope["path"])

    @property
    def target(self) -> str:
        """What is asked for, with the question behind it."""
        question = self.scope.get("query_string", b"").decode("ascii", "replace")
        return f"{self.path}?{question}" if question else self.path

    @property
    def address(self) -> str:
        """Where it comes from."""
        client = self.scope.get("client")
        return str(client[0]) if client else "unknown"

    @property
    def host(self) -> str:
        """The name of the server as the client knows it, without the port."""
        named = self.headers.get("host", "")
        return named.rpartition(":")[0] if ":" in named and not named.endswith("]") else named

    @property
    def token(self) -> str | None:
        """What stands behind ``Authorization: Bearer``; None when there is no such header."""
        value = self.headers.get("authorization", "")
        return value[len(SCHEME) :].strip() if value.lower().startswith(SCHEME) else None

    @property
    def is_page(self) -> bool:
        """Whether a person wants to see it."""
        return self.scope["type"] == "http" and self.scope["method"] == "GET" and not self.path.startswith(API)

    @property
    def is_secure(self) -> bool:
        """Whether nobody can read it on the way."""
        return self.scope.get("scheme") in {"https", "wss"}

    @property
    def brings_files(self) -> bool:
        """Whether its body may be as long as a file."""
        return self.headers.get("content-type", "").lower().startswith("multipart/form-data")

    @property
    def is_cross_site(self) -> bool:
        """Whether a page of another site sends something here, by what browsers add and pages cannot change."""
        if self.scope["type"] == "http" and self.scope["method"] in SAFE:
            return False
        site, origin = self.headers.get("sec-fetch-site"), self.headers.get("origin")
        if site is not None:
            return site not in {"same-origin", "none"}
        if origin is not None:
            return urlsplit(origin).netloc != self.headers.get("host", "")
        return self.cookie(COOKIE) is not None

    def cookie(self, name: str) -> str | None:
        """A cookie."""
        try:
            found = SimpleCookie(self.headers.get("cookie", "")).get(name)
        except CookieError:
            return None
        return found.value if found else None


def set_cookie(response: Response, value: str, secure: bool) -> None:
    """Give a browser its session, which it forgets when it is closed."""
    response.set_cookie(COOKIE, value, path="/", secure=secure, httponly=True, samesite="lax")


class Body:
    """A body that is neither too long nor too slow."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self.receive = receive
        self.most = most
        self.seconds = seconds
        self.seen = 0
        self.ended = False
        self.until: float | None = None

    async def __call__(self) -> Message:
        """The next part.

        Raises:
            Problem: it is too long, or did not come in time.
        """
        if self.ended:
            return await self.receive()
        loop = asyncio.get_running_loop()
        self.until = self.until or loop.time() + self.seconds
        try:
            async with asyncio.timeout_at(self.until):
                message = await self.receive()
        except TimeoutError as error:
            self.ended = True
            raise Problem("timeout", HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"}) from error
        self.seen += len(message.get("body", b""))
        self.ended = not message.get("more_body", False)
        if self.seen > self.most:
            raise problems.too_large(self.most)
        return message


def _protecting(send: Send, request: Arrival) -> Send:
    added = dict(PROTECTION)
    if request.path.startswith(API):
        added |= API_PROTECTION
    if request.is_secure:
        added |= HTTPS

    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in added.items():
                headers.setdefault(name, value)
            if request.path.startswith(API):
                headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return protected
