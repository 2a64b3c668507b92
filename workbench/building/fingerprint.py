"""The program that reads, in one word.

In: the files of the packages that turn bytes into rows: code, grammars, lexicon. Out: a hex digest. Guarantee: it
changes with any of these files, with the versions of the libraries that read, among them the optional text recognition,
and with the minor version of Python, and with nothing else, so that what was read under the same word need not be read
again.
"""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

PACKAGES = ("policies", "grammars", "obligations")
OF_THE_WORKBENCH = (
    "records/extraction_record.py",
    "records/answer_record.py",
    "building/reading.py",
    "building/schema.py",
)
SUFFIXES = (".py", ".lark", ".toml")
LIBRARIES = ("lark", "lxml", "pypdfium2", "rapidocr-onnxruntime")
NOT_CODE = "corpus"  # the built-in policies are documents like others


@cache
def fingerprint() -> str:
    """The digest."""
    libraries = " ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    digest = hashlib.sha256(f"{sys.version_info[:2]} {libraries}".encode())
    for name, path in sorted(_read_by_the_program()):
        digest.update(f"\0{name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # an extra that is not installed
        return "-"


def _read_by_the_program() -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for package in PACKAGES:
        root = Path(str(files(package)))
        below = ((path.relative_to(root), path) for path in root.rglob("*") if path.suffix in SUFFIXES)
        found += [(f"{package}/{name.as_posix()}", path) for name, path in below if name.parts[0] != NOT_CODE]
    workbench = Path(str(files("workbench")))
    return found + [(f"workbench/{name}", workbench / name) for name in OF_THE_WORKBENCH]
