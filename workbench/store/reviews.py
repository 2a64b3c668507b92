"""Corrections in the database.

In: a session that writes, what a reviewer says. Out: a correction, and everything that follows derived again.
Guarantee: a correction of a statement that was corrected before takes the place of that one; a correction follows its
words from version to version, and is flagged, and not applied, when they are no longer there.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from policies.model import Span
from workbench.reviewing.applying import corrected, kind_of
from workbench.reviewing.building import whole
from workbench.reviewing.model import Act, Change, Correction, State
from workbench.store import making, relating, shelving
from workbench.store.audit import log, now
from workbench.store.errors import NotFoundError, RefusedError
from workbench.store.tables import CorrectionTable, DocumentTable
from workbench.store.writing import following, number_of, put_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from obligations.model import Statement
    from policies.model import Document


def correct(session: Session, change: Change, by: str, day: date) -> Correction:
    """Store a change.

    Raises:
        NotFoundError: there is no such document or statement.
        RefusedError: a field is not valid, or no reason is given.
    """
    if change.act is not Act.CONFIRM and not change.reason.strip():
        raise RefusedError("error.review_reason")
    ident = number_of(session, change.document)
    held = shelving.read(session, change.document)
    values = _added(held.entry.document, change)
    if change.act is not Act.ADD:
        statement = next((each for each in held.entry.extraction.statements if each.id == change.statement), None)
        if statement is None:
            raise NotFoundError("error.review_statement", id=change.statement)
        before = held.corrections.get(statement.id)
        if before is not None and change.act is Act.CONFIRM:
            return before
        if before is not None and before.act is Act.ADD and change.act is Act.REJECT:
            return withdraw(session, before.number, by, change.reason, day)
        if before is not None:
            _state(session, before.number, State.WITHDRAWN)
        values = _changed(held, statement, change, before)
    number = following(session, CorrectionTable.id)
    text_sha256 = session.scalar(select(DocumentTable.text_sha256).where(DocumentTable.id == ident))
    told = {"act": change.act.value, "reason": change.reason.strip(), "at": now(), "by": by, "statement": ""}
    row = {
        "id": number,
        "document_id": ident,
        "state": State.ACTIVE.value,
        "text_sha256": text_sha256,
        **told,
        **values,
    }
    session.execute(insert(CorrectionTable), [row])
    detail = {"number": number, "act": row["act"], "statement": change.statement, "reason": row["reason"]}
    log(session, by, "correction add", change.document, detail)
    again(session, ident, change.document, day)
    return one(session, number)


def withdraw(session: Session, number: int, by: str, reason: str, day: date) -> Correction:
    """Take a correction back.

    Raises:
        NotFoundError: there is none of this number.
    """
    found = one(session, number)
    _state(session, number, State.WITHDRAWN)
    log(session, by, "correction withdraw", found.document, {"number": number, "reason": reason})
    again(session, number_of(session, found.document), found.document, day)
    return one(session, number)


def one(session: Session, number: int) -> Correction:
    """A correction.

    Raises:
        NotFoundError: there is none of this number.
    """
    query = select(CorrectionTable, DocumentTable.name).join(
        DocumentTable, DocumentTable.id == CorrectionTable.document_id
    )
    row = session.execute(query.where(CorrectionTable.id == number).execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFoundError("error.review_number", number=number)
    return shelving.as_correction(*row)


def listed(session: Session, document: str, states: Sequence[State]) -> list[Correction]:
    """The corrections of a document, or of all, in their order."""
    query = select(CorrectionTable, DocumentTable.name).join(
        DocumentTable, DocumentTable.id == CorrectionTable.document_id
    )
    query = query.where(CorrectionTable.state.in_([state.value for state in states])).order_by(CorrectionTable.id)
    if document:
        query = query.where(DocumentTable.name == document)
    return [shelving.as_correction(*row) for row in session.execute(query)]


def follow(session: Session, ident: int) -> bool:
    """Move the corrections of a document to the words of its new version; whether it has any."""
    row = session.execute(
        select(DocumentTable.name, DocumentTable.version, DocumentTable.text_sha256).where(DocumentTable.id == ident)
    ).one()
    states = (State.ACTIVE, State.FLAGGED)
    found = shelving.corrections(session, row.name, states)
    if not found:
        return False
    text = shelving.raw(session, row.name).document.text
    before = shelving.raw(session, row.name, row.version - 1).document.text if row.version > 1 else ""
    for each in found:
        old = session.get_one(CorrectionTable, each.number)
        if old.text_sha256 == row.text_sha256:
            _state(session, each.number, State.ACTIVE)
            continue
        start = _moved(before, text, each)
        if start is None:
            _state(session, each.number, State.FLAGGED)
            continue
        by = start - each.start
        was = {**each.was, "start": each.was["start"] + by, "end": each.was["end"] + by} if each.was else {}
        values = {"start": start, "end": each.end + by, "was": was, "text_sha256": row.text_sha256}
        values["state"] = State.ACTIVE.value
        session.execute(update(CorrectionTable).where(CorrectionTable.id == each.number).values(**values))
    _statements(session, ident, row.name)
    return True


def again(session: Session, ident: int, name: str, day: date) -> None:
    """Derive everything that follows from a document again."""
    session.expire_all()
    _statements(session, ident, name)
    relating.relate(session, day, (ident,))


def _statements(session: Session, ident: int, name: str) -> None:
    session.expire_all()
    entry = shelving.raw(session, name)
    active = shelving.corrections(session, name)
    extraction, made = corrected(entry.document, entry.extraction, active)
    rows = making.statement_rows(entry.document, extraction, made)
    put_statements(session, ident, rows)
    session.execute(update(DocumentTable).where(DocumentTable.id == ident).values(statements=len(rows)))
    for statement, number in made.items():
        named = update(CorrectionTable).where(CorrectionTable.id == number).values(statement=statement)
        session.execute(named)


def _moved(before: str, text: str, each: Correction) -> int | None:
    """Where the words of a correction stand in the new text: there are as many of them as in the old one."""
    old, new = (_places(whole_text, each.quote) for whole_text in (before, text))
    if len(old) != len(new) or each.start not in old:
        return None
    return new[old.index(each.start)]


def _places(text: str, words: str) -> list[int]:
    found = []
    place = text.find(words)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def _added(document: Document, change: Change) -> dict[str, Any]:
    """The values of a statement that was missed."""
    if change.act is not Act.ADD:
        return {}
    span = Span(-1 if change.start is None else change.start, -1 if change.end is None else change.end)
    record = whole(document, change.kind, span, change.fields)
    return {**_placed(document, change.kind, span), "record": record, "was": {}}


def _changed(held: shelving.Held, statement: Statement, change: Change, before: Correction | None) -> dict[str, Any]:
    """The values of a statement that was read, perhaps corrected before."""
    document = held.entry.document
    known = next(
        record for _, record in making.records(document, held.entry.extraction) if record["id"] == statement.id
    )
    fields = {name: value for name, value in known.items() if name not in making.COLUMNS}
    kind = kind_of(statement)
    was = (
        before.was
        if before
        else {"kind": kind, "start": statement.span.start, "end": statement.span.end, "record": fields}
    )
    span = Span(
        statement.span.start if change.start is None else change.start,
        statement.span.end if change.end is None else change.end,
    )
    if change.act is Act.REJECT:
        return {**_placed(document, kind, statement.span), "record": {}, "was": was}
    meant = change.kind or kind
    given = {**(fields if meant == kind else {}), **change.fields}
    values = {**_placed(document, meant, span), "record": whole(document, meant, span, given), "was": was}
    return values | ({"act": Act.ADD.value} if not was else {})


def _placed(document: Document, kind: str, span: Span) -> dict[str, Any]:
    return {"kind": kind, "start": span.start, "end": span.end, "quote": document.quote(span)}


def _state(session: Session, number: int, state: State) -> None:
    values = {"state": state.value} | ({} if state is State.ACTIVE else {"statement": ""})
    session.execute(update(CorrectionTable).where(CorrectionTable.id == number).values(**values))
