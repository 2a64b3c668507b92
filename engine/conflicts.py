"""Provisions of different documents that contradict each other, and which of them applies.

In: a `Library` and a day. Out: `ConflictAnswer`: each conflict with both provisions, the preference or who decides, and
a proof that quotes both. Guarantee: only documents that hold on the day and for one place are compared; pairs whose
places cannot be compared are counted in a note; the rules of 立法法 decide (`engine/rules/hierarchy`), competence
first; what they do not decide is told as undecided, never as equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Unpack

from engine.answering import indexes
from engine.certificate import Certificate, Kind, certify
from engine.from_rules import for_conflicts
from engine.index import Index
from engine.library import Conclusions, Library, concluded
from engine.model import CLOSED, Conflict, ConflictAnswer, Outcome, Party
from engine.opposition import Acts, Opposed, one_place, opposed, weighed
from engine.proof import prove
from engine.questions import Asked, Question, question
from engine.validities import validity
from engine.wording import days, phrase
from obligations.model import Source
from policies.model import Document

Side = tuple[Index, Acts]


def conflicts(library: Library, **asked: Unpack[Asked]) -> ConflictAnswer:
    """The conflicts between documents that hold on a day.

    Args:
        library: the documents.
        asked: `policy`: both documents must be meant; `topic`: words of the act; `as_of`: the day, today without it.
    """
    wanted = question(**asked)
    day = wanted.moment.day.isoformat()
    meant = indexes(library, wanted)
    told = [validity(index, day) for index in meant]
    sides = [(index, _acts(index)) for index, each in zip(meant, told, strict=True) if each.force not in CLOSED]
    related = [(one, other, one_place(one[1].place, other[1].place)) for one, other in combinations(sides, 2)]
    unknown = sum(same is None for _, _, same in related)
    found = [each for one, other, same in related if same for each in _between(one, other, wanted)]
    shut = [each for each in told if each.force in CLOSED]
    notes = [
        days(phrase("compared_on", wanted.lang, day=day, count=sum(bool(same) for *_, same in related)), wanted.lang)
    ]
    notes += [phrase("not_compared", wanted.lang, count=len(shut))] if shut else []
    notes += [phrase("places_unknown", wanted.lang, count=unknown)] if unknown else []
    return ConflictAnswer(day, tuple(told), (), tuple(notes), tuple(found))


def certified(conflict: Conflict, documents: Mapping[str, Document], lang: str) -> Certificate:
    """The proof of a conflict with what an outsider needs to check it; `documents` has both by their IDs."""
    both = [documents[party.document] for party in conflict.parties]
    rules = for_conflicts()
    return certify(conflict.id, conflict.proof, both, rules, asked=None, lang=lang, kind=Kind.CONFLICT)


def _acts(index: Index) -> Acts:
    conclusions = index.conclusions
    return Acts(conclusions.held.document, conclusions.held.facts, conclusions.taxonomy, conclusions.rows)


def _between(one: Side, other: Side, wanted: Question) -> Iterator[Conflict]:
    for each in opposed(one[1], other[1]):
        conclusions = _weighed(one[0], other[0], (one[1], other[1]), each)
        key = _outcome(conclusions)
        conflict = _conflict(one[0], other[0], each, conclusions, wanted.lang) if key else None
        if conflict and (wanted.topic is None or any(wanted.topic in side.words for side in conflict.parties)):
            yield conflict


def _weighed(one: Index, other: Index, acts: tuple[Acts, Acts], each: Opposed) -> Conclusions:
    """What follows for two provisions from the facts of both documents."""
    held = one.conclusions.held
    return concluded(held, one.conclusions.taxonomy, weighed(*acts, each), for_conflicts())


def _outcome(conclusions: Conclusions) -> str | None:
    found = [key for name in Outcome for key, each in sorted(conclusions.chosen.items()) if each.predicate == name]
    return found[0] if found else None


def _conflict(one: Index, other: Index, each: Opposed, conclusions: Conclusions, lang: str) -> Conflict:
    key = _outcome(conclusions) or ""
    derived = conclusions.chosen[key]
    proof = prove(conclusions, for_conflicts(), key, lang)
    basis = next((premise for premise in proof.premises if premise.predicate == "above" and premise.rule), proof)
    reasons = [found for found in conclusions.chosen.values() if found.predicate == "counter"]
    reason = prove(conclusions, for_conflicts(), reasons[0].key, lang).conclusion
    parties = (_party(one, each.one), _party(other, each.other))
    return Conflict(
        id=f"{each.one}~{each.other}",
        parties=parties,
        matter=reason,
        outcome=Outcome(derived.predicate),
        prevailing=derived.args[0] if derived.predicate == "prevails" else "",
        rule=basis.rule,
        label=basis.label,
        told=basis.conclusion,
        proof=proof,
    )


def _party(index: Index, statement: str) -> Party:
    fact = index.norms.get(statement) or index.sanctions[statement]
    words = fact.args[4] if fact.predicate == "norm" else fact.args[3]
    modality = fact.args[3] if fact.predicate == "norm" else ""
    fine = next((row for row in index.conclusions.rows("fine") if row[0] == statement), None)
    actors = (*index.of("bearer").get(statement, ()), *index.of("implied_bearer").get(statement, ()))
    return Party(
        document=index.document,
        statement=statement,
        instrument=next(iter(index.of("instrument").get(index.document, ())), ""),
        actors=actors or index.of("sanction_target").get(statement, ()),
        modality=modality,
        words=words,
        fine=(fine[1], fine[2]) if fine else None,
        source=fact.source or Source(index.document, "", 0, 0, ""),
    )


def by_id(found: Sequence[Conflict], identity: str) -> Conflict | None:
    """The conflict of an ID, whichever of the two is named first."""
    turned = "~".join(reversed(identity.split("~")))
    return next((each for each in found if each.id in {identity, turned}), None)
