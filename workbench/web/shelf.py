"""The knowledge base that a running server asks, and the documents added to it while it runs.

In: a knowledge base; bytes of files. Out: the knowledge base as it stands. Guarantee: one question sees one state;
a file that cannot be read leaves the state as it was, and its reason is told.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from obligations.from_document import extract
from policies import from_source
from policies.errors import PoliciesError
from workbench import sources
from workbench.knowledge_base import KnowledgeBase
from workbench.model import Entry, Unreadable

if TYPE_CHECKING:
    from policies.model import Document


class Shelf:
    """The knowledge base of a server."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self._adding = Lock()

    def add(self, data: bytes, name: str) -> Entry | Unreadable:
        """Read a file and put it beside the others; the same bytes under the same name are there once."""
        try:
            document = from_source.read_bytes(data, name)
        except PoliciesError as error:
            return Unreadable(name, error.message_zh, error.message_en)
        entry = Entry(document, extract(document))
        with self._adding:
            known = {each.document.sha256: each for each in self.base.entries}
            if document.sha256 in known:
                return known[document.sha256]
            entry = Entry(self._named(document), entry.extraction)
            self.base = KnowledgeBase((*self.base.entries, entry), self.base.unreadable)
        return entry

    def _named(self, document: Document) -> Document:
        return sources.distinct([*(each.document for each in self.base.entries), document])[-1]
