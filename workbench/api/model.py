"""What a server is made of: frozen values.

In: nothing. Out: `Service`, which every request finds at `request.app.state.service`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policies import readers

if TYPE_CHECKING:
    from workbench.accounts.service import Accounts
    from workbench.stored_base import StoredBase

MIB = 1 << 20
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one client may ask for.

    Attributes:
        per_second: requests in the long run, for one token, session or address.
        burst: requests at once.
        body: bytes of a request.
        upload: bytes of a request that brings files.
        body_seconds: in which a request must have arrived.
        heavy: questions that take long (comparison, check, case, upload) answered at once.
        threads: that answer: more wait for one another, and each holds a connection to the database.
        patience: seconds to wait for a place among them.
    """

    per_second: float = 20.0
    burst: int = 200
    body: int = 1 * MIB
    upload: int = readers.LIMIT + MIB
    body_seconds: float = 60.0
    heavy: int = 2
    threads: int = 3
    patience: float = 20.0


@dataclass(frozen=True, slots=True)
class Service:
    """The knowledge base that is served, and to whom.

    Attributes:
        base: the documents.
        accounts: who may; None when the server listens on this machine alone and asks nobody for a name.
        hosts: names under which requests may come; None for any. A page of another site that has its name point here
            (DNS rebinding) is told apart by it where there are no accounts.
        limits: what one client may ask for.
        public: paths, with all below them, that need no login, beside those of the API that say so themselves.
        login: the page that asks for a name.
    """

    base: StoredBase
    accounts: Accounts | None = None
    hosts: frozenset[str] | None = LOOPBACK
    limits: Limits = field(default_factory=Limits)
    public: tuple[str, ...] = ()
    login: str = "/login"
