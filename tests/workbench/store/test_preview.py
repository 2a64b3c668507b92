"""Before a correction is stored: what else would be read otherwise if it became an entry of the lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.knowledge_base import open_store
from workbench.reviewing.model import Act, Change
from workbench.reviewing.spreading import Word
from workbench.store.errors import RefusedError
from workbench.store.making import Upload
from workbench.stored_base import StoredBase

HERE = "养护办法\n\n第一条 巡护哨应当每日清扫矿区道路。\n"
OTHER = "林区办法\n\n第一条 巡护哨应当每月检查防火道。\n第二条 林场应当备足水源。\n"
NOTHING = "档案办法\n\n第一条 档案馆应当公开目录。\n"


@pytest.fixture
def base(tmp_path: Path) -> StoredBase:
    base = open_store(str(tmp_path / "kb.sqlite"), builtin=False)
    texts = {"养护": HERE, "林区": OTHER, "档案": NOTHING}
    base.add([Upload(f"{name}.txt", text.encode()) for name, text in texts.items()], "王")
    return base


def test_the_other_sentences_that_would_change_are_shown_and_nothing_is_stored(base: StoredBase) -> None:
    (row,) = [row for row in base.statements().items if row.document == "养护"]
    assert row.record["bearers"] == []
    change = Change("养护", Act.CHANGE, row.id, fields={"bearers": ["巡护哨"]}, reason="主体")
    found = base.preview(change)
    assert found.words == (Word("ROLE", "巡护哨"),)
    assert (found.documents, found.examined) == (2, 2)
    told = {(each.document, tuple((each.after or {})["bearers"])) for each in found.changed}
    assert told == {("养护", ("巡护哨",)), ("林区", ("巡护哨",))}
    assert base.corrections() == []
    base.close()


def test_a_correction_without_a_new_word_changes_nothing_else(base: StoredBase) -> None:
    (row,) = [row for row in base.statements().items if row.document == "养护"]
    found = base.preview(Change("养护", Act.CHANGE, row.id, fields={"modality": "permission"}, reason="语气"))
    assert (found.words, found.changed) == ((), ())
    with pytest.raises(RefusedError):
        base.preview(Change("养护", Act.CHANGE, row.id, reason="x"), [Word("NONE", "巡护哨")])
    base.close()
