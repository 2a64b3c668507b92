"""The five policies shipped with the package.

In: nothing. Out: their paths, in the order of their ids. Guarantee: works from a checkout and from an installed wheel;
`verify` proves that the bytes are the published ones (the sha256 in each ``<id>.toml``).
"""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

from policies.errors import CorpusError


def builtin() -> list[Path]:
    """Paths of the built-in policies, sorted by id."""
    folder = Path(str(files("policies") / "corpus"))
    return sorted(folder.glob("*.txt"))


def verify(path: Path) -> None:
    """Check a built-in policy against its recorded sha256.

    Raises:
        CorpusError: the record is missing or the bytes differ.
    """
    record = path.with_suffix(".toml")
    if not record.is_file():
        raise CorpusError("S011", f"{path.name}：缺少元数据文件。", f"{path.name}: its metadata file is missing.")
    expected = tomllib.loads(record.read_text(encoding="utf-8"))["sha256"]
    if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        message = f"{path.name}: differs from the published text."
        raise CorpusError("S012", f"{path.name}：与公布的文本不一致。", message)
