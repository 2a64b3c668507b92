"""Derivations to proofs.

In: the conclusions of a document. Out: proof trees, and their forms as text and JSON.
Guarantee: every leaf is a fact of the text with its source, or says in `note` what else it is; a quoted leaf has the
exact characters of the source; the text form has no predicate names and no IDs of statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.binding import Binding, arguments, plan, value
from engine.language import Atom, Comparison, Declaration, Rule, RuleBase
from engine.library import Arguments, Conclusions
from engine.model import Derivation, Proof
from engine.wording import comparison, sentence
from obligations.model import Fact, Source
from policies.model import Document, Provision

NOTES = {
    "asked": "所问的日子",
    "is_a": "主体分类",
    "occurs": "由日历推算",
    "awaits": "由日历推算",
    "runs_out": "由日历推算",
}
ABSENT = "就读出的条文而言"
COMPARED = "比较"
FIXED = {
    "zh": {"rule": "依据", "quote": "原文", "place": "第{start}至{end}字", "untold": "题名未写明"},
    "en": {"rule": "by rule", "quote": "text", "place": "characters {start} to {end}", "untold": "untitled"},
}


def prove(conclusions: Conclusions, rules: RuleBase, key: str) -> Proof:
    """The proof of a conclusion or a fact, by its key."""
    if key in conclusions.facts:
        return _leaf(conclusions.facts[key], rules)
    derivation = conclusions.chosen[key]
    rule = rules.rules[derivation.rule]
    binding = _binding(rule, derivation, conclusions.args)
    return Proof(
        conclusion=said_by(derivation, rules, conclusions.args),
        rule=rule.code,
        label=rule.label,
        premises=(
            *(prove(conclusions, rules, premise) for premise in derivation.premises[: len(rule.premises)]),
            *(_absence(atom, binding, rules) for atom in rule.absent),
            *(_comparison(each, binding) for each in rule.comparisons),
        ),
    )


def said(conclusions: Conclusions, rules: RuleBase, key: str) -> str:
    """The sentence of a conclusion, by its key."""
    return said_by(conclusions.chosen[key], rules, conclusions.args)


def said_by(derivation: Derivation, rules: RuleBase, args: Mapping[str, Arguments]) -> str:
    """The sentence of a derivation; `args` has the arguments of its premises by their keys."""
    rule = rules.rules[derivation.rule]
    conclusion = next(each for each in rule.conclusions if each.atom.predicate == derivation.predicate)
    if conclusion.says:
        return sentence(conclusion.says, _binding(rule, derivation, args))
    return _declared(rules.declarations[derivation.predicate], derivation.args)


def _binding(rule: Rule, derivation: Derivation, args: Mapping[str, Arguments]) -> Binding:
    return plan(rule).bind([args[premise] for premise in derivation.premises[: len(rule.premises)]]) or {}


def _declared(declaration: Declaration, args: Arguments) -> str:
    return sentence(declaration.says, dict(zip(declaration.parameters, args, strict=True)))


def _leaf(fact: Fact, rules: RuleBase) -> Proof:
    told = _declared(rules.declarations[fact.predicate], fact.args)
    return Proof(told, source=fact.source, note=NOTES.get(fact.predicate, ""))


def _absence(atom: Atom, binding: Binding, rules: RuleBase) -> Proof:
    declaration = rules.declarations[atom.predicate]
    values = dict(zip(declaration.parameters, arguments(atom, binding), strict=True))
    return Proof(sentence(declaration.otherwise, values), note=ABSENT)


def _comparison(each: Comparison, binding: Binding) -> Proof:
    return Proof(comparison(value(each.left, binding), each.op, value(each.right, binding)), note=COMPARED)


def leaves(proof: Proof) -> Iterator[Proof]:
    """The leaves of a proof, from left to right."""
    if not proof.premises:
        yield proof
    for premise in proof.premises:
        yield from leaves(premise)


def to_text(proof: Proof, documents: Mapping[str, Document], lang: str = "zh") -> str:
    """The proof as indented lines.

    Args:
        proof: what to print.
        documents: by ID; for the titles and numbers of the places quoted.
        lang: language of the fixed words, "zh" or "en"; sentences and quotes are Chinese.
    """
    return "\n".join(_lines(proof, documents, FIXED[lang], ""))


def _lines(proof: Proof, documents: Mapping[str, Document], words: Mapping[str, str], indent: str) -> Iterator[str]:
    note = f"（{proof.note}）" if proof.note else ""
    yield f"{indent}{proof.conclusion}{note}"
    if proof.rule:
        yield f"{indent}  {words['rule']}〔{proof.rule}〕{proof.label}"
    if proof.source is not None:
        yield f"{indent}  {words['quote']} {_place(proof.source, documents, words)}：“{_flat(proof.source.quote)}”"
    for number, premise in enumerate(proof.premises, 1):
        first, *rest = _lines(premise, documents, words, f"{indent}    ")
        yield f"{indent}  {number}. {first.strip()}"
        yield from rest


def _place(source: Source, documents: Mapping[str, Document], words: Mapping[str, str]) -> str:
    document = documents[source.document]
    number = numbers(document).get(source.eid, "")
    span = words["place"].format(start=source.start + 1, end=source.end)
    return f"《{document.metadata.title or words['untold']}》{number.replace('/', '')} {span}"


def _flat(quote: str) -> str:
    """The quote on one line, for reading; the exact characters are in `Proof.source`."""
    return re.sub(r"\s+", " ", quote).strip()


def numbers(document: Document) -> dict[str, str]:
    """Outline number by `eid`: that of the nearest numbered provision around each."""
    return dict(_numbers(document.root, ""))


def _numbers(provision: Provision, above: str) -> Iterator[tuple[str, str]]:
    number = provision.number or above
    yield provision.eid, number
    for child in provision.children:
        yield from _numbers(child, number)


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
