"""Bounds that the system keeps for a process, where it can.

In: nothing. Out: nothing. Guarantee: a process that wants more memory than a parser may have gets none; it leaves no
core behind. On Windows, which has no such bounds, only the time limit holds.
"""

from __future__ import annotations

import sys

from policies.readers.isolation import limits

if sys.platform != "win32":
    import resource


def confine() -> None:
    """Bound this process as a parser is."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        hard = limits.MEMORY_OF_HELPERS if most == resource.RLIM_INFINITY else min(most, limits.MEMORY_OF_HELPERS)
        resource.setrlimit(resource.RLIMIT_AS, (min(limits.MEMORY, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def widen() -> None:
    """Give this process the memory that text recognition or LibreOffice reserves."""
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
