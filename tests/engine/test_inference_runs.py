"""What durable_rules derives is what the rules say: against a plain evaluator, in any order, beside anything else."""

from __future__ import annotations

import gc
import resource
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine import inference
from engine.binding import Binding, Plan, arguments, plan
from engine.comparisons import holds
from engine.errors import InferenceError, RuleError, TooManyDerivations
from engine.from_rules import built_in, read_texts
from engine.inference import derive
from engine.keys import absence, key_of, relation
from engine.language import Anything, Atom, Rule, RuleBase
from engine.model import Derivation
from obligations.model import Fact

HEAD = """
fact is_a(narrower, wider) says "x" otherwise "y"
fact bearer(norm, actor) says "x" otherwise "y"
fact unnamed_bearer(norm) says "x" otherwise "y"
conclusion p(a, b) says "x" otherwise "y"
conclusion q(a, b) says "x" otherwise "y"
conclusion r(a) says "x" otherwise "y"
"""
ARITY = {"is_a": 2, "bearer": 2, "unnamed_bearer": 1, "p": 2, "q": 2, "r": 1}
CONCLUDED = ("p", "q", "r")
CLOSURE = (
    HEAD + 'rule A1 "x" when is_a(?x, ?y) then p(?x, ?y)\nrule A2 "x" when is_a(?x, ?y) and p(?y, ?z) then p(?x, ?z)\n'
)


# A plain evaluator of the rule language, for small programs only.


def evaluate(base: RuleBase, facts: Sequence[Fact]) -> set[Derivation]:
    known: dict[str, tuple[str, tuple[str, ...]]] = {key_of(f.predicate, f.args): (f.predicate, f.args) for f in facts}
    found: set[Derivation] = set()
    for stratum in base.strata:
        while True:
            new = {each for rule in stratum for each in instances(rule, dict(known))} - found
            if not new:
                break
            found |= new
            known |= {each.key: (each.predicate, each.args) for each in new}
    return found


def instances(rule: Rule, known: dict[str, tuple[str, tuple[str, ...]]]) -> Iterator[Derivation]:
    for chosen in choices(rule.premises, known):
        binding = plan(rule).bind([known[key][1] for key in chosen])
        if binding is None or any(is_known(atom, binding, known) for atom in rule.absent):
            continue
        if not all(holds(value(c.left, binding), c.op, value(c.right, binding)) for c in rule.comparisons):
            continue
        premises = (
            *chosen,
            *(absence(atom, binding) for atom in rule.absent),
            *(relation(each, binding) for each in rule.comparisons),
        )
        for conclusion in rule.conclusions:
            predicate, args = conclusion.atom.predicate, arguments(conclusion.atom, binding)
            yield Derivation(key_of(predicate, args), predicate, args, rule.code, premises)


def value(term: Any, binding: Binding) -> str:
    return binding[term.name] if hasattr(term, "name") else str(term.value)


def choices(atoms: Sequence[Atom], known: dict[str, tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, ...]]:
    if not atoms:
        yield ()
        return
    for key, (predicate, _) in known.items():
        if predicate == atoms[0].predicate:
            for rest in choices(atoms[1:], known):
                yield (key, *rest)


def is_known(atom: Atom, binding: Binding, known: dict[str, tuple[str, tuple[str, ...]]]) -> bool:
    return any(
        predicate == atom.predicate
        and all(isinstance(t, Anything) or value(t, binding) == arg for t, arg in zip(atom.terms, args, strict=True))
        for predicate, args in known.values()
    )


# Random programs and facts.

VALUES = st.sampled_from(["a", "b", "c", "1", "10", "9", "2025-06-01", 'a"b', "矿山企业", "a, b", ""])
VARIABLES = st.sampled_from(["?x", "?y", "?z"])
CONSTANTS = st.sampled_from(['"a"', '"b"', "9", '"2025-06-01"'])


def atoms(terms: st.SearchStrategy[str], predicates: Sequence[str] = tuple(ARITY)) -> st.SearchStrategy[str]:
    return st.sampled_from(predicates).flatmap(
        lambda name: st.tuples(*[terms] * ARITY[name]).map(lambda given: f"{name}({', '.join(given)})")
    )


@st.composite
def rules(draw: st.DrawFn, code: str) -> str:
    premises = draw(st.lists(atoms(VARIABLES | CONSTANTS | st.just("_")), min_size=1, max_size=3))
    bound = sorted({name for name in ("?x", "?y", "?z") if any(name in premise for premise in premises)})
    known = st.sampled_from(bound) if bound else st.just('"a"')
    denied = draw(st.lists(atoms(known | CONSTANTS | st.just("_")), max_size=2))
    signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    compared = draw(st.lists(st.tuples(known, signs, known | CONSTANTS).map(" ".join), max_size=1))
    head = draw(atoms(known | CONSTANTS, CONCLUDED))
    body = " and ".join([*premises, *(f"not {atom}" for atom in denied), *compared])
    return f'rule {code} "x" when {body} then {head}\n'


@st.composite
def programs(draw: st.DrawFn) -> RuleBase:
    texts = [draw(rules(f"A{place}")) for place in range(draw(st.integers(1, 5)))]
    try:
        return read_texts({"随机.rules": HEAD + "".join(texts)})
    except RuleError as error:
        assume("通过否定" not in error.problem)
        raise


FACTS = st.sampled_from(["is_a", "bearer", "unnamed_bearer"]).flatmap(
    lambda name: st.tuples(*[VALUES] * ARITY[name]).map(lambda args: Fact(name, args))
)
PATIENT = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@PATIENT
@given(programs(), st.lists(FACTS, max_size=7))
def test_durable_rules_derives_what_a_plain_evaluator_does(base: RuleBase, facts: list[Fact]) -> None:
    assert set(derive(base, facts)) == evaluate(base, facts)


@PATIENT
@given(st.lists(FACTS, max_size=12), st.randoms(use_true_random=False), programs())
def test_the_order_of_facts_changes_nothing(facts: list[Fact], random: Any, base: RuleBase) -> None:
    shuffled = [*facts, *facts[:2]]
    random.shuffle(shuffled)
    assert derive(base, shuffled) == derive(base, facts)


def chain(length: int, name: str = "") -> list[Fact]:
    return [Fact("is_a", (f"{name}{place}", f"{name}{place + 1}")) for place in range(length)]


def test_a_run_depends_on_no_other() -> None:
    base = read_texts({"闭包.rules": CLOSURE})
    alone = derive(base, chain(6))
    derive(base, [*chain(6, "别的"), Fact("is_a", ("6", "7"))])
    assert derive(base, chain(6)) == alone
    assert len({each.key for each in alone}) == 21


def test_no_facts_and_no_rules_derive_nothing() -> None:
    assert derive(built_in(), []) == ()
    assert derive(read_texts({"空.rules": ""}), chain(3)) == ()


# What durable_rules would lose.


def test_a_false_duplicate_is_told_again_under_another_id(monkeypatch: pytest.MonkeyPatch) -> None:
    base = read_texts({"闭包.rules": CLOSURE})
    expected = derive(base, chain(6))
    refused = 0

    def colliding(message: dict[str, Any], attempt: int) -> str:
        nonlocal refused
        refused += attempt == 1
        return f"{message['n']}" if attempt else f"{message['n'] % 2}"

    monkeypatch.setattr(inference, "_identity", colliding)
    assert derive(base, chain(6)) == expected
    assert refused > 10


def test_a_fact_that_is_refused_for_good_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "_identity", lambda message, attempt: "同一个")
    with pytest.raises(InferenceError, match="拒收"):
        derive(read_texts({"闭包.rules": CLOSURE}), chain(3))


def test_an_exception_in_an_action_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("规则里的错误")

    base = read_texts({"闭包.rules": CLOSURE})
    with monkeypatch.context() as patch:
        patch.setattr(inference, "_fire", broken)
        with pytest.raises(InferenceError, match="规则里的错误"):
            derive(base, chain(3))
    assert len(derive(base, chain(3))) == 6


def test_an_interruption_in_an_action_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(inference, "_fire", interrupted)
    with pytest.raises(KeyboardInterrupt):
        derive(read_texts({"闭包.rules": CLOSURE}), chain(3))
    assert inference._RUNNING == {}


def test_premises_that_do_not_fit_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plan, "bind", lambda *_: None)
    with pytest.raises(InferenceError, match="A1"):
        derive(read_texts({"闭包.rules": CLOSURE}), chain(3))


def test_a_run_away_rule_is_stopped_by_its_code() -> None:
    cross = HEAD + 'rule A1 "x" when is_a(?x, _) then r(?x)\nrule A2 "x" when r(?x) and r(?y) then q(?x, ?y)\n'
    base = read_texts({"失控.rules": cross})
    with pytest.raises(TooManyDerivations, match="规则 A2 的推导过多：已超过 500 条的上限") as caught:
        derive(base, chain(40), limit=500)
    assert (caught.value.code, caught.value.limit) == ("A2", 500)
    assert len(derive(base, chain(5))) == 30


@pytest.mark.parametrize(
    "rules",
    [
        'rule A1 "x" when is_a(?x, _) and is_a(?y, _) and is_a(?z, _) then q(?x, ?y)',
        'rule A1 "x" when r(?x) and r(?y) and r(?z) then q(?x, ?y) rule A2 "x" when is_a(?x, _) then r(?x)',
        'rule A1 "x" when is_a(?x, _) and is_a(?y, _) and is_a(?z, _) and ?x > "9999" then q(?x, ?y)',
    ],
    ids=["from facts", "from conclusions", "all refused by a comparison"],
)
def test_a_run_away_rule_is_stopped_before_it_fills_the_memory(rules: str) -> None:
    with pytest.raises(TooManyDerivations, match="规则 A1 的推导过多"):
        derive(read_texts({"失控.rules": HEAD + rules}), chain(300), limit=3000)  # 27,000,000 instances


def test_sessions_are_deleted_and_memory_stays_flat() -> None:
    facts = [*chain(12), *(Fact("bearer", (f"n{place}", f"{place % 13}")) for place in range(40))]
    base = built_in()

    def runs(count: int) -> int:
        for _ in range(count):
            derive(base, facts)
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before = runs(50)
    assert runs(200) - before < 4096  # KiB
    assert inference._RUNNING == {}


def test_long_values_and_quotes_are_told_apart() -> None:
    long = "矿" * 70_000
    base = read_texts({"闭包.rules": CLOSURE})
    facts = [Fact("is_a", (long + "甲", "乙")), Fact("is_a", ("乙", long + "丙")), Fact("is_a", ('"', "\n"))]
    found = {each.args for each in derive(base, facts)}
    assert (long + "甲", long + "丙") in found
    assert len(found) == 4
