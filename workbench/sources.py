"""Inputs named on the command line to documents.

In: paths of files and folders, ``-`` for the standard input, or nothing for the built-in policies. Out: documents, and
for each input that cannot be read the reason. Guarantee: one bad input does not keep the others from being read; the
ids of the documents differ, and do not depend on the order of the inputs.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from policies import from_source, library, readers
from policies.errors import PoliciesError
from workbench.model import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policies.model import Document

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a file, or bytes already at hand."""

    name: str
    path: Path | None = None
    data: bytes | None = None


def inputs(names: Sequence[str], wanted: Sequence[str] = ()) -> tuple[list[Input], list[Unreadable]]:
    """The files meant by `names`; a folder means every document below it.

    Args:
        names: as given; none means the built-in policies.
        wanted: IDs of documents. When all are built-in policies, the others need not be read.
    """
    if not names:
        builtin = {path.stem: path for path in library.builtin()}
        chosen = wanted if wanted and all(name in builtin for name in wanted) else tuple(builtin)
        return [Input(path.name, path) for stem, path in builtin.items() if stem in chosen], []
    found: dict[str, Input] = {}
    refused: list[Unreadable] = []
    for name in names:
        if name == STANDARD_INPUT:
            found[name] = Input("<stdin>", data=sys.stdin.buffer.read(readers.LIMIT + 1))
            continue
        below = expand(Path(name))
        if isinstance(below, Unreadable):
            refused.append(below)
        else:
            found |= {str(path.resolve()): Input(str(path), path) for path in below}
    return list(found.values()), refused


def expand(path: Path) -> list[Path] | Unreadable:
    """The files a path means, or why it means none."""
    name = str(path)
    if path.is_dir():
        suffixes = readers.available()
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in suffixes and p.is_file())
        known = " ".join(sorted(suffixes))
        empty = Unreadable(
            name, f"{name}：文件夹里没有可读的文件（{known}）。", f"{name}: no readable file ({known}) inside."
        )
        return files or empty
    if not path.exists():
        return Unreadable(name, f"{name}：没有这个文件。", f"{name}: no such file.")
    if not path.is_file():
        return Unreadable(name, f"{name}：不是普通文件。", f"{name}: not a regular file.")
    return [path]


def read(one: Input) -> Document | Unreadable:
    """The document of one input."""
    try:
        if one.path is None:
            return from_source.read_bytes(one.data or b"", one.name)
        return from_source.read_path(one.path)
    except PoliciesError as error:
        return Unreadable(one.name, error.message_zh, error.message_en)
    except OSError as error:
        return Unreadable(one.name, f"{one.name}：无法读取。", f"{one.name}: cannot be read ({error.strerror}).")


def distinct(documents: Iterable[Document]) -> list[Document]:
    """The documents with ids of their own: those of one name and different bytes take a part of their digest along."""
    unique = {(document.id, document.sha256): document for document in documents}
    names = Counter(name for name, _ in unique)
    return [
        document if names[document.id] == 1 else replace(document, id=f"{document.id}-{document.sha256[:8]}")
        for document in unique.values()
    ]
