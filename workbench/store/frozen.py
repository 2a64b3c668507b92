"""Values as bytes, and back.

In: frozen values of the earlier stages. Out: compressed JSON. Guarantee: what comes back equals what was put in; bytes
that are not such values are refused, and nothing in them is ever run.
"""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

from pydantic import TypeAdapter

from obligations.model import Extraction, Fact
from policies.model import Document

Value = TypeVar("Value")


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in (Document, Extraction, tuple[Fact, ...])}


def pack(value: Document | Extraction) -> bytes:
    """A value as bytes."""
    return zlib.compress(_ADAPTERS[type(value)].dump_json(value))


def unpack(kind: type[Value], data: bytes) -> Value:
    """The value of these bytes."""
    found: Value = _ADAPTERS[kind].validate_json(zlib.decompress(data))
    return found


def facts_to_json(facts: tuple[Fact, ...]) -> list[object]:
    """Facts as plain values."""
    found: list[object] = _ADAPTERS[tuple[Fact, ...]].dump_python(facts, mode="json")
    return found


def facts_from_json(data: list[object]) -> tuple[Fact, ...]:
    """The facts of plain values."""
    found: tuple[Fact, ...] = _ADAPTERS[tuple[Fact, ...]].validate_python(data)
    return found
