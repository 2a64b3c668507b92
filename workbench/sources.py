"""Inputs named on the command line to documents.

In: paths of files and folders, ``-`` for the standard input, or nothing for the built-in policies. Out: documents, and
for each input that cannot be read the reason. Guarantee: one bad input does not keep the others from being read; the
ids of the documents differ, and do not depend on the order of the inputs.
"""

from __future__ import annotations

import os
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
        below, shut = expand(Path(name))
        refused += shut
        found |= {str(path.resolve()): Input(str(path), path) for path in below}
    return list(found.values()), refused


def expand(path: Path) -> tuple[list[Path], list[Unreadable]]:
    """The files a path means, and what of it cannot be read."""
    name = str(path)
    if path.is_dir():
        return below(path)
    if not path.exists():
        return [], [Unreadable(name, f"{name}：没有这个文件。", f"{name}: no such file.")]
    if not path.is_file():
        return [], [Unreadable(name, f"{name}：不是普通文件。", f"{name}: not a regular file.")]
    return [path], []


def below(folder: Path) -> tuple[list[Path], list[Unreadable]]:
    """The documents below a folder, sorted, and the folders that cannot be opened."""
    suffixes = readers.suffixes()
    shut: list[str] = []
    walked = os.walk(folder, onerror=lambda error: shut.append(str(error.filename)))
    named = sorted(Path(place) / name for place, _, names in walked for name in names)
    files = [path for path in named if path.suffix.lower() in suffixes and path.is_file()]
    refused = [Unreadable(name, f"{name}：文件夹无法打开。", f"{name}: the folder cannot be opened.") for name in shut]
    if not files and not shut:
        name, known = str(folder), " ".join(sorted(suffixes))
        message = f"{name}: no readable file ({known}) inside."
        refused = [Unreadable(name, f"{name}：文件夹里没有可读的文件（{known}）。", message)]
    return files, refused


def read(one: Input) -> Document | Unreadable:
    """The document of one input."""
    try:
        if one.path is None:
            return from_source.read_bytes(one.data or b"", one.name)
        return from_source.read_path(one.path)
    except PoliciesError as error:
        base = one.path.name if one.path else one.name  # the message names the file, the user the folder too
        told = (one.name + message.removeprefix(base) for message in (error.message_zh, error.message_en))
        return Unreadable(one.name, *told)
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
