"""Contracts named on the command line to documents.

In: paths of files and folders, ``-``. Out: documents with their files and, for each input that cannot be read, the
reason. Guarantee: one bad input does not keep the others from being read; nothing named is nothing read: no contract
is built in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench import sources
from workbench.model import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from policies.model import Document


@dataclass(frozen=True, slots=True)
class Opened:
    """Contracts that were read; `files`: ID of a contract -> its file as it was named."""

    documents: tuple[Document, ...]
    files: dict[str, str]
    unreadable: tuple[Unreadable, ...]


def open_contracts(names: Sequence[str], report: Callable[[int, int], None] = lambda _, __: None) -> Opened:
    """The contracts meant by `names`.

    Args:
        names: files, folders, ``-`` for the standard input.
        report: told how many of how many are read.
    """
    found, refused = sources.inputs(names) if names else ([], [])
    read: dict[str, Document] = {}
    for number, one in enumerate(found):
        report(number, len(found))
        document = sources.read(one)
        if isinstance(document, Unreadable):
            refused.append(document)
        else:
            read[one.name] = document
    named = {document.sha256: name for name, document in read.items()}
    documents = tuple(sources.distinct(read.values()))
    return Opened(documents, {each.id: named[each.sha256] for each in documents}, tuple(refused))
