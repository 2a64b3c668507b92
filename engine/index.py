"""The conclusions of a document by statement.

In: `Conclusions`. Out: an `Index` that the answers are read from.
Guarantee: nothing is concluded here; every entry is a fact or a conclusion with a proof.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from engine.keys import key_of
from engine.language import RuleBase
from engine.library import Arguments, Conclusions
from engine.model import Successor, Validity
from engine.telling import declared
from obligations.model import Fact, Source
from policies.model import Provision

Names = tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """What is known of each statement of a document, told in a language.

    `told` keeps the validities that were told, by day; `grouped` rows by their first arguments.
    """

    conclusions: Conclusions
    rules: RuleBase
    lang: str = "zh"
    told: dict[str, Validity] = field(default_factory=dict, compare=False, repr=False)
    grouped: dict[tuple[str, int], dict[Arguments, list[Arguments]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def document(self) -> str:
        """The ID of the document."""
        return self.conclusions.held.document.id

    def of(self, predicate: str) -> dict[str, Names]:
        """First argument -> second arguments of a predicate."""
        return self._pairs.get(predicate, {})

    def about(self, predicate: str) -> dict[str, Names]:
        """Second argument -> first arguments: who leads on a statement."""
        return self._reverse.get(predicate, {})

    @cached_property
    def heirs(self) -> dict[str, Names]:
        """Organ -> those who have its competence on the day asked, whole or in part."""
        rows = [*self.conclusions.rows("succeeds"), *self.conclusions.rows("succeeds_in_part")]
        return _grouped((row[1], row[0]) for row in rows)

    def successors(self, former: str) -> tuple[Successor, ...]:
        """Who has the competence of an organ on the day asked; those who have lost it since left out."""
        whole = [Successor(row[0], "") for row in self.conclusions.rows("succeeds") if row[1] == former]
        parts = [Successor(row[0], row[2]) for row in self.conclusions.rows("succeeds_in_part") if row[1] == former]
        return tuple(each for each in (*whole, *parts) if each.name not in self.heirs)

    def with_heirs(self, *names: str) -> Names:
        """These organs and those who have their competence on the day asked."""
        return (*names, *(heir for name in names for heir in self.heirs.get(name, ())))

    def having(self, predicate: str, head: Arguments) -> list[Arguments]:
        """The arguments of a predicate that begin with these, in the order of all."""
        kind = (predicate, len(head))
        if kind not in self.grouped:
            found: dict[Arguments, list[Arguments]] = defaultdict(list)
            for row in self.conclusions.rows(predicate):
                found[row[: len(head)]].append(row)
            self.grouped[kind] = dict(found)
        return self.grouped[kind].get(head, [])

    def source(self, predicate: str, args: Arguments) -> Source | None:
        """Where a fact is written."""
        fact = self.conclusions.facts.get(key_of(predicate, args))
        return None if fact is None else fact.source

    @cached_property
    def due(self) -> dict[tuple[str, str], Names]:
        """Actor and norm -> the days on which it falls due."""
        days: dict[tuple[str, str], list[str]] = defaultdict(list)
        for actor, norm, day in self.conclusions.rows("due"):
            days[actor, norm].append(day)
        return {pair: tuple(sorted(found)) for pair, found in days.items()}

    @cached_property
    def awaits(self) -> dict[str, tuple[str, str]]:
        """Norm -> the event its deadline counts from, "" for none, and why it has no date."""
        rows = self.conclusions.rows("awaits")
        declaration = self.rules.declarations["awaits"]
        return {row[0]: (row[1], declared(declaration, row, self.lang)) for row in rows}

    @cached_property
    def norms(self) -> dict[str, Fact]:
        """Norm -> the fact that states it."""
        return {fact.args[0]: fact for fact in self._facts("norm")}

    @cached_property
    def responsibilities(self) -> dict[str, Fact]:
        """Responsibility -> the fact that states it."""
        return {fact.args[0]: fact for fact in self._facts("responsibility")}

    def in_charge(self, part: str, statement: str) -> Names:
        """Who leads ("leads") or supports ("supports") what a statement demands, in the order of the text."""
        covering = [resp for resp, each in self.conclusions.rows("covers") if each == statement] or [statement]
        order = [resp for resp in self.responsibilities if resp in covering]
        return tuple(dict.fromkeys(name for resp in order for name in self.of(part).get(resp, ())))

    @cached_property
    def sanctions(self) -> dict[str, Fact]:
        """Sanction -> the fact that states it."""
        return {fact.args[0]: fact for fact in self._facts("sanction")}

    @cached_property
    def titles(self) -> dict[str, Names]:
        """Titles by `eid`: those of a provision and of all above it."""
        return dict(_titles(self.conclusions.held.document.root, ()))

    def _facts(self, predicate: str) -> Iterator[Fact]:
        return (fact for fact in self.conclusions.facts.values() if fact.predicate == predicate)

    @cached_property
    def _pairs(self) -> dict[str, dict[str, Names]]:
        return {name: _grouped((row[0], row[1]) for row in rows) for name, rows in self._binary}

    @cached_property
    def _reverse(self) -> dict[str, dict[str, Names]]:
        return {name: _grouped((row[1], row[0]) for row in rows) for name, rows in self._binary}

    @property
    def _binary(self) -> list[tuple[str, list[Arguments]]]:
        return [(name, rows) for name, rows in self.conclusions.table.items() if rows and len(rows[0]) == 2]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Names]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _titles(provision: Provision, above: Names) -> Iterator[tuple[str, Names]]:
    here = (*above, provision.title) if provision.title else above
    yield provision.eid, here
    for child in provision.children:
        yield from _titles(child, here)
