"""JSON: stable keys in English, Chinese written as Chinese, one value for each call.

In: an answer. Out: JSON under the schemas of `docs/schema/`. `extract` prints one object for one document and an array
of objects, in the order of the inputs, for several.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.exports import Sheet
    from workbench.model import (
        CaseReport,
        Changes,
        Compared,
        Conflicts,
        Deadlines,
        Duties,
        Entry,
        Explanation,
        Gaps,
        Penalties,
        Reason,
        Reviews,
        Verdicts,
    )
    from workbench.records.answer_record import Record

FILE_ENCODING = "utf-8"


def extractions(entries: Sequence[Entry], sheet: Sheet) -> str:
    """The statements of documents."""
    from obligations.to_json import as_record

    found = [as_record(entry.document, entry.extraction) for entry in entries]
    return written(found[0] if len(found) == 1 else found)


def duties(answer: Duties, sheet: Sheet) -> str:
    """Duties."""
    from workbench.records import answer_record as records

    return dumped(records.duties(answer))


def deadlines(answer: Deadlines, sheet: Sheet) -> str:
    """Deadlines."""
    from workbench.records import deadline_record

    return dumped(deadline_record.deadlines(answer))


def penalties(answer: Penalties, sheet: Sheet) -> str:
    """Penalties."""
    from workbench.records import answer_record as records

    return dumped(records.penalties(answer))


def gaps(answer: Gaps, sheet: Sheet) -> str:
    """What is left open, and the load of departments."""
    from workbench.records import gap_record

    return dumped(gap_record.gaps(answer))


def explanation(answer: Explanation, sheet: Sheet) -> str:
    """A proof."""
    from workbench.records import proof_record
    from workbench.rendering.cited import by_document

    return dumped(proof_record.explanation(answer.certificate, by_document(answer.entries)))


def case(answer: CaseReport, sheet: Sheet) -> str:
    """What holds in a case."""
    from workbench.records import case_record

    return dumped(case_record.case(answer))


def questions(answer: CaseReport, sheet: Sheet) -> str:
    """What a case leaves open."""
    from workbench.records import case_record

    return dumped(case_record.questions(answer))


def reason(answer: Reason, sheet: Sheet) -> str:
    """Why something holds in a case, or does not."""
    from workbench.records import case_record

    return dumped(case_record.reason(answer))


def conflicts(answer: Conflicts, sheet: Sheet) -> str:
    """Provisions that contradict each other."""
    from workbench.records import conflict_record

    return dumped(conflict_record.conflicts(answer))


def reviews(answer: Reviews, sheet: Sheet) -> str:
    """Contracts held against policies."""
    from workbench.records import review_record

    return dumped(review_record.reviews(answer, sheet.messages.lang))


def comparison(answer: Compared, sheet: Sheet) -> str:
    """Documents side by side."""
    from workbench.records import comparison_record

    return dumped(comparison_record.comparison(answer, sheet.messages))


def changes(answer: Changes, sheet: Sheet) -> str:
    """Two versions of a document."""
    from workbench.records import comparison_record

    return dumped(comparison_record.changes(answer, sheet.messages))


def verdicts(answer: Verdicts, sheet: Sheet) -> str:
    """What was found of proofs."""
    from workbench.records import verdict_record

    return dumped(verdict_record.verdicts(answer, sheet.messages))


def dumped(record: Record) -> str:
    """A record as JSON."""
    return written(record.model_dump(mode="json"))


def written(value: object) -> str:
    """A value as JSON that people can read too."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
