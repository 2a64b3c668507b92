"""Random rules and facts for hypothesis."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from engine.errors import RuleError
from engine.from_rules import all_rules, read_texts
from engine.language import Constant, RuleBase
from engine.vocabulary import KNOWN
from obligations.model import Fact

PATIENT = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

SELDOM = settings(PATIENT, max_examples=25)  # for the many facts of a whole vocabulary

# Small programs over a few predicates, with recursion, absence and comparisons.

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
VALUES = st.sampled_from(["a", "b", "c", "1", "10", "9", "2025-06-01", 'a"b', "a\\b", "矿山企业", "a, b", ""])
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
    heads = draw(st.lists(atoms(known | CONSTANTS, CONCLUDED), min_size=1, max_size=2, unique=True))
    body = " and ".join([*premises, *(f"not {atom}" for atom in denied), *compared])
    return f'rule {code} "x" when {body} then {" and ".join(heads)}\n'


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

# Facts over the whole vocabulary. An argument has two values of its kind, so that facts often share one, and the
# constants that a rule asks for in its place.

RULES = all_rules().rules.values()
KINDS = {
    "actor": ("narrower", "wider", "former", "successor", "role", "name"),
    "date": ("day", "first_day", "last_day", "since", "first"),
    "unit": ("container",),
    "action": ("text", "what"),
    "sanction": ("earlier",),
}
KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
POOLS = {"date": ["2021-02-01", "2025-12-31"], "value": ["3", "10"], "doc": ["方案"]}


def constants(predicate: str, place: int) -> list[str]:
    atoms = (atom for rule in RULES for atom in (*rule.premises, *rule.absent) if atom.predicate == predicate)
    return sorted({term.value for atom in atoms if isinstance(term := atom.terms[place], Constant)})


def argument(predicate: str, place: int, name: str) -> st.SearchStrategy[str]:
    kind = KIND_OF.get(name, name)
    return st.sampled_from(constants(predicate, place) or POOLS.get(kind, [f"{kind}甲", f"{kind}乙"]))


def stated(predicate: str) -> st.SearchStrategy[Fact]:
    arguments = [argument(predicate, place, name) for place, name in enumerate(KNOWN[predicate])]
    return st.tuples(*arguments).map(lambda args: Fact(predicate, args))


DENIED = sorted({atom.predicate for rule in RULES for atom in rule.absent} & set(KNOWN))


def some(predicates: Sequence[str]) -> st.SearchStrategy[set[str]]:
    return st.tuples(*[st.booleans()] * len(predicates)).map(
        lambda chosen: {name for name, each in zip(predicates, chosen, strict=True) if each}
    )


@st.composite
def vocabulary_facts(draw: st.DrawFn) -> list[Fact]:
    """One or two facts of each predicate, but half of those that rules deny and a few others."""
    missing = draw(some(DENIED)) | draw(st.sets(st.sampled_from(sorted(KNOWN)), max_size=6))
    return [
        fact for name in KNOWN if name not in missing for fact in draw(st.lists(stated(name), min_size=1, max_size=2))
    ]
