"""The run of a rule base by durable_rules: the only module that imports it.

In: a `RuleBase` and the facts of one document. Out: every derivation, sorted.
Guarantee: the result is the set of all rule instances that hold, so it depends neither on the order of the facts nor
on other documents; an exception in an action, a fact refused without reason or a run-away rule is raised, never lost.

How the rules are run, and what durable_rules is kept from doing, stands in `docs/decisions/0006-inference.md`.
"""

from __future__ import annotations

import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from durable import engine as durable

from engine.binding import Plan, arguments, plan, value
from engine.comparisons import holds
from engine.compilation import BEGIN, DENIED, constants, definition, message_names, opening
from engine.errors import EngineError, InferenceError, TooManyDerivations
from engine.keys import absence, key_of, relation
from engine.language import Rule, RuleBase
from engine.model import Derivation
from obligations.model import Fact

LIMIT = 200_000  # derivations of one document
IDENTITIES = 8  # attempts at an ID whose 32-bit hash no other message of the session has

Message = dict[str, Any]

_LOCK = threading.Lock()
_SESSIONS = count(1)


def derive(base: RuleBase, facts: Iterable[Fact], limit: int = LIMIT) -> tuple[Derivation, ...]:
    """All derivations from these facts.

    Args:
        base: the rules.
        facts: of one document; repeated ones count once.
        limit: derivations after which the run is stopped.

    Raises:
        TooManyDerivations: the limit is reached.
        InferenceError: durable_rules failed.
    """
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # durable_rules asks datetime for utcfromtimestamp
        session = _Session(limit, dict(constants(base)))
        for fact in facts:
            session.know(key_of(fact.predicate, fact.args), fact.predicate, fact.args)
        for stratum in _compiled(base):
            _run(stratum, session)
    return tuple(sorted(session.derivations, key=lambda each: (each.key, each.rule, each.premises)))


@dataclass(frozen=True, slots=True)
class _Known:
    """A fact or a conclusion of the session; its place in `_Session.known` is its number."""

    key: str
    predicate: str
    args: tuple[str, ...]


@dataclass(slots=True)
class _Session:
    """What one run knows. `numbers` are the short names under which durable_rules sees the strings."""

    limit: int
    numbers: dict[str, int]
    sid: str = field(default_factory=lambda: str(next(_SESSIONS)))
    known: list[_Known] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    derivations: set[Derivation] = field(default_factory=set)
    fired: Counter[str] = field(default_factory=Counter)
    failure: EngineError | None = None

    def know(self, key: str, predicate: str, args: tuple[str, ...]) -> int | None:
        """Its number, or None when it is known already."""
        if key in self.keys:
            return None
        self.keys.add(key)
        self.known.append(_Known(key, predicate, args))
        return len(self.known) - 1

    def note(self, derivation: Derivation) -> None:
        """Keep a derivation, unless the limit is reached."""
        self.derivations.add(derivation)
        self.fired[derivation.rule] += 1
        if len(self.derivations) > self.limit:
            raise TooManyDerivations(self.fired.most_common(1)[0][0], self.limit)

    def message(self, number: int, mark: str = "") -> Message:
        """What durable_rules is told: the predicate and the arguments by number."""
        known = self.known[number]
        places = {f"a{place}": self.number(arg) for place, arg in enumerate(known.args)}
        return {"sid": self.sid, "n": number, "p": mark + known.predicate} | places

    def number(self, value: str) -> int:
        """The number of a string."""
        return self.numbers.setdefault(value, len(self.numbers))


@dataclass(frozen=True, slots=True)
class _Stratum:
    """A registered ruleset with the predicates it listens to and those it denies."""

    ruleset: Any
    listens: frozenset[str]
    denies: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A rule with the plan of its binding."""

    rule: Rule
    plan: Plan


_RUNNING: dict[str, tuple[_Session, _Stratum]] = {}


def _run(stratum: _Stratum, session: _Session) -> None:
    messages = _messages(stratum, session)
    if not messages:
        return
    _open(stratum.ruleset, session.sid)
    _RUNNING[session.sid] = (session, stratum)
    try:
        offsets = [_tell(stratum.ruleset, message) for message in messages]
        _act(stratum.ruleset, session, max(offsets))
    finally:
        del _RUNNING[session.sid]
        stratum.ruleset.delete_state(session.sid)


def _open(ruleset: Any, sid: str) -> None:
    # durable_rules leaves the context of a new session unset until its first action, and frees it when the session is
    # deleted: a session without any action ended the process. So each has one.
    offset = ruleset.assert_fact({"sid": sid, "id": BEGIN, "p": BEGIN})
    ruleset.do_actions(offset, lambda *_: None)


def _messages(stratum: _Stratum, session: _Session) -> list[Message]:
    # What is denied goes first and under a mark of its own: `none` is then decided when a frame arrives and never
    # revised, which is where durable_rules loses frames of other rules.
    facts = list(enumerate(session.known))
    denied = [session.message(number, DENIED) for number, known in facts if known.predicate in stratum.denies]
    stated = [session.message(number) for number, known in facts if known.predicate in stratum.listens]
    return denied + stated


def _tell(ruleset: Any, message: Message) -> int:
    """Assert a message; the offset of its session, 0 when no rule has a use for it."""
    for attempt in range(IDENTITIES):
        message["id"] = _identity(message, attempt)
        try:
            return int(ruleset.assert_fact(message))
        except durable.MessageNotHandledException:
            return 0
        except durable.MessageObservedException:
            continue  # every message is asserted once: this is another one whose ID has the same hash
    problem = f"推理引擎拒收事实：{message['p']}，连续 {IDENTITIES} 个编号都与别的事实相撞"
    raise InferenceError(problem, f"the engine refused a fact under {IDENTITIES} IDs: {message['p']}")


def _identity(message: Message, attempt: int) -> str:
    return f"{message['p'][:1]}{message['n']}.{attempt}"


def _act(ruleset: Any, session: _Session, offset: int) -> None:
    failures: list[object] = []
    if offset:
        ruleset.do_actions(offset, lambda error, _state: failures.append(error))
    swallowed = ruleset.get_state(session.sid).get("exception")
    if session.failure is not None:
        raise session.failure
    if swallowed or any(failures):
        detail = swallowed or failures
        raise InferenceError(f"推理引擎出错：{detail}", f"the engine failed: {detail}")


def _fire(each: _Planned, numbers: Sequence[int], session: _Session, stratum: _Stratum) -> None:
    """One instance of a rule: check what durable_rules does not, and note what follows."""
    rule = each.rule
    found = [session.known[number] for number in numbers]
    binding = each.plan.bind([known.args for known in found])
    if binding is None:
        keys = "；".join(known.key for known in found)
        problem = f"推理引擎给规则 {rule.code} 的前提对不上：{keys}"
        raise InferenceError(problem, f"the engine gave rule {rule.code} premises that do not fit: {keys}")
    if not all(holds(value(c.left, binding), c.op, value(c.right, binding)) for c in rule.comparisons):
        return
    premises = (
        *(known.key for known in found),
        *(absence(atom, binding) for atom in rule.absent),
        *(relation(comparison, binding) for comparison in rule.comparisons),
    )
    for conclusion in rule.conclusions:
        predicate, args = conclusion.atom.predicate, arguments(conclusion.atom, binding)
        key = key_of(predicate, args)
        session.note(Derivation(key, predicate, args, rule.code, premises))
        number = session.know(key, predicate, args)
        if number is not None and predicate in stratum.listens:
            _tell(stratum.ruleset, session.message(number))


class _Host(durable.Host):  # type: ignore[misc]
    """A host without its timer threads, which would run our actions beside us."""

    def _run(self) -> None:
        pass


@cache
def _host() -> _Host:
    return _Host()


_COMPILED: dict[str, tuple[_Stratum, ...]] = {}


def _compiled(base: RuleBase) -> tuple[_Stratum, ...]:
    if base.digest not in _COMPILED:
        numbers = constants(base)
        _COMPILED[base.digest] = tuple(
            _register(f"zhize-{base.digest}-{place}", rules, numbers) for place, rules in enumerate(base.strata)
        )
    return _COMPILED[base.digest]


def _register(name: str, rules: Sequence[Rule], numbers: dict[str, int]) -> _Stratum:
    definitions = {rule.code: definition(rule, numbers) | {"run": _action(rule)} for rule in rules}
    _host().register_rulesets({name: definitions | {BEGIN: opening() | {"run": lambda _: None}}})
    return _Stratum(
        ruleset=_host().get_ruleset(name),
        listens=frozenset(atom.predicate for rule in rules for atom in rule.premises),
        denies=frozenset(atom.predicate for rule in rules for atom in rule.absent),
    )


def _action(rule: Rule) -> Callable[[Any], None]:
    # durable_rules counts the parameters of an action: what it needs is closed over, not a default argument.
    names, planned = message_names(rule), _Planned(rule, plan(rule))

    def act(found: Any) -> None:
        session, stratum = _RUNNING[found.s.sid]
        for frame in found.m:
            if session.failure is not None:
                return  # durable_rules goes on after a failure; nothing more is noted
            try:
                _fire(planned, [frame[name]["n"] for name in names], session, stratum)
            except EngineError as failure:
                session.failure = failure

    return act
