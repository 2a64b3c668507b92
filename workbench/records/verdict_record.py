"""The JSON of verdicts: what `zhize verify --format json` prints.

In: verdicts, and the language of the reasons. Out: a record under `docs/schema/verify.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from engine.checking.model import Fault, Trust
from workbench.records.answer_record import Record

if TYPE_CHECKING:
    from workbench.messages import Messages
    from workbench.model import Checked, Verdicts


class VerdictRecord(Record):
    """The verdict on one proof."""

    file: str
    number: int = Field(description="of the proof in its file, from 1")
    id: str
    conclusion: str
    accepted: bool
    fault: Fault | None = Field(description="the first fault; null for a proof that holds")
    place: str | None = Field(description="where in the proof, as a JSON pointer (RFC 6901)")
    reason: str | None = Field(description="the fault as a sentence, in the language asked for")
    checked: dict[str, int] = Field(description="how many of what were checked before the first fault")
    trusted: list[Trust] = Field(description="what the verdict rests on beside the sources")


class VerdictsRecord(Record):
    """Answer of `zhize verify --format json`."""

    accepted: bool = Field(description="every proof holds")
    verdicts: list[VerdictRecord]


def verdicts(answer: Verdicts, messages: Messages) -> VerdictsRecord:
    """The record of verdicts."""
    return VerdictsRecord(accepted=answer.accepted, verdicts=[verdict(one, messages) for one in answer.found])


def verdict(one: Checked, messages: Messages) -> VerdictRecord:
    """The record of a verdict."""
    found, fault = one.verdict, one.verdict.rejected
    return VerdictRecord(
        file=one.file,
        number=one.number,
        id=found.id,
        conclusion=found.conclusion,
        accepted=fault is None,
        fault=fault.fault if fault else None,
        place=fault.place if fault else None,
        reason=messages.say(f"fault.{fault.fault}", **fault.values) if fault else None,
        checked=found.checked,
        trusted=list(found.trusted),
    )
