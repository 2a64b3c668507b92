"""The page that asks for a name and a password, and the way out.

In: a form. Out: the cookie of a session, and the page that was asked for. Guarantee: it leads to addresses of this
server only; the page needs neither scripts nor files of others; a wrong name is refused as a wrong password is.
"""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workbench.accounts.errors import AccountError, TooManyAttempts
from workbench.api.guard import COOKIE, Arrival, set_cookie
from workbench.api.places import ENTERING
from workbench.messages import LANGUAGES, load
from workbench.pages import preferences
from workbench.pages.preferences import local

PATH = "/login"
PUBLIC = (PATH, "/preferences")  # the language can be chosen before
FIRST = "/"
TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)

router = APIRouter(include_in_schema=False)


@router.get(PATH)
def ask(request: Request, next: Annotated[str, Query()] = FIRST) -> HTMLResponse:
    """Ask for a name."""
    return page(request, next)


@router.post(PATH, dependencies=[ENTERING])
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=128)],
    password: Annotated[str, Form(max_length=1024)],
    next: Annotated[str, Form()] = FIRST,
) -> Response:
    """Start a session."""
    accounts = request.state.service.accounts
    arrival = Arrival(request.scope)
    if accounts is None:
        return RedirectResponse(local(next), HTTPStatus.SEE_OTHER)
    try:
        cookie = accounts.login(name, password, arrival.address, arrival.cookie(COOKIE))
    except AccountError as error:
        return page(request, next, error, name)
    answer = RedirectResponse(local(next), HTTPStatus.SEE_OTHER)
    set_cookie(answer, cookie, arrival.is_secure)
    return answer


@router.post("/logout")
def leave(request: Request) -> Response:
    """End the session."""
    accounts = request.state.service.accounts
    arrival = Arrival(request.scope)
    cookie = arrival.cookie(COOKIE)
    if accounts is not None and cookie is not None:
        accounts.logout(cookie)
    answer = RedirectResponse(PATH, HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE, path="/", secure=arrival.is_secure, httponly=True, samesite="lax")
    return answer


def page(request: Request, wanted: str, error: AccountError | None = None, name: str = "") -> HTMLResponse:
    """The form, with what was wrong."""
    messages = preferences.messages(request)
    status = HTTPStatus.OK if error is None else HTTPStatus.UNAUTHORIZED
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, TooManyAttempts):
        status = HTTPStatus.TOO_MANY_REQUESTS
        headers["Retry-After"] = str(error.seconds)
    said = TEMPLATES.get_template("login_page.html").render(
        say=messages.say,
        lang=messages.lang,
        languages=[(name, load(name).say("login.language")) for name in LANGUAGES if name != messages.lang],
        wrong="" if error is None else messages.say(error.key, **error.values),
        name=name,
        wanted=local(wanted),
        here=f"{PATH}?next={quote(local(wanted))}",
    )
    return HTMLResponse(said, status, headers)
