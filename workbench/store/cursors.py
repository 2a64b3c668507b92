"""Where a list goes on.

In: the key of the last row of a page. Out: a word that says nothing to others, and the key again. Guarantee: a word
that is none of these is refused.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any, TypeVar

from workbench.store.errors import RefusedError
from workbench.store.rows import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")

LAST = "9999-99-99"  # after every day


def key(values: list[Any]) -> str:
    """The word for a key."""
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def opened(word: str, *kinds: type) -> list[Any]:
    """The key of a word, whose values are of these kinds.

    Raises:
        RefusedError: it is none.
    """
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, binascii.Error) as error:
        raise RefusedError("error.store_cursor", value=word[:40]) from error
    if not isinstance(values, list) or tuple(map(type, values)) != kinds:
        raise RefusedError("error.store_cursor", value=word[:40])
    return values


def cut(rows: Sequence[Item], limit: int, place: Callable[[Item], list[Any]]) -> Page[Item]:
    """The page of rows of which one more was asked for than it holds."""
    shown = tuple(rows[:limit])
    return Page(shown, key(place(shown[-1])) if len(rows) > limit and shown else None)
