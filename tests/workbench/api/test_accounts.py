"""Accounts: who is let in, for how long, and what is kept of their secrets."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from workbench.accounts.errors import AccountMisuseError, RefusedError, TooManyAttempts
from workbench.accounts.model import Principal, Role, Scope, Via
from workbench.accounts.service import Accounts
from workbench.accounts.tables import AttemptTable
from workbench.store.tables import AuditTable

PASSWORD = "青山常在绿水长流不改其道"
HERE = "192.0.2.1"


def refused(accounts: Accounts, name: str, password: str, host: str = HERE) -> bool:
    try:
        accounts.login(name, password, host)
    except RefusedError:
        return True
    return False


def test_a_name_and_its_password_open_a_session(accounts: Accounts) -> None:
    accounts.add("李明", PASSWORD, Role.REVIEWER)
    found = accounts.by_cookie(accounts.login("李明", PASSWORD, HERE))
    assert found is not None
    assert (found.name, found.role, found.via) == ("李明", Role.REVIEWER, Via.SESSION)
    assert refused(accounts, "李明", PASSWORD + "。")
    assert refused(accounts, "王强", PASSWORD)


def test_what_looks_the_same_is_the_same_name_and_the_same_password(accounts: Accounts) -> None:
    accounts.add("Wang", "ＡＢＣ一二三四五六七八九", Role.READER)
    with pytest.raises(AccountMisuseError):
        accounts.add("ｗａｎｇ", PASSWORD, Role.READER)
    assert accounts.by_cookie(accounts.login("WANG", "ABC一二三四五六七八九", HERE)) is not None


@pytest.mark.parametrize("password", ["短", "十一个字符的密码啊啊", "啊" * 12, "李明的账号名称就是这个", "长" * 300])
def test_weak_passwords_are_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(AccountMisuseError):
        accounts.add("李明的账号名称就是这个", password, Role.READER)
    assert accounts.listed() == []


@pytest.mark.parametrize("name", ["", " ", "a/b", "<script>", "..\\x", "a" * 65, "a\nb", "a\u202eb"])
def test_names_that_could_be_taken_for_something_else_are_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountMisuseError):
        accounts.add(name, PASSWORD, Role.READER)


def test_a_login_ends_the_session_it_comes_from_and_its_id_is_new(accounts: Accounts) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    first = accounts.login("李明", PASSWORD, HERE)
    second = accounts.login("李明", PASSWORD, HERE, first)
    assert first != second
    assert accounts.by_cookie(first) is None
    assert accounts.by_cookie(second) is not None


def test_a_session_ends_by_logging_out_by_idling_and_in_any_case(accounts: Accounts, clock: Any) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    left, idle, busy = (accounts.login("李明", PASSWORD, HERE) for _ in range(3))
    accounts.logout(left)
    assert accounts.by_cookie(left) is None
    for _ in range(11):
        clock.go(hours=1)
        assert accounts.by_cookie(busy) is not None
    assert accounts.by_cookie(idle) is None
    clock.go(hours=1, minutes=1)
    assert accounts.by_cookie(busy) is None


def test_a_cookie_that_was_changed_is_none_of_ours(accounts: Accounts) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    cookie = accounts.login("李明", PASSWORD, HERE)
    identity, _, signature = cookie.rpartition(".")
    other = "A" if identity[0] != "A" else "B"
    for forged in (identity, f"{other}{identity[1:]}.{signature}", f"{identity}.", "", "é", f"{cookie} ", "." * 99):
        assert accounts.by_cookie(forged) is None


def test_another_password_or_role_ends_all_sessions(accounts: Accounts) -> None:
    accounts.add("管理", PASSWORD, Role.ADMINISTRATOR)
    accounts.add("李明", PASSWORD, Role.READER)
    one = accounts.login("李明", PASSWORD, HERE)
    accounts.change("李明", role=Role.REVIEWER)
    assert accounts.by_cookie(one) is None
    two = accounts.login("李明", PASSWORD, HERE)
    accounts.change("李明", password="又一个足够长的密码一二三")
    assert accounts.by_cookie(two) is None
    assert refused(accounts, "李明", PASSWORD)


def test_a_closed_account_is_refused_with_all_it_holds(accounts: Accounts) -> None:
    accounts.add("管理", PASSWORD, Role.ADMINISTRATOR)
    accounts.add("李明", PASSWORD, Role.READER)
    token, _ = accounts.issue("李明", Scope.READ, "督办")
    accounts.change("李明", disabled=True)
    assert refused(accounts, "李明", PASSWORD)
    with pytest.raises(RefusedError):
        accounts.by_token(token, HERE)


def test_the_last_administrator_stays(accounts: Accounts) -> None:
    accounts.add("管理", PASSWORD, Role.ADMINISTRATOR)
    for change in ({"role": Role.READER}, {"disabled": True}):
        with pytest.raises(AccountMisuseError):
            accounts.change("管理", **change)
    assert accounts.has_administrator()
    assert accounts.by_cookie(accounts.login("管理", PASSWORD, HERE)) is not None


def test_guessing_a_password_is_slowed_down_and_the_owner_is_not_kept_out_for_good(
    accounts: Accounts, clock: Any
) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    for _ in range(5):
        assert refused(accounts, "李明", "猜一个密码猜一个密码猜")
    with pytest.raises(TooManyAttempts) as waiting:
        accounts.login("李明", PASSWORD, HERE)
    assert 1 <= waiting.value.seconds <= 3
    waits = []
    for _ in range(12):
        clock.go(minutes=16)
        assert refused(accounts, "李明", "猜一个密码猜一个密码猜")
        with pytest.raises(TooManyAttempts) as waiting:
            accounts.login("李明", PASSWORD, "198.51.100.7")
        waits.append(waiting.value.seconds)
    assert waits == sorted(waits)
    assert waits[-1] == 15 * 60 + 1
    clock.go(minutes=16)
    accounts.login("李明", PASSWORD, HERE)
    assert refused(accounts, "李明", "猜一个密码猜一个密码猜")
    accounts.login("李明", PASSWORD, HERE)


def test_guessing_from_one_address_is_slowed_down_whatever_the_names_and_ones_own_login_does_not_help(
    accounts: Accounts,
) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    tried = 0
    with pytest.raises(TooManyAttempts):
        for number in range(60):
            if number % 3 == 2:
                accounts.login("李明", PASSWORD, HERE)
            else:
                tried += 1
                assert refused(accounts, f"某人{number}", PASSWORD)
    assert tried <= 21
    accounts.login("李明", PASSWORD, "198.51.100.7")


def test_the_addresses_of_one_ipv6_network_are_one_guesser_and_old_failures_are_forgotten(
    accounts: Accounts, clock: Any
) -> None:
    for number in range(20):
        assert refused(accounts, f"某人{number}", PASSWORD, f"2001:db8:0:1::{number + 1:x}")
    with pytest.raises(TooManyAttempts):
        accounts.login("某人", PASSWORD, "2001:db8:0:1:ffff::1")
    assert refused(accounts, "某人", PASSWORD, "2001:db8:0:2::1")
    clock.go(days=1, hours=1)
    assert refused(accounts, "某人", PASSWORD, "2001:db8:0:1:ffff::1")
    with accounts.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AttemptTable)) == 2


def test_guessing_tokens_is_slowed_down_and_known_ones_still_work(accounts: Accounts) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    token, _ = accounts.issue("李明", Scope.READ, "督办")
    for number in range(20):
        with pytest.raises(RefusedError):
            accounts.by_token(f"zhize_{number}", HERE)
    with pytest.raises(TooManyAttempts):
        accounts.by_token("zhize_20", HERE)
    assert accounts.by_token(token, HERE).name == "李明"


def test_a_token_does_what_scope_and_role_both_allow(accounts: Accounts) -> None:
    accounts.add("管理", PASSWORD, Role.ADMINISTRATOR)
    accounts.add("李明", PASSWORD, Role.REVIEWER)

    def role(name: str, scope: Scope) -> Role:
        found: Principal = accounts.by_token(accounts.issue(name, scope, "督办")[0], HERE)
        return found.role

    assert role("管理", Scope.READ) == Role.READER
    assert role("管理", Scope.ADMIN) == Role.ADMINISTRATOR
    assert role("李明", Scope.WRITE) == Role.REVIEWER
    with pytest.raises(AccountMisuseError):
        accounts.issue("李明", Scope.ADMIN, "督办")
    token, _ = accounts.issue("李明", Scope.WRITE, "督办")
    accounts.change("李明", role=Role.READER)
    assert accounts.by_token(token, HERE).role == Role.READER


def test_a_token_ends_by_expiring_and_by_being_revoked(accounts: Accounts, clock: Any) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    brief, _ = accounts.issue("李明", Scope.READ, "督办", timedelta(days=1))
    lasting, listed = accounts.issue("李明", Scope.READ, "督办")
    clock.go(days=1)
    with pytest.raises(RefusedError):
        accounts.by_token(brief, HERE)
    assert accounts.by_token(lasting, HERE).name == "李明"
    with pytest.raises(AccountMisuseError):
        accounts.revoke(listed.id, "别人")
    accounts.revoke(listed.id)
    with pytest.raises(RefusedError):
        accounts.by_token(lasting, HERE)


@pytest.mark.usefixtures("full_cost")
def test_no_secret_is_in_the_database_and_none_is_listed(accounts: Accounts, tmp_path: Path) -> None:
    accounts.add("李明", PASSWORD, Role.READER)
    cookie = accounts.login("李明", PASSWORD, HERE)
    token, _ = accounts.issue("李明", Scope.READ, "督办")
    assert refused(accounts, PASSWORD, "名称和密码填反了名称和密码")
    accounts.database.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("kb.sqlite*"))
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in stored
    for secret in (PASSWORD, token, cookie.partition(".")[0]):
        assert secret.encode() not in stored
    listed = repr([accounts.listed(), accounts.tokens()])
    assert token not in listed
    assert "argon2" not in listed


def test_what_is_done_to_accounts_is_in_the_audit_log_without_secrets(accounts: Accounts) -> None:
    accounts.add("李明", PASSWORD, Role.READER, by="管理")
    token, _ = accounts.issue("李明", Scope.READ, "督办", by="李明")
    accounts.login("李明", PASSWORD, HERE)
    with accounts.database.reading() as session:
        rows = [(row.by, row.action, row.subject, str(row.detail)) for row in session.scalars(select(AuditTable))]
    assert [row[:3] for row in rows] == [
        ("管理", "account add", "李明"),
        ("李明", "token issue", "李明/1"),
        ("李明", "login", "李明"),
    ]
    assert PASSWORD not in str(rows)
    assert token not in str(rows)
