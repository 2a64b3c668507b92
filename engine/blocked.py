"""Why something does not follow: what blocks a conclusion.

In: what follows from some facts, and a conclusion that does not, with the arguments that are known. Out: a proof in
reverse: for each rule that could conclude it and is about this case at all, the first premise that is missing, the
comparison that fails, or what stands against it with its own proof.
Guarantee: a rule whose premises on the text itself are missing is about something else and is not told; no premise
leads back to itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.binding import ANY, Binding
from engine.comparisons import holds
from engine.index import Index
from engine.keys import key_of
from engine.language import Atom, Comparison, Constant, Rule, RuleBase, Variable
from engine.library import Arguments, Conclusions
from engine.model import Proof, Step
from engine.proof import prove
from engine.telling import lacking
from engine.wording import comparison, phrase

Pattern = tuple[str, ...]  # arguments; `ANY` where one is not known
DEEPEST = 12
# What a case says, or what is read of what it says; everything else given is of the text.
OPEN = frozenset(
    {"attribute", "event", "until", "answered", "shown", "falls", "serves", "misses", "performs", "fails", "orders"}
)


@dataclass(frozen=True, slots=True)
class _Try:
    """How far a rule comes: what its variables stand for, and the first premise that has no fact."""

    rule: Rule
    binding: Binding
    settled: int
    missing: Atom | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What follows, and the predicates that a case decides."""

    index: Index
    open: frozenset[str]

    @property
    def rules(self) -> RuleBase:
        return self.index.rules

    @property
    def conclusions(self) -> Conclusions:
        return self.index.conclusions

    @property
    def lang(self) -> str:
        return self.index.lang


def why_not(index: Index, predicate: str, pattern: Pattern) -> Proof:
    """What blocks a conclusion.

    Args:
        index: of what follows.
        predicate: of the conclusion.
        pattern: its arguments, `ANY` for those not known.
    """
    return _blocked(_Known(index, _open(index.rules)), predicate, pattern, ())


def _open(rules: RuleBase) -> frozenset[str]:
    """The facts of a case, and all that may follow from them."""
    found: set[str] = set()
    more = set(OPEN)
    while more - found:
        found |= more
        more = {
            conclusion.atom.predicate
            for rule in rules.rules.values()
            if found & {atom.predicate for atom in rule.premises}
            for conclusion in rule.conclusions
        }
    return frozenset(found)


def _blocked(index: _Known, predicate: str, pattern: Pattern, above: tuple[str, ...]) -> Proof:
    here = key_of(predicate, pattern)
    if here in above or len(above) >= DEEPEST:
        return _absent(index, predicate, pattern, "lacking")
    tries = [each for rule in _rules(index, predicate) for each in _best(index, rule, predicate, pattern)]
    open_ = [each for each in tries if each.missing is None or not _is_of_text(index, each.missing)]
    foreign = phrase("not_of_text", index.lang)
    premises = dict.fromkeys(_told(index, each, (*above, here)) for each in open_)
    near = tuple(each for each in premises if each.note != foreign)
    return replace(_absent(index, predicate, pattern, "" if near else "not_of_text"), premises=near)


def _absent(index: _Known, predicate: str, pattern: Pattern, note: str) -> Proof:
    told = lacking(index.rules.declarations[predicate], pattern, index.lang)
    return Proof(told, Step.ABSENT, predicate, pattern, note=phrase(note, index.lang) if note else "")


def _rules(index: _Known, predicate: str) -> list[Rule]:
    rules = index.rules.rules.values()
    return [rule for rule in rules if any(each.atom.predicate == predicate for each in rule.conclusions)]


def _is_of_text(index: _Known, atom: Atom) -> bool:
    """Whether nothing that a case says could make it hold."""
    return atom.predicate not in index.open


def _best(index: _Known, rule: Rule, predicate: str, pattern: Pattern) -> Iterator[_Try]:
    """The furthest that the rule comes towards the conclusion."""
    head = next(each.atom for each in rule.conclusions if each.atom.predicate == predicate)
    binding = _matched(head, pattern, {})
    if binding is None:
        return
    premises = sorted(rule.premises, key=lambda atom: not _is_of_text(index, atom))
    yield max(_tries(index, rule, premises, binding), key=lambda each: (each.missing is None, each.settled))


def _tries(index: _Known, rule: Rule, premises: Sequence[Atom], binding: Binding) -> Iterator[_Try]:
    waiting = [(binding, 0)]
    while waiting:
        bound, place = waiting.pop()
        if place == len(premises):
            yield _Try(rule, bound, place, None)
            continue
        rows = index.conclusions.rows(premises[place].predicate)
        found = [each for row in rows if (each := _matched(premises[place], row, bound)) is not None]
        if not found:
            yield _Try(rule, bound, place, premises[place])
        waiting += [(each, place + 1) for each in found]


def _matched(atom: Atom, row: Arguments, binding: Binding) -> Binding | None:
    bound = dict(binding)
    for term, value in zip(atom.terms, row, strict=True):
        if value == ANY:
            continue
        if isinstance(term, Constant) and term.value != value:
            return None
        if isinstance(term, Variable) and bound.setdefault(term.name, value) != value:
            return None
    return bound


def _told(index: _Known, each: _Try, above: tuple[str, ...]) -> Proof:
    """The premise that blocks this rule."""
    rule = each.rule
    if each.missing is not None:
        pattern = _pattern(each.missing, each.binding)
        if index.rules.declarations[each.missing.predicate].given:
            return _absent(index, each.missing.predicate, pattern, "lacking")
        return _blocked(index, each.missing.predicate, pattern, above)
    for test in rule.comparisons:
        if not _holds(test, each.binding):
            return _failed(index, test, each.binding)
    for atom in rule.absent:
        for row in index.conclusions.rows(atom.predicate):
            if _matched(atom, row, each.binding) is not None:
                against = prove(index.conclusions, index.rules, key_of(atom.predicate, row), index.lang)
                return replace(against, note=phrase("against", index.lang))
    return Proof(phrase("unblocked", index.lang, code=rule.code), Step.LISTED, "unblocked", ())


def _pattern(atom: Atom, binding: Binding) -> Pattern:
    return tuple(_value(term, binding) for term in atom.terms)


def _value(term: object, binding: Binding) -> str:
    if isinstance(term, Variable):
        return binding.get(term.name, ANY)
    return term.value if isinstance(term, Constant) else ANY


def _holds(test: Comparison, binding: Binding) -> bool:
    return holds(_value(test.left, binding), test.op, _value(test.right, binding))


def _failed(index: _Known, test: Comparison, binding: Binding) -> Proof:
    left, right = _value(test.left, binding), _value(test.right, binding)
    told = phrase("not_so", index.lang, told=comparison(left, test.op, right, index.lang))
    return Proof(told, Step.COMPARED, test.op, (left, right), note=phrase("compared", index.lang))
