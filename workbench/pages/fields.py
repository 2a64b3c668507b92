"""The fields of a statement as controls of a form.

In: a record in the names of `docs/schema/extract.json`. Out: controls with their values; and back. Guarantee: a field
that is left as it is comes back as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from obligations.model import Modality

if TYPE_CHECKING:
    from collections.abc import Mapping


class Control(StrEnum):
    """How a field is filled in."""

    WORDS = "words"
    LIST = "list"  # one a line
    CHOICE = "choice"
    NUMBER = "number"
    DEADLINE = "deadline"  # words and their value
    FINE = "fine"  # bounds


@dataclass(frozen=True, slots=True)
class Shape:
    """A field: its name in the record, its control, what may be chosen."""

    name: str
    control: Control = Control.WORDS
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A field with its value, as words; a deadline has two, a fine three."""

    shape: Shape
    value: str
    more: tuple[str, ...] = ()


SHAPES: dict[str, tuple[Shape, ...]] = {
    "norm": (
        Shape("modality", Control.CHOICE, tuple(one.value for one in Modality)),
        Shape("bearers", Control.LIST),
        Shape("action", needed=True),
        Shape("recipient"),
        Shape("deadline", Control.DEADLINE),
        Shape("condition"),
        Shape("directed", Control.LIST),
        Shape("directed_action"),
    ),
    "target": (
        Shape("subject", needed=True),
        Shape("metric"),
        Shape("op", Control.CHOICE, (">=", "=", "<=")),
        Shape("value", Control.NUMBER, needed=True),
        Shape("unit"),
        Shape("by"),
        Shape("scope"),
    ),
    "responsibility": (Shape("lead", Control.LIST), Shape("support", Control.LIST), Shape("section")),
    "sanction": (
        Shape("trigger", needed=True),
        Shape("target"),
        Shape("enforcer"),
        Shape("measures", Control.LIST),
        Shape("fine", Control.FINE),
    ),
    "incentive": (Shape("beneficiary"), Shape("benefit", needed=True), Shape("provider")),
}
EMPTY = ("unit", "metric", "section")  # words that are "" and not null when nothing is said


def shown(kind: str, record: Mapping[str, Any]) -> list[Filled]:
    """The fields of a kind with the values of a record."""
    return [filled(shape, record.get(shape.name)) for shape in SHAPES[kind]]


def filled(shape: Shape, value: Any) -> Filled:
    """A field with its value."""
    if value is None:
        return Filled(shape, "", ("", "") if shape.control is Control.FINE else ("",))
    match shape.control:
        case Control.LIST:
            return Filled(shape, "\n".join(value))
        case Control.DEADLINE:
            return Filled(shape, value["quote"], (value["norm"],))
        case Control.FINE:
            return Filled(shape, number(value["min"]), (number(value["max"]), value["basis"] or ""))
        case _:
            return Filled(shape, str(value))


def number(value: float | None) -> str:
    """A number without a fraction that says nothing."""
    return "" if value is None else f"{value:g}" if value < 1e15 else str(value)


def read(kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a form says, by the names of the record; the names of controls begin with the kind."""
    return {shape.name: value_of(shape, f"{kind}.{shape.name}", given) for shape in SHAPES.get(kind, ())}


def value_of(shape: Shape, name: str, given: Mapping[str, str]) -> Any:
    """The value of a field."""
    words = given.get(name, "")
    match shape.control:
        case Control.LIST:
            return [line.strip() for line in words.splitlines() if line.strip()]
        case Control.DEADLINE:
            norm = given.get(f"{name}.norm", "")
            return {"quote": words, "norm": norm} if words or norm else None
        case Control.FINE:
            return fine(words, given.get(f"{name}.max", ""), given.get(f"{name}.basis", ""))
        case Control.NUMBER:
            return numeric(words)
        case _:
            return words or ("" if shape.name in EMPTY else None)


def fine(least: str, most: str, basis: str) -> dict[str, Any] | None:
    """Bounds of a fine, None where nothing is said."""
    said = {"min": numeric(least), "max": numeric(most), "basis": basis or None}
    return said if any(value is not None for value in said.values()) else None


def numeric(words: str) -> float | int | str | None:
    """A number; words that are none stay words, which the knowledge base refuses."""
    try:
        value = float(words) if words else None
    except ValueError:
        return words
    return int(value) if value is not None and value.is_integer() else value
