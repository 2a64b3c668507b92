"""The corpus of statutes, unpacked.

In: an archive. Out: its files in a folder. Guarantee: nothing is written outside the folder (PEP 706), on every
Python that the project runs on: the first releases of 3.11 have the filter under no name of its own.
"""

from __future__ import annotations

import tarfile
from pathlib import Path


def unpack(archive: Path, folder: Path) -> None:
    """Unpack an archive.

    Raises:
        ValueError: a file of it would stand outside the folder.
    """
    with tarfile.open(archive) as opened:
        if hasattr(tarfile, "data_filter"):
            opened.extractall(folder, filter="data")
            return
        inside = folder.resolve()
        for member in opened:
            if not member.isfile() and not member.isdir():
                raise ValueError(f"{member.name}: neither file nor folder")
            if not (folder / member.name).resolve().is_relative_to(inside):
                raise ValueError(f"{member.name}: outside of the folder")
            opened.extract(member, folder)
