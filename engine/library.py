"""Documents with their facts, and what follows from them.

In: documents, the facts of each, the pairs of the actor taxonomy. Out: a `Library`, and the `Conclusions` of one of
its documents for the days asked about.
Guarantee: what a document says derives from its own facts alone; how it stands on a day also from what the others say
of it (`engine.relations`), which has a stage of its own before the rules; every conclusion has one proof, the same in
every run, and no proof leads back to itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.computed import Moment
from engine.from_rules import built_in
from engine.inference import derive
from engine.keys import key_of
from engine.known import known, stated
from engine.language import RuleBase
from engine.model import Derivation
from engine.relations import Member, relations
from engine.taxonomy import Taxonomy, build
from obligations.model import Fact
from policies.model import Document

KEPT = 64  # conclusions that a library remembers
Arguments = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A document and the facts of its text."""

    document: Document
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Conclusions:
    """What follows from one document for the days asked about.

    Attributes:
        held: the document.
        taxonomy: the classes of actors, with the names of this document.
        facts: key -> fact, those computed included.
        chosen: key -> the derivation that proves it.
        args: key -> arguments of all facts and conclusions.
        table: predicate -> arguments of all facts and conclusions, in the order of facts, then of keys.
    """

    held: Held
    taxonomy: Taxonomy
    facts: dict[str, Fact]
    chosen: dict[str, Derivation]
    args: dict[str, Arguments]
    table: dict[str, list[Arguments]]

    def rows(self, predicate: str) -> list[Arguments]:
        """The arguments of all facts or conclusions of a predicate."""
        return self.table.get(predicate, [])


@dataclass(frozen=True, slots=True)
class Library:
    """The documents that are asked together.

    Attributes:
        held: in the order given.
        taxonomy: the classes of actors.
        rules: by which conclusions are drawn.
        related: document -> what the others say of it.
        memo: what was concluded last, oldest first.
    """

    held: tuple[Held, ...]
    taxonomy: Taxonomy
    rules: RuleBase
    related: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    memo: dict[tuple[str, Moment, str], Conclusions] = field(default_factory=dict, compare=False, repr=False)


def load(
    documents: Sequence[tuple[Document, Iterable[Fact]]],
    taxonomy: Iterable[tuple[str, str]] = (),
    rules: RuleBase | None = None,
) -> Library:
    """A library of these documents.

    Args:
        documents: each with the facts of its text (`obligations.to_facts`).
        taxonomy: pairs narrower -> wider.
        rules: other rules than those of `engine/rules`.

    Raises:
        RuleError: a rule file cannot be used.
        TaxonomyError: the pairs have a cycle.
    """
    held = tuple(Held(document, stated(document, facts)) for document, facts in documents)
    related = relations(Member(each.document, each.facts) for each in held)
    return Library(held, build(taxonomy), rules or built_in(), related)


def conclude(library: Library, held: Held, moment: Moment, actor: str = "") -> Conclusions:
    """What follows from one document of the library.

    Args:
        library: it stands in.
        held: the document.
        moment: the days asked about.
        actor: whose classes matter; the taxonomy need not know the name. "" for none: nothing is inherited then.
    """
    memo = (held.document.id, moment, actor)
    if memo not in library.memo:
        while len(library.memo) >= KEPT:
            library.memo.pop(next(iter(library.memo)))
        facts, taxonomy = known_of(library, held, moment, actor)
        library.memo[memo] = concluded(held, taxonomy, facts, library.rules)
    return library.memo[memo]


def known_of(library: Library, held: Held, moment: Moment, actor: str = "") -> tuple[tuple[Fact, ...], Taxonomy]:
    """All facts of a document for a question, what the others say of it among them, and the classes of actors."""
    facts, taxonomy = known(held.document, held.facts, library.taxonomy, moment, actor)
    return (*facts, *library.related.get(held.document.id, ())), taxonomy


def concluded(held: Held, taxonomy: Taxonomy, facts: Sequence[Fact], rules: RuleBase) -> Conclusions:
    """What follows from facts by rules.

    Args:
        held: the document they are of, or about.
        taxonomy: the classes of actors, with the names of this document.
        facts: all of them, those computed included.
        rules: by which conclusions are drawn.
    """
    derivations = derive(rules, facts)
    known: dict[str, Fact] = {}
    for fact in facts:
        known.setdefault(key_of(fact.predicate, fact.args), fact)
    chosen = choose(derivations, known)
    rows: dict[str, Fact | Derivation] = {**known, **{key: chosen[key] for key in sorted(chosen)}}
    table: dict[str, list[Arguments]] = defaultdict(list)
    for each in rows.values():
        table[each.predicate].append(each.args)
    args = {key: each.args for key, each in rows.items()}
    return Conclusions(held, taxonomy, known, chosen, args, dict(table))


def choose(derivations: Sequence[Derivation], facts: Iterable[str]) -> dict[str, Derivation]:
    """For each conclusion the derivation with the shortest proof; among equals the first by rule and premises.

    A derivation counts only when its premises are proved without it, so that no proof is circular.
    """
    height = dict.fromkeys(facts, 0)
    chosen: dict[str, Derivation] = {}
    waiting = list(derivations)
    level = 0
    while waiting:
        level += 1
        ready = [each for each in waiting if all(_is_settled(key, height) for key in each.premises)]
        if not ready:
            break
        for each in sorted(ready, key=lambda each: (each.key, each.rule, each.premises)):
            if each.key not in height:
                chosen.setdefault(each.key, each)
        height |= dict.fromkeys((each.key for each in ready if each.key not in height), level)
        waiting = [each for each in waiting if each.key not in height]
    return chosen


def _is_settled(premise: str, height: dict[str, int]) -> bool:
    return premise in height or premise.startswith(("not ", '"'))
