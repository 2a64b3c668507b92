"""A file that comes with a request.

In: a part of a form. Out: its bytes, under a name that is a name. Guarantee: no part of the name is a folder, a device
or a control character, whatever system it comes from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.api import problems
from workbench.rendering.plain import file_name
from workbench.store.making import Upload

if TYPE_CHECKING:
    from fastapi import UploadFile

PARTED = re.compile(r"[/\\\x00]")
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def received(file: UploadFile, most: int) -> Upload:
    """The file.

    Raises:
        Problem: it is longer than `most` bytes.
    """
    if file.size is not None and file.size > most:
        raise problems.too_large(most)
    return Upload(named(file.filename or ""), file.file.read())


def named(told: str) -> str:
    """The name of a file, without where it was."""
    last = PARTED.split(told)[-1]
    found = SUFFIX.search(last)
    stem = (last[: found.start()] if found else last).replace(".", "_")
    return file_name(stem, found[0][1:].lower() if found else "bin")
