"""Tokens of programs: made, listed, revoked.

In: a scope and a label. Out: the token, this once. Guarantee: people see and revoke their own, administrators all; a
token cannot make tokens, or one that leaks could outlive its revocation.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BeforeValidator, Field

from workbench.accounts.model import Principal, Role, Scope, Token, Via
from workbench.api.access import Reader, Served
from workbench.api.given import whole
from workbench.api.problems import Problem
from workbench.api.v1.session import kept
from workbench.records.answer_record import Record

LONGEST = 366  # days
router = APIRouter(tags=["tokens"])


class TokenWish(Record):
    """What a token is to be good for."""

    label: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
    scope: Scope = Field(description="read: read and ask; write: also add and correct; admin: all that the account may")
    days: Annotated[int, Field(ge=1, le=LONGEST, description="how long it is good for"), BeforeValidator(whole)] = 90


class TokenRecord(Record):
    """A token as it is listed."""

    id: int
    account: str
    label: str
    hint: str = Field(description="how it begins")
    scope: Scope
    created: datetime
    expires: datetime | None
    used: datetime | None = Field(description="about when it was used last")
    revoked: datetime | None


class IssuedRecord(Record):
    """A new token."""

    token: str = Field(description="shown this once")
    listed: TokenRecord


@router.get("/tokens")
def listed(served: Served, principal: Reader) -> list[TokenRecord]:
    """The tokens of the account; all for an administrator."""
    return [record(each) for each in kept(served).tokens(whose(principal))]


@router.post("/tokens", status_code=HTTPStatus.CREATED)
def issue(wish: TokenWish, served: Served, principal: Reader) -> IssuedRecord:
    """A new token for the account that is logged in."""
    accounts = kept(served)
    if principal.via is not Via.SESSION:
        raise Problem("session_only", HTTPStatus.FORBIDDEN)
    name = principal.name
    plain, made = accounts.issue(name, wish.scope, wish.label, timedelta(days=wish.days), by=name)
    return IssuedRecord(token=plain, listed=record(made))


@router.delete("/tokens/{id}", status_code=HTTPStatus.NO_CONTENT)
def revoke(id: Annotated[int, Path(ge=1, le=2**31 - 1)], served: Served, principal: Reader) -> None:
    """End a token at once."""
    accounts = kept(served)
    if not any(each.id == id for each in accounts.tokens(whose(principal))):
        raise Problem("not_found", HTTPStatus.NOT_FOUND)
    accounts.revoke(id, whose(principal), by=principal.name)


def whose(principal: Principal) -> str | None:
    """Whose tokens may be seen; None for everybody's."""
    return None if principal.may(Role.ADMINISTRATOR) else principal.name


def record(one: Token) -> TokenRecord:
    """The record of a token."""
    return TokenRecord(
        id=one.id,
        account=one.account,
        label=one.label,
        hint=one.hint,
        scope=one.scope,
        created=one.created.replace(tzinfo=UTC),
        expires=utc(one.expires),
        used=utc(one.used),
        revoked=utc(one.revoked),
    )


def utc(when: datetime | None) -> datetime | None:
    """A time with its zone."""
    return None if when is None else when.replace(tzinfo=UTC)
