"""The duties of a case before one document.

In: the index of its conclusions. Out: `CaseDuty` values. Guarantee: in the order of the text, then of actors and days;
a duty that comes to an actor in several ways is told once, by the way that decides most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.cases.meeting import Meeting
from engine.cases.model import CaseDuty, State, Verdict
from engine.cases.questions import awaited, condition, undone
from engine.duties import STATED
from engine.index import Index
from engine.keys import key_of
from engine.library import Arguments
from engine.model import CLOSED
from engine.telling import declared
from engine.validities import validity
from obligations.model import Source

MODES = ("obligation", "prohibition")
# How an actor comes to a duty twice: what applies outweighs an exception, and this what is not known.
ORDER = (State.VIOLATED, State.FULFILLED, State.DUE, State.UPCOMING, State.EXCUSED, State.UNDETERMINED)
DATED = (("fulfilled", State.FULFILLED), ("violated", State.VIOLATED), ("upcoming", State.UPCOMING))
UNDATED = (("violated", State.VIOLATED), ("fulfilled", State.FULFILLED), ("standing", State.DUE))


@dataclass(frozen=True, slots=True)
class _Way:
    """One way by which a norm concerns an actor."""

    actor: str
    norm: str
    bearer: str
    mode: str
    action: str
    side: str

    @property
    def applies(self) -> Arguments:
        """The arguments of the conclusion that the norm applies."""
        return (*self.head, self.mode, self.action, self.side)

    @property
    def head(self) -> tuple[str, str, str]:
        """The first arguments of most conclusions."""
        return (self.actor, self.norm, self.bearer)


def duties_of(index: Index, meeting: Meeting) -> list[CaseDuty]:
    """The duties that concern the actors of the case; those that do not apply are left out."""
    best: dict[tuple[str, str, str], list[CaseDuty]] = {}
    for args in index.conclusions.rows("concerned"):
        way = _Way(*args)
        found = list(_instances(index, meeting, way)) if way.mode in MODES else []
        same = (way.actor, way.norm, way.action)
        if found and (same not in best or _rank(found) < _rank(best[same])):
            best[same] = found
    every = [duty for found in best.values() for duty in found]
    return sorted(every, key=lambda duty: (duty.source.start, duty.source.end, duty.actor, duty.action, duty.due))


def _rank(found: list[CaseDuty]) -> tuple[int, bool, str]:
    return min(ORDER.index(duty.state) for duty in found), found[0].object, found[0].bearer


def _instances(index: Index, meeting: Meeting, way: _Way) -> Iterator[CaseDuty]:
    unclear, excuse = (index.having(predicate, way.head) for predicate in ("doubtful", "excused"))
    if excuse:
        yield _duty(index, way, State.EXCUSED, ("excused", excuse[0]))
    elif unclear:
        asked = tuple(condition(index, row[0], row[3]) for row in unclear)
        yield replace(_duty(index, way, State.UNDETERMINED, ("doubtful", unclear[0])), questions=asked)
    elif index.having("applies", way.applies):
        yield from _applying(index, meeting, way)


def _applying(index: Index, meeting: Meeting, way: _Way) -> Iterator[CaseDuty]:
    for row in _rows(index, way, "instance"):
        yield _dated(index, way, row)
    for row in _rows(index, way, "lapsed"):
        yield _duty(index, way, State.UNDETERMINED, ("lapsed", row), row[4])
    standing = _standing(index, way)
    for row in _rows(index, way, "waiting") if standing is None else ():
        asked = (awaited(index, row[4]),)
        yield replace(_duty(index, way, State.UNDETERMINED, ("waiting", row)), questions=asked)
    if standing is not None:
        yield standing
    if way.side == "object" and validity(index, meeting.day.isoformat()).force not in CLOSED:
        yield _duty(index, way, State.DUE, ("applies", way.applies))


def _rows(index: Index, way: _Way, predicate: str) -> list[Arguments]:
    return index.having(predicate, (*way.head, way.action))


def _dated(index: Index, way: _Way, row: Arguments) -> CaseDuty:
    for predicate, state in DATED:
        found, late = index.having(predicate, row), index.having("late", row)
        if found:
            done = found[0][5] if state is State.FULFILLED else late[0][5] if late else ""
            return replace(_duty(index, way, state, (predicate, found[0]), row[4]), done=done)
    if index.having("running", row):
        return _duty(index, way, State.DUE, ("running", row), row[4])
    asked = (undone(index, way.actor, row),)
    return replace(_duty(index, way, State.UNDETERMINED, ("unreported", row), row[4]), questions=asked)


def _standing(index: Index, way: _Way) -> CaseDuty | None:
    """A duty without a day: breached when the case says so, else done, else to be kept."""
    dated = {row[4] for row in _rows(index, way, "instance")}
    for predicate, state in UNDATED:
        for row in _rows(index, way, predicate):
            if not (len(row) > 4 and row[4] in dated):
                done = row[5] if state is State.FULFILLED else ""
                return replace(_duty(index, way, state, (predicate, row)), done=done)
    return None


def _duty(index: Index, way: _Way, state: State, shown: tuple[str, Arguments], due: str = "") -> CaseDuty:
    key = key_of(*shown)
    return CaseDuty(
        id=_id(index, way, due),
        document=index.document,
        norm=way.norm,
        actor=way.actor,
        bearer=way.bearer,
        object=way.side == "object",
        modality=way.mode,
        action=way.action,
        state=state,
        due=due,
        basis=_basis(index, way, due),
        done="",
        conditions=tuple(_verdicts(index, way)),
        questions=(),
        derived=_is_derived(index, way),
        rule=index.conclusions.chosen[key].rule,
        source=index.norms[way.norm].source or Source(index.document, "", 0, 0, ""),
        key=key,
    )


def _id(index: Index, way: _Way, due: str) -> str:
    other = f"/{way.bearer}" if way.side == "object" else ""
    return f"{way.norm}@{way.actor}{other}{_place(index, way)}{f'#{due}' if due else ''}"


def _is_derived(index: Index, way: _Way) -> bool:
    told = (way.bearer, way.norm, way.mode, way.action)
    return not any(row[4] in STATED for row in index.having("duty", told))


def _place(index: Index, way: _Way) -> str:
    """Which of the actions of a norm it is: its own, or one that it wants of others."""
    return "" if index.norms[way.norm].args[4] == way.action else ".2"


def _basis(index: Index, way: _Way, due: str) -> str:
    declaration = index.rules.declarations["falls"]
    rows = index.having("falls", (way.actor, way.norm, due))
    return declared(declaration, rows[0], index.lang) if rows else ""


def _verdicts(index: Index, way: _Way) -> Iterator[Verdict]:
    rows = [row[3] for row in index.having("must_meet", way.head)]
    excepted = [row[1] for row in index.having("excepts", (way.norm,))]
    for text in dict.fromkeys([*rows, *excepted]):
        yield Verdict(text, holds(index, way.actor, text))


def holds(index: Index, actor: str, text: str) -> bool | None:
    """Whether a condition holds of an actor, None when it is not known."""
    if index.having("met", (actor, text)):
        return True
    return False if index.having("failed", (actor, text)) else None
