"""Proofs by ID.

In: a library and the ID of a duty, a penalty, a statement or a document. Out: its proof.
Guarantee: every ID that an answer has can be explained; any other is an `UnknownId` with the nearest known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from engine import duties, penalties
from engine.answering import indexes
from engine.errors import UnknownId
from engine.index import Index
from engine.library import Held, Library
from engine.model import Derivation, Proof, Step
from engine.proof import prove
from engine.questions import Question
from engine.wording import LANGUAGES, phrase

# statement@actor, statement@actor/class, each with .2 for a second action or measure
IDENTITY = re.compile(r"(?P<statement>[^@]+)@(?P<actor>[^/]+?)(?:/[^/]+?)?(?:\.\d+)?")


def proof_of(library: Library, asked: Question, identity: str) -> tuple[str, Proof]:
    """The proof of an answer, or all that follows from a statement or a document, and the ID of its document.

    Args:
        library: the documents.
        asked: the days to conclude for, and the actor that the ID names.
        identity: of a duty, a penalty, a statement or a document.

    Raises:
        UnknownId: nothing has this ID.
    """
    day = asked.moment.day.isoformat()
    for index in indexes(replace(library, held=_holding(library, identity)), asked):
        proof = _statement(index, identity, day) or _answer(index, asked.actor or "", identity)
        if proof is not None:
            return index.document, proof
    near = get_close_matches(identity, _known(library), n=3)
    raise UnknownId(*(_unknown(identity, near, lang) for lang in LANGUAGES))


def _unknown(identity: str, near: list[str], lang: str) -> str:
    others = phrase("near", lang, near=phrase("and", lang).join(near)) if near else ""
    return phrase("unknown_id", lang, identity=identity) + others


def actor_of(identity: str) -> str | None:
    """The actor that the ID of a duty or penalty names."""
    found = IDENTITY.fullmatch(identity)
    return found["actor"] if found else None


def _holding(library: Library, identity: str) -> tuple[Held, ...]:
    return tuple(held for held in library.held if any(identity.startswith(fact.args[0]) for fact in held.facts))


def _answer(index: Index, actor: str, identity: str) -> Proof | None:
    key = duties.proof_key(index, actor, identity) or penalties.proof_key(index, actor, identity)
    return prove(index.conclusions, index.rules, key, index.lang) if key else None


def _statement(index: Index, identity: str, day: str) -> Proof | None:
    keys = [
        key for key, each in index.conclusions.chosen.items() if identity in each.args and _is_told(index, each, day)
    ]
    facts = [key for key, fact in index.conclusions.facts.items() if fact.args[:1] == (identity,)]
    if not keys and not facts:
        return None
    keys = sorted(set(keys) - duties.less_plain(index), key=_order(index, identity))
    proofs = tuple(prove(index.conclusions, index.rules, key, index.lang) for key in keys or facts)
    governed = sum(row[0] == identity for row in index.conclusions.rows("covers"))
    told = "follows" if keys else "governs" if governed else "nothing_follows"
    source = next((index.conclusions.facts[key].source for key in facts), None)
    said = phrase(told, index.lang, count=len(proofs) if keys else governed)
    return Proof(said, Step.LISTED, told, (identity,), premises=proofs, source=source)


def _order(index: Index, identity: str) -> Callable[[str], tuple[int, list[int], int, str]]:
    """Conclusions by kind, as they are declared, then by the order in which the text names actors and measures."""
    kinds = list(index.rules.declarations)
    actors = _named(index, identity)
    facts = index.conclusions.facts

    def place(key: str) -> tuple[int, list[int], int, str]:
        each = index.conclusions.chosen[key]
        sources = [facts[premise].source for premise in each.premises if premise in facts]
        places = [actors.index(arg) for arg in each.args if arg in actors]
        return kinds.index(each.predicate), places, max((one.start for one in sources if one), default=0), key

    return place


def _named(index: Index, identity: str) -> list[str]:
    """The actors of a statement or document in the order of the text."""
    bearers = [found.actor for found in duties.in_order(index) if found.statement == identity]
    others = [actor for norm, actor, _ in index.conclusions.rows("directs") if norm == identity]
    addressees = index.of("addressee").get(identity, ())
    return [*bearers, *others, *addressees, *index.in_charge("leads", identity), *index.in_charge("supports", identity)]


def _is_told(index: Index, each: Derivation, day: str) -> bool:
    # No step to others, and validity on the day asked alone: it is concluded for every day on which something is due.
    return not index.rules.declarations[each.predicate].step and (each.predicate != "force" or each.args[2] == day)


def _known(library: Library) -> Iterator[str]:
    for held in library.held:
        yield held.document.id
        yield from (fact.args[0] for fact in held.facts if fact.predicate in {"norm", "responsibility", "sanction"})
