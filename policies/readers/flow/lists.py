"""The numbers that Word prints before paragraphs and writes nowhere: 第一条, （一）, 1.

In: ``word/numbering.xml``, the styles, and the paragraphs in order. Out: for each paragraph the label that Word shows.
Guarantee: levels, restarts, overrides and lists linked to styles count as in ECMA-376 part 1, 17.9; a bullet is no
label; a faulty list gives none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from policies.readers.common.markup import Element, attribute, child, children, value
from policies.readers.flow.numerals import written
from policies.readers.flow.styles import ListPlace, Styles

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、，）)：:》」"
_FARTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list.

    Attributes:
        start: its first number.
        form: how numbers are written.
        text: the label, %1 standing for the number of the first level.
        spaced: something is printed between label and text.
        restart: the level, counted from 1, after which it starts again; 0 for never, None for any above it.
        legal: all numbers of its labels are Arabic.
        style: the paragraph style linked to it.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    spaced: bool = True
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A ``num``: a list that uses the levels of an abstract one, some of them its own way."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]  # levels that begin again where this list begins
    begun: set[int] = field(default_factory=set)


class Lists:
    """Counts the paragraphs of all lists of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        abstract = {attribute(one, "abstractNumId") or "": one for one in children(root, "abstractNum")}
        named = {attribute(one, "numId") or "": one for one in children(root, "num")}
        self._lists = {key: _list(one, named, abstract, styles) for key, one in named.items()}

    def label(self, paragraph: Element) -> str:
        """The label that Word prints before this paragraph, with the space after it; "" for none."""
        place = self._styles.list_place(paragraph)
        found = self._lists.get(place.list_id) if place else None
        if place is None or found is None:
            return ""
        at = _level_of(place, found)
        level = found.levels.get(at)
        if level is None:
            return ""
        counts = self._counted(found, at)
        if level.form == "bullet":
            return ""
        label = _PLACE.sub(lambda match: _number(found, counts, int(match[1]) - 1, level), level.text)
        return label + " " if label.strip() and level.spaced and label[-1] not in _CLOSED else label

    def _counted(self, found: _List, at: int) -> dict[int, int]:
        """The numbers of all levels, this paragraph counted."""
        counts = self._counts.setdefault(found.abstract, {})
        if at in found.starts and at not in found.begun:
            counts.pop(at, None)
        found.begun.add(at)
        for above in range(at):
            counts.setdefault(above, _start(found, above))
        counts[at] = counts[at] + 1 if at in counts else _start(found, at)
        for lower in range(at + 1, _LEVELS):
            restart = found.levels.get(lower, _Level()).restart
            if restart is None or at < restart:
                counts.pop(lower, None)
        return counts


def _start(found: _List, at: int) -> int:
    return found.starts.get(at, found.levels.get(at, _Level()).start)


def _number(found: _List, counts: dict[int, int], at: int, asking: _Level) -> str:
    if at not in counts:
        return ""
    form = "decimal" if asking.legal else found.levels.get(at, _Level()).form
    return written(counts[at], form)


def _level_of(place: ListPlace, found: _List) -> int:
    """The level of a paragraph: of a style it is the one linked to the style."""
    if place.style:
        linked = next((at for at, level in found.levels.items() if level.style == place.style), None)
        if linked is not None:
            return linked
    return place.level or 0


def _list(one: Element, named: dict[str, Element], abstract: dict[str, Element], styles: Styles) -> _List:
    key = value(one, "abstractNumId") or ""
    root = abstract.get(key)
    link = value(root, "numStyleLink")
    linked = styles.of_style(link) if link else None
    if linked and linked.list_id in named:  # a list defined by a list style
        key = value(named[linked.list_id], "abstractNumId") or key
        root = abstract.get(key)
    levels = _levels(root)
    starts: dict[int, int] = {}
    for override in islice(children(one, "lvlOverride"), _LEVELS):
        at = _integer(attribute(override, "ilvl"), 0)
        own = child(override, "lvl")
        if own is not None:
            levels[at] = _level(own)
        start = value(override, "startOverride")
        if start is not None:
            starts[at] = _integer(start, 1)
    return _List(key, levels, starts)


def _levels(root: Element | None) -> dict[int, _Level]:
    found = islice(children(root, "lvl"), _LEVELS)
    return {_integer(attribute(one, "ilvl"), 0): _level(one) for one in found}


def _level(one: Element) -> _Level:
    restart = value(one, "lvlRestart")
    legal = child(one, "isLgl")
    return _Level(
        start=_integer(value(one, "start"), 0),
        form=_form(one),
        text=value(one, "lvlText") or "",
        spaced=value(one, "suff") != "nothing",
        restart=_integer(restart, 0) if restart is not None else None,
        legal=legal is not None and attribute(legal, "val") not in ("0", "false"),
        style=value(one, "pStyle") or "",
    )


def _form(one: Element) -> str:
    """The number format; newer ones stand in a choice, with an older one to fall back to."""
    found = child(one, "numFmt")
    if found is None:
        found = child(one, "AlternateContent", "Choice", "numFmt")
    if found is None:
        return "decimal"
    form = attribute(found, "val") or "decimal"
    return "decimalZero" if form == "custom" else form


def _integer(text: str | None, default: int) -> int:
    try:
        return max(-_FARTHEST, min(int(text or ""), _FARTHEST))
    except ValueError:
        return default
