"""The JSON of reviews of contracts: pydantic models at the border, their schema published in `docs/schema/check.json`.

In: the answer of `engine.contract_review`. Out: records with stable keys. Guarantee: as in `answer_record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engine.contract_review.model import Severity, Status
from engine.model import Force
from engine.places import numbers
from obligations.contracts.model import BlankKind
from workbench.records.answer_record import Day, Record, SourceRecord, source
from workbench.records.proof_record import ProofRecord, proof
from workbench.rendering.cited import by_document, documents, title
from workbench.rendering.review_view import counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.contract_review.model import Basis, Finding, Question, Review
    from obligations.contracts.model import Blank, Party
    from workbench.model import Reviews
    from workbench.rendering.cited import Sections


class ContractPartyRecord(Record):
    """A party of the contract."""

    called: str = Field(description="what the clauses call it: 甲方, 受让人")
    name: str = Field(description="as printed; '' when it is left blank")
    role: str = Field(description="who it is in the law's terms: 采矿权人; '' when the contract does not tell")


class BlankRecord(Record):
    """A place left open."""

    kind: BlankKind
    start: int
    end: int
    words: str = Field(description="the sentence it stands in")


class BasisRecord(Record):
    """On what a finding rests."""

    policy: str | None = Field(description="ID of the policy; null for what holds of every contract")
    title: str = Field(description="of the policy, or the words of the general basis")
    provision: str = Field(description="path of labels in the policy; '' for a general basis")
    statement: str | None = Field(description="ID that `zhize explain` takes")
    source: SourceRecord | None = Field(description="the words of the policy")


class ContractFindingRecord(Record):
    """One thing that a contract lacks or has wrong."""

    id: str
    rule: str
    label: str
    severity: Severity
    status: Status
    waiver: str | None = Field(description="why it is waived, who answers for it, until when")
    clause: str = Field(description="label of the clause; '' when something is absent, or outside the clauses")
    source: SourceRecord | None = Field(description="the contract's words; null when something is absent")
    basis: BasisRecord
    says: str
    advice: str
    proof: ProofRecord


class UndecidedRecord(Record):
    """Something that could not be decided."""

    clause: str
    source: SourceRecord | None
    asks: str
    why: str


class HeldAgainstRecord(Record):
    """A policy the contract was held against, on the day of the review."""

    id: str
    title: str
    force: Force
    reason: str


class ReviewRecord(Record):
    """A contract held against policies."""

    contract: str
    file: str = Field(description="as it was named")
    sha256: str
    title: str
    kind: str | None = Field(description="kind of contract; null when the title does not tell")
    parties: list[ContractPartyRecord]
    blanks: list[BlankRecord]
    day: Day
    signed: bool = Field(description="whether the day is the signing date of the contract")
    notes: list[str]
    policies: list[HeldAgainstRecord]
    findings: list[ContractFindingRecord]
    questions: list[UndecidedRecord]


class UnreadRecord(Record):
    """A contract that could not be read."""

    file: str
    reason: str


class ReviewsRecord(Record):
    """Answer of `zhize check --format json`."""

    errors: int = Field(description="findings that count, of all contracts")
    warnings: int
    notes: int
    waived: int
    baseline: int = Field(description="known from an earlier review")
    contracts: list[ReviewRecord]
    unreadable: list[UnreadRecord]
    remarks: list[str] = Field(description="on waivers and the baseline")


def reviews(answer: Reviews, lang: str = "zh") -> ReviewsRecord:
    """The record of reviews."""
    policies = dict(by_document(answer.policies))
    total = counts(answer.reviews)
    titles = {name: title(document) for name, document in documents(answer.policies).items()}
    return ReviewsRecord(
        errors=total.errors,
        warnings=total.warnings,
        notes=total.notes,
        waived=total.waived,
        baseline=total.baseline,
        contracts=[review(one, answer, policies, titles) for one in answer.reviews],
        unreadable=[
            UnreadRecord(file=one.name, reason=one.en if lang == "en" else one.zh) for one in answer.unreadable
        ],
        remarks=list(answer.notes),
    )


def review(one: Review, answer: Reviews, policies: Mapping[str, Sections], titles: Mapping[str, str]) -> ReviewRecord:
    """The record of a review."""
    document = one.contract.document
    sections = {**policies, document.id: numbers(document)}
    told = one.policies
    return ReviewRecord(
        contract=document.id,
        file=answer.files.get(document.id, document.source),
        sha256=document.sha256,
        title=one.contract.title,
        kind=one.contract.kind or None,
        parties=[party(each) for each in one.contract.parties],
        blanks=[blank(each) for each in one.contract.blanks],
        day=one.day,
        signed=one.signed,
        notes=list(one.notes),
        policies=[
            HeldAgainstRecord(id=each.document, title=titles[each.document], force=each.force, reason=each.reason)
            for each in told
        ],
        findings=[finding(each, answer.reasons.get(each.id), sections) for each in one.findings],
        questions=[undecided(each, sections) for each in one.questions],
    )


def party(one: Party) -> ContractPartyRecord:
    """The record of a party."""
    return ContractPartyRecord(called=one.called, name=one.name, role=one.role)


def blank(one: Blank) -> BlankRecord:
    """The record of a blank."""
    return BlankRecord(kind=one.kind, start=one.span.start, end=one.span.end, words=one.words.value)


def finding(one: Finding, waiver: str | None, sections: Mapping[str, Sections]) -> ContractFindingRecord:
    """The record of a finding."""
    return ContractFindingRecord(
        id=one.id,
        rule=one.rule,
        label=one.label,
        severity=one.severity,
        status=one.status,
        waiver=waiver,
        clause=one.clause,
        source=source(one.source, sections) if one.source else None,
        basis=basis(one.basis, sections),
        says=one.says,
        advice=one.advice,
        proof=proof(one.proof, sections),
    )


def basis(one: Basis, sections: Mapping[str, Sections]) -> BasisRecord:
    """The record of a basis."""
    return BasisRecord(
        policy=one.policy or None,
        title=one.title,
        provision=one.provision,
        statement=one.statement or None,
        source=source(one.source, sections) if one.source else None,
    )


def undecided(one: Question, sections: Mapping[str, Sections]) -> UndecidedRecord:
    """The record of a question."""
    return UndecidedRecord(
        clause=one.clause, source=source(one.source, sections) if one.source else None, asks=one.asks, why=one.why
    )
