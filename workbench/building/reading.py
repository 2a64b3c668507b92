"""Bytes to rows: what a worker does, in whatever process or machine it stands.

In: documents as bytes, and the form their rows shall have. Out: a `Part`. Guarantee: the rows depend on the bytes,
the path and the program alone; a document that cannot be read gives its reason and no row, and the others are read.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from obligations.from_document import extract
from obligations.to_facts import facts
from obligations.to_json import as_record
from policies import from_source
from workbench.building import failures
from workbench.building.fingerprint import fingerprint
from workbench.building.model import Part, Read

if TYPE_CHECKING:
    from obligations.model import Extraction, Fact
    from policies.model import Document
    from workbench.building.model import Form, Job

Row = dict[str, Any]

_ONE_AT_A_TIME = threading.Lock()  # threads of a worker would only take turns, and hold their memory together
_COLLECT_AFTER = 100_000  # objects; a document is many small objects that live as long as it does


def prepare() -> None:
    """Load what reading needs, once, and keep the collector from looking at it again."""
    document = from_source.read_text("第一条 企业应当报告。", "warm.txt")
    as_record(document, extract(document))
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 20)


def read_batch(jobs: tuple[Job, ...], form: Form) -> Part:
    """Read documents; nothing is read when this program is not the one that asks."""
    own = fingerprint()
    if own != form.fingerprint.partition("+")[0]:
        return Part(own, (), b"")
    schema = pa.ipc.read_schema(pa.py_buffer(form.schema))
    with _ONE_AT_A_TIME:
        done = [_read(job, form, schema) for job in jobs]
    rows = [row for _, row in done if row is not None]
    return Part(own, tuple(read for read, _ in done), stream(rows, schema) if rows else b"")


def row(document: Document, found: Extraction, form: Form) -> Row:
    """One document as a row: its record, with the statements of all kinds in one list, in the order of the text."""
    record = as_record(document, found)
    meta = record["meta"]
    statements = [{**one, "document": document.id, "kind": kind} for name, kind in form.kinds for one in record[name]]
    made = {
        **meta,
        "id": meta["document"],
        "path": meta["source"],
        "characters": len(document.text),
        "statement_count": len(statements),
        "origins": record["origins"],
        "outline": record["outline"],
        "coverage": record["coverage"],
        "text": document.text,
        "statements": sorted(statements, key=lambda one: (one["start"], one["end"], one["id"])),
    }
    if form.facts:
        made["facts"] = [_fact(document.id, fact) for fact in facts(document, found)]
    return made


def _read(job: Job, form: Form, schema: pa.Schema) -> tuple[Read, pa.RecordBatch | None]:
    try:
        return _rows_of(job, form, schema)
    except Exception as error:  # one document must not end the run
        why = failures.unread(job.path, error)
    return Read(job.id, job.path, job.sha256, form.fingerprint, why), None


def _rows_of(job: Job, form: Form, schema: pa.Schema) -> tuple[Read, pa.RecordBatch]:
    document = replace(from_source.read_bytes(job.data, job.path), id=job.id)
    found = row(document, extract(document), form)
    read = Read(
        job.id,
        job.path,
        job.sha256,
        form.fingerprint,
        jurisdiction=document.metadata.jurisdiction,
        characters=found["characters"],
        statements=found["statement_count"],
    )
    return read, pa.RecordBatch.from_pylist([found], schema=schema)


def _fact(document: str, fact: Fact) -> Row:
    source = fact.source
    place = {"eid": source.eid, "start": source.start, "end": source.end} if source else {}
    return {"document": document, "predicate": fact.predicate, "args": list(fact.args), **place}


def stream(rows: list[pa.RecordBatch], schema: pa.Schema) -> bytes:
    """The rows as one compressed batch."""
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
    with pa.ipc.new_stream(sink, schema, options=options) as writer:
        writer.write_table(pa.Table.from_batches(rows, schema).combine_chunks())
    found: bytes = sink.getvalue().to_pybytes()
    return found
