"""A review of contracts as it is shown: in words, in the order of the page.

In: `Reviews` and a language. Out: words for the findings, their places and what they rest on; counts. Guarantee: what
is waived or in the baseline is never counted among what was found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.contract_review.model import Severity, Status
from policies.origins import origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.contract_review.model import Basis, Finding, Question, Review
    from policies.model import Document
    from workbench.messages import Messages
    from workbench.model import Reviews

RANK = {severity: rank for rank, severity in enumerate(Severity)}  # error, warning, note


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind; those that are waived or in the baseline apart."""

    errors: int
    warnings: int
    notes: int
    questions: int
    waived: int
    baseline: int

    @property
    def aside(self) -> int:
        """What does not count."""
        return self.waived + self.baseline


def counts(reviews: Iterable[Review]) -> Counts:
    """What there is in several reviews."""
    shown = list(reviews)
    found = Counter(
        (one.status, one.severity if one.status is Status.FOUND else None) for each in shown for one in each.findings
    )
    return Counts(
        errors=found[Status.FOUND, Severity.ERROR],
        warnings=found[Status.FOUND, Severity.WARNING],
        notes=found[Status.FOUND, Severity.NOTE],
        questions=sum(len(each.questions) for each in shown),
        waived=found[Status.WAIVED, None],
        baseline=found[Status.BASELINE, None],
    )


def refuses(severity: Severity, bound: Severity) -> bool:
    """Whether a finding is a reason to refuse, when those from `bound` on are."""
    return RANK[severity] <= RANK[bound]


def counting(findings: Iterable[Finding]) -> list[Finding]:
    """Those that count."""
    return [one for one in findings if one.status is Status.FOUND]


def summary(answer: Reviews, messages: Messages) -> list[str]:
    """What is said of all contracts together, a sentence each."""
    total = counts(answer.reviews)
    said = [
        messages.say(
            "report.summary",
            contracts=len(answer.reviews),
            errors=total.errors,
            warnings=total.warnings,
            notes=total.notes,
            questions=total.questions,
        )
    ]
    if total.aside:
        said.append(messages.say("report.aside", waived=total.waived, baseline=total.baseline))
    if answer.unreadable:
        said.append(messages.say("report.not_read", count=len(answer.unreadable)))
    return [*said, *answer.notes]


def title(review: Review) -> str:
    """The contract's title, its file name when it has none."""
    return review.contract.title or review.contract.document.source


def clause(one: Finding | Question, messages: Messages) -> str:
    """The clause it stands in, or the whole contract."""
    return one.clause or (one.source.quote[:12] if one.source else messages.say("report.absent"))


def place(document: Document, offset: int, messages: Messages) -> str:
    """The page or paragraph of the file; "" when the file has neither."""
    found = origin(document, offset)
    if found is None:
        return ""
    if found.paragraph is not None:
        return messages.say("report.place", paragraph=found.paragraph)
    return messages.say("report.page", page=found.page) if found.page is not None else ""


def article(found: Basis) -> str:
    """The article of the policy that a finding rests on, ``gansu-2023/三/（三）``; "" when it rests on none."""
    return f"{found.policy}/{found.provision}".removesuffix("/") if found.policy else ""


def basis(found: Basis, messages: Messages) -> str:
    """On what a finding rests, with the words of the policy."""
    if found.source is None:
        return messages.say("report.general", title=found.title)
    words = flat(found.source.quote)
    title = f"《{found.title}》" if found.policy and not found.title.startswith("《") else found.title
    return messages.say("report.quoted", title=title, provision=found.provision.replace("/", ""), quote=words)


def flat(words: str) -> str:
    """Words in one line: breaks of lines inside Chinese are not blanks."""
    return "".join(line.strip() for line in words.splitlines())


def labelled(key: str, words: str, messages: Messages) -> str:
    """Words after what they are."""
    return messages.say("report.labelled", label=messages.say(f"report.{key}"), words=words)
