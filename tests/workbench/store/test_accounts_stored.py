"""Accounts on both databases: what is stored comes back, and what is counted counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from workbench.accounts.errors import AccountMisuseError, RefusedError, TooManyAttempts
from workbench.accounts.model import Role, Scope
from workbench.accounts.service import Accounts
from workbench.knowledge_base import open_store
from workbench.store.tables import Base
from workbench.stored_base import StoredBase

PASSWORD = "青山常在绿水长流不改其道"
HERE = "192.0.2.1"


def test_an_account_from_its_first_day_to_its_last(base: StoredBase) -> None:
    accounts = Accounts(base.database, lambda: datetime(2025, 6, 1, 9))
    assert not accounts.has_administrator()
    accounts.add("管理", PASSWORD, Role.ADMINISTRATOR)
    accounts.add("李明", PASSWORD, Role.READER)
    with pytest.raises(AccountMisuseError):
        accounts.add("李明", PASSWORD, Role.READER)
    cookie = accounts.login("李明", PASSWORD, HERE)
    found = accounts.by_cookie(cookie)
    assert found is not None
    assert (found.name, found.role) == ("李明", Role.READER)
    token, listed = accounts.issue("李明", Scope.READ, "督办", timedelta(days=1))
    assert accounts.by_token(token, HERE).name == "李明"
    assert accounts.tokens("李明")[0].used is not None
    accounts.revoke(listed.id)
    with pytest.raises(RefusedError):
        accounts.by_token(token, HERE)
    accounts.change("李明", disabled=True)
    assert accounts.by_cookie(cookie) is None
    for _ in range(5):
        with pytest.raises(RefusedError):
            accounts.login("管理", "猜一个密码猜一个密码猜", HERE)
    with pytest.raises(TooManyAttempts):
        accounts.login("管理", PASSWORD, HERE)
    assert [row.action for row in base.audit().items][:2] == ["account change", "token revoke"]


def test_accounts_that_come_first_do_not_keep_the_built_in_policies_out(fresh: Callable[[], str]) -> None:
    url = fresh()
    first = open_store(url, builtin=False)
    Accounts(first.database).add("管理", PASSWORD, Role.ADMINISTRATOR)
    first.close()
    base = open_store(url)
    assert base.count_documents().number == 5
    for row in base.documents().items:
        base.remove(row.id, "管理")
    base.close()
    base = open_store(url)
    assert base.count_documents().number == 0
    base.close()


def test_the_steps_make_the_tables_that_the_program_knows(base: StoredBase) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with base.database.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    names = {"accounts", "sessions", "tokens", "attempts", "keys"}
    assert [each for each in found if any(name in str(each) for name in names)] == []
