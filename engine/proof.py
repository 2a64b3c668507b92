"""Derivations to proofs.

In: the conclusions of a document. Out: proof trees; as text in `engine.to_text`, with what an outsider needs to check
them in `engine.certificate`.
Guarantee: every leaf is a fact of the text with its source, or says in `note` what else it is; a quoted leaf has the
exact characters of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.binding import Binding, plan, value
from engine.language import Anything, Atom, Comparison, Rule, RuleBase
from engine.library import Arguments, Conclusions
from engine.model import Derivation, Proof, Step
from engine.telling import NOTES, concluded, declared, denied, labelled, noted
from engine.wording import comparison, phrase
from obligations.model import Fact


def prove(conclusions: Conclusions, rules: RuleBase, key: str, lang: str = "zh") -> Proof:
    """The proof of a conclusion or a fact, by its key, told in a language."""
    if key in conclusions.facts:
        return _leaf(conclusions.facts[key], rules, lang)
    derivation = conclusions.chosen[key]
    rule = rules.rules[derivation.rule]
    binding = _binding(rule, derivation, conclusions.args)
    return Proof(
        conclusion=said_by(derivation, rules, conclusions.args, lang),
        step=Step.DERIVED,
        predicate=derivation.predicate,
        args=derivation.args,
        rule=rule.code,
        label=labelled(rule, lang),
        premises=(
            *(prove(conclusions, rules, premise, lang) for premise in derivation.premises[: len(rule.premises)]),
            *(_absence(atom, binding, rules, lang) for atom in rule.absent),
            *(_comparison(each, binding, lang) for each in rule.comparisons),
        ),
        binding=tuple(binding.items()),
    )


def said(
    conclusions: Conclusions, rules: RuleBase, key: str, lang: str = "zh", instead: Mapping[str, str] | None = None
) -> str:
    """The sentence of a conclusion, by its key; `instead` has other words for variables of its rule."""
    return said_by(conclusions.chosen[key], rules, conclusions.args, lang, instead)


def said_by(
    derivation: Derivation,
    rules: RuleBase,
    args: Mapping[str, Arguments],
    lang: str = "zh",
    instead: Mapping[str, str] | None = None,
) -> str:
    """The sentence of a derivation; `args` has the arguments of its premises by their keys."""
    rule = rules.rules[derivation.rule]
    conclusion = next(each for each in rule.conclusions if each.atom.predicate == derivation.predicate)
    declaration = rules.declarations[derivation.predicate]
    binding = {**_binding(rule, derivation, args), **(instead or {})}
    return concluded(rule, conclusion, declaration, binding, args=derivation.args, lang=lang)


def _binding(rule: Rule, derivation: Derivation, args: Mapping[str, Arguments]) -> Binding:
    return plan(rule).bind([args[premise] for premise in derivation.premises[: len(rule.premises)]]) or {}


def _leaf(fact: Fact, rules: RuleBase, lang: str) -> Proof:
    return Proof(
        declared(rules.declarations[fact.predicate], fact.args, lang),
        Step.COMPUTED if fact.predicate in NOTES else Step.STATED,
        fact.predicate,
        fact.args,
        source=fact.source,
        note=noted(fact.predicate, lang),
    )


def _absence(atom: Atom, binding: Binding, rules: RuleBase, lang: str) -> Proof:
    args = tuple(None if isinstance(term, Anything) else value(term, binding) for term in atom.terms)
    told = denied(rules.declarations[atom.predicate], args, lang)
    return Proof(told, Step.ABSENT, atom.predicate, args, note=phrase("absent", lang))


def _comparison(each: Comparison, binding: Binding, lang: str) -> Proof:
    left, right = value(each.left, binding), value(each.right, binding)
    told = comparison(left, each.op, right, lang)
    return Proof(told, Step.COMPARED, each.op, (left, right), note=phrase("compared", lang))


def leaves(proof: Proof) -> Iterator[Proof]:
    """The leaves of a proof, from left to right."""
    if not proof.premises:
        yield proof
    for premise in proof.premises:
        yield from leaves(premise)
