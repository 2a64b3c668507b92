"""What ends a build early.

    BuildingError    told in one line; the run can be taken up again

In: a key of the catalogue and what it speaks of. Out: the exception.
"""

from __future__ import annotations


class BuildingError(Exception):
    """The build cannot go on.

    Attributes:
        key: the sentence's key in the catalogue.
        values: what it speaks of.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
