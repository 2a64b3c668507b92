"""A knowledge base on each of the two databases: SQLite in a file, PostgreSQL in a cluster of these tests' own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.knowledge_base import open_store
from workbench.stored_base import StoredBase

Fresh = Callable[[], str]
PLACES = "/usr/lib/postgresql/*/bin/initdb"


def _binaries() -> Path | None:
    found = shutil.which("initdb") or next(
        (str(path) for path in sorted(Path("/").glob(PLACES[1:]), reverse=True)), None
    )
    return Path(found).parent if found else None


def _run(command: list[str]) -> None:
    """PostgreSQL refuses to run for the administrator of the machine."""
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*other, *command], check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL of a PostgreSQL server without the name of a database."""
    pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")
    binaries = _binaries()
    if binaries is None or (os.geteuid() == 0 and shutil.which("runuser") is None):
        pytest.skip("the server of PostgreSQL is not installed (initdb)")
    with tempfile.TemporaryDirectory(prefix="zhize-pg-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        Path(folder).chmod(0o700)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data = f"{folder}/data"
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        control = [str(binaries / "pg_ctl"), "-D", data, "-w"]
        _run([str(binaries / "initdb"), "-D", data, "-U", "zhize", "-A", "trust", "-E", "UTF8"])
        _run([*control, "-l", f"{folder}/log", "-o", options, "start"])
        try:
            yield f"postgresql+psycopg://zhize@127.0.0.1:{port}"
        finally:
            _run([*control, "-m", "immediate", "stop"])


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Gives URLs of databases with nothing in them."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"{uuid.uuid4().hex}.sqlite")
    server = request.getfixturevalue("cluster")

    def make() -> str:
        name = f"kb{uuid.uuid4().hex}"
        import psycopg

        with psycopg.connect(f"{server}/postgres".replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"{server}/{name}"

    return make


@pytest.fixture
def base(fresh: Fresh) -> Iterator[StoredBase]:
    """A knowledge base with nothing in it."""
    found = open_store(fresh(), builtin=False)
    yield found
    found.close()
