"""The checks that rules pass before they run.

In: declarations and rules as read. Out: nothing.
Guarantee: rules that pass have known predicates of the right arity, no unbound variable, no unknown place in a
sentence, and unique codes; the first fault is a `RuleError` that names its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from engine.errors import RuleError
from engine.language import Anything, At, Atom, Declaration, Rule
from engine.vocabulary import KNOWN

MOST_PREMISES = 16  # durable_rules keeps at most so many messages in a frame (MAX_MESSAGE_FRAMES)
WHERE = {"negation": "否定", "comparison": "比较", "conclusion": "结论"}
PLACE = re.compile(r"{(\w*)}")


def check(declarations: Sequence[Declaration], rules: Sequence[Rule]) -> None:
    """Raise a `RuleError` for the first fault, if there is one."""
    known: dict[str, Declaration] = {}
    for declaration in declarations:
        _check_declaration(declaration, known)
        known[declaration.predicate] = declaration
    codes: dict[str, Rule] = {}
    for rule in rules:
        if rule.code in codes:
            first = _place(codes[rule.code].at)
            _fail(rule.at, f"规则编号 {rule.code} 重复，已见于 {first}", f"rule {rule.code} is there already: {first}")
        codes[rule.code] = rule
        _check_rule(rule, known)


def _fail(at: At, problem: str, problem_en: str) -> NoReturn:
    raise RuleError(at.file, at.line, at.column, problem, problem_en)


def _place(at: At) -> str:
    return f"{at.file}:{at.line}:{at.column}"


def _check_declaration(declaration: Declaration, known: dict[str, Declaration]) -> None:
    name, count = declaration.predicate, len(declaration.parameters)
    if name in known:
        first = _place(known[name].at)
        _fail(declaration.at, f"谓词 {name} 重复声明，已见于 {first}", f"predicate {name} is declared already: {first}")
    if declaration.given and name not in KNOWN:
        _fail(declaration.at, f"事实词汇里没有谓词 {name}", f"no fact of the vocabulary is called {name}")
    if declaration.given and len(KNOWN[name]) != count:
        _fail_arity(declaration.at, name, len(KNOWN[name]), count)
    if not declaration.given and name in KNOWN:
        _fail(declaration.at, f"谓词 {name} 是事实，不能声明为结论", f"{name} is a fact and cannot be a conclusion")
    _check_sentence(declaration.says, declaration.parameters, declaration.at)
    _check_sentence(declaration.otherwise, declaration.parameters, declaration.at)


def _check_sentence(sentence: str, names: Iterable[str], at: At) -> None:
    for place in PLACE.findall(sentence):
        if place not in set(names):
            _fail(at, f"句子里的 {{{place}}} 没有对应的变量", f"no variable stands for {{{place}}} in the sentence")
    if set("{}") & set(PLACE.sub("", sentence)):
        _fail(at, "句子里的花括号不成对", "the braces of the sentence do not match")


def _check_rule(rule: Rule, known: dict[str, Declaration]) -> None:
    if not rule.premises:
        _fail(rule.at, f"规则 {rule.code} 没有肯定的前提", f"rule {rule.code} has no premise that is not denied")
    if len(rule.premises) > MOST_PREMISES:
        problem = f"规则 {rule.code} 的前提超过 {MOST_PREMISES} 个"
        _fail(rule.at, problem, f"rule {rule.code} has more than {MOST_PREMISES} premises")
    for atom in (*rule.premises, *rule.absent, *(conclusion.atom for conclusion in rule.conclusions)):
        _check_atom(atom, known)
    bound = {name for atom in rule.premises for name in atom.variables}
    _check_absent(rule, known, bound)
    _check_comparisons(rule, bound)
    _check_conclusions(rule, known, bound)


def _check_atom(atom: Atom, known: dict[str, Declaration]) -> None:
    if atom.predicate not in known:
        _fail(atom.at, f"谓词 {atom.predicate} 没有声明", f"predicate {atom.predicate} is not declared")
    wanted = len(known[atom.predicate].parameters)
    if len(atom.terms) != wanted:
        _fail_arity(atom.at, atom.predicate, wanted, len(atom.terms))


def _fail_arity(at: At, name: str, wanted: int, written: int) -> NoReturn:
    problem = f"谓词 {name} 应有 {wanted} 个参数，这里写了 {written} 个"
    _fail(at, problem, f"predicate {name} has {wanted} arguments, {written} are written here")


def _check_bound(at: At, names: Iterable[str], bound: set[str], where: str) -> None:
    for name in names:
        if name not in bound:
            problem = f"{WHERE[where]}里的变量 ?{name} 没有在肯定的前提里出现"
            _fail(at, problem, f"variable ?{name} of the {where} is in no premise that is not denied")


def _check_absent(rule: Rule, known: dict[str, Declaration], bound: set[str]) -> None:
    for atom in rule.absent:
        _check_bound(atom.at, atom.variables, bound, "negation")
        if not known[atom.predicate].otherwise:
            problem = f"谓词 {atom.predicate} 没有 otherwise 句，不能否定"
            _fail(atom.at, problem, f"predicate {atom.predicate} has no otherwise sentence and cannot be denied")


def _check_comparisons(rule: Rule, bound: set[str]) -> None:
    for comparison in rule.comparisons:
        _check_bound(comparison.at, comparison.variables, bound, "comparison")


def _check_conclusions(rule: Rule, known: dict[str, Declaration], bound: set[str]) -> None:
    for conclusion in rule.conclusions:
        atom = conclusion.atom
        if known[atom.predicate].given:
            _fail(
                atom.at, f"{atom.predicate} 是事实，不能作结论", f"{atom.predicate} is a fact and cannot be concluded"
            )
        if any(isinstance(term, Anything) for term in atom.terms):
            _fail(atom.at, "结论里不能用 _", "a conclusion cannot have _")
        _check_bound(atom.at, atom.variables, bound, "conclusion")
        _check_sentence(conclusion.says, bound, atom.at)
