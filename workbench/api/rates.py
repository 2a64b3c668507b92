"""How many requests one client may make: a token bucket each (ITU-T I.371, the leaky bucket as a meter).

In: the key of a client, and a clock that only goes forward. Out: 0, or the seconds to wait. Guarantee: memory does not
grow with the number of clients: of those beyond `KNOWN` the one that has been quiet longest is forgotten.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

KNOWN = 10_000


@dataclass
class Rates:
    """The buckets of all clients; used from one thread, the event loop."""

    per_second: float
    burst: int
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, key: str) -> float:
        """Take one request from a bucket; the seconds until there is one when it is empty."""
        now = self.clock()
        level, last = self._buckets.pop(key, (float(self.burst), now))
        level = min(float(self.burst), level + (now - last) * self.per_second)
        left = level - 1 if level >= 1 else level
        self._buckets[key] = (left, now)
        if len(self._buckets) > KNOWN:
            self._buckets.popitem(last=False)
        return 0.0 if level >= 1 else (1 - level) / self.per_second
