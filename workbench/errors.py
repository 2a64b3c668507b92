"""What ends early and is told in one line.

The tree::

    ToldError                 base of all; carries a key of the catalogue and what it speaks of
    ├── MisuseError           the arguments, or a file that they name, do not allow it; a command ends with exit code 2
    ├── BuildingError         a build cannot go on (`workbench.building.errors`)
    └── StoreError            a knowledge base cannot do what it was asked (`workbench.store.errors`)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.messages import Messages


class ToldError(Exception):
    """It cannot be done, for a reason that stands in the catalogue.

    Attributes:
        key: the sentence's key in the catalogue.
        values: what it speaks of.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return f"{self.key} {self.values}" if self.values else self.key

    def told(self, messages: Messages) -> str:
        """The sentence."""
        return messages.say(self.key, **self.values)


class MisuseError(ToldError):
    """The command cannot be carried out as given."""
