"""One database: reading and writing.

In: a URL, or the path of a SQLite file. Out: a `Database`, migrated to this program's schema. Guarantee: a reader sees
one state from beginning to end; there is one writer at a time, and what it writes is there as a whole or not at all;
what the database refuses is a `StoreError`.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from workbench.store import migrating
from workbench.store.errors import StoreError, UnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

VARIABLE = "ZHIZE_KB"
COUNTED = 1000  # rows of an index that are looked at
PATIENCE = 10  # seconds that a writer waits for another
WRITER = 7_258_331  # the lock that writers of one PostgreSQL database share
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, slots=True)
class Database:
    """A database that is open.

    Attributes:
        engine: of readers; a writer's takes the lock at once.
        url: without a password, as it may be told.
    """

    engine: Engine
    url: str

    @property
    def dialect(self) -> str:
        """`SQLITE` or `POSTGRESQL`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One state of everything; nothing can be written.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._told(), Session(self.engine, autoflush=False) as session:
            if self.dialect == POSTGRESQL:
                session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, kept at the end, and forgotten when anything goes wrong.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._told(), Session(self.engine.execution_options(writing=True)) as session, session.begin():
            if self.dialect == POSTGRESQL:
                session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": WRITER})
            yield session

    def tune(self) -> None:
        """Count what is there, so that the database finds the short way; worth it after many documents."""
        with self.writing() as session:
            if self.dialect == SQLITE:
                session.execute(text(f"PRAGMA analysis_limit={COUNTED}"))
            session.execute(text("ANALYZE"))

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise told(error, self.url) from error


def connect(url: str | Path | None = None) -> Database:
    """Open a database, make it when it is not there, and bring its schema up to date.

    Args:
        url: a path, or ``sqlite:///…``, ``postgresql+psycopg://…``; `default` when it is None.

    Raises:
        UnavailableError: there is none, or it cannot be used now.
        SchemaError: it is of a newer program, or something else.
    """
    meant = parsed(str(url) if url else default())
    shown = meant.render_as_string(hide_password=True)
    if meant.database and meant.get_backend_name() == SQLITE:
        shown = meant.database
        _room_for(Path(shown))
    engine = _engine(meant, shown)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            _alone(connection)
            migrating.upgrade(connection, shown)
    except SQLAlchemyError as error:
        engine.dispose()
        raise told(error, shown) from error
    except StoreError:
        engine.dispose()
        raise
    return Database(engine, shown)


def default() -> str:
    """Where the knowledge base of this user is: `ZHIZE_KB`, else a file in the folder for data of programs."""
    told = os.environ.get(VARIABLE)
    if told:
        return told
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return str(Path(data) / "zhize" / "kb.sqlite")


def parsed(url: str) -> URL:
    """The URL that is meant; what has no scheme is the path of a SQLite file.

    Raises:
        UnavailableError: it is no URL of a database that is known here.
    """
    if "://" not in url:
        return URL.create(SQLITE, database=str(Path(url).expanduser()))
    try:
        meant = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnavailableError("error.store_url", url=url.partition("@")[2] or url) from error
    if meant.drivername in (POSTGRESQL, "postgres"):
        meant = meant.set(drivername="postgresql+psycopg")
    if meant.drivername not in (SQLITE, "postgresql+psycopg") or (meant.drivername == SQLITE and not meant.database):
        raise UnavailableError("error.store_url", url=meant.render_as_string(hide_password=True))
    return meant


def told(error: SQLAlchemyError, url: str) -> UnavailableError:
    """What a database refuses, in words."""
    cause = getattr(error, "orig", None) or error
    reason = " ".join(str(cause).split())
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        keys = {
            sqlite3.SQLITE_BUSY: "error.store_locked",
            sqlite3.SQLITE_LOCKED: "error.store_locked",
            sqlite3.SQLITE_FULL: "error.store_full",
            sqlite3.SQLITE_READONLY: "error.store_readonly",
            sqlite3.SQLITE_CANTOPEN: "error.store_closed",
            sqlite3.SQLITE_NOTADB: "error.store_no_database",
            sqlite3.SQLITE_CORRUPT: "error.store_damaged",
        }
        return UnavailableError(keys.get(code, "error.store_refused"), url=url, reason=reason)
    state = getattr(cause, "sqlstate", None)
    if state in ("53100", "53200"):  # no room on the disk, or in memory
        return UnavailableError("error.store_full", url=url, reason=reason)
    if state == "55P03":
        return UnavailableError("error.store_locked", url=url, reason=reason)
    if isinstance(error, OperationalError) and state is None:
        return UnavailableError("error.store_unreachable", url=url, reason=reason)
    return UnavailableError("error.store_refused", url=url, reason=reason)


def _engine(meant: URL, shown: str) -> Engine:
    try:
        if meant.get_backend_name() == SQLITE:
            options: dict[str, Any] = {"timeout": PATIENCE, "check_same_thread": False}
            engine = create_engine(meant, connect_args=options, hide_parameters=True, json_serializer=_compact)
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin)
            return engine
        options = {"connect_timeout": PATIENCE, "options": f"-c lock_timeout={PATIENCE}s"}
        common: dict[str, Any] = {"hide_parameters": True, "json_serializer": _compact, "pool_pre_ping": True}
        return create_engine(meant, connect_args=options, **common)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise UnavailableError("error.store_driver", url=shown) from error


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says, and tables are part of them
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _alone(connection: Connection) -> None:
    if connection.dialect.name == POSTGRESQL:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": WRITER})


def _room_for(path: Path) -> None:
    """The folder of a SQLite file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnavailableError("error.store_closed", url=str(path), reason=error.strerror or error) from error
