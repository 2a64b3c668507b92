"""The time limit of an order, as a case states it.

In: words. Out: a value for `engine.calendar.due_date`. Guarantee: read by the grammar of deadlines, or not at all.
"""

from __future__ import annotations

from obligations.deadlines import read
from obligations.words import lexer


def length(words: str) -> str:
    """The value of a limit that counts from its order: 三十日内 is ``relative:P30D``; "" when it is none."""
    ended = words if words.endswith("内") else f"{words}内"
    found = read(list(lexer().tokens(ended)))
    return found if found is not None and found.startswith("relative:") else ""
