"""What a knowledge base cannot do is one line, and nothing is lost; schemas are migrated, newer ones refused."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, text

import workbench.accounts.tables  # noqa: F401 - its tables stand on the same metadata
from workbench.cli.run import run
from workbench.knowledge_base import open_store
from workbench.messages import load
from workbench.store import database as databases
from workbench.store.errors import SchemaError, StoreError, UnavailableError
from workbench.store.making import Upload
from workbench.store.tables import Base
from workbench.stored_base import StoredBase

DOCUMENT = Upload("办法.txt", "办法\n\n第一条 企业应当报告。\n".encode())
LATER = Upload("条例.txt", "条例\n\n第一条 企业应当公开。\n".encode())


def told(error: StoreError) -> str:
    sentence = load("zh").say(error.key, **error.values)
    assert "\n" not in sentence
    return sentence


def test_the_migrations_make_the_tables(base: StoredBase) -> None:
    with base.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        apart = [str(each) for each in compare_metadata(context, Base.metadata)]
    of_the_index = ("_words", "ix_answers_indexed", "ix_passages_indexed")
    assert [each for each in apart if not any(name in each for name in of_the_index)] == []


def test_an_older_schema_is_migrated_and_keeps_what_it_has(fresh: Callable[[], str]) -> None:
    url = fresh()
    base = open_store(url, builtin=False)
    base.add([DOCUMENT], "王")
    with base.database.writing() as session:  # what the first schema did not have
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in _of_later_steps():
                session.execute(text(f"DROP TABLE {table.name}"))
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    base.close()
    again = open_store(url, builtin=False)
    assert [row.id for row in again.documents().items] == ["办法"]
    assert again.faults() == []
    again.close()


def _of_later_steps() -> set[str]:
    made = Base.registry.mappers
    return {each.class_.__tablename__ for each in made if each.class_.__module__.startswith("workbench.accounts")}


def test_a_newer_schema_is_refused_and_not_changed(fresh: Callable[[], str]) -> None:
    url = fresh()
    base = open_store(url, builtin=False)
    base.add([DOCUMENT], "王")
    with base.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    base.close()
    with pytest.raises(SchemaError) as refused:
        open_store(url)
    assert "9999" in told(refused.value)


def test_a_database_of_something_else_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE invoices(id INTEGER)")
    connection.close()
    with pytest.raises(SchemaError):
        open_store(str(path))
    with sqlite3.connect(path) as connection:
        assert [row[0] for row in connection.execute("SELECT name FROM sqlite_master")] == ["invoices"]
    connection.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x/y", "不是可用的数据库地址"),
        ("sqlite://", "不是可用的数据库地址"),
        ("postgresql://u:geheim@127.0.0.1:9/x", "连接不上"),
        ("/proc/none/kb.sqlite", "无法打开"),
    ],
)
def test_a_wrong_url_is_one_line_without_its_password(url: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", "--kb", url]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    assert "geheim" not in err


def test_a_file_that_is_no_database_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("尊敬的各位：" * 300, encoding="utf-8")
    with pytest.raises(UnavailableError) as refused:
        open_store(str(path))
    assert "不是数据库文件" in told(refused.value)
    assert path.read_text(encoding="utf-8") == "尊敬的各位：" * 300


def test_a_locked_database_is_told_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 0.2)
    path = tmp_path / "kb.sqlite"
    base = open_store(str(path), builtin=False)
    base.add([DOCUMENT], "王")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(UnavailableError) as refused:
        base.add([LATER], "王")
    assert "另一个程序正在写入" in told(refused.value)
    assert [row.id for row in base.documents().items] == ["办法"]
    other.execute("ROLLBACK")
    other.close()
    assert base.add([LATER], "王").documents == ["条例"]
    base.close()


def test_a_full_disk_is_told_and_what_was_there_is_there(tmp_path: Path) -> None:
    base = open_store(str(tmp_path / "kb.sqlite"), builtin=False)
    base.add([DOCUMENT], "王")
    base.database.engine.dispose()

    def small(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(base.database.engine, "connect", small)
    long = "".join(f"第{number}条 企业应当报告第{number}号矿山的情况。\n" for number in range(1, 200))
    with pytest.raises(UnavailableError) as refused:
        base.add([Upload("长.txt", f"长办法\n\n{long}".encode())], "王")
    assert "磁盘已满" in told(refused.value)
    assert [row.id for row in base.documents().items] == ["办法"]
    base.close()
    assert open_store(str(tmp_path / "kb.sqlite"), builtin=False).faults() == []


def test_a_read_only_file_is_told(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the administrator writes into every file")
    base = open_store(str(tmp_path / "kb.sqlite"), builtin=False)
    base.close()
    (tmp_path / "kb.sqlite").chmod(0o400)
    with pytest.raises(UnavailableError):
        open_store(str(tmp_path / "kb.sqlite"))


def test_the_commands_add_inspect_and_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kb, file = str(tmp_path / "kb.sqlite"), tmp_path / "办法.txt"
    file.write_bytes(DOCUMENT.data)
    assert run(["add", str(file), "--kb", kb]) == 0
    assert "新增或更新 1 份" in capsys.readouterr().out
    assert run(["add", str(file), str(tmp_path / "没有.txt"), "--kb", kb]) == 2
    told = capsys.readouterr()
    assert "没有这个文件" in told.err
    assert "未变 1 份" in told.out
    assert run(["inspect", "--kb", kb]) == 0
    assert "6 份文件" in capsys.readouterr().out
    assert run(["evaluate", "--kb", kb]) == 1
    assert "还没有审核过" in capsys.readouterr().out
