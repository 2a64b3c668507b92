"""The facts that conclusions are drawn from.

In: a document with the facts of its text (`obligations.to_facts`), and a question. Out: those facts as the rules take
them, and all that is computed from them for the question.
Guarantee: the inference and the checker of proofs know the same facts, and nothing here is concluded by a rule.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.computed import Moment, actors, classes, computed
from engine.situations import situated
from engine.successors import succeeded
from engine.taxonomy import Taxonomy
from obligations.model import Fact
from policies.model import Document


def stated(document: Document, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts of a document's text: there is a `document` fact, and a trigger is cut to the case that it names."""
    known = situated(tuple(facts))
    if any(fact.predicate == "document" for fact in known):
        return known
    return (Fact("document", (document.id, document.metadata.title or "")), *known)


def known(
    document: Document, facts: tuple[Fact, ...], taxonomy: Taxonomy, moment: Moment, actor: str = ""
) -> tuple[tuple[Fact, ...], Taxonomy]:
    """All facts of a document for a question, and the classes of actors with the names of the document.

    Args:
        document: it speaks of.
        facts: stated in it.
        taxonomy: the classes of actors.
        moment: the days asked about.
        actor: whose classes matter; "" for none.
    """
    successors = succeeded(actors(facts), document.metadata.jurisdiction or "")
    names = actors((*facts, *successors))
    wider = taxonomy.with_names(names)
    above = classes(actor, wider, names) if actor else []
    return (*facts, *above, *successors, *computed(facts, moment)), wider
