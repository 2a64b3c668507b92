"""The way in: what the command, the API and the pages ask of accounts.

In: names, passwords, cookies, tokens, addresses. Out: principals, accounts, tokens. Guarantee: each call is one
transaction, but for the count of failed attempts, which stands even when what follows fails.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from itsdangerous import Signer

from workbench.accounts import browsers, directory, guessing, passwords, programs
from workbench.accounts.errors import RefusedError
from workbench.accounts.model import Account, Principal, Role, Scope, Token
from workbench.store.audit import SYSTEM, log
from workbench.store.errors import StoreError

if TYPE_CHECKING:
    from workbench.store.database import Database


def utc() -> datetime:
    """The time, UTC, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Accounts:
    """Accounts in a database.

    Attributes:
        database: that holds them.
        clock: the time, UTC.
    """

    database: Database
    clock: Callable[[], datetime] = field(default=utc)

    def login(self, name: str, password: str, host: str, cookie: str | None = None) -> str:
        """The cookie of a new session; the one of `cookie` ends.

        Raises:
            RefusedError: name and password do not fit.
            TooManyAttempts: too early to try again.
        """
        named, placed = guessing.name(directory.key(name)), guessing.address(host)
        for guessed in (placed, named):
            self._count(guessed)
        with self.database.reading() as session:
            known = directory.password(session, name)
        if not passwords.fits(password, known):
            raise RefusedError("account.refused")
        signer = self._signer  # may write, too
        with self.database.writing() as session:
            row = directory.found(session, name)
            guessing.succeeded(session, named, placed)
            if cookie is not None:
                browsers.end(session, cookie, signer)
            if passwords.outdated(row.password):
                row.password = passwords.hashed(password, row.name)
            log(session, row.name, "login", row.name)
            return browsers.start(session, row, signer, self.clock())

    def logout(self, cookie: str) -> None:
        """End a session."""
        signer = self._signer
        with self.database.writing() as session:
            browsers.end(session, cookie, signer)

    def by_cookie(self, cookie: str) -> Principal | None:
        """Who has a session."""
        now, signer = self.clock(), self._signer
        with self.database.reading() as session:
            found = browsers.principal(session, cookie, signer, now)
        if found is None:
            return None
        who, due = found
        if due:
            with suppress(StoreError), self.database.writing() as session:
                browsers.seen(session, cookie, signer, now)
        return who

    def by_token(self, token: str, host: str) -> Principal:
        """Whom a token stands for.

        Raises:
            RefusedError: there is no such token, or no more.
            TooManyAttempts: somebody guesses.
        """
        now = self.clock()
        with self.database.reading() as session:
            found = programs.principal(session, token, now)
        if found is None:
            self._count(guessing.address(host))
            raise RefusedError("account.refused_token")
        who, due = found
        if due:
            with suppress(StoreError), self.database.writing() as session:
                programs.used(session, token, now)
        return who

    def add(self, name: str, password: str, role: Role, by: str = SYSTEM) -> Account:
        """A new account; see `workbench.accounts.directory`."""
        with self.database.writing() as session:
            made = directory.add(session, name, password, role, self.clock())
            log(session, by, "account add", made.name, {"role": made.role.value})
            return made

    def listed(self) -> list[Account]:
        """All accounts."""
        with self.database.reading() as session:
            return directory.listed(session)

    def change(
        self,
        name: str,
        *,
        password: str | None = None,
        role: Role | None = None,
        disabled: bool | None = None,
        by: str = SYSTEM,
    ) -> Account:
        """An account changed; see `workbench.accounts.directory`."""
        with self.database.writing() as session:
            made = directory.change(session, name, password=password, role=role, disabled=disabled)
            told: dict[str, object] = {"role": made.role.value, "disabled": made.disabled}
            told["password"] = password is not None
            log(session, by, "account change", made.name, told)
            return made

    def has_administrator(self) -> bool:
        """Whether somebody could let others in."""
        with self.database.reading() as session:
            return directory.administrators(session) > 0

    def issue(
        self, account: str, scope: Scope, label: str, lasting: timedelta | None = None, by: str = SYSTEM
    ) -> tuple[str, Token]:
        """A new token, seen this once; see `workbench.accounts.programs`."""
        with self.database.writing() as session:
            plain, made = programs.issue(session, account, scope, label, (self.clock(), lasting))
            log(session, by, "token issue", f"{made.account}/{made.id}", {"scope": scope.value, "label": made.label})
            return plain, made

    def tokens(self, account: str | None = None) -> list[Token]:
        """The tokens, of one account or of all."""
        with self.database.reading() as session:
            return programs.listed(session, account)

    def revoke(self, identity: int, account: str | None = None, by: str = SYSTEM) -> Token:
        """End a token; with `account`, only one of its own."""
        with self.database.writing() as session:
            made = programs.revoke(session, identity, self.clock(), account)
            log(session, by, "token revoke", f"{made.account}/{made.id}")
            return made

    def _count(self, guessed: guessing.Guessed) -> None:
        with self.database.writing() as session:
            guessing.count(session, guessed, self.clock())

    @cached_property
    def _signer(self) -> Signer:
        with self.database.writing() as session:
            return Signer(
                browsers.signing_key(session), salt="zhize.session", key_derivation="hmac", digest_method=sha256
            )
