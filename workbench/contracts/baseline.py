"""The baseline: findings that were there before, so that only new ones count.

In: a JSON file written by `written`, and reviews. Out: the reviews with what is known marked so, and what of the
baseline is gone. Guarantee: a finding is known by its ID alone, which is the same as long as the rule, the demand and
the words are, wherever they stand; of two findings with one ID two must be in the file; the file has one finding a line
and a stable order, so that its changes can be reviewed.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.contract_review.model import Status
from workbench.errors import MisuseError

if TYPE_CHECKING:
    from workbench.messages import Messages
    from workbench.model import Reviews

LARGEST = 50_000_000  # bytes of the file


class Known(BaseModel):
    """A known finding; what stands beside its ID is for people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    contract: str
    rule: str
    clause: str
    says: str


class Baseline(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    baseline: Literal[1]
    findings: list[Known]


def read(name: str) -> Baseline:
    """The baseline of a file.

    Raises:
        MisuseError: it cannot be read, or is none.
    """
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise MisuseError("baseline.unreadable", file=name) from None
    if len(data) > LARGEST:
        raise MisuseError("baseline.none", file=name, place=1)
    try:
        return Baseline.model_validate(json.loads(data))
    except json.JSONDecodeError as error:
        raise MisuseError("baseline.none", file=name, place=error.lineno) from None
    except (ValidationError, UnicodeDecodeError, RecursionError):
        raise MisuseError("baseline.none", file=name, place=1) from None


def apply(answer: Reviews, former: Baseline, messages: Messages) -> Reviews:
    """The reviews with what is known; what is waived stays so."""
    left = Counter(one.id for one in former.findings)
    reviews = []
    for review in answer.reviews:
        findings = []
        for one in review.findings:
            old = left[one.id] > 0
            left[one.id] -= old
            findings.append(replace(one, status=Status.BASELINE) if old and one.status is Status.FOUND else one)
        reviews.append(replace(review, findings=tuple(findings)))
    checked = {review.contract.document.id for review in answer.reviews}
    gone = sum(left[id] for id in {one.id for one in former.findings if one.contract in checked})
    notes = (messages.say("baseline.gone", count=gone),) if gone else ()
    return replace(answer, reviews=tuple(reviews), notes=(*answer.notes, *notes))


def known(answer: Reviews) -> list[Known]:
    """All that nobody waives."""
    return [
        Known(id=one.id, contract=one.contract, rule=one.rule, clause=one.clause, says=one.says)
        for review in answer.reviews
        for one in review.findings
        if one.status is not Status.WAIVED
    ]


def written(answer: Reviews) -> str:
    """All that nobody waives, as a baseline."""
    lines = sorted(json.dumps(one.model_dump(), ensure_ascii=False) for one in known(answer))
    listed = ",\n    ".join(lines)
    return '{\n  "baseline": 1,\n  "findings": [' + (f"\n    {listed}\n  " if listed else "") + "]\n}\n"
