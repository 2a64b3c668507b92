"""The JSON of a proof: what `zhize explain --format json` prints and `zhize verify` reads.

In: a certificate of `engine.certificate`, or its record. Out: the other one. Guarantee: there and back again nothing is
lost; the record adds the section numbers alone, which follow from the documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from engine.certificate import CaseWitness, Certificate, Cited, Kind, Terms, Witness
from engine.model import Proof, Step
from obligations.model import Source
from workbench.records.answer_record import Day, Record, SourceRecord, source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.rendering.cited import Sections

Format = Literal["zhize-proof/1"]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class WitnessRecord(Record):
    """A document by its hashes: bring the file with these bytes to check the proof."""

    id: str
    title: str
    sha256: Digest = Field(description="of the file's bytes")
    text_sha256: Digest = Field(description="of the text read of them, in UTF-8; the offsets point into it")


class CitedRecord(Record):
    """A rule by its code, or a declaration by its predicate."""

    name: str
    file: str
    sha256: Digest = Field(description="of the text, in UTF-8")
    text: str = Field(description="its exact characters in the rule file")


class LineRecord(Record):
    """A line of a case file."""

    number: Annotated[int, Field(ge=1)]
    text: str = Field(description="its exact characters")


class CaseWitnessRecord(Record):
    """A case by its hash: bring the file with these bytes to check the proof."""

    sha256: Digest = Field(description="of the file's bytes")
    assumed: list[str] = Field(description="events that are assumed beside it, in words")
    lines: list[LineRecord] = Field(description="those of the file on which the proof rests")


class AskedRecord(Record):
    """The question, as far as facts depend on it."""

    day: Day | None = Field(description="null where no day matters to the proof, as are the other two")
    first: Day | None = Field(description="first day looked at for deadlines; null: the first that the document knows")
    last: Day | None
    actor: str = Field(description="whose classes matter; '' for none")


class ProofRecord(Record):
    """A conclusion with its reasons; a leaf has a source, or a note when it is not of the text."""

    conclusion: str
    step: Step
    predicate: str = Field(description="of the rules' vocabulary; the sign of a comparison; the kind of a list")
    args: list[str | None] = Field(description="its arguments; null where an absence stands for anything")
    rule: str
    label: str
    binding: dict[str, str] = Field(description="of the rule's variables")
    note: str
    source: SourceRecord | None
    premises: list[ProofRecord]


class ExplanationRecord(Record):
    """Answer of `zhize explain ID`, `zhize case FILE --why ID` and `zhize conflicts --why ID` with `--format json`.

    A proof with all that is needed to check it (`zhize verify`).
    """

    format: Format
    kind: Kind = Field(description="of a document, of a case, or of two provisions that contradict each other")
    id: str
    lang: str
    about: str = Field(description="the document for which it was concluded, by its ID")
    asked: AskedRecord | None = Field(description="null when nothing in the proof depends on the question")
    case: CaseWitnessRecord | None = Field(description="null for a proof that is of no case")
    documents: list[WitnessRecord]
    rules: list[CitedRecord] = Field(description="the rules used, and those that decide what is absent, by code")
    declarations: list[CitedRecord] = Field(description="of the predicates used, by name")
    proof: ProofRecord


def explanation(one: Certificate, sections: Mapping[str, Sections]) -> ExplanationRecord:
    """The record of a certificate; `sections` has the section numbers of its documents by their IDs."""
    return ExplanationRecord(
        format="zhize-proof/1",
        kind=one.kind,
        id=one.id,
        lang=one.lang,
        about=one.about,
        asked=None if one.asked is None else question(one.asked),
        case=None if one.case is None else case(one.case),
        documents=[
            WitnessRecord(id=each.id, title=each.title, sha256=each.sha256, text_sha256=each.text_sha256)
            for each in one.documents
        ],
        rules=[cited(each) for each in one.rules],
        declarations=[cited(each) for each in one.declarations],
        proof=proof(one.proof, sections),
    )


def question(one: Terms) -> AskedRecord:
    """The record of a question."""
    return AskedRecord(day=one.day, first=one.first, last=one.last, actor=one.actor)


def case(one: CaseWitness) -> CaseWitnessRecord:
    """The record of a case."""
    lines = [LineRecord(number=number, text=text) for number, text in one.lines]
    return CaseWitnessRecord(sha256=one.sha256, assumed=list(one.assumed), lines=lines)


def cited(one: Cited) -> CitedRecord:
    """The record of a rule."""
    return CitedRecord(name=one.name, file=one.file, sha256=one.sha256, text=one.text)


def proof(one: Proof, sections: Mapping[str, Sections]) -> ProofRecord:
    """The record of a proof."""
    return ProofRecord(
        conclusion=one.conclusion,
        step=one.step,
        predicate=one.predicate,
        args=list(one.args),
        rule=one.rule,
        label=one.label,
        binding=dict(one.binding),
        note=one.note,
        source=source(one.source, sections) if one.source else None,
        premises=[proof(premise, sections) for premise in one.premises],
    )


def certificate(record: ExplanationRecord) -> Certificate:
    """The certificate of a record."""
    asked = record.asked
    return Certificate(
        id=record.id,
        lang=record.lang,
        about=record.about,
        asked=None if asked is None else Terms(asked.day, asked.first, asked.last, asked.actor),
        documents=tuple(Witness(each.id, each.title, each.sha256, each.text_sha256) for each in record.documents),
        rules=tuple(Cited(each.name, each.file, each.sha256, each.text) for each in record.rules),
        declarations=tuple(Cited(each.name, each.file, each.sha256, each.text) for each in record.declarations),
        proof=proved(record.proof),
        kind=record.kind,
        case=None if record.case is None else _case(record.case),
    )


def _case(record: CaseWitnessRecord) -> CaseWitness:
    lines = tuple((line.number, line.text) for line in record.lines)
    return CaseWitness(record.sha256, tuple(record.assumed), lines)


def proved(record: ProofRecord) -> Proof:
    """The proof of a record."""
    told = record.source
    return Proof(
        conclusion=record.conclusion,
        step=record.step,
        predicate=record.predicate,
        args=tuple(record.args),
        rule=record.rule,
        label=record.label,
        premises=tuple(proved(premise) for premise in record.premises),
        source=None if told is None else Source(told.document, told.eid, told.start, told.end, told.quote),
        note=record.note,
        binding=tuple(record.binding.items()),
    )
