"""`zhize account` and `zhize token`: who may use a server.

In: checked options; a password from the terminal, or the first line of the standard input. Out: the exit code.
Guarantee: a password is never an argument, which others on the machine could read; a token is printed once, alone, so
that it can be piped to where it is needed.
"""

from __future__ import annotations

import getpass
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from workbench.accounts.errors import AccountError
from workbench.accounts.model import Role, Scope
from workbench.accounts.service import Accounts
from workbench.cli import output
from workbench.cli.commands import DONE, NOTHING_FOUND, tell
from workbench.errors import MisuseError
from workbench.exports import Sheet
from workbench.rendering.page import Column, Page
from workbench.store.database import connect
from workbench.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from workbench.messages import Messages
    from workbench.rendering.rows import Row

Choice = TypeVar("Choice", bound=StrEnum)
ACCOUNTS = (Column("name", 2), Column("role", 1), Column("state", 1), Column("created", width=17))
TOKENS = (
    Column("id", width=4, right=True),
    Column("name", 2),
    Column("label", 2),
    Column("hint", width=11),
    Column("scope", width=6),
    Column("used", width=17),
    Column("expires", width=17),
    Column("state", 1),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the accounts are, and in which language is told of them."""

    messages: Messages
    base: str | None

    @contextmanager
    def opened(self) -> Iterator[Accounts]:
        """The accounts.

        Raises:
            MisuseError: what is wished cannot be.
        """
        try:
            database = connect(self.base)
            try:
                yield Accounts(database)
            finally:
                database.close()
        except (AccountError, StoreError) as error:
            raise MisuseError(error.key, **error.values) from error


def add(place: Place, name: str, role: str) -> int:
    """A new account."""
    meant = choice("--role", role, Role)
    with place.opened() as accounts:
        made = accounts.add(name, password(place.messages), meant)
    return done(place, "account.added", name=made.name, role=place.messages.say(f"role.{made.role}"))


def change(place: Place, name: str, role: str | None, disabled: bool | None) -> int:
    """Another role, or an account closed or opened again."""
    if role is None and disabled is None:
        raise MisuseError("account.nothing")
    meant = None if role is None else choice("--role", role, Role)
    with place.opened() as accounts:
        made = accounts.change(name, role=meant, disabled=disabled)
    key = "account.closed" if made.disabled else "account.changed"
    return done(place, key, name=made.name, role=place.messages.say(f"role.{made.role}"))


def new_password(place: Place, name: str) -> int:
    """Another password."""
    with place.opened() as accounts:
        made = accounts.change(name, password=password(place.messages))
    return done(place, "account.password_changed", name=made.name)


def listed(place: Place) -> int:
    """All accounts."""
    say = place.messages.say
    with place.opened() as accounts:
        found: list[Row] = [
            {
                "name": each.name,
                "role": say(f"role.{each.role}"),
                "state": say("account.state_closed") if each.disabled else "",
                "created": moment(each.created),
            }
            for each in accounts.listed()
        ]
    return shown(place, ACCOUNTS, found)


def issue(place: Place, name: str, scope: str, label: str, days: int) -> int:
    """A new token."""
    meant = choice("--scope", scope, Scope)
    if days < 1:
        raise MisuseError("account.days", value=days)
    with place.opened() as accounts:
        plain, made = accounts.issue(name, meant, label, timedelta(days=days))
    print(plain)
    tell(place.messages.say("account.issued", id=made.id, expires=moment(made.expires)))
    return DONE


def tokens(place: Place, name: str | None) -> int:
    """The tokens, without what makes them work."""
    with place.opened() as accounts:
        found: list[Row] = [
            {
                "id": str(each.id),
                "name": each.account,
                "label": each.label,
                "hint": f"{each.hint}…",
                "scope": each.scope.value,
                "used": moment(each.used),
                "expires": moment(each.expires),
                "state": place.messages.say("account.state_revoked") if each.revoked else "",
            }
            for each in accounts.tokens(name)
        ]
    return shown(place, TOKENS, found)


def revoke(place: Place, identity: int) -> int:
    """A token ended."""
    with place.opened() as accounts:
        made = accounts.revoke(identity)
    return done(place, "account.revoked", id=made.id, name=made.account)


def password(messages: Messages) -> str:
    """What is typed twice on a terminal, else the first line of the standard input.

    Raises:
        MisuseError: the two differ, or there is none.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline().rstrip("\r\n")
        if not line:
            raise MisuseError("account.no_password")
        return line
    typed = getpass.getpass(messages.say("account.ask_password"))
    if getpass.getpass(messages.say("account.ask_again")) != typed:
        raise MisuseError("account.differ")
    return typed


def choice(option: str, value: str, kinds: type[Choice]) -> Choice:
    """One of the values of an option.

    Raises:
        MisuseError: it is none of them.
    """
    known = {each.value: each for each in kinds}
    if value not in known:
        raise MisuseError("account.choice", option=option, value=value, known=" ".join(known))
    return known[value]


def moment(when: datetime | None) -> str:
    """A time as it is listed."""
    return f"{when:%Y-%m-%d %H:%M}Z" if when else ""


def shown(place: Place, columns: Sequence[Column], found: Sequence[Row]) -> int:
    """A table, or that there is nothing."""
    if not found:
        tell(place.messages.say("account.none"))
        return NOTHING_FOUND
    page = Page(Sheet(place.messages, output.width(), output.colour()))
    page.table(columns, found, {each.name: place.messages.say(f"account_column.{each.name}") for each in columns})
    output.write(page.written(), None, "utf-8", place.messages)
    return DONE


def done(place: Place, key: str, **values: object) -> int:
    """Say what was done."""
    print(place.messages.say(key, **values))
    return DONE
