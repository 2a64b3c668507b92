"""Why something holds in a case, and why something does not.

In: what was asked of a case, and an ID or words of a conclusion. Out: a proof.
Guarantee: an ID or words that mean nothing are an `UnknownId`, never an empty proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from engine.binding import ANY
from engine.blocked import why_not
from engine.cases.answers import Asked
from engine.cases.quoting import quoted
from engine.certificate import CaseWitness, Certificate, Kind, Terms, certify, involved
from engine.errors import UnknownId
from engine.keys import key_of
from engine.library import Arguments, Library
from engine.model import Proof, Step
from engine.proof import prove
from engine.wording import LANGUAGES, phrase

Goal = tuple[str, Arguments, str, str]  # predicate, arguments, the words and the actor it is about


def why(library: Library, asked: Sequence[Asked], identity: str) -> Certificate:
    """The proof of a duty's state, or of a consequence, by its ID.

    Its root names the day asked and what is assumed: of another day, or under other assumptions, it is another one.

    Raises:
        UnknownId: nothing in the case has it.
    """
    every: list[str] = []
    for each in asked:
        keys = {one.id: (one.key, one.actor, one.action) for one in each.duties}
        keys |= {one.id: (one.key, one.actor, phrase("and", "zh").join(one.measures)) for one in each.consequences}
        if identity in keys:
            key, actor, what = keys[identity]
            proof = prove(each.index.conclusions, each.index.rules, key, each.index.lang)
            told = phrase("of_actor", each.index.lang, what=what, actor=actor)
            case, day = each.meeting.case, each.meeting.day.isoformat()
            root = Proof(told, Step.LISTED, "why", (identity, day, *case.assumed), premises=(proof,))
            return _certified(library, each, identity, root)
        every += keys
    near = get_close_matches(identity, every, n=3)
    raise UnknownId(*(_unknown(identity, near, lang) for lang in LANGUAGES))


def _certified(library: Library, own: Asked, identity: str, proof: Proof) -> Certificate:
    """A proof with the case and all documents that it speaks of."""
    known = {held.document.id: held.document for held in library.held}
    about, day, case = own.meeting.document.id, own.meeting.day.isoformat(), own.meeting.case
    others = sorted((involved(proof) & known.keys()) - {about})
    return certify(
        identity,
        proof,
        [known[name] for name in (about, *others)],
        own.index.rules,
        asked=Terms(day, None, day, ""),
        lang=own.index.lang,
        kind=Kind.CASE,
        case=CaseWitness(case.sha256, case.assumed, quoted(case, proof)),
    )


def _unknown(identity: str, near: list[str], lang: str) -> str:
    others = phrase("near", lang, near=phrase("and", lang).join(near)) if near else ""
    return phrase("unknown_id", lang, identity=identity) + others


def why_not_so(asked: Sequence[Asked], words: str) -> Proof:
    """What blocks each duty or consequence that has these words, or this ID.

    Raises:
        UnknownId: none has.
    """
    found = [_told(each, goal) for each in asked for goal in _goals(each, words)]
    if not found:
        raise UnknownId(*(phrase("no_such", lang, words=words) for lang in LANGUAGES))
    return found[0] if len(found) == 1 else Proof(f"“{words}”", Step.LISTED, "why_not", (), premises=tuple(found))


def _goals(asked: Asked, words: str) -> Iterator[Goal]:
    index = asked.index
    for party in asked.meeting.parties:
        for sanction, fact in index.sanctions.items():
            measures = index.of("measure").get(sanction, ())
            if f"{sanction}@{party.name}" == words or any(words in each for each in (*measures, fact.args[3])):
                told = next((each for each in measures if words in each), fact.args[3])
                yield "owes", (party.name, sanction, ANY), told, party.name
        for actor, norm, bearer, mode, action, side in index.conclusions.rows("concerned"):
            mine = actor == party.name and mode in {"obligation", "prohibition"}
            if mine and (words in action or words.startswith(f"{norm}@{actor}")):
                yield "applies", (actor, norm, bearer, mode, action, side), action, actor


def _told(asked: Asked, goal: Goal) -> Proof:
    predicate, pattern, what, actor = goal
    index = asked.index
    rows = [
        row
        for row in index.conclusions.rows(predicate)
        if all(a in (b, ANY) for a, b in zip(pattern, row, strict=True))
    ]
    if rows:
        proof = prove(index.conclusions, index.rules, key_of(predicate, rows[0]), index.lang)
        told = phrase("holds_already", index.lang, what=what)
        return Proof(told, Step.LISTED, "holds_already", (), premises=(proof,))
    told = phrase("of_actor", index.lang, what=what, actor=actor)
    return Proof(told, Step.LISTED, "why_not", (), premises=(why_not(index, predicate, pattern),))
