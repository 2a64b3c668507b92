"""Waivers: findings that somebody answers for, with a reason and until a day.

In: a YAML file (docs/contracts.md), reviews, and the day. Out: the reviews with what is waived marked so, and what
there is to say of the waivers. Guarantee: a waiver without reason, owner or last day is refused with its line; after
its last day a finding counts again, and that is said; so is a waiver that no finding of these contracts meets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.cases import lines
from engine.contract_review.model import Finding, Status
from engine.errors import CaseError
from workbench.errors import MisuseError
from workbench.rendering.review_view import article

if TYPE_CHECKING:
    from workbench.messages import Messages
    from workbench.model import Reviews

LARGEST = 1_000_000  # bytes of the file
KEYS = ("finding", "rule", "contract", "reason", "owner", "expires")
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver.

    Attributes:
        finding: ID of the finding, "" when a rule is waived.
        rule: code of a rule (K203), or the article of a policy (gansu-2023/三/（三）); "" when one finding is waived.
        contract: pattern of the contract's ID or file (``*`` for anything).
        reason: why.
        owner: who answers for it.
        expires: the last day on which it holds.
        line: of the file, 1-based.
    """

    finding: str
    rule: str
    contract: str
    reason: str
    owner: str
    expires: date
    line: int

    def meets(self, one: Finding, file: str) -> bool:
        """Whether it speaks of this finding of a contract in this file."""
        named = one.id == self.finding if self.finding else self.rule in {one.rule, article(one.basis)}
        names = (one.contract, file, Path(file).name)
        return named and any(fnmatchcase(name, self.contract) for name in names)


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of a file."""

    file: str
    listed: tuple[Waiver, ...]


class _Waiver(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    finding: Words | None = None
    rule: Words | None = None
    contract: Words = "*"
    reason: Words
    owner: Words
    expires: date


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    waivers: list[_Waiver]


def read(name: str, messages: Messages) -> Waivers:
    """The waivers of a file.

    Raises:
        MisuseError: it cannot be read, or one of them is not as it must be.
    """
    try:
        with Path(name).open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        raise MisuseError("waivers.unreadable", file=name) from None
    if len(data) > LARGEST:
        raise MisuseError("waivers.large", file=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MisuseError("waivers.encoding", file=name, line=data[: error.start].count(b"\n") + 1) from None
    try:
        value, known = lines.load(name, text)
        return Waivers(name, _listed(name, _File.model_validate(value), known))
    except CaseError as error:
        raise MisuseError("waivers.told", told=error.message_en if messages.lang == "en" else str(error)) from None
    except ValidationError as error:
        raise _misuse(name, known, error) from None


def _listed(name: str, file: _File, known: dict[lines.Path, int]) -> tuple[Waiver, ...]:
    found = []
    for at, one in enumerate(file.waivers):
        line = known["waivers", at]
        if (one.finding is None) == (one.rule is None):
            raise MisuseError("waivers.which", file=name, line=line)
        rule, finding = one.rule or "", one.finding or ""
        found.append(Waiver(finding, rule, one.contract, one.reason.strip(), one.owner.strip(), one.expires, line))
    return tuple(found)


def _misuse(name: str, known: dict[lines.Path, int], error: ValidationError) -> MisuseError:
    """The first problem by line."""

    def line(place: tuple[str | int, ...]) -> int:
        while place and place not in known:
            place = place[:-1]
        return known.get(place, 1)

    first = min(error.errors(), key=lambda one: line(one["loc"]))
    key, kind = str(first["loc"][-1]) if first["loc"] else "", str(first["type"])
    told = {"file": name, "line": line(first["loc"]), "name": key, "known": " ".join(KEYS)}
    if kind == "missing" and key == "waivers":
        return MisuseError("waivers.shape", **told)
    if kind in ("missing", "extra_forbidden"):
        return MisuseError(f"waivers.{kind}", **told)
    if kind.startswith("date"):
        return MisuseError("waivers.date", **told, given=str(first["input"])[:40])
    return MisuseError("waivers.shape" if key in ("", "waivers") else "waivers.value", **told)


def apply(answer: Reviews, waivers: Waivers, day: date, messages: Messages) -> Reviews:
    """The reviews with what is waived on this day, and what there is to say of the waivers."""
    met: Counter[Waiver] = Counter()
    reasons = dict(answer.reasons)
    reviews = []
    for review in answer.reviews:
        file = answer.files.get(review.contract.document.id, review.contract.document.source)
        findings = []
        for one in review.findings:
            meeting = [each for each in waivers.listed if each.meets(one, file)]
            met.update(meeting)
            holding = next((each for each in meeting if each.expires >= day), None)
            if holding is not None:
                reasons[one.id] = _reason(holding, messages)
            findings.append(replace(one, status=Status.WAIVED) if holding else one)
        reviews.append(replace(review, findings=tuple(findings)))
    notes = (*answer.notes, *_notes(waivers, met, day, messages))
    return replace(answer, reviews=tuple(reviews), reasons=reasons, notes=notes)


def _reason(one: Waiver, messages: Messages) -> str:
    return messages.say("waivers.reason", reason=one.reason, owner=one.owner, expires=one.expires.isoformat())


def _notes(waivers: Waivers, met: Counter[Waiver], day: date, messages: Messages) -> Sequence[str]:
    notes = []
    for one in waivers.listed:
        told = {"file": waivers.file, "line": one.line, "owner": one.owner, "expires": one.expires.isoformat()}
        if not met[one]:
            notes.append(messages.say("waivers.unmet", **told))
        elif one.expires < day:
            notes.append(messages.say("waivers.expired", **told, count=met[one]))
    return notes
