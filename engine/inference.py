"""The run of a rule base by durable_rules: the only module that imports it.

In: a `RuleBase` and the facts of one document. Out: every derivation, sorted.
Guarantee: the result is the set of all rule instances that hold, so it depends neither on the order of the facts nor
on other documents; an exception in an action, a fact refused without reason or a run-away rule is raised, never lost.

How the rules are run, and what durable_rules is kept from doing, stands in `docs/decisions/0006-inference.md`.
"""

from __future__ import annotations

import threading
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from durable import engine as durable

from engine.binding import Plan, arguments, plan, value
from engine.comparisons import holds
from engine.compilation import BEGIN, DENIED, constants, definition, message_names, opening, tested
from engine.errors import EngineError, InferenceError, TooManyDerivations
from engine.keys import absence, key_of, relation
from engine.language import Rule, RuleBase
from engine.model import Derivation
from engine.reduction import Demands, Reduction, demands, divisible
from engine.strata import able
from obligations.model import Fact

LIMIT = 200_000  # instances of rules for one document
STEP = 32  # facts told before actions run
SHARE = 512  # facts of one predicate told in one session
IDENTITIES = 8  # attempts at an ID whose 32-bit hash no other message of the session has

Message = dict[str, Any]

_LOCK = threading.Lock()
_SESSIONS = count(1)


def derive(base: RuleBase, facts: Iterable[Fact], limit: int = LIMIT) -> tuple[Derivation, ...]:
    """All derivations from these facts.

    Args:
        base: the rules.
        facts: of one document; repeated ones count once.
        limit: instances of rules, those that a comparison refuses among them, after which the run is stopped.

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
    sid: str = ""
    known: list[_Known] = field(default_factory=list)
    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    keys: set[str] = field(default_factory=set)
    derivations: set[Derivation] = field(default_factory=set)
    fired: Counter[str] = field(default_factory=Counter)
    instances: int = 0
    failure: BaseException | None = None

    def begin(self) -> None:
        """Take a new name: a session of durable_rules has the facts of one share of one stratum."""
        self.sid = str(next(_SESSIONS))

    def know(self, key: str, predicate: str, args: tuple[str, ...]) -> None:
        """Know it, unless it is known already."""
        if key not in self.keys:
            self.keys.add(key)
            self.known.append(_Known(key, predicate, args))
            self.rows[predicate].append(args)

    def count(self, code: str) -> None:
        """Count an instance of a rule, unless the limit is reached."""
        self.fired[code] += 1
        self.instances += 1
        if self.instances > self.limit:
            raise TooManyDerivations(self.fired.most_common(1)[0][0], self.limit)

    def message(self, number: int, places: Iterable[int], mark: str = "") -> Message:
        """What durable_rules is told: the predicate and, by number, the arguments at these places."""
        known = self.known[number]
        message: Message = {"sid": self.sid, "n": number, "p": mark + known.predicate}
        for place in places:
            message[f"a{place}"] = self.number(known.args[place])
        return message

    def number(self, value: str) -> int:
        """The number of a string."""
        return self.numbers.setdefault(value, len(self.numbers))


@dataclass(frozen=True, slots=True)
class _Stratum:
    """A registered ruleset, its rules, and the places of arguments that it looks at, by predicate."""

    ruleset: Any
    rules: Sequence[Rule]
    tested: dict[str, tuple[int, ...]]

    def message(self, session: _Session, number: int, mark: str = "") -> Message:
        """What durable_rules is told of a fact or conclusion."""
        return session.message(number, self.tested[session.known[number].predicate], mark)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A rule with the plan of its binding."""

    rule: Rule
    plan: Plan


_RUNNING: dict[str, _Session] = {}


def _run(stratum: _Stratum, session: _Session) -> None:
    rules = tuple(able(stratum.rules, {known.predicate for known in session.known}))
    if not rules:
        return
    divided = max(_divisible(rules), key=lambda name: len(session.rows[name]), default="")
    places = [number for number, known in enumerate(session.known) if known.predicate == divided]
    concerned = tuple(rule for rule in rules if any(atom.predicate == divided for atom in rule.premises))
    for first in range(0, max(1, len(places)), SHARE):
        _share(stratum, session, concerned if first else rules, (divided, frozenset(places[first : first + SHARE])))


def _share(stratum: _Stratum, session: _Session, rules: tuple[Rule, ...], share: tuple[str, frozenset[int]]) -> None:
    # A message takes 13 KB in durable_rules, whatever it says, as long as its session is there: so a predicate of many
    # facts is told in shares. After the first share only the rules that it concerns have anything new to find.
    divided, places = share
    own = [session.known[number].args for number in sorted(places)]
    reduction = Reduction(_demands(rules), {**session.rows, divided: own})
    session.begin()
    offset = _open(stratum.ruleset, session.sid)
    _RUNNING[session.sid] = session
    try:
        _deny(stratum, session, reduction)
        _state(stratum, session, (reduction, divided, places), offset)
        _raise([stratum.ruleset.get_state(session.sid).get("exception")])
    finally:
        del _RUNNING[session.sid]
        stratum.ruleset.delete_state(session.sid)


@cache
def _demands(rules: tuple[Rule, ...]) -> Demands:
    return demands(rules)


@cache
def _divisible(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    return divisible(rules)


def _open(ruleset: Any, sid: str) -> int:
    # durable_rules leaves the context of a new session unset until its first action, and frees it when the session is
    # deleted: a session without any action ended the process. So each has one.
    offset = int(ruleset.assert_fact({"sid": sid, "id": BEGIN, "p": BEGIN}))
    ruleset.do_actions(offset, lambda *_: None)
    return offset


def _deny(stratum: _Stratum, session: _Session, reduction: Reduction) -> None:
    # What is denied goes first and under a mark of its own: `none` is then decided when a frame arrives and never
    # revised, which is where durable_rules loses frames of other rules.
    denials = reduction.demands.denials
    for number, known in enumerate(session.known) if denials else ():
        wanted = denials.get(known.predicate)
        if wanted and reduction.fits(wanted, known.args):
            _tell(stratum.ruleset, stratum.message(session, number, DENIED))


def _state(stratum: _Stratum, session: _Session, share: tuple[Reduction, str, frozenset[int]], offset: int) -> None:
    # Actions run after every few messages, and what they conclude waits its turn behind the facts: so the limit stops
    # a run-away rule before durable_rules, which joins at once, has filled the memory with its instances.
    reduction, divided, places = share
    told, premises = 0, reduction.demands.premises
    for number, known in enumerate(session.known):  # which grows while we go through it
        wanted = premises.get(known.predicate) if known.predicate != divided or number in places else None
        if wanted and reduction.fits(wanted, known.args):
            _tell(stratum.ruleset, stratum.message(session, number))
            told += 1
        if told == STEP or number + 1 == len(session.known):
            _act(stratum, session, offset)
            told = 0


def _tell(ruleset: Any, message: Message) -> None:
    """Assert a message."""
    for attempt in range(IDENTITIES):
        message["id"] = _identity(message, attempt)
        try:
            ruleset.assert_fact(message)
            return
        except durable.MessageNotHandledException:
            return
        except durable.MessageObservedException:
            continue  # every message is asserted once: this is another one whose ID has the same hash
    problem = f"推理引擎拒收事实：{message['p']}，连续 {IDENTITIES} 个编号都与别的事实相撞"
    raise InferenceError(problem, f"the engine refused a fact under {IDENTITIES} IDs: {message['p']}")


def _identity(message: Message, attempt: int) -> str:
    return f"{message['p'][:1]}{message['n']}.{attempt}"


def _act(stratum: _Stratum, session: _Session, offset: int) -> None:
    failures: list[object] = []
    stratum.ruleset.do_actions(offset, lambda error, _: failures.append(error))
    _raise([session.failure, *failures])


def _raise(failures: Iterable[object]) -> None:
    """Raise the first of what went wrong; what is neither of the engine nor an interruption as an `InferenceError`."""
    for failure in filter(None, failures):
        if isinstance(failure, EngineError | KeyboardInterrupt | SystemExit):
            raise failure
        raise InferenceError(f"推理引擎出错：{failure!r}", f"the engine failed: {failure!r}")


def _fire(each: _Planned, numbers: Sequence[int], session: _Session) -> None:
    """One instance of a rule: check what durable_rules does not, and note what follows."""
    rule = each.rule
    session.count(rule.code)
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
        session.derivations.add(Derivation(key, predicate, args, rule.code, premises))
        session.know(key, predicate, args)


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
        rules=rules,
        tested=tested(rules),
    )


def _action(rule: Rule) -> Callable[[Any], None]:
    # durable_rules counts the parameters of an action: what it needs is closed over, not a default argument.
    names, planned = message_names(rule), _Planned(rule, plan(rule))

    def act(found: Any) -> None:
        session = _RUNNING[found.s.sid]
        for frame in found.m:
            if session.failure is not None:
                return  # durable_rules goes on after a failure; nothing more is noted
            try:
                _fire(planned, [frame[name]["n"] for name in names], session)
            except BaseException as failure:  # durable_rules would swallow it
                session.failure = failure

    return act
