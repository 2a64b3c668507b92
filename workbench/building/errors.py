"""What ends a build early.

    BuildingError    told in one line; the run can be taken up again

In: a key of the catalogue and what it speaks of. Out: the exception.
"""

from __future__ import annotations

from workbench.errors import ToldError


class BuildingError(ToldError):
    """The build cannot go on."""
