"""The actors of all documents, and who of them is meant.

In: the names in the database, and a name that somebody asks for. Out: the numbers of those that are meant, with how
they relate. Guarantee: as `engine.taxonomy` has it for each document on its own: a name that no document has, and no
class, is known by its head; one that only another document has does not make a class of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from engine.taxonomy import SHORTEST_HEAD, Relation, plain
from workbench.store.making import classes
from workbench.store.tables import NameTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

APART = "\n"  # stands in no name
AFTER_ALL = "\U0010ffff"
LAST = select(func.max(NameTable.id))


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
        self._known = _Known({})

    def refresh(self, session: Session) -> None:
        """Read those that are new."""
        last = session.connection().scalar(LAST) or 0
        with self._lock:
            if last == self._last:
                return
            new = select(NameTable.id, NameTable.name).where(NameTable.id > self._last)
            self.names = self.names | {row.id: row.name for row in session.connection().execute(new)}
            self._known, self._last = _Known(self.names), last

    def actor(self, asked: str) -> Meant:
        """Who is meant by an actor."""
        name, known, taxonomy = plain(asked), self._known, classes()
        base = _base(name)
        above = {*_ends(name), *((base, *taxonomy.wider(base)) if base else ())} - {name}
        related = dict.fromkeys(known.numbers(above), Relation.INHERITED)
        kinds = (name, *taxonomy.narrower(name)) if name in taxonomy.graph else ()
        narrower = (
            *(known.bases.get(kind, ()) for kind in kinds),
            *(known.heads.get(one, ()) for one in (name, *above)),
        )
        related |= dict.fromkeys(chain.from_iterable(narrower), Relation.NARROWER)
        own = tuple(known.plain.get(name, ()))
        related |= dict.fromkeys(own, Relation.SELF)
        return Meant(related, tuple(each for each in known.numbers(known.ending(name)) if each not in related), own)

    def called(self, asked: str) -> set[int]:
        """Names that are the actor's, alone or with words before."""
        name, known = plain(asked), self._known
        return {*known.plain.get(name, ()), *known.numbers(known.ending(name))}

    def department(self, asked: str) -> list[int]:
        """Names that are the department's, a class of it, or have a part of its name, or lend it one."""
        name, known = plain(asked), self._known
        return sorted({*known.numbers((*known.having(name), *_parts(name))), *self.actor(asked).related})

    def beginning(self, words: str) -> list[int]:
        """Names that have the words, those that begin with them first."""
        found = [(not name.startswith(words), number) for number, name in self.names.items() if words in name]
        return [number for _, number in sorted(found)]


class _Known:
    """Numbers of names: `bases` by their class of the lexicon, `heads` by what stands behind their last 的."""

    def __init__(self, names: dict[int, str]) -> None:
        plains, bases, heads = (defaultdict[str, list[int]](list) for _ in range(3))
        for number, name in names.items():
            plains[plain(name)].append(number)
        for name, numbers in plains.items():
            bases[_base(name)] += numbers
            which, _, head = name.rpartition("的")
            if which:
                heads[head] += numbers
        self.plain, self.bases, self.heads = dict(plains), dict(bases), dict(heads)
        self._backwards = sorted(name[::-1] for name in plains)
        self._joined = APART.join(("", *plains, ""))

    def numbers(self, names: Iterable[str]) -> Iterator[int]:
        """The numbers of names; of those that are none, nothing."""
        return (number for name in names for number in self.plain.get(name, ()))

    def ending(self, part: str) -> Iterator[str]:
        """Names that end so and are longer."""
        back = part[::-1]
        first, last = (bisect_left(self._backwards, each) for each in (back, back + AFTER_ALL))
        return (name[::-1] for name in self._backwards[first:last] if name != back)

    def having(self, part: str) -> Iterator[str]:
        """Names that have a part."""
        at = self._joined.find(part) if part else -1
        while at >= 0:
            end = self._joined.index(APART, at)
            yield self._joined[self._joined.rindex(APART, 0, at) + 1 : end]
            at = self._joined.find(part, end)


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


def _parts(name: str) -> Iterator[str]:
    """Every stretch of a name."""
    return (name[start:end] for start in range(len(name)) for end in range(start + 1, len(name) + 1))
