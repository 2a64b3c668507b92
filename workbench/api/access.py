"""Who may call what.

In: a request that passed the door. Out: its `Principal`, or a problem. Guarantee: every route names the role it needs;
a test finds those that do not.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from workbench.accounts.model import Principal, Role
from workbench.api import problems
from workbench.api.guard import COOKIE
from workbench.api.model import Service
from workbench.api.problems import Problem, language

_token = HTTPBearer(auto_error=False, description="a token, see docs/api.md")
_cookie = APIKeyCookie(name=COOKIE, auto_error=False, description="the session of a browser")


async def service(request: Request) -> Service:
    """What is served."""
    found: Service = request.app.state.service
    return found


async def spoken(request: Request) -> str:
    """The language of the answer."""
    return language(request.headers.get("accept-language"))


async def anybody(
    request: Request, _: Annotated[object, Security(_token)], __: Annotated[object, Security(_cookie)]
) -> Principal:
    """Whoever asks, and is somebody.

    Raises:
        Problem: nobody.
    """
    principal: Principal | None = request.state.principal
    if principal is None:
        raise problems.unauthenticated()
    return principal


class Needs:
    """A dependency: the principal, who may what `role` may."""

    def __init__(self, role: Role) -> None:
        self.role = role

    async def __call__(self, principal: Annotated[Principal, Depends(anybody)]) -> Principal:
        """The principal.

        Raises:
            Problem: this is beyond the role, or the scope of the token.
        """
        if not principal.may(self.role):
            raise Problem("forbidden", HTTPStatus.FORBIDDEN)
        return principal


Reader = Annotated[Principal, Depends(Needs(Role.READER))]
Reviewer = Annotated[Principal, Depends(Needs(Role.REVIEWER))]
Administrator = Annotated[Principal, Depends(Needs(Role.ADMINISTRATOR))]
Served = Annotated[Service, Depends(service)]
Language = Annotated[str, Depends(spoken)]
