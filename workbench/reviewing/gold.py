"""Reviewed statements as records of annotators, and as fixtures of tests.

In: a document, what was read of it with the corrections in place, the corrections. Out: JSON Lines in the form of the
annotation guide (a quotation, counted when it stands there several times, and the fields); YAML as in
`tests/fixtures/statements`. Guarantee: only what a reviewer confirmed, corrected or added is exported; a fixture has
the whole paragraph with all that is read there, since a test of a statement looks at its whole text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from policies.model import Span
from policies.navigate import path_to
from workbench.reviewing.model import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policies.model import Document
    from workbench.reviewing.model import Correction

ONLY_HERE = ("directed", "directed_action")  # fields that annotators do not note
FINE = ("min", "max", "basis")


def jsonl(document: Document, corrections: Sequence[Correction]) -> str:
    """The reviewed statements of a document, a line each, in the order of the text."""
    kept = sorted((one for one in corrections if one.act is not Act.REJECT), key=lambda one: (one.start, one.end))
    return "".join(json.dumps(annotated(document, one), ensure_ascii=False) + "\n" for one in kept)


def annotated(document: Document, one: Correction) -> dict[str, Any]:
    """A statement as an annotator writes it."""
    found: dict[str, Any] = {"kind": one.kind, "quote": one.quote}
    nth = document.text.count(one.quote, 0, one.start + len(one.quote) - 1) + 1
    if document.text.count(one.quote) > 1:
        found["nth"] = nth
    fields = {name: value for name, value in one.record.items() if name not in ONLY_HERE}
    if isinstance(fields.get("fine"), dict):
        fields["fine"] = {name: fields["fine"][name] for name in FINE}
    return found | fields


def fixture(document: Document, one: Correction, records: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """A case for `tests/fixtures/statements`: the paragraph of a correction, and all that is to be read there.

    Args:
        document: the document.
        one: the correction.
        records: kind and record of each statement, corrections in place.
    """
    around = path_to(document.root, one.start)[-1].span
    around = Span(min(around.start, one.start), max(around.end, one.end))
    text = document.quote(around).strip()
    inside = [(kind, record) for kind, record in records if around.start <= record["start"] < around.end]
    wanted = [_wanted(kind, record) for kind, record in inside]
    why = " ".join(f"{one.document}: {one.reason}".split())
    case = [{"text": text, "statements": wanted}]
    return f"# {why}\n" + yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=110)


def _wanted(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """A statement as fixtures have it: what is not said is not written."""
    fields = {name: value for name, value in record.items() if name not in ("id", "eid", "start", "end", "section")}
    said = {
        name: value for name, value in fields.items() if value not in (None, []) and (name, value) != ("explicit", True)
    }
    if kind == "norm" and "bearers" in fields:
        said["bearers"] = fields["bearers"]
    if isinstance(said.get("fine"), dict):
        said["fine"] = {name: value for name, value in said["fine"].items() if value not in (None, [])}
    if said.get("deadline"):
        said["deadline"] = said["deadline"]["norm"]
    return {"kind": kind, **said}
