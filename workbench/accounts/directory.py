"""The accounts: added, listed, changed.

In: a database session and wishes. Out: accounts. Guarantee: names that look the same are the same; the last
administrator cannot be lost; whoever changes a password or a role ends the sessions that rest on the old one.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from workbench.accounts import passwords
from workbench.accounts.errors import AccountMisuseError
from workbench.accounts.model import Account, Role
from workbench.accounts.tables import AccountTable, SessionTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_NAME = 64


def add(session: Session, name: str, password: str, role: Role, now: datetime) -> Account:
    """A new account.

    Raises:
        AccountMisuseError: the name is taken or unfit, the password too.
    """
    told = checked(name)
    row = AccountTable(
        key=key(told),
        name=told,
        password=passwords.hashed(password, told),
        role=role.value,
        disabled=False,
        created=now,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise AccountMisuseError("account.taken", name=told) from error
    return account(row)


def listed(session: Session) -> list[Account]:
    """All accounts by name."""
    return [account(row) for row in session.scalars(select(AccountTable).order_by(AccountTable.key))]


def change(
    session: Session,
    name: str,
    *,
    password: str | None = None,
    role: Role | None = None,
    disabled: bool | None = None,
) -> Account:
    """An account changed; what is None stays.

    Raises:
        AccountMisuseError: there is none, or no administrator would be left.
    """
    row = found(session, name)
    if password is not None:
        row.password = passwords.hashed(password, row.name)
    row.role = row.role if role is None else role.value
    row.disabled = row.disabled if disabled is None else disabled
    session.execute(delete(SessionTable).where(SessionTable.account_id == row.id))
    session.flush()
    if not administrators(session):
        raise AccountMisuseError("account.last_administrator")
    return account(row)


def administrators(session: Session) -> int:
    """How many there are who may log in."""
    wanted = select(func.count()).where(AccountTable.role == Role.ADMINISTRATOR.value, AccountTable.disabled.is_(False))
    return session.scalar(wanted) or 0


def found(session: Session, name: str) -> AccountTable:
    """The account of a name.

    Raises:
        AccountMisuseError: there is none.
    """
    row = by_name(session, name)
    if row is None:
        raise AccountMisuseError("account.unknown", name=name)
    return row


def by_name(session: Session, name: str) -> AccountTable | None:
    """The account of a name, if there is one."""
    return session.scalar(select(AccountTable).where(AccountTable.key == key(name)))


def password(session: Session, name: str) -> str | None:
    """The hash that a password must fit to log in; None where nobody may."""
    row = by_name(session, name)
    return None if row is None or row.disabled else row.password


def account(row: AccountTable) -> Account:
    """The value of a row."""
    return Account(row.name, Role(row.role), row.disabled, row.created)


def key(name: str) -> str:
    """What a name is looked up by: NFKC, without case."""
    return unicodedata.normalize("NFKC", name).strip().casefold()[: 2 * LONGEST_NAME]


def checked(name: str) -> str:
    """A name as it may be shown: letters, digits, ``. _ - @``.

    Raises:
        AccountMisuseError: it is empty, too long, or has other characters.
    """
    told = unicodedata.normalize("NFKC", name).strip()
    if not told or len(told) > LONGEST_NAME or not all(each.isalnum() or each in "._-@" for each in told):
        raise AccountMisuseError("account.name", most=LONGEST_NAME)
    return told
