"""What the workbench cannot carry out as asked.

MisuseError    the arguments, or a file that they name, do not allow it; a command ends with exit code 2
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.messages import Messages


class MisuseError(Exception):
    """The command cannot be carried out as given.

    Attributes:
        key: the sentence's key in the catalogue.
        values: what it speaks of.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def told(self, messages: Messages) -> str:
        """The sentence."""
        return messages.say(self.key, **self.values)
