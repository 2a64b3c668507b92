"""Where things stand in a document, as people cite it.

In: a document and the `eid` of something in it. Out: its section number, its citation, the names of the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.places import citations, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from obligations.model import Actor
    from policies.model import Document
    from workbench.model import Entry

Sections = dict[str, str]  # section number, or citation, by eid


def sections(entry: Entry) -> Sections:
    """The section numbers of a document: of each provision its own, or that of the nearest numbered one around it."""
    return numbers(entry.document)


def cited(entry: Entry, lang: str, headed: bool = False) -> Sections:
    """How each place of a document is cited: 四（二）一是, with the lowest heading above it when `headed`."""
    return citations(entry.document, lang, headed)


def documents(entries: Iterable[Entry]) -> dict[str, Document]:
    """Several documents, by id."""
    return {entry.document.id: entry.document for entry in entries}


def by_document(entries: Iterable[Entry]) -> Mapping[str, Sections]:
    """Section numbers of several documents, by id."""
    return {entry.document.id: sections(entry) for entry in entries}


def names(actors: tuple[Actor, ...]) -> list[str]:
    """The names of actors."""
    return [actor.name for actor in actors]


def place(document: Document) -> str:
    """The place a document holds for; its id when the text names none."""
    return document.metadata.jurisdiction or document.id


def title(document: Document) -> str:
    """The document's own title; its file name when the text has none."""
    return document.metadata.title or document.source
