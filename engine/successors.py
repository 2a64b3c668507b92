"""Which organ has the competence of another today: the table of successors.

In: `obligations/successors.toml`, an organ's name as printed, the place of the document. Out: the facts
`succeeded` and `succeeded_in_part`, one for each transfer that concerns the organ or one of its successors.
Guarantee: the table has no cycle, every row a reform with its day and source; a fault is a `SuccessionError` that names
file and line. A name that no row fits has no successor; 公安机关交通管理部门 is no 交通 organ.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import networkx as nx

from engine.errors import SuccessionError
from obligations import words
from obligations.model import Fact

FILE = "successors.toml"
HEADER = re.compile(r"^\[\[(\w+)\]\]", re.MULTILINE)
NEEDED = {
    "reform": ("name", "day", "source"),
    "succession": ("reform", "fields", "successor", "competent", "says"),
    "called": ("fields", "competence", "basis"),
}
BEFORE = frozenset({"LEVEL", "AREA", "ACTMOD"})  # classes of words that may stand before the field in a name
GOVERNMENTS = ("人民政府", "政府", "国务院")


@dataclass(frozen=True, slots=True)
class Succession:
    """One transfer of competence.

    Attributes:
        since: first day (ISO) on which the successor has it.
        basis: what was decided, and where.
        fields: the former competence as names have it.
        endings: what closes such a name.
        successor: the new competence as names have it, and
        competent: what follows it in the name of a local organ.
        organs: single organs, former -> successor.
        share: what the successor took, "" for all.
        place: where the row holds, "" for the whole country.
        kept: the former organ is still there, without the share.
    """

    since: str
    basis: str
    fields: tuple[str, ...]
    endings: tuple[str, ...]
    successor: str
    competent: str
    organs: tuple[tuple[str, str], ...]
    share: str = ""
    place: str = ""
    kept: bool = False

    def heir(self, name: str, place: str = "", wider: frozenset[str] = frozenset()) -> str | None:
        """The successor of an organ by this transfer: 区国土资源局 -> 区自然资源主管部门.

        Args:
            name: of the organ.
            place: for which the document holds.
            wider: other competences; where the field is part of one of them in the name, another organ is meant.
        """
        if not place.startswith(self.place):
            return None
        known = dict(self.organs)
        if name in known:
            return known[name]
        for field in self.fields:
            before, found, ending = name.partition(field)
            if found and ending in self.endings and _is_prefix(before, place) and not _is_part(name, field, wider):
                bare = not before and ending.endswith("部门") and not ending.endswith(("主管部门", "行政部门"))
                return before + self.successor + ("部门" if bare else self.competent)
        return None


def _is_prefix(before: str, place: str) -> bool:
    """Whether these words only say at which level or place an organ is."""
    if before in place or before.endswith(GOVERNMENTS):
        return True
    return any(before.endswith(word) for word, kind in words.classes().items() if kind in BEFORE)


def _is_part(name: str, field: str, wider: frozenset[str]) -> bool:
    return any(field in other and other in name for other in wider if other != field)


@cache
def table() -> tuple[Succession, ...]:
    """The transfers that are known.

    Raises:
        SuccessionError: the file cannot be used.
    """
    return read(resources.files("obligations").joinpath(FILE).read_text(encoding="utf-8"))


def read(text: str, file: str = FILE) -> tuple[Succession, ...]:
    """The transfers of a table.

    Raises:
        SuccessionError: it is no TOML, a row lacks something, or organs succeed each other in a circle.
    """
    data = _parsed(text, file)
    lines: dict[str, list[int]] = {kind: [] for kind in NEEDED}
    for header in HEADER.finditer(text):
        lines.setdefault(header[1], []).append(text.count("\n", 0, header.start()) + 1)
    for kind, needed in NEEDED.items():
        for row, line in zip(data.get(kind, []), lines[kind], strict=True):
            _check(row, needed, file, line)
    reforms = {row["name"]: row for row in data.get("reform", [])}
    found: list[Succession] = []
    for row, line in zip(data.get("succession", []), lines["succession"], strict=True):
        if row["reform"] not in reforms:
            raise SuccessionError(file, line, f"没有名为“{row['reform']}”的改革", f"no reform “{row['reform']}”")
        found.append(_row(row, reforms[row["reform"]], data.get("endings", [])))
    _refuse_cycles(found, lines["succession"], file)
    return tuple(found)


@cache
def _called() -> tuple[dict[str, str], tuple[str, ...]]:
    """Other words for a competence -> it, and what closes the name of an organ."""
    data = _parsed(resources.files("obligations").joinpath(FILE).read_text(encoding="utf-8"), FILE)
    fields = {field: row["competence"] for row in data.get("called", []) for field in row["fields"]}
    return fields, tuple(data.get("endings", []))


def by_competence(name: str) -> str:
    """The name of an organ with the usual word for its competence: 市矿产资源主管部门 -> 市自然资源主管部门."""
    fields, endings = _called()
    for field, competence in fields.items():
        before, found, ending = name.partition(field)
        if found and ending in endings:
            return before + competence + ending
    return name


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise SuccessionError(file, line, "不是合法的 TOML", f"no valid TOML: {error}") from None


def _check(row: dict[str, Any], needed: Sequence[str], file: str, line: int) -> None:
    missing = [name for name in needed if name not in row]
    if missing:
        raise SuccessionError(file, line, f"缺少 {missing[0]}", f"{missing[0]} is missing")
    if "day" in needed and type(row["day"]) is not date:
        raise SuccessionError(file, line, "day 应是日期，如 2018-03-17", "day must be a date such as 2018-03-17")


def _row(row: dict[str, Any], reform: dict[str, Any], endings: Sequence[str]) -> Succession:
    return Succession(
        since=reform["day"].isoformat(),
        basis=f"{row['says']}。{reform['source']}",
        fields=tuple(sorted(row["fields"], key=len, reverse=True)),
        endings=(*endings, *row.get("endings", ())),
        successor=row["successor"],
        competent=row["competent"],
        organs=tuple(row.get("organs", {}).items()),
        share=row.get("share", ""),
        place=row.get("place", ""),
        kept=row.get("kept", False),
    )


def _refuse_cycles(rows: Sequence[Succession], lines: Sequence[int], file: str) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row, line in zip(rows, lines, strict=True):
        pairs = [*((field, row.successor) for field in row.fields), *row.organs]
        for former, successor in pairs:
            graph.add_edge(former, successor, line=line)
    try:
        cycle = [(former, successor) for former, successor, *_ in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        return
    line = max(graph.edges[edge]["line"] for edge in cycle)
    steps = "，".join(f"“{former}”由“{successor}”承接" for former, successor in cycle)
    steps_en = ", ".join(f"“{successor}” succeeds “{former}”" for former, successor in cycle)
    raise SuccessionError(file, line, f"承接关系有循环：{steps}", f"successors form a cycle: {steps_en}")


def succeeded(names: Iterable[str], place: str) -> list[Fact]:
    """The transfers of these organs and of all their successors, in a document that holds for a place."""
    found: dict[Fact, None] = {}
    waiting = sorted(set(names))
    seen = set(waiting)
    while waiting:
        name = waiting.pop(0)
        for fact in _transfers(name, place):
            found.setdefault(fact)
            if fact.args[1] not in seen:
                seen.add(fact.args[1])
                waiting.append(fact.args[1])
    return list(found)


@cache
def _competences() -> frozenset[str]:
    lexicon = {word for word, kind in words.classes().items() if kind == "DOMAIN"}
    return frozenset(lexicon | {row.successor for row in table()} | {field for row in table() for field in row.fields})


@cache
def _transfers(name: str, place: str) -> tuple[Fact, ...]:
    return tuple(_facts(name, place))


def _facts(name: str, place: str) -> Iterator[Fact]:
    for row in table():
        heir = row.heir(name, place, _competences())
        if heir is not None and row.share:
            yield Fact("succeeded_in_part", (name, heir, row.share, row.since, row.basis))
        elif heir is not None:
            yield Fact("succeeded", (name, heir, row.since, row.basis))
