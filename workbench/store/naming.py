"""The actors of all documents, and who of them is meant.

In: the names in the database, and a name that somebody asks for. Out: the numbers of those that are meant, with how
they relate. Guarantee: as `engine.taxonomy` has it for each document on its own: a name that no document has, and no
class, is known by its head; one that only another document has does not make a class of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from engine.taxonomy import SHORTEST_HEAD, Relation, plain
from workbench.store.making import classes
from workbench.store.tables import NameTable, PartyTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant by an actor's name.

    Attributes:
        related: number of a name -> how it relates to the actor asked for, wherever it stands.
        local: numbers of names that end with the actor's; they are of its kind in a document that has it too.
        own: numbers of the names that are the actor's own.
    """

    related: dict[int, Relation]
    local: tuple[int, ...]
    own: tuple[int, ...]


class Names:
    """All names, read again when there are more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._last = 0
        self.names: dict[int, str] = {}
        self._parts: dict[int, int] = {}
        self._plain: dict[str, list[int]] = {}
        self._bases: dict[str, list[str]] = {}

    def refresh(self, session: Session) -> None:
        """Read those that are new."""
        last = session.scalar(select(func.max(NameTable.id))) or 0
        with self._lock:
            if last == self._last:
                return
            rows = session.execute(select(NameTable.id, NameTable.name)).all()
            parts = session.execute(select(PartyTable.name_id, func.count()).group_by(PartyTable.name_id))
            self._parts = {row.name_id: row[1] for row in parts}
            self.names = {row.id: row.name for row in rows}
            short, bases = defaultdict(list), defaultdict(list)
            for number, name in self.names.items():
                short[plain(name)].append(number)
            for name in short:
                bases[_base(name)].append(name)
            self._plain, self._bases, self._last = dict(short), dict(bases), last

    def actor(self, asked: str) -> Meant:
        """Who is meant by an actor."""
        name = plain(asked)
        taxonomy = classes()
        base = _base(name)
        wider = {*_ends(name), *((base, *taxonomy.wider(base)) if base else ())} - {name}
        related = {number: Relation.INHERITED for each in wider for number in self._plain.get(each, ())}
        if name in taxonomy.graph:
            for kind in (name, *taxonomy.narrower(name)):
                for each in self._bases.get(kind, ()):
                    related |= dict.fromkeys(self._plain[each], Relation.NARROWER)
        own = tuple(self._plain.get(name, ()))
        local = [n for each, ns in self._plain.items() if each.endswith(name) and each != name for n in ns]
        related |= dict.fromkeys(own, Relation.SELF)
        return Meant(related, tuple(number for number in local if number not in related), own)

    def department(self, asked: str) -> list[int]:
        """Names that are the department's, a class of it, or have a part of its name, or lend it one."""
        name = plain(asked)
        part = [number for each, numbers in self._plain.items() if name in each or each in name for number in numbers]
        return sorted({*part, *self.actor(asked).related})

    def parts(self, numbers: Sequence[int]) -> int:
        """In about how many answers these names have a part."""
        return sum(self._parts.get(number, 0) for number in numbers)

    def beginning(self, words: str) -> list[int]:
        """Names that have the words, those that begin with them first."""
        found = [(not name.startswith(words), number) for number, name in self.names.items() if words in name]
        return [number for _, number in sorted(found)]


def _base(name: str) -> str:
    """The class of the lexicon that a name is, or the longest that it ends with; "" when there is none."""
    taxonomy = classes()
    return name if name in taxonomy.graph else taxonomy.head(name) or ""


def _ends(name: str) -> Iterator[str]:
    """What a name ends with, down to the class of the lexicon."""
    taxonomy = classes()
    if name in taxonomy.graph:
        return
    for start in range(1, len(name) - SHORTEST_HEAD + 1):
        yield name[start:]
        if name[start:] in taxonomy.graph:
            return
