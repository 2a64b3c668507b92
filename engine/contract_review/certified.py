"""The proof of a finding with all that an outsider needs to check it.

In: a finding, its contract, the policies. Out: a `Certificate`, and for the checker: whether an ID names a finding.
Guarantee: the ID of a finding follows from its proof: the rule, the basis, the matter and the words of the contract.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from engine.calendar import day_of
from engine.certificate import Certificate, Kind, certify, involved, terms
from engine.computed import Moment
from engine.contract_review.model import Finding, Review
from engine.from_rules import for_contracts
from engine.model import Proof, Step
from obligations.model import Source
from policies.model import Document

MARK = 10  # characters of a hash that tell the findings of a contract apart
FINDING = "finding"


def mark(rule: str, basis: str, matter: str, source: Source | None) -> str:
    """What tells a finding from the others of its contract, wherever in it the words stand."""
    words = "".join(source.quote.split()) if source else ""
    return hashlib.sha256("\0".join((rule, basis, matter, words)).encode()).hexdigest()[:MARK]


def certified(review: Review, finding: Finding, policies: Sequence[Document], lang: str) -> Certificate:
    """The certificate of a finding.

    Args:
        review: in which it was found.
        finding: with its proof.
        policies: all that the contract was held against.
        lang: in which it was told.
    """
    named = involved(finding.proof)
    documents = (review.contract.document, *(each for each in policies if each.id in named))
    day = day_of(review.day)
    asked = terms(Moment(day, None, day), "") if day else None
    return certify(finding.id, finding.proof, documents, for_contracts(), asked=asked, lang=lang, kind=Kind.CONTRACT)


def names_finding(certificate: Certificate) -> bool:
    """Whether the ID of a certificate names the finding that its proof concludes."""
    proof = certificate.proof
    args = [str(arg) for arg in proof.args]
    if proof.step is not Step.DERIVED or proof.predicate != FINDING or args[0] != certificate.about:
        return False
    _, _, place, basis, matter = args
    source = next(_written(proof, place), None) if place else None
    return certificate.id == f"{certificate.about}.{proof.rule}.{mark(proof.rule, basis, matter, source)}"


def _written(proof: Proof, place: str) -> Iterator[Source]:
    """Where a place of the contract is written, by the leaves of a proof."""
    if proof.source is not None and place in proof.args:
        yield proof.source
    for premise in proof.premises:
        yield from _written(premise, place)
