"""Folders to sources.

In: folders and files. Out: every readable document below them with an id of its own, sorted by id. Guarantee: ids
depend on the paths below the root alone, the deepest folder that holds all inputs; no two are the same; a file given
twice counts once.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from policies import readers
from policies.from_source import document_id
from workbench.building import failures
from workbench.building.errors import BuildingError
from workbench.building.model import Failure, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Refused = dict[str, Failure]  # path below the root -> why what is there could not be listed


def listed(names: Sequence[str]) -> tuple[list[Source], Refused]:
    """The documents below `names`, and the folders that could not be looked into.

    Raises:
        BuildingError: a name is neither a folder nor a file, or nothing readable is below them.
    """
    inputs = [Path(os.path.abspath(name)) for name in names]  # a link keeps its name
    for given, path in zip(names, inputs, strict=True):
        if not path.is_dir() and not path.is_file():
            raise BuildingError("error.build_no_folder", name=given)
    closed: list[OSError] = []
    found = sorted({file for path in inputs for file in _below(path, closed)})
    if not found:
        known = " ".join(sorted(readers.suffixes()))
        raise BuildingError("error.build_no_file", name=" ".join(names), known=known)
    root = _root(inputs)
    sources = _named([(shown(path, root), path) for path in found])
    refused = [shown(Path(str(error.filename)), root) for error in closed]
    return sources, {path: failures.closed(path) for path in refused}


def shown(path: Path, root: Path) -> str:
    r"""A path below the root as text; bytes that are no text are shown as ``\xff``."""
    raw = path.relative_to(root).as_posix()
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _below(path: Path, closed: list[OSError]) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    suffixes = readers.suffixes()
    for folder, _, names in os.walk(path, onerror=closed.append):
        for name in names:
            file = Path(folder, name)
            if file.suffix.lower() in suffixes and file.is_file():
                yield file


def _root(inputs: list[Path]) -> Path:
    common = Path(os.path.commonpath(inputs))
    return common.parent if common.is_file() else common


def _named(found: list[tuple[str, Path]]) -> list[Source]:
    """Ids of their own: paths of one name take a part of their digest along, after a ~, which no plain id has."""
    plain = {path: document_id(path.replace("/", "-")) for path, _ in found}
    times = Counter(plain.values())
    sources = [
        Source(name if times[name] == 1 else f"{name}~{_digest(path)}", path, file, _size(file))
        for (path, file), name in zip(found, plain.values(), strict=True)
    ]
    return sorted(sources, key=lambda source: source.id)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # gone since it was listed; reading it will tell
        return 0


def _digest(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()[:8]
