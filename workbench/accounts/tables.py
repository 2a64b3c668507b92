"""The tables of accounts.

In: the metadata of the store. Out: the rows. Guarantee: secrets stand in them as hashes only: passwords as Argon2id,
tokens and sessions, which are random and long, as SHA-256. Times are UTC.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workbench.store.tables import Base


class AccountTable(Base):
    """An account; `key` is its name as it is looked up."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str]
    role: Mapped[str]
    disabled: Mapped[bool]
    created: Mapped[datetime]


class SessionTable(Base):
    """A browser that is logged in."""

    __tablename__ = "sessions"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created: Mapped[datetime]
    seen: Mapped[datetime]


class TokenTable(Base):
    """A token of a program."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    hint: Mapped[str]
    scope: Mapped[str]
    created: Mapped[datetime]
    expires: Mapped[datetime | None]
    used: Mapped[datetime | None]
    revoked: Mapped[datetime | None]


class AttemptTable(Base):
    """Failures of a name or an address; `key` is a hash of it."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime]
    until: Mapped[datetime | None]


class KeyTable(Base):
    """A key that this installation made for itself."""

    __tablename__ = "keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
