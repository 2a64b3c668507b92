"""A knowledge base of one's own, and accounts in it."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
from starlette.testclient import TestClient

from workbench.accounts import passwords
from workbench.accounts.model import Role, Scope
from workbench.accounts.service import Accounts
from workbench.api.model import Limits, Service
from workbench.api.mount import mount
from workbench.knowledge_base import open_store
from workbench.store.database import Database, connect
from workbench.stored_base import StoredBase

PASSWORD = "青山常在绿水长流不改其道"


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    now: datetime = field(default=datetime(2025, 6, 1, 9))

    def __call__(self) -> datetime:
        return self.now

    def go(self, **units: float) -> None:
        self.now += timedelta(**units)


@pytest.fixture(autouse=True)
def _light(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords cost what they must in tests that say so alone; elsewhere they would cost most of the time."""
    if "full_cost" not in request.fixturenames:
        monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        passwords._nobody.cache_clear()


@pytest.fixture
def full_cost() -> None:
    passwords._nobody.cache_clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = connect(tmp_path / "kb.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def accounts(database: Database, clock: Clock) -> Accounts:
    return Accounts(database, clock)


SCOPES = {Role.READER: Scope.READ, Role.REVIEWER: Scope.WRITE, Role.ADMINISTRATOR: Scope.ADMIN}
Client = Callable[..., TestClient]


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five policies, read once."""
    path = tmp_path_factory.mktemp("stored") / "kb.sqlite"
    open_store(str(path)).close()
    return path


@pytest.fixture
def library(stored: Path, tmp_path: Path) -> Iterator[StoredBase]:
    """The five policies, to be written to."""
    place = tmp_path / "library.sqlite"
    shutil.copy(stored, place)
    base = open_store(str(place))
    yield base
    base.close()


@pytest.fixture
def people(library: StoredBase, clock: Clock) -> Accounts:
    """An account of each role, named after it."""
    made = Accounts(library.database, clock)
    for role in reversed(Role):
        made.add(role.value, PASSWORD, role)
    return made


def application(service: Service) -> FastAPI:
    """The API as a server has it, and a page beside it."""
    app = FastAPI(openapi_url=None)

    @app.api_route("/page", methods=["GET", "POST"])
    def page() -> PlainTextResponse:
        return PlainTextResponse("a page")

    mount(app, service)
    return app


@pytest.fixture
def local(library: StoredBase) -> Client:
    """A client of a server for this machine alone, which asks nobody for a name."""

    def make(limits: Limits | None = None, **headers: str) -> TestClient:
        service = Service(library, limits=limits or Limits())
        return TestClient(application(service), "http://127.0.0.1:8080", headers=headers)

    return make


@pytest.fixture
def client(library: StoredBase, people: Accounts) -> Client:
    """A client of a server with accounts: with the token of a role, or in nobody's name."""

    def make(role: Role | None = None, limits: Limits | None = None, **headers: str) -> TestClient:
        service = Service(library, people, None, limits or Limits())
        if role is not None:
            headers["Authorization"] = f"Bearer {people.issue(role.value, SCOPES[role], 'test')[0]}"
        made = TestClient(application(service), "https://kb.example", headers=headers, follow_redirects=False)
        return made

    return make


@pytest.fixture
def running(library: StoredBase) -> Iterator[Callable[[Limits], int]]:
    """Starts a server of its own; its port."""
    import uvicorn

    started: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(limits: Limits) -> int:
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(Service(library, limits=limits)), log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        started.append((server, thread))
        while not server.started:
            time.sleep(0.01)
        port: int = listening.getsockname()[1]
        return port

    yield start
    for server, thread in started:
        server.should_exit = True
        thread.join()
