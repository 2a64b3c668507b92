"""The review of a contract.

In: a document, the policies of a library, a day. Out: a `Review`. Guarantee: every finding is a conclusion of the
rules with its proof; a policy out of force on the day demands nothing and is told; what cannot be decided is asked,
never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.calendar import day_of
from engine.contract_review.certified import mark
from engine.contract_review.facts import Known, Policy, known
from engine.contract_review.model import Basis, Finding, Question, Review, Severity
from engine.from_rules import for_contracts
from engine.index import Index
from engine.keys import key_of
from engine.library import Arguments, Conclusions, Held, concluded
from engine.model import CLOSED, Validity
from engine.places import numbers
from engine.proof import leaves, prove, said
from engine.taxonomy import Taxonomy
from engine.telling import labelled
from engine.validities import validity
from engine.wording import days, phrase, told
from obligations.contracts.cases import Verdict, judged
from obligations.contracts.clauses import clause_at
from obligations.contracts.from_document import read
from obligations.contracts.model import Contract
from obligations.model import Norm, Source
from policies.model import Document


@dataclass(frozen=True, slots=True)
class Against:
    """What contracts are held against: made once, used for each.

    Attributes:
        policies: with what was read of them.
        taxonomy: the classes of actors.
        day: for contracts without a signing date.
        lang: of the sentences.
    """

    policies: tuple[Policy, ...]
    taxonomy: Taxonomy
    day: date
    lang: str = "zh"


def review(document: Document, against: Against) -> Review:
    """A contract held against policies."""
    contract = read(document)
    signed = day_of(contract.signed.day) if contract.signed else None
    day = signed or against.day
    found = known(contract, against.policies, day, against.taxonomy)
    held = Held(document, found.facts)
    conclusions = concluded(held, against.taxonomy, found.facts, for_contracts())
    validities = tuple(_validity(conclusions, policy, day, against.lang) for policy in against.policies)
    telling = _Telling(contract, against, conclusions, found)
    return Review(
        contract=contract,
        day=day.isoformat(),
        signed=signed is not None,
        policies=validities,
        findings=tuple(telling.findings()),
        questions=tuple(telling.questions()),
        notes=tuple(_notes(contract, day, validities, against.lang)),
    )


def _validity(conclusions: Conclusions, policy: Policy, day: date, lang: str) -> Validity:
    index = Index(replace(conclusions, held=Held(policy.document, policy.facts)), for_contracts(), lang)
    return validity(index, day.isoformat())


@dataclass(frozen=True)
class _Telling:
    """A contract with what was concluded of it, told as findings."""

    contract: Contract
    against: Against
    conclusions: Conclusions
    known: Known

    def findings(self) -> list[Finding]:
        """The findings, what is absent first, then in the order of the contract."""
        found = [self._finding(args) for args in self.conclusions.rows("finding")]
        return sorted(found, key=lambda each: (each.source.start if each.source else -1, each.rule, each.id))

    def _finding(self, args: Arguments) -> Finding:
        _, severity, place, basis, matter = args
        rules, lang = for_contracts(), self.against.lang
        key = key_of("finding", args)
        rule = self.conclusions.chosen[key].rule
        source = self.known.places.get(place)
        clause = clause_at(self.contract.clauses, source.start) if source else None
        return Finding(
            id=f"{self.contract.document.id}.{rule}.{mark(rule, basis, matter, source)}",
            rule=rule,
            label=labelled(rules.rules[rule], lang),
            severity=Severity(severity),
            contract=self.contract.document.id,
            clause=clause.label if clause else "",
            source=source,
            basis=self._basis(basis, key),
            says=said(self.conclusions, rules, key, lang),
            advice=said(self.conclusions, rules, key_of("advice", (args[0], *args[2:])), lang),
            key=key,
            proof=prove(self.conclusions, rules, key, lang),
        )

    def _basis(self, basis: str, key: str) -> Basis:
        for policy in self.against.policies:
            document = policy.document
            title = document.metadata.title or document.id
            if basis == document.id:
                return Basis(document.id, title, "", "", self._quoted(document, key))
            if basis.startswith(f"{document.id}."):
                norm = next((each for each in policy.extraction.norms if each.id == basis), None)
                if norm is not None:
                    span = norm.span
                    source = Source(document.id, norm.eid, span.start, span.end, document.quote(span))
                    return Basis(document.id, title, numbers(document).get(norm.eid, ""), norm.id, source)
        return Basis("", told(basis, self.against.lang), "", "", None)

    def _quoted(self, document: Document, key: str) -> Source | None:
        """The words of a cited document on which a finding rests."""
        proof = prove(self.conclusions, for_contracts(), key, self.against.lang)
        quoted = (leaf.source for leaf in leaves(proof) if leaf.source and leaf.source.document == document.id)
        return next(quoted, None)

    def questions(self) -> Iterator[Question]:
        """What could not be decided."""
        lang = self.against.lang
        asked: dict[tuple[str, str], Question] = {}
        for other, one in self.known.unclear:
            event = one.deadlines[-1].partition(" after ")[2] or one.deadlines[-1]
            clause = clause_at(self.contract.clauses, other.source.start)
            day = other.deadlines[-1].partition(":")[2].rpartition("/")[2]
            asks = days(phrase("contract_event", lang, event=event), lang)
            demanded = told(one.deadlines[-1], lang)
            why = days(phrase("contract_limit", lang, act=other.act, day=day, demanded=demanded), lang)
            asked.setdefault((event, day), Question(clause.label if clause else "", other.source, asks, why))
        yield from asked.values()
        for norm in self._unclear_cases():
            asks = phrase("contract_case", lang, condition=norm.condition.value if norm.condition else "")
            yield Question("", None, asks, phrase("contract_uncased", lang))
        if not self.contract.kind:
            yield Question("", None, phrase("contract_kind", lang), phrase("contract_unkind", lang))

    def _unclear_cases(self) -> Iterator[Norm]:
        """Demands that are limited to a case of which the contract says nothing."""
        met = {args[0] for args in self.conclusions.rows("demanded")}
        for policy in self.against.policies:
            for norm in policy.extraction.norms:
                if norm.id in met and norm.condition:
                    case = judged(self.contract, norm.condition.value)
                    if case.verdict is Verdict.UNKNOWN:
                        yield norm


def _notes(contract: Contract, day: date, policies: Sequence[Validity], lang: str) -> Iterator[str]:
    signed = contract.signed is not None and contract.signed.day == day.isoformat()
    yield days(phrase("contract_signed" if signed else "contract_unsigned", lang, day=day), lang)
    for each in policies:
        if each.force in CLOSED:
            yield phrase("contract_closed", lang, reason=each.reason)
