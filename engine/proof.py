"""Derivations to proofs.

In: the conclusions of a document. Out: proof trees, and their form as JSON; as text in `engine.to_text`.
Guarantee: every leaf is a fact of the text with its source, or says in `note` what else it is; a quoted leaf has the
exact characters of the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.binding import Binding, arguments, plan, value
from engine.english import catalogue
from engine.language import Atom, Comparison, Declaration, Rule, RuleBase
from engine.library import Arguments, Conclusions
from engine.model import Derivation, Proof
from engine.wording import comparison, phrase, sentence
from obligations.model import Fact

# What a leaf is that is not of the text, or not of the text alone: phrases of `engine.wording`.
NOTES = {
    "asked": "asked",
    "is_a": "is_a",
    "occurs": "computed",
    "awaits": "computed",
    "runs_out": "computed",
    "collective": "called",
    "called": "called",
    "succeeded": "succeeded",
    "succeeded_in_part": "succeeded",
}


def prove(conclusions: Conclusions, rules: RuleBase, key: str, lang: str = "zh") -> Proof:
    """The proof of a conclusion or a fact, by its key, told in a language."""
    if key in conclusions.facts:
        return _leaf(conclusions.facts[key], rules, lang)
    derivation = conclusions.chosen[key]
    rule = rules.rules[derivation.rule]
    binding = _binding(rule, derivation, conclusions.args)
    return Proof(
        conclusion=said_by(derivation, rules, conclusions.args, lang),
        rule=rule.code,
        label=_english("labels", rule.code, rule.label) if lang == "en" else rule.label,
        premises=(
            *(prove(conclusions, rules, premise, lang) for premise in derivation.premises[: len(rule.premises)]),
            *(_absence(atom, binding, rules, lang) for atom in rule.absent),
            *(_comparison(each, binding, lang) for each in rule.comparisons),
        ),
    )


def said(conclusions: Conclusions, rules: RuleBase, key: str, lang: str = "zh") -> str:
    """The sentence of a conclusion, by its key."""
    return said_by(conclusions.chosen[key], rules, conclusions.args, lang)


def said_by(derivation: Derivation, rules: RuleBase, args: Mapping[str, Arguments], lang: str = "zh") -> str:
    """The sentence of a derivation; `args` has the arguments of its premises by their keys."""
    rule = rules.rules[derivation.rule]
    conclusion = next(each for each in rule.conclusions if each.atom.predicate == derivation.predicate)
    if conclusion.says:
        key = f"{rule.code}.{derivation.predicate}"
        says = _english("rules", key, conclusion.says) if lang == "en" else conclusion.says
        return sentence(says, _binding(rule, derivation, args), lang)
    return declared(rules.declarations[derivation.predicate], derivation.args, lang)


def _english(table: str, key: str, chinese: str) -> str:
    """The English of a sentence; rules that are not ours have none and are told in Chinese."""
    return str(catalogue().get(table, {}).get(key, chinese))


def _binding(rule: Rule, derivation: Derivation, args: Mapping[str, Arguments]) -> Binding:
    return plan(rule).bind([args[premise] for premise in derivation.premises[: len(rule.premises)]]) or {}


def declared(declaration: Declaration, args: Arguments, lang: str) -> str:
    """The sentence that a predicate is declared with, for these arguments."""
    says = _english("says", declaration.predicate, declaration.says) if lang == "en" else declaration.says
    return sentence(says, dict(zip(declaration.parameters, args, strict=True)), lang)


def _leaf(fact: Fact, rules: RuleBase, lang: str) -> Proof:
    told = declared(rules.declarations[fact.predicate], fact.args, lang)
    note = NOTES.get(fact.predicate)
    return Proof(told, source=fact.source, note=phrase(note, lang) if note else "")


def _absence(atom: Atom, binding: Binding, rules: RuleBase, lang: str) -> Proof:
    declaration = rules.declarations[atom.predicate]
    values = dict(zip(declaration.parameters, arguments(atom, binding), strict=True))
    says = declaration.otherwise
    says = _english("otherwise", atom.predicate, says) if lang == "en" else says
    return Proof(sentence(says, values, lang), note=phrase("absent", lang))


def _comparison(each: Comparison, binding: Binding, lang: str) -> Proof:
    told = comparison(value(each.left, binding), each.op, value(each.right, binding), lang)
    return Proof(told, note=phrase("compared", lang))


def leaves(proof: Proof) -> Iterator[Proof]:
    """The leaves of a proof, from left to right."""
    if not proof.premises:
        yield proof
    for premise in proof.premises:
        yield from leaves(premise)


def to_json(proof: Proof) -> dict[str, object]:
    """The proof as plain values: what `json.dumps` takes."""
    told: dict[str, object] = {"conclusion": proof.conclusion}
    told |= {"rule": proof.rule, "label": proof.label} if proof.rule else {}
    told |= {"note": proof.note} if proof.note else {}
    if proof.source is not None:
        source = proof.source
        told["source"] = {
            "document": source.document,
            "eid": source.eid,
            "start": source.start,
            "end": source.end,
            "quote": source.quote,
        }
    return told | ({"premises": [to_json(each) for each in proof.premises]} if proof.premises else {})
