"""Cases and contracts that people keep, the log, and the inspection."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from engine.errors import CaseError
from workbench.store.database import POSTGRESQL
from workbench.store.errors import NotFoundError, StoreError
from workbench.store.making import Upload
from workbench.stored_base import StoredBase

CASE = "title: 某矿\nactors:\n  - name: 甲矿\n    role: 采矿权人\n    jurisdiction: 甘肃省\n"
DOCUMENT = Upload("办法.txt", "办法\n\n第一条 企业应当报告。\n".encode())


def test_cases_are_kept_changed_and_deleted(base: StoredBase) -> None:
    case = base.save_case(None, "某矿", CASE, "王", ["weihai-2021"])
    assert (case.number, case.documents) == (1, ("weihai-2021",))
    assert base.save_case(1, "某矿二", CASE, "李").title == "某矿二"
    assert [each.title for each in base.cases().items] == ["某矿二"]
    base.delete_case(1, "李")
    with pytest.raises(NotFoundError):
        base.kept_case(1)
    assert [(each.by, each.action) for each in base.audit().items] == [
        ("李", "case delete"),
        ("李", "case save"),
        ("王", "case save"),
    ]


def test_what_is_no_case_is_refused_and_not_kept(base: StoredBase) -> None:
    with pytest.raises(CaseError):
        base.save_case(None, "坏", "actors: [", "王")
    assert base.cases().items == ()
    assert base.audit().items == ()


def test_contracts_are_kept_with_their_findings(base: StoredBase) -> None:
    contract = base.add_contract(Upload("合同.txt", "合同".encode()), "出让合同", "王")
    assert base.contract_file(contract.number) == "合同".encode()
    found = base.save_review(contract.number, {"findings": [{"id": "K101", "says": "缺少"}]}, "李")
    assert found.review == {"findings": [{"id": "K101", "says": "缺少"}]}
    assert [each.number for each in base.contracts().items] == [1]
    base.delete_contract(1, "李")
    with pytest.raises(NotFoundError):
        base.contract_file(1)


def test_the_log_cannot_be_changed_and_a_change_by_force_shows(base: StoredBase) -> None:
    base.add([DOCUMENT], "王")
    base.remove("办法", "李", "重复")
    assert base.faults() == []
    for statement in ("UPDATE audit SET by = 'x'", "DELETE FROM audit"):
        with pytest.raises(StoreError), base.database.writing() as session:
            session.execute(text(statement))
    assert [each.by for each in base.audit().items] == ["李", "王"]
    off = (
        "ALTER TABLE audit DISABLE TRIGGER ALL"
        if base.database.dialect == POSTGRESQL
        else "DROP TRIGGER audit_no_update"
    )
    with base.database.writing() as session:
        session.execute(text(off))
        session.execute(text("UPDATE audit SET by = 'x' WHERE id = 1"))
    assert [(fault.key, fault.values["number"]) for fault in base.faults()] == [("inspect.log", 1)]


@pytest.mark.parametrize(
    ("harm", "key"),
    [
        ("DELETE FROM statements", "inspect.rows"),
        ("UPDATE passages SET body = 'x' WHERE start >= 0", "inspect.text"),
        ("UPDATE standings SET since = '2000-01-01'", "inspect.standings"),
    ],
)
def test_an_inspection_finds_what_is_not_right(base: StoredBase, harm: str, key: str) -> None:
    base.add([DOCUMENT], "王")
    assert base.faults() == []
    with base.database.writing() as session:
        session.execute(text(harm))
    assert key in {fault.key for fault in base.faults()}


def test_an_error_within_a_write_leaves_nothing(base: StoredBase) -> None:
    with pytest.raises((StoreError, DatabaseError)), base.database.writing() as session:
        session.execute(text("INSERT INTO names(id, name) VALUES (1, '甲')"))
        session.execute(text("INSERT INTO names(id, name) VALUES (1, '乙')"))
    assert base.names() == []
    assert base.faults() == []
