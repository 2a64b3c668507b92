"""Staged rows and published rows to Parquet.

In: the manifest, and what every document of the tree came to. Out: the tables, one file for a place and a table, rows
in the order of the documents' ids. Guarantee: a file is a function of the documents in it, byte for byte, whatever
was read when; a place none of whose documents changed keeps its files; the change from the old tables to the new ones
is one transaction of the manifest, and what a kill beside it leaves is swept away by the next run.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from workbench.building import files, schema
from workbench.building.manifest import NO_ROWS, Entry, File

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.building.manifest import Manifest
    from workbench.building.model import Read

STAGING = "staging"
ARROW, PARQUET = ".arrow", ".parquet"
NOWHERE = "__HIVE_DEFAULT_PARTITION__"  # what readers of partitioned tables take for null
_FAILED = (schema.FAILURES, None)
_GROUP = 2_000_000  # characters of text whose rows make a row group: what is in memory at a time
_LEAST = 1_000  # characters that a short document counts for
_OPEN = 4  # staged parts held open at a time

Partition = tuple[str, str | None]  # table and place


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be published: every document of the tree by path, and the schema of their rows."""

    entries: dict[str, Entry]
    rows: pa.Schema


def stage(out: Path, rows: bytes) -> str:
    """Keep the rows a worker gave; the name of the part."""
    return files.put(out / STAGING, ARROW, lambda path: _write(path, rows)).name


def recover(out: Path, manifest: Manifest) -> None:
    """After whatever happened: remove what is not recorded, forget what is recorded and gone."""
    known = manifest.files()
    parts = {entry.part for entry in manifest.staged().values()} - {NO_ROWS}
    _sweep(out, known, parts)
    for file in known:
        if file.table != schema.FAILURES and not (out / file.path).is_file():
            manifest.forget(file.jurisdiction)
    for part in parts:
        if not (out / STAGING / part).is_file():
            manifest.unstage(part)


def publish(out: Path, manifest: Manifest, target: Target) -> None:
    """Bring the tables to what the tree holds now."""
    before, reads = manifest.published(), {path: entry.read for path, entry in target.entries.items()}
    made = {(file.table, file.jurisdiction): file for file in manifest.files()}
    ready: list[tuple[Path, Partition]] = []
    staged = _Staged(out / STAGING, target.rows)
    for place in sorted(_touched(before, target.entries), key=lambda name: name or ""):
        ready += _partition(out, place, target, staged, made)
    lacking = made.get(_FAILED)
    if lacking is None or not (out / lacking.path).is_file() or _failed(before.values()) != _failed(reads.values()):
        ready.append((_failures(out, reads.values()), _FAILED))
    if ready or reads != before or manifest.staged():
        made |= {partition: _place(out, path, partition) for path, partition in ready}
        manifest.publish(reads.values(), made.values())
        _sweep(out, made.values(), ())


def _partition(
    out: Path, place: str | None, target: Target, staged: _Staged, made: dict[Partition, File]
) -> Iterator[tuple[Path, Partition]]:
    """The new files of a place; the old ones are taken out of `made`."""
    entries = _of(place, target.entries)
    keeps = any(not entry.part for entry in entries)
    wanted = schema.tables(target.rows)
    for table in (schema.DOCUMENTS, *schema.NESTED):
        old = made.pop((table, place), None)
        if table in wanted:
            source = _Rows(table, staged, _Published(out / old.path if old and keeps else None, table))
            if path := _table(out, source.of(entries), wanted[table]):
                yield path, (table, place)


def _touched(before: dict[str, Read], after: dict[str, Entry]) -> set[str | None]:
    """The places whose rows change."""
    places: set[str | None] = set()
    for path in before.keys() | after.keys():
        old, new = before.get(path), after.get(path)
        if old and new and not new.part and old.key == new.read.key and bool(old.failure) == bool(new.read.failure):
            continue
        places |= {read.jurisdiction for read in (old, new and new.read) if read and not read.failure}
    return places


def _of(place: str | None, entries: dict[str, Entry]) -> list[Entry]:
    """The documents of a place, by id."""
    here = [one for one in entries.values() if not one.read.failure and one.read.jurisdiction == place]
    return sorted(here, key=lambda one: one.read.id)


class _Staged:
    """The rows of staged parts."""

    def __init__(self, folder: Path, rows: pa.Schema) -> None:
        self._rows = rows
        self._part = lru_cache(_OPEN)(lambda name, table: self._read(folder / name, table))

    def rows(self, entries: Iterable[Entry], table: str) -> pa.Table:
        """The rows of documents that stand in one part."""
        one = list(entries)
        part, places = self._part(one[0].part, table)
        rows = part.take([places[entry.read.id] for entry in one])
        if table == schema.DOCUMENTS:
            return rows
        return pa.Table.from_struct_array(rows.column(table).combine_chunks().flatten())

    def _read(self, path: Path, table: str) -> tuple[pa.Table, dict[str, int]]:
        """The columns of a part that make a table, and the place of each document."""
        wanted = [*schema.tables(self._rows)[schema.DOCUMENTS].names] if table == schema.DOCUMENTS else ["id", table]
        fields = [place for place, name in enumerate(self._rows.names) if name in wanted]
        options = pa.ipc.IpcReadOptions(included_fields=fields, use_threads=False)
        with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file, options=options) as reader:
            rows = reader.read_all()
        return rows, {name: place for place, name in enumerate(rows.column("id").to_pylist())}


class _Published:
    """The rows of a published file, asked for in the order of the ids."""

    def __init__(self, path: Path | None, table: str) -> None:
        self.runs = _runs(path, "id" if table == schema.DOCUMENTS else "document") if path else iter(())
        self.next = next(self.runs, None)

    def rows(self, name: str) -> pa.Table | None:
        while self.next and self.next[0] < name:
            self.next = next(self.runs, None)
        return self.next[1] if self.next and self.next[0] == name else None


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one table, wherever they stand now."""

    table: str
    staged: _Staged
    published: _Published

    def of(self, entries: Iterable[Entry]) -> Iterator[pa.Table]:
        """Row groups, in order."""
        for group in _groups(entries):
            found: list[pa.Table] = []
            for part, those in groupby(group, key=lambda entry: entry.part):
                if part:
                    found.append(self.staged.rows(those, self.table))
                else:
                    rows = (self.published.rows(entry.read.id) for entry in those)
                    found += [one for one in rows if one is not None]
            yield from _joined([rows for rows in found if rows.num_rows])


def _groups(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Documents whose rows make a row group: a function of the documents alone."""
    group: list[Entry] = []
    weight = 0
    for entry in entries:
        group.append(entry)
        weight += max(entry.read.characters, _LEAST)
        if weight >= _GROUP:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _joined(group: list[pa.Table]) -> Iterator[pa.Table]:
    if group:
        yield pa.concat_tables(group).combine_chunks()


def _runs(path: Path, column: str) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each document."""
    with pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            rows = file.read_row_group(group)
            start = 0
            for name, run in groupby(rows.column(column).to_pylist()):
                length = sum(1 for _ in run)
                yield name, rows.slice(start, length)
                start += length


def _table(out: Path, groups: Iterator[pa.Table], columns: pa.Schema) -> Path | None:
    """The file of some rows, not yet in its place; None when there are none."""
    first = next(groups, None)
    if first is None:
        return None

    def write(path: Path) -> None:
        with pq.ParquetWriter(path, columns, compression="zstd") as writer:
            writer.write_table(first.cast(columns))
            for group in groups:
                writer.write_table(group.cast(columns))

    return files.put(out / STAGING, PARQUET, write)


def _failed(reads: Iterable[Read]) -> list[dict[str, str]]:
    rows = [
        {"path": read.path, "sha256": read.sha256, "code": why.code, "reason": why.zh, "reason_en": why.en}
        for read in reads
        if (why := read.failure)
    ]
    return sorted(rows, key=lambda row: row["path"])


def _failures(out: Path, failed: Iterable[Read]) -> Path:
    rows = pa.Table.from_pylist(_failed(failed), schema=schema.failures())
    return files.put(out / STAGING, PARQUET, lambda path: pq.write_table(rows, path, compression="zstd"))


def _place(out: Path, path: Path, partition: Partition) -> File:
    """Put a file where readers find it."""
    table, place = partition
    folder = out / table
    if table != schema.FAILURES:
        folder /= f"{schema.PARTITION}={NOWHERE if place is None else _name(place)}"
    return File(files.move(path, folder).relative_to(out).as_posix(), table, place)


def _name(place: str) -> str:
    """A place as the name of a folder: what paths and partitions cannot hold is written as %XX."""
    return "".join(one if one.isalnum() or one in "（）()_-" else quote(one, safe="") for one in place)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)


def _sweep(out: Path, known: Iterable[File], parts: Iterable[str]) -> None:
    files.sweep(out / STAGING, [out / STAGING / name for name in parts], (ARROW, PARQUET, files.UNFINISHED))
    wanted = [out / file.path for file in known]
    for table in (schema.DOCUMENTS, schema.STATEMENTS, schema.FACTS, schema.FAILURES):
        files.sweep(out / table, wanted, (PARQUET,))
