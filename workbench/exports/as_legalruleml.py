"""LegalRuleML 1.0 (OASIS): what documents demand, as rules for other reasoners.

In: documents. Out: XML in the compact serialization (`workbench/standards/legal_rules.py`).
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
    from xml.etree.ElementTree import indent, tostring

    from workbench.standards.legal_rules import legal_rules

    root = legal_rules(entries)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
