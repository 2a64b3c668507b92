"""Why somebody is not let in, or an account cannot be as wished: keys of the catalogue.

AccountError
├── RefusedError         wrong name or password, an unknown or expired token; which one is not told
├── TooManyAttempts      guessing: wait
└── AccountMisuseError   the wish cannot be carried out
"""

from __future__ import annotations


class AccountError(Exception):
    """Any refusal.

    Attributes:
        key: the sentence's key in the catalogue.
        values: what it speaks of; never a secret.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class RefusedError(AccountError):
    """Not let in. Whether the name exists is not told."""


class TooManyAttempts(AccountError):  # noqa: N818 - reads as what it says
    """Too many failures: `seconds` to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__("account.wait", seconds=seconds)
        self.seconds = seconds


class AccountMisuseError(AccountError):
    """A name that is taken or empty, a password that is too short, an account that is not there."""
