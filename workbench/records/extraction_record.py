"""The JSON of an extraction: the object that `zhize extract FILE --format json` prints.

In: what `obligations.to_json` makes. Out: its pydantic model, whose JSON Schema is published in
`docs/schema/extract.json`. Guarantee: a test holds the two together on every built-in policy.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from obligations.model import Coverage, Modality
from workbench.records.answer_record import Record


class Placed(Record):
    """Something at [start, end) of the text, in code points, end exclusive."""

    start: int
    end: int


class CitationRecord(Placed):
    """An instrument the text names."""

    title: str
    doc_number: str | None


class DiagnosticRecord(Record):
    """Something of the text that could not be read; `docs/diagnostics.md` explains the code."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class MetaRecord(Record):
    """What the document says of itself; null where it does not say."""

    document: str
    source: str
    sha256: str
    title: str | None
    doc_number: str | None
    issuers: list[str]
    issued: str | None
    effective: str | None
    expires: str | None
    jurisdiction: str | None
    level: str | None
    validity: str | None
    validity_from: str | None
    period: tuple[int, int] | None
    addressees: list[str]
    citations: list[CitationRecord]
    diagnostics: list[DiagnosticRecord]


class OriginRecord(Record):
    """Where in the file the text from `start` on comes from, up to the start of the next one."""

    start: int
    page: int | None = Field(description="counted from 1; null for a format without pages")
    paragraph: int | None = Field(description="counted from 1; null for a format without paragraphs")


class UnitRecord(Placed):
    """A structural unit that carries a label."""

    eid: str
    number: str = Field(description="labels from the top joined by '/'")
    label: str
    title: str


class StatementRecord(Placed):
    """What all statements carry; `quote` is the text at [start, end)."""

    id: str
    eid: str
    quote: str


class DeadlineRecord(Record):
    """A time limit: its words, and its value as in `docs/glossary.md`."""

    quote: str
    norm: str


class NormRecord(StatementRecord):
    """Who must, must not, may or is encouraged to do what."""

    modality: Modality
    bearers: list[str]
    explicit: bool = Field(description="false when the bearers are carried over from elsewhere")
    action: str
    recipient: str | None
    deadline: DeadlineRecord | None
    condition: str | None
    directed: list[str] = Field(description="whom the bearer is to urge or organise")
    directed_action: str | None


class TargetRecord(StatementRecord):
    """A measurable goal."""

    subject: str
    metric: str
    op: Literal[">=", "=", "<="]
    value: int | float
    unit: str
    by: str | None
    scope: str | None


class ResponsibilityRecord(StatementRecord):
    """A unit assigned to a task."""

    lead: list[str]
    support: list[str]
    section: str


class FineRecord(Record):
    """Bounds in yuan, or as multiples of a base; `basis` has the words on which an amount depends."""

    min: int | float | None
    max: int | float | None
    basis: str | None
    low: int | float | None
    high: int | float | None
    base: str | None
    per: list[str]


class SanctionRecord(StatementRecord):
    """What follows from a breach."""

    trigger: str
    target: str | None
    enforcer: str | None
    measures: list[str]
    fine: FineRecord | None
    breached: list[str]


class IncentiveRecord(StatementRecord):
    """A reward for compliance."""

    beneficiary: str | None
    benefit: str
    provider: str | None


class StretchRecord(Placed):
    """A stretch of the text and what it is to the extraction; the stretches tile the text."""

    kind: Coverage
    reason: str


class ExtractionRecord(Record):
    """One document."""

    meta: MetaRecord
    origins: list[OriginRecord] = Field(description="in order; empty for plain text")
    outline: list[UnitRecord]
    norms: list[NormRecord]
    targets: list[TargetRecord]
    responsibilities: list[ResponsibilityRecord]
    sanctions: list[SanctionRecord]
    incentives: list[IncentiveRecord]
    coverage: list[StretchRecord]
