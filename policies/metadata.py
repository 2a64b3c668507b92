"""What a document says of itself. First version: nothing yet.

In: the raw text and its tree. Out: `Metadata` and diagnostics.
"""

from __future__ import annotations

from policies.model import Diagnostic, Metadata, Provision


def read(text: str, root: Provision) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """The metadata of a document."""
    return Metadata(), ()
