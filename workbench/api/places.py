"""Requests that cost much wait for one another, outside the threads that answer.

In: how many may be answered at once. Out: a place while the request lasts, or a problem. Guarantee: readers of lists
are never kept waiting by those who compare, upload or log in (a password costs 64 MiB).
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi import Depends, Request

from workbench.accounts import passwords
from workbench.api.problems import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

    from workbench.api.model import Limits


class Places:
    """Places for requests of one kind."""

    def __init__(self, count: int, patience: float) -> None:
        self._free = asyncio.Semaphore(count)
        self._patience = patience

    async def one(self) -> AsyncIterator[None]:
        """Hold a place.

        Raises:
            Problem: none became free in time.
        """
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise Problem("busy", HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "10"}) from error
        try:
            yield
        finally:
            self._free.release()


def provide(app: FastAPI, limits: Limits) -> None:
    """Give an application its places."""
    app.state.heavy = Places(limits.heavy, limits.patience)
    app.state.entering = Places(passwords.AT_ONCE, limits.patience)


async def _heavy(request: Request) -> AsyncIterator[None]:
    places: Places = request.app.state.heavy
    async for place in places.one():
        yield place


async def _entering(request: Request) -> AsyncIterator[None]:
    places: Places = request.app.state.entering
    async for place in places.one():
        yield place


HEAVY = Depends(_heavy)
ENTERING = Depends(_entering)
