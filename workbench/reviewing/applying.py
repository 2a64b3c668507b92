"""Corrections in an extraction.

In: a document, what was read of it, corrections that are active. Out: the extraction as the reviewers want it, and
which statements are theirs. Guarantee: a correction stands whatever the program reads today: what it read of the same
words, in the same kind, gives way; fields that a reviewer did not change keep what was read, places and all.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from obligations.model import Extraction, Incentive, Norm, Responsibility, Sanction, Statement, Target
from policies.model import Span
from workbench.reviewing.building import build
from workbench.reviewing.matching import closest
from workbench.reviewing.model import Act, Correction
from workbench.store.making import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from policies.model import Document
    from workbench.reviewing.matching import Record

KINDS: dict[type[Any], str] = {
    Norm: "norm",
    Target: "target",
    Responsibility: "responsibility",
    Sanction: "sanction",
    Incentive: "incentive",
}
LISTS = {"norm": "norms", "target": "targets", "responsibility": "responsibilities", "sanction": "sanctions"}
LISTS |= {"incentive": "incentives"}
# Record field -> fields of the statement.
NAMES = {"enforcer": "enforcers", "breached": "breaches"}


def kind_of(statement: Statement) -> str:
    """The kind of a statement."""
    return KINDS[type(statement)]


def corrected(
    document: Document, extraction: Extraction, corrections: Sequence[Correction]
) -> tuple[Extraction, dict[str, int]]:
    """The extraction with the corrections in place, and statement -> number of the correction that made it so."""
    held: dict[str, Statement] = {each.id: each for each in extraction.statements}
    made: dict[str, int] = {}
    read = list(records(document, extraction)) if corrections else []
    for one in corrections:
        left = (each for each in read if each[1]["id"] in held and each[1]["id"] not in made)
        before = held.get(_read_there(left, one))
        if before is not None and one.act is not Act.CONFIRM:
            del held[before.id]
        if one.act is Act.REJECT or (one.act is Act.CONFIRM and before is not None):
            continue
        statement = _statement(document, one, before, held)
        held[statement.id] = statement
        made[statement.id] = one.number
    if not made and len(held) == len(extraction.statements):
        return extraction, made
    return _extraction(extraction, held.values()), made


def _read_there(read: Iterable[Record], one: Correction) -> str:
    """The ID of what was read of the words that a correction is about, in the kind that was read then; "" for none."""
    meant = one.was or {"kind": one.kind, "start": one.start, "end": one.end, "record": one.record}
    found = closest(read, meant["kind"], Span(meant["start"], meant["end"]), meant["record"])
    return found[1]["id"] if found else ""


def _statement(document: Document, one: Correction, before: Statement | None, held: dict[str, Statement]) -> Statement:
    span = Span(one.start, one.end)
    identity = _identity(document, one, before, held)
    made = build(document, identity, one.kind, span, one.record)
    if before is None or type(before) is not type(made):
        return made
    told = {name for name, value in one.record.items() if value != one.was.get("record", {}).get(name)}
    kept = {f.name for f in fields(made)} - {"id", "eid", "span"} - {NAMES.get(name, name) for name in told}
    return replace(made, **{name: getattr(before, name) for name in kept})


def _identity(document: Document, one: Correction, before: Statement | None, held: dict[str, Statement]) -> str:
    if before is not None and kind_of(before) == one.kind:
        return before.id
    plain = f"{document.id}.{one.kind[0]}{one.start}"
    return plain if plain not in held else f"{plain}r{one.number}"


def _extraction(extraction: Extraction, statements: Iterable[Statement]) -> Extraction:
    lists: dict[str, list[Any]] = {name: [] for name in LISTS.values()}
    for each in sorted(statements, key=lambda each: (each.span.start, each.span.end, each.id)):
        lists[LISTS[kind_of(each)]].append(each)
    return replace(extraction, **{name: tuple(found) for name, found in lists.items()})
