"""JSON-LD 1.1: documents and statements as linked data, for knowledge graphs and triple stores.

In: documents. Out: JSON (`workbench/standards/linked_data.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.exports import Sheet
    from workbench.model import Entry

FILE_ENCODING = "utf-8"


def extractions(entries: Sequence[Entry], sheet: Sheet) -> str:
    """The statements of documents."""
    from workbench.exports.as_json import written
    from workbench.standards.linked_data import linked_data

    return written(linked_data(entries))
