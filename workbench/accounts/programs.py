"""Tokens of programs.

In: an account and a scope, or a token. Out: a token, once; or the account it stands for. Guarantee: a token does what
its scope and its account both allow, until it expires or is revoked; it can be listed, and never be seen again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from workbench.accounts import directory, secret
from workbench.accounts.errors import AccountMisuseError
from workbench.accounts.model import Principal, Role, Scope, Token, Via
from workbench.accounts.tables import AccountTable, TokenTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTED = timedelta(hours=1)  # how exactly the last use is known
LONGEST_LABEL = 64
VALID = (
    select(TokenTable.id, TokenTable.scope, TokenTable.expires, TokenTable.used, AccountTable.name, AccountTable.role)
    .join(AccountTable, AccountTable.id == TokenTable.account_id)
    .where(TokenTable.digest == bindparam("digest"), TokenTable.revoked.is_(None), AccountTable.disabled.is_(False))
)


def issue(
    session: Session, account: str, scope: Scope, label: str, during: tuple[datetime, timedelta | None]
) -> tuple[str, Token]:
    """A new token, and how it is listed.

    Raises:
        AccountMisuseError: there is no such account, the label is empty or too long, or the account may less.
    """
    row, told = directory.found(session, account), label.strip()
    now, lasting = during
    if not told or len(told) > LONGEST_LABEL or not told.isprintable():
        raise AccountMisuseError("account.label", most=LONGEST_LABEL)
    if Role(row.role).rank < scope.role.rank:
        raise AccountMisuseError("account.scope", name=row.name, scope=scope.value, role=row.role)
    plain = secret.new_token()
    made = TokenTable(
        account_id=row.id,
        label=told,
        digest=secret.digest(plain),
        hint=plain[: secret.HINT],
        scope=scope.value,
        created=now,
        expires=None if lasting is None else now + lasting,
    )
    session.add(made)
    session.flush()
    return plain, token(made, row)


def principal(session: Session, plain: str, now: datetime) -> tuple[Principal, bool] | None:
    """Whom a token stands for, and whether `used` is due; None when there is none such, or no more."""
    row = session.connection().execute(VALID, {"digest": secret.digest(plain)}).one_or_none()
    if row is None or (row.expires is not None and row.expires <= now):
        return None
    role = min(Role(row.role), Scope(row.scope).role, key=lambda each: each.rank)
    return Principal(row.name, role, Via.TOKEN, f"token:{row.id}"), row.used is None or now - row.used > NOTED


def used(session: Session, plain: str, now: datetime) -> None:
    """Note that a token is used."""
    session.execute(update(TokenTable).where(TokenTable.digest == secret.digest(plain)).values(used=now))


def listed(session: Session, account: str | None = None) -> list[Token]:
    """The tokens, of one account or of all."""
    wanted = (
        select(TokenTable, AccountTable)
        .join(AccountTable, AccountTable.id == TokenTable.account_id)
        .order_by(TokenTable.id)
    )
    if account is not None:
        wanted = wanted.where(AccountTable.key == directory.key(account))
    return [token(row, owner) for row, owner in session.execute(wanted)]


def revoke(session: Session, identity: int, now: datetime, account: str | None = None) -> Token:
    """End a token at once; with `account`, only when it is that account's.

    Raises:
        AccountMisuseError: there is none.
    """
    row = session.get(TokenTable, identity)
    owner = None if row is None else session.get(AccountTable, row.account_id)
    if row is None or owner is None or (account is not None and owner.key != directory.key(account)):
        raise AccountMisuseError("account.no_token", id=identity)
    row.revoked = row.revoked or now
    return token(row, owner)


def token(row: TokenTable, owner: AccountTable) -> Token:
    """The value of a row."""
    return Token(
        id=row.id,
        account=owner.name,
        label=row.label,
        hint=row.hint,
        scope=Scope(row.scope),
        created=row.created,
        expires=row.expires,
        used=row.used,
        revoked=row.revoked,
    )
