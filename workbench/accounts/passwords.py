"""Passwords: Argon2id with the parameters of RFC 9106, section 4, second recommendation (64 MiB, 3 passes).

In: what somebody typed. Out: a hash, or whether it fits one. Guarantee: a name that is not there costs the same time
as one that is; few are computed at once, since each takes 64 MiB.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from workbench.accounts.errors import AccountMisuseError

SHORTEST = 12  # characters
LONGEST = 256
AT_ONCE = 2

_places = threading.BoundedSemaphore(AT_ONCE)
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hashed(password: str, name: str) -> str:
    """The hash of a new password.

    Raises:
        AccountMisuseError: it is too short or too long, or the name again.
    """
    plain = normal(password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise AccountMisuseError("account.password_length", least=SHORTEST, most=LONGEST)
    if plain.casefold() == normal(name).casefold() or len(set(plain)) == 1:
        raise AccountMisuseError("account.password_weak")
    with _places:
        return _hasher.hash(plain)


def fits(password: str, known: str | None) -> bool:
    """Whether a password is the one of a hash; None for nobody's, which none fits."""
    plain = normal(password)[: LONGEST + 1]
    with _places:
        try:
            return _hasher.verify(known or _nobody(), plain) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def outdated(known: str) -> bool:
    """Whether a hash was made with other parameters than new ones are."""
    return _hasher.check_needs_rehash(known)


def normal(password: str) -> str:
    """One form for what different keyboards type (NIST SP 800-63B, 3.1.1.2: NFKC)."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody")
