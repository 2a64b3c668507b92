"""The session of a browser: log in, who am I, log out.

In: name and password. Out: a cookie. Guarantee: the cookie is sent to this server alone, cannot be read by scripts,
and is a new one at each login; names that are not there are refused as those with a wrong password are.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Request, Response
from pydantic import Field

from workbench.accounts.model import Principal, Role, Via
from workbench.api.access import Reader, Served
from workbench.api.guard import COOKIE, Arrival, set_cookie
from workbench.api.places import ENTERING
from workbench.api.problems import Problem
from workbench.records.answer_record import Record

if TYPE_CHECKING:
    from workbench.accounts.service import Accounts
    from workbench.api.model import Service

router = APIRouter(tags=["session"])


class LoginRecord(Record):
    """Name and password."""

    name: Annotated[str, Field(min_length=1, max_length=128)]
    password: Annotated[str, Field(min_length=1, max_length=1024)]


class PrincipalRecord(Record):
    """Who asks."""

    account: str
    role: Role = Field(description="what may be done: for a token, what its scope leaves of the account's role")
    via: Via


@router.get("/session")
def who(principal: Reader) -> PrincipalRecord:
    """Who asks."""
    return told(principal)


@router.post("/session", dependencies=[ENTERING])
def login(request: Request, response: Response, given: LoginRecord, served: Served) -> PrincipalRecord:
    """Log in: sets the cookie of a new session."""
    accounts = kept(served)
    arrival = Arrival(request.scope)
    value = accounts.login(given.name, given.password, arrival.address, arrival.cookie(COOKIE))
    set_cookie(response, value, arrival.is_secure)
    principal = accounts.by_cookie(value)
    if principal is None:  # disabled this moment
        raise Problem("unauthenticated", HTTPStatus.UNAUTHORIZED)
    return told(principal)


@router.delete("/session", status_code=HTTPStatus.NO_CONTENT)
def logout(request: Request, response: Response, served: Served, _: Reader) -> None:
    """Log out: the session ends for whoever has its cookie."""
    arrival = Arrival(request.scope)
    cookie = arrival.cookie(COOKIE)
    if cookie is not None:
        kept(served).logout(cookie)
    response.delete_cookie(COOKIE, path="/", secure=arrival.is_secure, httponly=True, samesite="lax")


def kept(served: Service) -> Accounts:
    """The accounts of a server that has some.

    Raises:
        Problem: it has none.
    """
    if served.accounts is None:
        raise Problem("no_accounts", HTTPStatus.NOT_FOUND)
    return served.accounts


def told(principal: Principal) -> PrincipalRecord:
    """The record of a principal."""
    return PrincipalRecord(account=principal.name, role=principal.role, via=principal.via)
