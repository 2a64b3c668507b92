"""Source to document: the entry point of the package.

In: a path, bytes, or text with a name. Out: a `Document`. Guarantee: reading the same bytes gives the same document;
what the text leaves unclear is in `Document.diagnostics`, a file that cannot be read raises `UnreadableError`.
"""

from __future__ import annotations

import hashlib
import re
import stat
from pathlib import Path, PurePath

from policies import citations, metadata, readers, structure
from policies.errors import UnreadableError
from policies.model import Document, Reading

_UNFIT = re.compile(r"[^\w.()（）《》〔〕\-]+")


def read_path(path: Path) -> Document:
    """Read a file.

    Raises:
        UnreadableError: it cannot be opened, is no regular file, is too large, or is no document that can be read.
    """
    name = path.name
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):
            raise UnreadableError("S006", f"{name}：不是普通文件。", f"{name}: not a regular file.")
        readers.check_size(told.st_size, name)
        with path.open("rb") as file:  # a file may grow, or tell no size
            data = file.read(readers.LIMIT + 1)
    except OSError as error:
        raise UnreadableError("S005", f"{name}：文件无法打开。", f"{name}: cannot be opened.") from error
    return read_bytes(data, name)


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file called `name`; what they are is decided by the bytes.

    Raises:
        UnreadableError: they are no document that can be read.
    """
    return _document(readers.read(data, name), name, hashlib.sha256(data).hexdigest())


def read_text(text: str, name: str) -> Document:
    """Read a text that is already decoded, as if from a UTF-8 file called `name`."""
    return read_bytes(text.encode("utf-8", errors="surrogatepass"), name)


def _document(reading: Reading, name: str, sha256: str) -> Document:
    text = reading.text
    root, problems = structure.parse(text)
    found, more = metadata.read(text, root)
    return Document(
        id=document_id(name),
        source=name,
        sha256=sha256,
        text=text,
        root=root,
        metadata=found,
        citations=citations.find(text),
        diagnostics=(*reading.diagnostics, *problems, *more),
        origins=reading.origins,
    )


def document_id(name: str) -> str:
    """The short name of a document: the file's stem, unfit characters replaced."""
    return _UNFIT.sub("-", PurePath(name).stem).strip("-") or "document"
