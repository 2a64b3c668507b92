"""DOT: the graph of a proof, or of duties, in the language of Graphviz, to be laid out or changed elsewhere.

In: a proof, or duties. Out: DOT text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports import Sheet
    from workbench.model import Duties, Explanation, Reason

FILE_ENCODING = "utf-8"


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties."""
    from workbench.rendering.drawing import duties_drawn
    from workbench.standards.duty_graph import graph

    return str(duties_drawn(graph(answer), sheet.messages).to_string())


def explanation(answer: Explanation | Reason, sheet: Sheet) -> str:
    """A proof."""
    from workbench.rendering.cited import documents
    from workbench.rendering.drawing import drawn

    return str(drawn(answer.proof, documents(answer.entries), sheet.messages.lang).to_string())


reason = explanation
