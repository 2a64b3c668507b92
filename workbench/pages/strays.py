"""Addresses that lead nowhere, and pages that fail before they are there.

In: a request that no page answers, or whose page failed. Out: the frame with a sentence in the visitor's language.
Guarantee: nothing of the failure is shown; it is logged in one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.exception_handlers import http_exception_handler
from nicegui import Client, ui
from nicegui import app as pages
from starlette.exceptions import HTTPException

from workbench.pages import frame, preferences
from workbench.pages.frame import Fields, View

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def install() -> None:
    """Answer in the place of NiceGUI, whose pages are English and name the exception."""
    pages.exception_handler(404)(nowhere)
    pages.exception_handler(Exception)(failed)


async def nowhere(request: Request, error: Exception) -> Response:
    """No page has this address; what is no page keeps its own answer."""
    reached = request.scope.get("endpoint")
    if isinstance(error, HTTPException) and reached not in {None, pages}:
        return await http_exception_handler(request, error)
    return told(request, "missing", "page.no_such_page", 404)


async def failed(request: Request, error: Exception) -> Response:
    """A page could not be made."""
    frame.LOG.error("%s: %s: %s", request.url.path, type(error).__name__, " ".join(str(error).split()))
    return told(request, "failed", "page.fault", 500)


def told(request: Request, name: str, key: str, status: int) -> Response:
    """The frame with a sentence."""
    view = View(name, request, preferences.messages(request), Fields(request.query_params))
    with Client(ui.page(""), request=request) as client:
        frame.spoken(view)
        frame.framed(view)
        with ui.element("div").classes("sheet"):
            frame.missing(view, view.say(key))
    return client.build_response(request, status)
