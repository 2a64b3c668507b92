"""DOT: the graph of a proof in the language of Graphviz, to be laid out or changed elsewhere.

In: a proof. Out: DOT text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports import Sheet
    from workbench.model import Explanation, Reason

FILE_ENCODING = "utf-8"


def explanation(answer: Explanation | Reason, sheet: Sheet) -> str:
    """A proof."""
    from workbench.cited import documents
    from workbench.drawing import drawn

    return str(drawn(answer.proof, documents(answer.entries), sheet.messages.lang).to_string())


reason = explanation
