"""The published records as columns.

In: the pydantic models of `workbench.records.extraction_record`, which describe the JSON of `zhize extract`. Out: Arrow
schemas of the tables. Guarantee: a field added to a record is a column of its table without another word; two kinds
of statement whose fields have one name and different types are a `TypeError`.

Statements of all kinds stand in one table: people ask for what a province demands, in the order of the text, before
they ask for a kind; the columns of the other kinds are null and cost next to nothing in Parquet.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from workbench.records.extraction_record import ExtractionRecord, MetaRecord, StatementRecord

DOCUMENTS, STATEMENTS, FACTS, FAILURES = "documents", "statements", "facts", "failures"
NESTED = (STATEMENTS, FACTS)  # columns of a row on its way that become tables of their own
PARTITION = "jurisdiction"

_PLAIN = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64()}
_OWN_NAMES = {"document": "id", "source": "path"}  # of the meta record, in the table of documents
_FACT = {
    "document": str,
    "predicate": str,
    "args": list[str],
    "eid": str | None,
    "start": int | None,
    "end": int | None,
}
_FAILURE = {"path": str, "sha256": str, "code": str, "reason": str, "reason_en": str}


@cache
def rows(facts: bool) -> pa.Schema:
    """One row a document, as a worker gives it: statements and facts are lists in it."""
    lists = [pa.field(STATEMENTS, pa.list_(_struct(_statement())))]
    if facts:
        lists.append(pa.field(FACTS, pa.list_(_struct(_FACT))))
    return pa.schema([*(_field(name, kind) for name, kind in _document().items()), *lists])


def tables(row: pa.Schema) -> dict[str, pa.Schema]:
    """The published tables of such rows; the partition is in the path, not in the file."""
    found = {DOCUMENTS: pa.schema([field for field in row if field.name not in (*NESTED, PARTITION)])}
    for name in NESTED:
        if name in row.names:
            found[name] = pa.schema(list(row.field(name).type.value_type))
    return found


def failures() -> pa.Schema:
    """The table of what could not be read."""
    return pa.schema([_field(name, kind) for name, kind in _FAILURE.items()])


@cache
def kinds() -> dict[str, str]:
    """The lists of the record that hold statements, each with the kind written beside them."""
    found = {}
    for name, field in ExtractionRecord.model_fields.items():
        for item in get_args(field.annotation):
            if isinstance(item, type) and issubclass(item, StatementRecord):
                found[name] = item.__name__.removesuffix("Record").lower()
    return found


def _document() -> dict[str, Any]:
    """Meta, the counts, the text, and the two records that tile or order it."""
    meta = {_OWN_NAMES.get(name, name): field.annotation for name, field in MetaRecord.model_fields.items()}
    whole = ExtractionRecord.model_fields
    return {
        **meta,
        "characters": int,
        "statement_count": int,
        "origins": whole["origins"].annotation,
        "outline": whole["outline"].annotation,
        "coverage": whole["coverage"].annotation,
        "text": str,
    }


def _statement() -> dict[str, Any]:
    """The fields of all kinds of statement, those of each after those that all have."""
    found: dict[str, Any] = {"document": str, "kind": str}
    for name in kinds():
        (item,) = get_args(ExtractionRecord.model_fields[name].annotation)
        for field, described in item.model_fields.items():
            known = found.setdefault(field, described.annotation)
            if _type(known) != _type(described.annotation):
                raise TypeError(f"{item.__name__}.{field}: another kind of statement has it with another type")
    return found


def _field(name: str, annotation: Any) -> pa.Field:
    return pa.field(name, _type(annotation))


def _struct(fields: dict[str, Any]) -> pa.DataType:
    return pa.struct([_field(name, kind) for name, kind in fields.items()])


def _type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field's annotation.

    Raises:
        TypeError: tables have no such type.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin in (Union, UnionType):
        return _one_of([one for one in arguments if one is not NoneType])
    if origin is Literal:
        return _one_of([type(one) for one in arguments])
    if origin in (list, tuple):
        return pa.list_(_one_of([one for one in arguments if one is not Ellipsis]))
    return _type_of_class(annotation)


def _type_of_class(kind: Any) -> pa.DataType:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _one_of([type(one.value) for one in kind])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _struct({name: field.annotation for name, field in kind.model_fields.items()})
    raise TypeError(f"no column holds {kind}")


def _one_of(annotations: list[Any]) -> pa.DataType:
    """The type that holds all of these: they are of one type, or numbers."""
    found = {_type(one) for one in annotations}
    if found == {pa.int64(), pa.float64()}:
        return pa.float64()
    if len(found) != 1:
        raise TypeError(f"no column holds all of {annotations}")
    return found.pop()
