"""Settings to an application: the pages of a knowledge base.

In: `Settings`. Out: an ASGI application (FastAPI, https://fastapi.tiangolo.com; pages by NiceGUI, https://nicegui.io).
Guarantee: nothing is read from another host; the knowledge base is opened before the first request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from workbench.accounts.errors import AccountMisuseError
from workbench.accounts.service import Accounts
from workbench.api import mount as api
from workbench.api.model import LOOPBACK, Service
from workbench.knowledge_base import open_store
from workbench.web import login
from workbench.web.guard import Guard

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from workbench.stored_base import StoredBase
    from workbench.web.settings import Settings

BASE = "zhize.base"  # of a request's scope


def create_app(settings: Settings) -> FastAPI:
    """The application that serves a knowledge base.

    Raises:
        StoreError: the knowledge base cannot be opened.
        AccountMisuseError: it needs an administrator first.
    """
    base = open_store(settings.kb)
    base.warm()
    app = FastAPI(title="Zhize", openapi_url=None)
    api.mount(app, served(settings, base))
    app.include_router(login.router)
    if settings.pages:
        from workbench.pages.mount import mount

        mount(app)
    app.add_middleware(_Given, base=base)
    app.add_middleware(Guard)
    return app


def served(settings: Settings, base: StoredBase) -> Service:
    """What is served, and to whom.

    Raises:
        AccountMisuseError: nobody could let others in.
    """
    if not settings.asks_names:
        return Service(base, hosts=LOOPBACK, public=login.PUBLIC, login=login.PATH)
    accounts = Accounts(base.database)
    if not accounts.has_administrator():
        raise AccountMisuseError("account.no_administrator", host=settings.host)
    return Service(base, accounts, None, public=login.PUBLIC, login=login.PATH)


class _Given:
    """Puts the knowledge base within reach of each request."""

    def __init__(self, app: ASGIApp, base: StoredBase) -> None:
        self._app = app
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[BASE] = self._base
        await self._app(scope, receive, send)
