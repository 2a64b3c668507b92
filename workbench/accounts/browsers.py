"""Sessions of browsers.

In: an account, or a cookie. Out: a cookie, or the account. Guarantee: a session has a new random ID at each login; it
ends after `IDLE` without a request and after `LASTING` in any case, by logging out, and when the account changes; a
cookie that this installation did not sign is refused before the database is asked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select, update

from workbench.accounts import secret
from workbench.accounts.model import Principal, Role, Via
from workbench.accounts.tables import AccountTable, KeyTable, SessionTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

IDLE = timedelta(hours=2)
LASTING = timedelta(hours=12)
NOTED = timedelta(minutes=10)  # how exactly the last request is known
KEY = "session"


def start(session: Session, row: AccountTable, signer: Signer, now: datetime) -> str:
    """A new session; its cookie."""
    identity = secret.new()
    session.execute(delete(SessionTable).where(SessionTable.created <= now - LASTING))
    session.add(SessionTable(digest=secret.digest(identity), account_id=row.id, created=now, seen=now))
    return signer.sign(identity).decode()


def principal(session: Session, cookie: str, signer: Signer, now: datetime) -> tuple[Principal, bool] | None:
    """Who has the session of a cookie, and whether `seen` is due; None when it is over, or none of ours."""
    identity = opened(cookie, signer)
    if identity is None:
        return None
    wanted = (
        select(SessionTable, AccountTable)
        .join(AccountTable, AccountTable.id == SessionTable.account_id)
        .where(SessionTable.digest == secret.digest(identity), AccountTable.disabled.is_(False))
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        return None
    row, account = found
    if now - row.seen > IDLE or now - row.created > LASTING:
        return None
    who = Principal(account.name, Role(account.role), Via.SESSION, f"session:{row.digest}")
    return who, now - row.seen > NOTED


def seen(session: Session, cookie: str, signer: Signer, now: datetime) -> None:
    """Note that a session is used."""
    identity = opened(cookie, signer)
    if identity is not None:
        used = update(SessionTable).where(SessionTable.digest == secret.digest(identity))
        session.execute(used.values(seen=now))


def end(session: Session, cookie: str, signer: Signer) -> None:
    """Log out."""
    identity = opened(cookie, signer)
    if identity is not None:
        session.execute(delete(SessionTable).where(SessionTable.digest == secret.digest(identity)))


def opened(cookie: str, signer: Signer) -> str | None:
    """The ID in a cookie; None when we did not sign it."""
    try:
        return signer.unsign(cookie).decode()
    except (BadSignature, UnicodeError):
        return None


def signing_key(session: Session) -> str:
    """The key that cookies are signed with, made at first use."""
    row = session.get(KeyTable, KEY)
    if row is None:
        row = KeyTable(name=KEY, value=secret.new())
        session.add(row)
    return row.value
