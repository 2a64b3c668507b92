"""The language and the theme of a visitor, kept in cookies of the browser.

In: a choice. Out: a redirect to the page it was made on. Guarantee: only to an address of this server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from workbench.messages import LANGUAGES, load

if TYPE_CHECKING:
    from starlette.requests import Request

    from workbench.messages import Messages

LANGUAGE, THEME = "zhize_lang", "zhize_theme"
THEMES = ("light", "dark", "auto")
YEAR = 365 * 24 * 3600

router = APIRouter(include_in_schema=False)


@router.get("/preferences/{name}/{value}")
def choose(name: Literal["language", "theme"], value: str, to: str = "/") -> RedirectResponse:
    """Remember a choice."""
    answer = RedirectResponse(local(to), status_code=303)
    cookie, known = (LANGUAGE, LANGUAGES) if name == "language" else (THEME, THEMES)
    if value in known:
        answer.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="lax")
    return answer


def local(to: str) -> str:
    """`to` when it is an address of this server, else the first page; browsers read a backslash as a slash."""
    inside = to.startswith("/") and not to.startswith("//") and to.isprintable() and "\\" not in to
    return to if inside else "/"


def messages(request: Request) -> Messages:
    """The catalogue of the visitor's language."""
    chosen = request.cookies.get(LANGUAGE, "")
    return load(chosen if chosen in LANGUAGES else LANGUAGES[0])


def theme(request: Request) -> str:
    """The visitor's theme, one of `THEMES`."""
    chosen = request.cookies.get(THEME, "")
    return chosen if chosen in THEMES else "auto"
