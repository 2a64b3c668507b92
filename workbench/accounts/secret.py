"""Random secrets and their hashes.

In: the system's random numbers. Out: secrets of 256 bits, which nobody guesses, so that a fast hash of them is enough
to store (unlike passwords).
"""

from __future__ import annotations

import hashlib
import secrets

TOKEN_PREFIX = "zhize_"  # what scanners for lost secrets look for
HINT = len(TOKEN_PREFIX) + 4


def new() -> str:
    """A secret."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """A token, which says what it is."""
    return TOKEN_PREFIX + new()


def digest(secret: str) -> str:
    """What is stored of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
