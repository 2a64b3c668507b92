"""The lines of a case file that a proof rests on.

In: a case with the text of its file, and a proof. Out: the numbers of the lines, 1-based, with their exact characters.
Guarantee: for each fact that the case states there are the lines of the whole entry: of the actor, of the event, of the
answer; an event that is assumed stands in no line.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.cases import acts, lines
from engine.cases.model import Case
from engine.model import Proof

ACTOR = frozenset({"party", "attribute"})
Line = tuple[int, str]


def quoted(case: Case, proof: Proof) -> tuple[Line, ...]:
    """The lines of the case on which a proof rests, in order."""
    _, known = lines.load(case.file, case.text)
    wanted = {path for node in _nodes(proof) for path in _entries(case, node)}
    numbers = {line for path in wanted for line in _lines(known, path)}
    told = case.text.split("\n")
    return tuple((number, told[number - 1].rstrip("\r")) for number in sorted(numbers))


def _nodes(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from _nodes(premise)


def _entries(case: Case, node: Proof) -> Iterator[lines.Path]:
    """Where in the file what a node states stands."""
    args = node.args
    if node.predicate in ACTOR:
        yield from (("actors", place) for place, party in enumerate(case.parties) if party.name == args[0])
    if node.predicate == "attribute":
        days = (each.actor == args[0] and each.day.isoformat() == args[2] for each in case.events)
        yield from (("events", place) for place, meant in enumerate(days) if meant)
    if node.predicate == "event":
        yield from (("events", place) for place, event in enumerate(case.events) if event.id == args[0])
    if node.predicate == "answered":
        yield from (("answers", words) for words, _ in case.answers if acts.case(words) == acts.case(args[0] or ""))


def _lines(known: dict[lines.Path, int], path: lines.Path) -> range:
    """The lines from the first value of an entry to its last; none where the file has no such entry."""
    found = [line for each, line in known.items() if each[: len(path)] == path]
    return range(min(found), max(found) + 1) if found else range(0)
