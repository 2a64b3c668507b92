"""SVG: a proof drawn, for a browser or a brief.

In: a proof. Out: SVG text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports import Sheet
    from workbench.model import Explanation, Reason

FILE_ENCODING = "utf-8"


def explanation(answer: Explanation | Reason, sheet: Sheet) -> str:
    """A proof."""
    from workbench.rendering.cited import documents
    from workbench.rendering.drawing import drawn, svg

    return svg(drawn(answer.proof, documents(answer.entries), sheet.messages.lang))


reason = explanation
