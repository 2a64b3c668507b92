"""The words of a proof.

In: a sentence with {places}, the values for them, a language. Out: a sentence that a lawyer reads.
Guarantee: no machine word is left: modalities, durations, deadlines, dates and signs are told in the language, what the
text does not state is 未写明.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import ModuleType

from engine import chinese, english

LANGUAGES: dict[str, ModuleType] = {"zh": chinese, "en": english}
MODE = "mode"  # a place for a modality without its bearer before it
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
MONTH = re.compile(r"(\d{4})-(\d{2})")
DURATION = re.compile(r"P(?=[\dT])(?:\d+(?:WD|[YMWD]))*(?:T\d+H)?")
DEADLINE = re.compile(r"(date|from|range|yearly|monthly|quarterly|halfyearly|relative)(?::(.*))?")


def sentence(template: str, values: Mapping[str, str], lang: str = "zh") -> str:
    """The template with each {place} told in the language."""
    return days(template.format_map({name: told(value, lang, name) for name, value in values.items()}), lang)


def told(value: str, lang: str = "zh", place: str = "") -> str:
    """One value in the language; words of the text stay as they are."""
    words = LANGUAGES[lang]
    if place == MODE and value in words.MODES:
        return str(words.MODES[value])
    if value in words.WORDS:
        return str(words.WORDS[value])
    if DURATION.fullmatch(value):
        return str(words.duration(value))
    found = DEADLINE.fullmatch(value)
    return str(words.DEADLINES[found[1]](found[2] or "")) if found else value


def days(text: str, lang: str = "zh") -> str:
    """ISO dates in the language: 2025-12-31 is 2025年12月31日."""
    return DAY.sub(lambda found: LANGUAGES[lang].day(*found.groups()), text)


def date(value: str, lang: str = "zh") -> str:
    """A date as a document gives it, perhaps without its day: 2023-03 is 2023年3月."""
    found = MONTH.fullmatch(value)
    return str(LANGUAGES[lang].month(*found.groups())) if found else days(value, lang)


def comparison(left: str, op: str, right: str, lang: str = "zh") -> str:
    """``2025-06-01 < 2025-12-31`` in the language."""
    words = LANGUAGES[lang]
    dated = bool(DAY.fullmatch(left) and DAY.fullmatch(right))
    sign = words.SIGNS[op][0 if dated else 1]
    return days(words.COMPARED.format(left=told(left, lang), sign=sign, right=told(right, lang)), lang)


def phrase(key: str, lang: str = "zh", **values: object) -> str:
    """One of the fixed phrases, filled in."""
    return str(LANGUAGES[lang].PHRASES[key]).format(**values)
