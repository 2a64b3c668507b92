"""GraphML: the graph of duties, for yEd, Gephi, Cytoscape and NetworkX.

In: duties. Out: XML (`workbench/standards/duty_graph.py`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.exports import Sheet
    from workbench.model import Duties

FILE_ENCODING = "utf-8"


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties."""
    from networkx import write_graphml_xml

    from workbench.standards.duty_graph import graph

    out = io.BytesIO()
    write_graphml_xml(graph(answer), out, encoding=FILE_ENCODING, named_key_ids=True)
    return out.getvalue().decode(FILE_ENCODING).rstrip() + "\n"
