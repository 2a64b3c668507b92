"""Slowing down who guesses.

In: a name or an address, and the time. Out: nothing, or `TooManyAttempts`. Guarantee: an attempt is counted before it
is judged, in a transaction of its own that nobody else shares, so that many at once count as many; after the free ones
the wait doubles with each, up to a quarter of an hour, which a guesser cannot wait out and the owner of the name can.

Source: NIST SP 800-63B, 3.2.2 (rate limiting); OWASP Authentication Cheat Sheet.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from workbench.accounts.errors import TooManyAttempts
from workbench.accounts.tables import AttemptTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Guessed:
    """What is guessed at, or from where; `free` failures cost nothing."""

    kind: str
    value: str
    free: int

    @property
    def key(self) -> str:
        """As it is stored: a typed name may be a password in the wrong field."""
        return hashlib.sha256(f"{self.kind}:{self.value}".encode()).hexdigest()


def name(key: str) -> Guessed:
    """The name of an account, whether there is one or not."""
    return Guessed("name", key, 5)


def address(host: str) -> Guessed:
    """Where attempts come from."""
    return Guessed("address", network(host), 20)


def network(host: str) -> str:
    """The address, or the network of an IPv6 address, of which one client has them all (RFC 6177)."""
    try:
        known = ip_address(host)
    except ValueError:
        return host
    return host if isinstance(known, IPv4Address) else str(IPv6Network((known, 64), strict=False))


def count(session: Session, guessed: Guessed, now: datetime) -> None:
    """Count an attempt as failed, until `succeeded` says else.

    Raises:
        TooManyAttempts: it is too early for another; this one is not counted.
    """
    session.execute(delete(AttemptTable).where(AttemptTable.last < now - FORGOTTEN))
    row = session.get(AttemptTable, guessed.key)
    if row is None:
        row = AttemptTable(key=guessed.key, failures=0, last=now)
        session.add(row)
    if row.until is not None and row.until > now:
        raise TooManyAttempts(int((row.until - now).total_seconds()) + 1)
    row.failures += 1
    row.last = now
    over = row.failures - guessed.free
    row.until = None if over < 0 else now + min(LONGEST_WAIT, timedelta(seconds=2 ** min(over, 30)))


def succeeded(session: Session, named: Guessed, host: Guessed) -> None:
    """Forget the failures of the name; of the address only this attempt, or one's own account would pay for guesses."""
    session.execute(delete(AttemptTable).where(AttemptTable.key == named.key))
    session.execute(
        update(AttemptTable).where(AttemptTable.key == host.key).values(failures=AttemptTable.failures - 1, until=None)
    )
