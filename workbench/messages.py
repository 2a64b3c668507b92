"""The sentences people read, in Chinese and in English.

In: `messages.toml`, one table for each language with the same keys. Out: `Messages.say(key, …)`.
Guarantee: nothing printed for people stands anywhere else in the workbench; a missing key is a mistake of the program
and raises `KeyError`, which a test rules out for every key used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Messages:
    """The catalogue of one language."""

    lang: str
    table: dict[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence of `key` with `values` filled in."""
        return self.table[key].format(**values)

    def word(self, group: str, key: str) -> str:
        """The word for a code such as ``modality``/``obligation``; the code itself when the catalogue has none."""
        return self.table.get(f"{group}.{key}", key)


@cache
def load(lang: str) -> Messages:
    """The catalogue of `lang`, one of `LANGUAGES`."""
    with (Path(__file__).parent / "messages.toml").open("rb") as file:
        return Messages(lang, flatten(tomllib.load(file)[lang]))


def flatten(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    """Nested tables as one, keys joined by dots."""
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat |= flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat
