"""Text: a proof as a lawyer reads it, one line a step, as long as it is.

In: a proof. Out: indented lines without machine words; the code of a rule is a reference and stands in 〔〕.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports import Sheet
    from workbench.model import Explanation, Reason

FILE_ENCODING = "utf-8"


def explanation(answer: Explanation | Reason, sheet: Sheet) -> str:
    """A proof."""
    from engine.to_text import to_text
    from workbench.rendering.cited import documents

    return to_text(answer.proof, documents(answer.entries), sheet.messages.lang) + "\n"


reason = explanation
