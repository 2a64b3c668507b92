"""Accounts and those who act: frozen values without secrets.

In: nothing. Out: the values. Guarantee: none of them holds a password, a token or a session's ID, or a hash of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account may do; each may do what those before it may.

    A reader reads and asks, a reviewer adds documents and corrects, an administrator also removes documents and keeps
    the accounts.
    """

    READER = "reader"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"

    @property
    def rank(self) -> int:
        """The higher, the more is allowed."""
        return list(Role).index(self)


class Scope(StrEnum):
    """What a token may be used for, at most; never more than its account may."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    @property
    def role(self) -> Role:
        """The role that it stops at."""
        return list(Role)[list(Scope).index(self)]


class Via(StrEnum):
    """How somebody was recognised."""

    LOCAL = "local"
    SESSION = "session"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Account:
    """A person or a system that has a name here."""

    name: str
    role: Role
    disabled: bool
    created: datetime


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed; `hint` is its beginning, too short to be of use to others."""

    id: int
    account: str
    label: str
    hint: str
    scope: Scope
    created: datetime
    expires: datetime | None
    used: datetime | None
    revoked: datetime | None


@dataclass(frozen=True, slots=True)
class Principal:
    """Who makes a request.

    Attributes:
        name: of the account, as the log has it.
        role: what may be done in this request.
        via: how that is known.
        key: whose requests are counted together.
    """

    name: str
    role: Role
    via: Via
    key: str

    def may(self, role: Role) -> bool:
        """Whether what `role` may is allowed."""
        return self.role.rank >= role.rank


LOCAL = Principal("local", Role.ADMINISTRATOR, Via.LOCAL, "local")
