"""Misuse of this package, as exceptions. Problems of a text are `Diagnostic` values instead.

The tree::

    PoliciesError            base of all; carries code, message_zh, message_en
    ├── UnreadableError      bytes that are no readable text document
    └── CorpusError          a built-in policy is missing or not the published text

In: nothing. Out: the classes. Guarantee: `str(error)` is one Chinese sentence; `message_en` says the same.
"""

from __future__ import annotations


class PoliciesError(Exception):
    """Base of the exceptions of this package.

    Args:
        code: stable code, explained in `docs/diagnostics.md`.
        message_zh: one Chinese sentence for people.
        message_en: the same in English.
    """

    def __init__(self, code: str, message_zh: str, message_en: str) -> None:
        super().__init__(message_zh)
        self.code = code
        self.message_zh = message_zh
        self.message_en = message_en


class UnreadableError(PoliciesError):
    """The bytes given are no readable text document."""


class CorpusError(PoliciesError):
    """A built-in policy is missing or differs from the published text."""
