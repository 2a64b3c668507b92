"""What a knowledge base refuses, told in one line.

The tree::

    StoreError              base of all; carries a key of the catalogue and what it speaks of
    ├── UnavailableError    no such database, locked, out of room, damaged
    ├── SchemaError         made by a newer program, or no knowledge base
    ├── NotFoundError       nothing has this name
    └── RefusedError        what was given cannot be stored

In: a key of the catalogue and what it speaks of. Out: the exception.
"""

from __future__ import annotations

from workbench.errors import ToldError


class StoreError(ToldError):
    """The knowledge base cannot do what it was asked."""


class UnavailableError(StoreError):
    """The database cannot be used now; nothing was lost."""


class SchemaError(StoreError):
    """The database is not one that this program can use."""


class NotFoundError(StoreError):
    """Nothing has this name."""


class RefusedError(StoreError):
    """What was given cannot be stored."""
