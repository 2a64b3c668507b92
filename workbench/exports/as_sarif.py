"""SARIF 2.1.0 (OASIS): findings as tools for code read them.

In: reviews of contracts. Out: one run; each finding is a result whose rule is the article of the policy it rests on
(`gansu-2023/三/（三）`; the code of the check where it rests on none), whose location is the clause: lines, columns and
offsets in code points of the text as it was read, and the clause's label. Guarantee: what is waived is suppressed with
its reason, what is in the baseline is ``unchanged``; what could not be decided is of kind ``review``; a contract that
could not be read is a notification.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from engine.contract_review.model import Status
from workbench.rendering import review_view as view

if TYPE_CHECKING:
    from engine.contract_review.model import Finding, Question, Review
    from obligations.model import Source
    from policies.model import Document
    from workbench.exports import Sheet
    from workbench.messages import Messages
    from workbench.model import Reviews

FILE_ENCODING = "utf-8"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "zhizeFinding/v1"
QUESTION = "question"
Json = dict[str, Any]


def reviews(answer: Reviews, sheet: Sheet) -> str:
    """Reviews of contracts."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_Run(answer, sheet.messages).record()]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


class _Run:
    """One run: its rules and artifacts are numbered as they are first needed."""

    def __init__(self, answer: Reviews, messages: Messages) -> None:
        self.answer, self.messages = answer, messages
        self.documents = {entry.document.id: entry.document for entry in answer.policies}
        self.rules: dict[str, Json] = {}
        self.artifacts: dict[str, Json] = {}
        self.lines: dict[str, list[int]] = {}

    def record(self) -> Json:
        """The run."""
        results = [one for each in self.answer.reviews for one in self._results(each)]
        driver = {"name": "Zhize", "version": version("zhize"), "rules": list(self.rules.values())}
        return {
            "tool": {"driver": driver},
            "language": {"zh": "zh-CN", "en": "en-US"}[self.messages.lang],
            "columnKind": "unicodeCodePoints",
            "invocations": [self._invocation()],
            "artifacts": list(self.artifacts.values()),
            "results": results,
        }

    def _invocation(self) -> Json:
        told = [
            {"level": "error", "message": {"text": one.en if self.messages.lang == "en" else one.zh}}
            for one in self.answer.unreadable
        ]
        told += [{"level": "warning", "message": {"text": note}} for note in self.answer.notes]
        return {"executionSuccessful": not self.answer.unreadable, "toolExecutionNotifications": told}

    def _results(self, review: Review) -> list[Json]:
        self._artifact(review.contract.document)
        return [
            *(self._finding(review, one) for one in review.findings),
            *(self._question(review, one) for one in review.questions),
        ]

    def _finding(self, review: Review, one: Finding) -> Json:
        rule = self._rule(one)
        text = f"{one.says}\n{view.labelled('advice', one.advice, self.messages)}" if one.advice else one.says
        result: Json = {
            "ruleId": rule,
            "ruleIndex": list(self.rules).index(rule),
            "kind": "fail",
            "level": one.severity.value,
            "message": {"text": text},
            "locations": [self._location(review, one)],
            "partialFingerprints": {FINGERPRINT: one.id},
            "properties": {"check": one.rule, "label": one.label, "statement": one.basis.statement},
        }
        if one.basis.source is not None and one.basis.policy in self.documents:
            document = self.documents[one.basis.policy]
            words = {"text": view.basis(one.basis, self.messages)}
            result["relatedLocations"] = [
                {"id": 1, "physicalLocation": self._physical(document, one.basis.source), "message": words}
            ]
        if one.status is Status.WAIVED:
            told = self.answer.reasons.get(one.id, "")
            result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": told}]
        if one.status is Status.BASELINE:
            result["baselineState"] = "unchanged"
        return result

    def _question(self, review: Review, one: Question) -> Json:
        told = {"text": self.messages.say("report.sarif_question")}
        self.rules.setdefault(QUESTION, {"id": QUESTION, "shortDescription": told})
        return {
            "ruleId": QUESTION,
            "ruleIndex": list(self.rules).index(QUESTION),
            "kind": "review",
            "level": "none",
            "message": {"text": f"{one.asks}\n{view.labelled('why', one.why, self.messages)}"},
            "locations": [self._location(review, one)],
        }

    def _rule(self, one: Finding) -> str:
        """The article of the policy; the check itself when it rests on none."""
        basis = one.basis
        id = view.article(basis) or one.rule
        if id not in self.rules:
            said = self.messages.say("report.sarif_general", label=one.label)
            if basis.policy:
                provision = basis.provision.replace("/", "")
                said = self.messages.say("report.sarif_rule", title=f"《{basis.title}》", provision=provision)
            self.rules[id] = {"id": id, "shortDescription": {"text": said}}
            self.rules[id]["fullDescription"] = {"text": view.basis(basis, self.messages)}
        return id

    def _location(self, review: Review, one: Finding | Question) -> Json:
        document = review.contract.document
        name = view.clause(one, self.messages)
        path = [view.title(review), name] if one.clause else [view.title(review)]
        logical = {"name": name, "fullyQualifiedName": "/".join(path), "kind": "clause" if one.clause else "contract"}
        return {"physicalLocation": self._physical(document, one.source), "logicalLocations": [logical]}

    def _physical(self, document: Document, source: Source | None) -> Json:
        uri = self._artifact(document)
        found: Json = {"artifactLocation": {"uri": uri, "index": list(self.artifacts).index(uri)}}
        if source is not None:
            found["region"] = self._region(document, source)
        return found

    def _region(self, document: Document, source: Source) -> Json:
        starts = self.lines.setdefault(document.id, _starts(document.text))
        first, last = (bisect_right(starts, offset) - 1 for offset in (source.start, max(source.start, source.end - 1)))
        region: Json = {
            "startLine": first + 1,
            "startColumn": source.start - starts[first] + 1,
            "endLine": last + 1,
            "endColumn": source.end - starts[last] + 1,
            "charOffset": source.start,
            "charLength": source.end - source.start,
            "snippet": {"text": source.quote},
        }
        place = view.place(document, source.start, self.messages)
        return region | {"message": {"text": place}} if place else region

    def _artifact(self, document: Document) -> str:
        """The address of a document's file, which stands in the list of artifacts."""
        uri = _uri(self.answer.files.get(document.id, document.source))
        location = {"uri": uri, "index": len(self.artifacts)}
        self.artifacts.setdefault(uri, {"location": location, "hashes": {"sha-256": document.sha256}})
        return uri


def _uri(name: str) -> str:
    """A file name as an address: as it was named, or of the whole path when it was named by it."""
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _starts(text: str) -> list[int]:
    """Where each line begins."""
    return list(accumulate((len(line) for line in text.split("\n")), lambda at, size: at + size + 1, initial=0))[:-1]
