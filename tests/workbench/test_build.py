"""A tree of documents to tables: what is in them, what is read again, what is refused."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import docx
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from obligations.from_document import extract
from obligations.to_json import as_record
from policies import from_source
from policies.model import Document
from workbench.building import manifest, reading, schema, sieve
from workbench.building.errors import BuildingError
from workbench.building.fingerprint import fingerprint
from workbench.building.listing import listed
from workbench.building.model import Part


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The rows of a table, as another program reads them."""
    partitioning = None if table == schema.FAILURES else "hive"
    found: list[dict[str, Any]] = ds.dataset(out / table, partitioning=partitioning).to_table().to_pylist()
    return found


def test_the_tables_hold_what_extract_prints(build: Any, corpus: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "kb"
    built = build(next(iter(corpus.values())).parent, out=out)
    statements: dict[str, list[dict[str, Any]]] = {}
    for row in rows(out, schema.STATEMENTS):
        statements.setdefault(row["document"], []).append(row)
    documents = {row["id"]: row for row in rows(out, schema.DOCUMENTS)}
    assert built.summary.documents == len(corpus)
    assert set(documents) == set(corpus)
    for name, path in corpus.items():
        document = from_source.read_path(path)
        record = as_record(document, extract(document))
        row = documents[name]
        assert row["text"] == document.text
        assert (row["outline"], row["coverage"]) == (record["outline"], record["coverage"])
        meta = {"id": name, "path": path.name, **record["meta"]}
        assert {key: row[key] for key in meta if key in row} == {key: meta[key] for key in meta if key in row}
        expected = [one | {"kind": kind} for key, kind in schema.kinds().items() for one in record[key]]
        found = {row["id"]: row for row in statements[name]}
        assert [row["start"] for row in statements[name]] == sorted(row["start"] for row in statements[name])
        assert len(found) == len(expected) == row["statement_count"]
        for one in expected:
            assert {key: found[one["id"]][key] for key in one} == one


def test_every_field_of_the_record_has_its_column(corpus: dict[str, Path]) -> None:
    document = from_source.read_path(corpus["weihai-2021"])
    record = as_record(document, extract(document))
    tables = schema.tables(schema.rows(True))
    columns = set(tables[schema.STATEMENTS].names)
    assert all(set(one) <= columns for key in schema.kinds() for one in record[key])
    assert set(record) == {"meta", "origins", "outline", "coverage", *schema.kinds()}
    assert set(record["meta"]) - {"document", "source", "jurisdiction"} <= set(tables[schema.DOCUMENTS].names)


def test_documents_stand_in_the_partition_of_their_place(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    build(tree, out=out)
    places = {row["id"]: row["jurisdiction"] for row in rows(out, schema.DOCUMENTS)}
    assert places == {
        "山东-采矿办法": "山东省",
        "山东-复垦办法": "山东省",
        "山东-威海-采矿办法": "威海市",
        "甘肃-采矿办法": "甘肃省",
        "甘肃-水办法": "甘肃省",
        "国家-矿产资源法": "全国",
        "某处-办法": None,
    }
    assert {row["document"]: row["jurisdiction"] for row in rows(out, schema.STATEMENTS)} == places
    folders = {path.name for path in (out / schema.STATEMENTS).iterdir()}
    assert {"jurisdiction=山东省", "jurisdiction=__HIVE_DEFAULT_PARTITION__"} < folders
    assert all(len(list((out / schema.STATEMENTS / folder).iterdir())) == 1 for folder in folders)


def test_facts_are_a_table_when_wanted(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    assert not any(name.startswith(schema.FACTS) for name in build(tree, out=out).files)
    wanted = build(tree, out=out, facts=True)
    assert len(wanted.read) == wanted.summary.documents
    facts = rows(out, schema.FACTS)
    texts = {row["id"]: row["text"] for row in rows(out, schema.DOCUMENTS)}
    recipients = [row for row in facts if row["predicate"] == "recipient"]
    assert len(recipients) == len(texts)
    for row in recipients:
        assert row["args"][-1] in texts[row["document"]][row["start"] : row["end"]]
    assert not any(name.startswith(schema.FACTS) for name in build(tree, out=out).files)


def spoil(tree: Path) -> dict[str, str]:
    """Bad documents among the good ones: path and code of the reason."""
    made = {
        "山东/空.txt": b"",
        "山东/甲.txt": bytes(range(256)) * 64,
        "甘肃/乙.md": "应当报告。".encode() * 40 + b"\xe5\xba",
    }
    for name, data in made.items():
        (tree / name).write_bytes(data)
    with (tree / "甘肃" / "大.txt").open("wb") as file:
        file.truncate(sieve.LIMIT + 1)
    return dict(zip([*made, "甘肃/大.txt"], ("S001", "S002", "S004", "S003"), strict=True))


def test_bad_documents_in_the_middle_are_recorded_and_the_others_read(build: Any, tree: Path, tmp_path: Path) -> None:
    undisturbed = build(tree, out=tmp_path / "undisturbed")
    codes = spoil(tree)
    out = tmp_path / "kb"
    built = build(tree, out=out)
    found = rows(out, schema.FAILURES)
    assert {row["path"]: row["code"] for row in found} == codes
    assert all(row["path"] in row["reason"] and row["path"] in row["reason_en"] for row in found)
    assert {path: why.code for path, why in built.summary.failures} == codes
    kept = {name: data for name, data in built.files.items() if not name.startswith(schema.FAILURES)}
    assert kept.items() <= undisturbed.files.items()
    assert built.summary.documents == undisturbed.summary.documents
    again = build(tree, out=out)
    assert (again.read, again.files) == ([], built.files)


@pytest.mark.parametrize(
    ("error", "code"), [(ZeroDivisionError("一\n二"), "S021"), (RecursionError(), "S021"), (MemoryError(), "S022")]
)
def test_a_fault_over_one_document_does_not_end_the_run(
    build: Any, tree: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    out = tree.parent / "kb"

    def fail(document: Document) -> Any:
        if document.id == "山东-复垦办法":
            raise error
        return extract(document)

    with monkeypatch.context() as patched:
        patched.setattr(reading, "extract", fail)
        built = build(tree, out=out)
    ((path, why),) = built.summary.failures
    assert (path, why.code) == ("山东/复垦办法.md", code)
    assert len(why.zh.splitlines()) == len(why.en.splitlines()) == 1
    assert built.summary.documents == 6
    tried = build(tree, out=out).read
    assert tried == (["山东/复垦办法.md"] if code == "S022" else [])


def test_a_second_run_reads_nothing_and_touches_no_table(build: Any, tree: Path, tmp_path: Path) -> None:
    first = build(tree, out=tmp_path / "kb")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "kb").rglob("*.parquet")}
    second = build(tree, out=tmp_path / "kb")
    assert (second.read, second.files, second.summary.unchanged) == ([], first.files, 7)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "kb").rglob("*.parquet")} == times


def test_only_what_changed_is_read(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    before = build(tree, out=out)
    changed = tree / "山东" / "复垦办法.md"
    changed.write_text(changed.read_text("utf-8") + "第四条　采矿权人应当复垦。\n", encoding="utf-8")
    os.utime(tree / "甘肃" / "水办法.txt")  # a new date is no change
    (tree / "国家" / "矿产资源法.txt").unlink()
    shutil.move(tree / "某处" / "办法.txt", tree / "某处" / "老办法.txt")
    after = build(tree, out=out)
    assert sorted(after.read) == ["山东/复垦办法.md", "某处/老办法.txt"]
    assert (after.summary.dropped, after.summary.unchanged) == (2, 4)
    assert after.files == build(tree, out=tmp_path / "anew").files
    kept = {name for name in before.files if "甘肃省" in name or "威海市" in name}
    assert kept
    assert all(after.files[name] == before.files[name] for name in kept)
    assert not any("全国" in name for name in after.files)


def test_a_document_that_moves_to_another_place_leaves_the_first(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    build(tree, out=out)
    path = tree / "甘肃" / "水办法.txt"
    path.write_text(path.read_text("utf-8").replace("甘肃省", "青海省"), encoding="utf-8")
    assert build(tree, out=out).files == build(tree, out=tmp_path / "anew").files
    path.write_bytes(b"")
    assert build(tree, out=out).files == build(tree, out=tmp_path / "spoilt").files


def test_another_program_reads_everything_again(
    build: Any, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.building import build as run

    out = tmp_path / "kb"
    build(tree, out=out)
    for module in (run, reading):
        monkeypatch.setattr(module, "fingerprint", lambda: "another")
    assert len(build(tree, out=out).read) == 7


def test_the_fingerprint_follows_code_grammars_and_lexicon(root: Path) -> None:
    from workbench.building.fingerprint import _read_by_the_program

    names = {name for name, _ in _read_by_the_program()}
    for pattern in ("policies/*.py", "policies/readers/*.py", "grammars/*.lark", "obligations/**/*.toml"):
        assert {path.relative_to(root).as_posix() for path in root.glob(pattern)} <= names
    assert not any("corpus" in name for name in names)
    assert all((root / name).is_file() for name in names)


def test_a_worker_of_another_program_is_refused(build: Any, tree: Path, tmp_path: Path) -> None:
    from concurrent.futures import Executor, Future

    from workbench.building.crews import Crew

    class Foreign(Executor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_result(Part("another", (), b""))
            return future

    with pytest.raises(BuildingError) as caught:
        build(tree, out=tmp_path / "kb", crew=Crew(Foreign(), lambda: 1, ()))
    assert caught.value.key == "error.build_other_program"
    form = reading.read_batch((), _form("another"))
    assert (form.fingerprint, form.reads) == (fingerprint(), ())


def _form(own: str) -> Any:
    from workbench.building.model import Form

    return Form(own, False, (), schema.rows(False).serialize().to_pybytes())


# ---- ids ---------------------------------------------------------------------------------------------------------


def names(*folders: Path) -> dict[str, str]:
    sources, refused = listed([str(folder) for folder in folders])
    assert not refused
    assert [source.id for source in sources] == sorted({source.id for source in sources})
    return {source.path: source.id for source in sources}


def test_ids_are_paths_and_differ(tmp_path: Path) -> None:
    for path in ("a/办法.txt", "b/办法.txt", "a-b/c.txt", "a/b-c.txt", "x.md", "x.txt", "b/y z.txt", "b/cover.png"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).touch()
    found = names(tmp_path)
    assert found["a/办法.txt"] == "a-办法"
    assert found["b/办法.txt"] == "b-办法"
    assert found["b/y z.txt"] == "b-y-z"
    assert found["x.md"].startswith("x~")
    assert found["x.txt"].startswith("x~")
    assert found["a-b/c.txt"].startswith("a-b-c~")
    assert len(found) == 7
    assert names(tmp_path / "a", tmp_path / "b")["a/办法.txt"] == "a-办法"
    assert names(tmp_path / "a") == {"b-c.txt": "b-c", "办法.txt": "办法"}
    assert names(tmp_path / "a", tmp_path / "a" / "办法.txt") == names(tmp_path / "a")
    assert names(tmp_path / "x.md") == {"x.md": "x"}


def test_a_name_that_is_no_text_is_read(build: Any, tree: Path, tmp_path: Path) -> None:
    strange = os.path.join(os.fsencode(tree), b"\xff\xfe.txt")
    try:
        shutil.copy(os.fsencode(tree / "甘肃" / "水办法.txt"), strange)
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")
    built = build(tree, out=tmp_path / "kb")
    assert built.summary.documents == 8
    assert "\\xff\\xfe.txt" in {row["path"] for row in rows(tmp_path / "kb", schema.DOCUMENTS)}


def test_files_with_the_same_bytes_are_two_documents_and_counted(build: Any, tree: Path, tmp_path: Path) -> None:
    shutil.copy(tree / "甘肃" / "水办法.txt", tree / "甘肃" / "水办法（副本）.txt")
    built = build(tree, out=tmp_path / "kb")
    assert (built.summary.documents, built.summary.copies) == (8, 1)


# ---- refusals ----------------------------------------------------------------------------------------------------


def refused(build: Any, tree: Path, out: Path) -> str:
    with pytest.raises(BuildingError) as caught:
        build(tree, out=out)
    return caught.value.key


def test_a_folder_of_other_things_is_refused_untouched(build: Any, tree: Path, tmp_path: Path) -> None:
    assert refused(build, tree, tree) == "error.build_foreign"
    file = tmp_path / "file"
    file.touch()
    assert refused(build, tree, file) == "error.build_foreign"
    other = tmp_path / "other"
    other.mkdir()
    with sqlite3.connect(other / manifest.NAME) as base:
        base.execute("CREATE TABLE mine (x)")
    base.close()
    data = (other / manifest.NAME).read_bytes()
    assert refused(build, tree, other) == "error.build_foreign"
    assert (other / manifest.NAME).read_bytes() == data


def test_a_manifest_that_is_none_is_told(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    build(tree, out=out)
    (out / manifest.NAME).write_bytes(b"not a database, but long enough to look like one" * 100)
    assert refused(build, tree, out) == "error.build_damaged"


def test_a_knowledge_base_of_a_later_program_is_left_alone(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    build(tree, out=out)
    with sqlite3.connect(out / manifest.NAME) as base:
        base.execute(f"PRAGMA user_version = {manifest.LAYOUT + 1}")
    base.close()
    assert refused(build, tree, out) == "error.build_newer"


def test_one_build_at_a_time(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    with manifest.opened(out):
        assert refused(build, tree, out) == "error.build_locked"
    assert build(tree, out=out).summary.documents == 7


def test_a_table_lost_from_the_disk_is_made_again(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    first = build(tree, out=out)
    for path in [*out.rglob("jurisdiction=甘肃省/*.parquet"), *(out / schema.FAILURES).iterdir()]:
        path.unlink()
    again = build(tree, out=out)
    assert sorted(again.read) == ["甘肃/水办法.txt", "甘肃/采矿办法.txt"]
    assert again.files == first.files


def test_a_table_damaged_on_the_disk_is_told_when_it_is_needed(build: Any, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    build(tree, out=out)
    for path in out.rglob("jurisdiction=甘肃省/*.parquet"):
        path.write_bytes(b"PAR1")
    (tree / "甘肃" / "水办法.txt").unlink()
    assert refused(build, tree, out) in ("error.build_damaged", "error.build_disk")


def test_the_page_on_tables_names_every_column(root: Path) -> None:
    import re

    text = (root / "docs" / "tables.md").read_text(encoding="utf-8")
    tables = {**schema.tables(schema.rows(True)), schema.FAILURES: schema.failures()}
    for name, columns in tables.items():
        section = re.split(r"^## ", text.partition(f"\n## {name}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
        named = set(re.findall(r"`([a-z0-9_]+)`", section))
        assert set(columns.names) <= named, name


def test_two_kinds_that_disagree_about_a_column_are_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.records import extraction_record

    fields = dict(extraction_record.SanctionRecord.model_fields)
    fields["action"] = extraction_record.TargetRecord.model_fields["value"]
    monkeypatch.setattr(extraction_record.SanctionRecord, "__pydantic_fields__", fields)
    schema.rows.cache_clear()
    try:
        with pytest.raises(TypeError, match=r"SanctionRecord\.action"):
            schema.rows(False)
    finally:
        schema.rows.cache_clear()


def test_row_groups_are_cut_by_the_text(
    build: Any, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many row groups, from staged and from published rows, hold what one holds."""
    from workbench.building import publishing

    whole = build(tree, out=tmp_path / "whole")
    monkeypatch.setattr(publishing, "_GROUP", 1)
    out = tmp_path / "kb"
    build(tree, out=out)
    (path,) = (out / schema.DOCUMENTS / "jurisdiction=山东省").iterdir()
    assert pq.ParquetFile(path).num_row_groups == 2
    (tree / "山东" / "新办法.txt").write_text("山东省新办法\n\n第一条　企业应当报告。\n", encoding="utf-8")
    assert build(tree, out=out).files == build(tree, out=tmp_path / "anew").files
    (tree / "山东" / "新办法.txt").unlink()
    monkeypatch.undo()
    build(tree, out=out)
    for table in (schema.DOCUMENTS, schema.STATEMENTS):
        assert rows(out, table) == rows(tmp_path / "whole", table)
    assert whole.summary.documents == 7


def test_files_of_office_programs_are_built_and_known_again(build: Any, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    made = docx.Document()
    made.add_paragraph("甘肃省绿色矿山建设办法")
    made.add_paragraph("第一条 矿山企业应当报告绿色矿山建设情况。")
    made.save(str(folder / "plan.docx"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.5 cut off")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    first = build(folder, out=tmp_path / "kb")
    assert (first.summary.documents, first.summary.statements) == (1, 1)
    (row,) = rows(tmp_path / "kb", schema.DOCUMENTS)
    assert row["origins"] == [
        {"start": 0, "page": None, "paragraph": 1},
        {"start": 12, "page": None, "paragraph": 2},
    ]
    assert [failure["code"] for failure in rows(tmp_path / "kb", schema.FAILURES)] == ["S031"]
    assert build(folder, out=tmp_path / "kb").summary.read == 0


def test_a_text_too_large_for_a_worker_is_refused_and_a_file_is_not(
    build: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.setattr(sieve, "TEXT_LIMIT", 1000)
    made = docx.Document()
    made.add_paragraph("第一条 矿山企业应当报告。")
    made.save(str(folder / "large.docx"))
    (folder / "large.txt").write_text("第一条 矿山企业应当报告。" * 100, encoding="utf-8")
    assert (folder / "large.docx").stat().st_size > sieve.TEXT_LIMIT
    build(folder, out=tmp_path / "kb")
    assert [(failure["path"], failure["code"]) for failure in rows(tmp_path / "kb", schema.FAILURES)] == [
        ("large.txt", "S003")
    ]
