"""Pairs that a person pins or forbids: a small file beside the documents.

In: a TOML file with ``[[pin]]`` and ``[[forbid]]``, each with ``pair = ["ID", "ID"]``, and the IDs there are. Out:
`Wishes`. Guarantee: what cannot be used is a `TopicError` that names file and line; an ID that no document has is told.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engine.comparison.alignment import Wishes
from engine.errors import TopicError

HEADER = re.compile(r"^\[\[(\w+)\]\]", re.MULTILINE)
KINDS = ("pin", "forbid")


def from_file(name: str | None, known: Iterable[str]) -> Wishes:
    """The wishes of a file; none without one.

    Raises:
        TopicError: it cannot be read or used.
    """
    if name is None:
        return Wishes()
    try:
        text = Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise TopicError(name, "无法读取", "cannot be read") from None
    return read(text, name, known)


def read(text: str, file: str, known: Iterable[str]) -> Wishes:
    """The wishes of a text.

    Raises:
        TopicError: it is no TOML, names an unknown kind or ID, or a pair is not two IDs.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TopicError(file, "不是合法的 TOML", f"no valid TOML: {error}") from None
    ids = frozenset(known)
    seen = dict.fromkeys(KINDS, 0)
    found: dict[str, set[frozenset[str]]] = {kind: set() for kind in KINDS}
    for header in HEADER.finditer(text):
        kind, place = header[1], f"{file}:{text.count(chr(10), 0, header.start()) + 1}"
        if kind not in KINDS:
            raise TopicError(place, f"不认识 {kind}，应是 pin 或 forbid", f"{kind} is unknown; pin or forbid is meant")
        pair = data[kind][seen[kind]].get("pair")
        seen[kind] += 1
        if not isinstance(pair, list) or len(set(map(str, pair))) != 2:
            raise TopicError(place, "pair 应是两个不同的编号", "pair must be two different IDs")
        for identity in map(str, pair):
            if identity not in ids:
                raise TopicError(place, f"没有编号为“{identity}”的规定", f"no statement has the ID “{identity}”")
        found[kind].add(frozenset(map(str, pair)))
    return Wishes(frozenset(found["pin"]), frozenset(found["forbid"]))
