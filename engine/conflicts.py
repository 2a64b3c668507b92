"""Provisions of different documents that contradict each other, and which of them applies.

In: a `Library` and a day. Out: `ConflictAnswer`: each conflict with both provisions, the preference or who decides, and
a proof that quotes both. Guarantee: only documents that hold on the day and for one place are compared; pairs whose
places cannot be compared are counted in a note; the rules of 立法法 decide (`engine/rules/hierarchy`), competence
first; what they do not decide is told as undecided, never as equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Unpack

from engine.answering import indexes
from engine.from_rules import for_conflicts
from engine.index import Index
from engine.library import Conclusions, Library, concluded
from engine.model import CLOSED, Conflict, ConflictAnswer, Outcome, Party
from engine.opposition import Acts, Opposed, opposed
from engine.proof import prove
from engine.questions import Asked, Question, question
from engine.relations import Member
from engine.validities import validity
from engine.wording import days, phrase
from obligations.model import Fact, Source
from policies import places
from policies.instruments import Instrument

LOCAL = (Instrument.LOCAL_REGULATION, Instrument.DEPARTMENT_RULE, Instrument.LOCAL_RULE)
GROUPS = {
    "belowRegulation": LOCAL,
    "belowLaw": (Instrument.ADMINISTRATIVE_REGULATION, *LOCAL),
    "legislation": (Instrument.LAW, Instrument.ADMINISTRATIVE_REGULATION, *LOCAL),
}
OF_DOCUMENT = frozenset({"document", "instrument", "issuer", "jurisdiction"})
OF_STATEMENT = frozenset({"norm", "sanction", "fine", "bearer", "implied_bearer", "condition"})


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
    acts = [Acts(index) for index, each in zip(meant, told, strict=True) if each.force not in CLOSED]
    pairs = list(combinations(acts, 2))
    related = [(one, other, _one_place(one.index, other.index)) for one, other in pairs]
    unknown = sum(same is None for _, _, same in related)
    found = [each for one, other, same in related if same for each in _between(one, other, wanted)]
    shut = [each for each in told if each.force in CLOSED]
    notes = [
        days(phrase("compared_on", wanted.lang, day=day, count=sum(bool(same) for *_, same in related)), wanted.lang)
    ]
    notes += [phrase("not_compared", wanted.lang, count=len(shut))] if shut else []
    notes += [phrase("places_unknown", wanted.lang, count=unknown)] if unknown else []
    return ConflictAnswer(day, tuple(told), (), tuple(notes), tuple(found))


def _one_place(one: Index, other: Index) -> bool | None:
    """Whether one document's place lies in the other's; None when the metadata do not tell."""
    first, second = (_place(index) for index in (one, other))
    if not first or not second:
        return None
    if _inside(first, second) or _inside(second, first):
        return True
    cities = [places.place_of(name) for name in (first, second)]
    provinces = {city.province for city in cities if city}
    levels = {city.level for city in cities if city}
    return None if None in provinces and len(levels) > 1 else False


def _place(index: Index) -> str:
    return index.conclusions.held.document.metadata.jurisdiction or ""


def _inside(narrower: str, wider: str) -> bool:
    return wider == places.NATION.name or narrower.startswith(wider)


def _between(one: Acts, other: Acts, wanted: Question) -> Iterator[Conflict]:
    for each in opposed(one, other):
        conclusions = _weighed(one.index, other.index, each)
        key = _outcome(conclusions)
        conflict = _conflict(one.index, other.index, each, conclusions, wanted.lang) if key else None
        if conflict and (wanted.topic is None or any(wanted.topic in side.words for side in conflict.parties)):
            yield conflict


def _weighed(one: Index, other: Index, each: Opposed) -> Conclusions:
    """What follows for two provisions from the facts of both documents."""
    facts = [
        *each.facts,
        *_of(one, each.one),
        *_of(other, each.other),
        *(Fact("ranked", (kind, group)) for group, kinds in GROUPS.items() for kind in kinds),
        *_places(one, other),
    ]
    held = one.conclusions.held
    return concluded(held, one.conclusions.taxonomy, facts, for_conflicts())


def _of(index: Index, statement: str) -> Iterator[Fact]:
    held = index.conclusions.held
    for fact in held.facts:
        of_document = fact.predicate in OF_DOCUMENT and fact.args[0] == held.document.id
        if of_document or (fact.predicate in OF_STATEMENT and fact.args[0] == statement):
            yield fact
    version = Member(held.document, held.facts).version
    if version is not None:
        yield Fact(
            "holds_from", (held.document.id, held.document.metadata.title or "", version.args[1]), version.source
        )


def _places(one: Index, other: Index) -> Iterator[Fact]:
    names = sorted({_place(one), _place(other)})
    for narrower in names:
        for wider in names:
            if _inside(narrower, wider):
                yield Fact("within_place", (narrower, wider))


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
