"""What is wrong with a case file, in one line.

In: the errors of pydantic and the lines of the file. Out: a `CaseError` for the first of them by line.
Guarantee: no word of the program but the names of the file's own keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches

from pydantic import ValidationError

from engine.cases.model import FAILED, PASSED, Kind
from engine.errors import CaseError

Place = tuple[str | int, ...]
Told = tuple[str, str]  # in Chinese and in English

# The keys of a case file and of its parts.
KEYS: dict[str, tuple[str, ...]] = {
    "": ("title", "as_of", "documents", "actors", "events", "answers"),
    "actors": ("name", "role", "jurisdiction", "since", "until", "attributes"),
    "events": ("date", "actor", "kind", "what", "result", "within", "until", "due"),
}


def told(file: str, lines: Mapping[Place, int], error: ValidationError) -> CaseError:
    """The first problem by line."""
    found = []
    for each in error.errors():
        place = each["loc"][:2] if each["loc"][:1] == ("answers",) else each["loc"]
        found.append((_line(lines, place), place, str(each["type"]), each["input"]))
    line, place, kind, given = min(found, key=lambda each: each[0])
    return CaseError(file, line, *_problem(kind, place, "" if isinstance(given, dict | list) else str(given)[:60]))


def _line(lines: Mapping[Place, int], place: Place) -> int:
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


def _problem(kind: str, place: Place, given: str) -> Told:
    if not place:
        return "文件应写成“名称: 值”的形式", "the file must be made of “name: value”"
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    if place[0] == "answers" and len(place) > 1:
        return f"“{key}”要回答 true、false 或者一个日期", f"“{key}” is answered by true, false or a day"
    if kind == "extra_forbidden":
        return _unknown(key, KEYS.get(str(place[0]) if len(place) > 1 else "", KEYS[""]))
    tell = next((tell for start, tell in PROBLEMS.items() if kind.startswith(start)), None)
    if tell is not None:
        return tell(key, given)
    return f"“{key}”的值写法不对：{given}", f"“{key}” has a value that does not fit: {given}"


def _unknown(key: str, known: tuple[str, ...]) -> Told:
    near = get_close_matches(key, known, n=1)
    if near:
        return f"没有“{key}”这一项，是否“{near[0]}”？", f"there is no “{key}”; did you mean “{near[0]}”?"
    return f"没有“{key}”这一项；可用：{'、'.join(known)}", f"there is no “{key}”; known: {', '.join(known)}"


def _one_of(key: str, given: str, known: str) -> Told:
    return f"“{key}”不能是“{given}”，只能是：{known}", f"“{key}” cannot be “{given}”; it is one of: {known}"


PROBLEMS: dict[str, Callable[[str, str], Told]] = {
    "missing": lambda key, _: (f"缺少“{key}”", f"“{key}” is missing"),
    "date": lambda key, given: (
        f"“{key}”的值“{given}”不是日期，请写成 2025-06-01",
        f"“{given}” is no day, write 2025-06-01 ({key})",
    ),
    "enum": lambda key, given: _one_of(key, given, "、".join(Kind)),
    "literal_error": lambda key, given: _one_of(key, given, f"{PASSED}、{FAILED}"),
    "too_short": lambda key, _: (f"“{key}”是空的", f"“{key}” is empty"),
    "string_too_short": lambda key, _: (f"“{key}”是空的", f"“{key}” is empty"),
}
