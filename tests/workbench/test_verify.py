"""`zhize verify`: all proofs of the five policies hold, and none that was tampered with does."""

from __future__ import annotations

import json
import random
from collections import Counter
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bench.tampering import pick, tampered
from engine.from_rules import FOLDER, built_in
from workbench.knowledge_base import open_paths
from workbench.records.proof_record import explanation
from workbench.rendering.cited import by_document
from workbench.verification import verify

Json = dict[str, Any]
TAMPERED = 1000
SEED = 20211101


@pytest.fixture(scope="module")
def proofs() -> list[Json]:
    """The proofs of all duties and penalties of the five policies, and of what a class inherits."""
    base = open_paths(())
    ids: dict[str, None] = {}
    for actor in (None, "大型矿山企业"):
        ids |= dict.fromkeys(duty.id for duty in base.duties(actor=actor).found.duties)
        ids |= dict.fromkeys(penalty.id for penalty in base.penalties(actor=actor).found.penalties)
    sections = by_document(base.entries)
    return [
        explanation(base.explain(identity).certificate, sections).model_dump(mode="json")
        for identity in sorted(ids, key=lambda identity: (identity.partition("@")[2], identity))
    ]


def verdicts(tmp_path: Path, proofs: list[Json], *sources: str, facts: bool = True) -> list[Any]:
    path = tmp_path / "proofs.json"
    path.write_text(json.dumps(proofs, ensure_ascii=False), encoding="utf-8")
    answer = verify([str(path)], sources, built_in(), facts)
    assert answer.unreadable == ()
    return [one.verdict for one in answer.found]


def test_all_proofs_of_the_five_policies_hold(tmp_path: Path, proofs: list[Json]) -> None:
    assert len(proofs) > 400
    rejected = [one for one in verdicts(tmp_path, proofs) if one.rejected]
    assert [(one.id, str(one.rejected)) for one in rejected] == []
    assert len({document["id"] for proof in proofs for document in proof["documents"]}) == 5


# ---- tampering ------------------------------------------------------------------------------------------------------


def test_a_thousand_tampered_proofs_are_rejected(tmp_path: Path, proofs: list[Json]) -> None:
    made = tampered(proofs, TAMPERED, SEED)
    found = verdicts(tmp_path, [proof for _, proof in made])
    held = [(name, one.id) for (name, _), one in zip(made, found, strict=True) if one.rejected is None]
    assert held == []
    assert len(Counter(one.rejected.fault for one in found)) > 12


def test_a_changed_byte_of_a_source_is_found(tmp_path: Path, proofs: list[Json], corpus: dict[str, Path]) -> None:
    chance = random.Random(SEED)
    folder = tmp_path / "sources"
    folder.mkdir()
    data = corpus["weihai-2021"].read_bytes()
    mine = [proof for proof in proofs if proof["documents"][0]["id"] == "weihai-2021"]
    for _ in range(20):
        place = chance.randrange(len(data))
        (folder / "weihai-2021.txt").write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        found = verdicts(tmp_path, mine[:5], str(folder))
        assert {one.rejected and str(one.rejected) for one in found} == {"/documents/0/sha256: no_source"}


def test_a_changed_source_with_its_hashes_made_anew_is_found_by_the_quotation(
    tmp_path: Path, proofs: list[Json], corpus: dict[str, Path]
) -> None:
    chance = random.Random(SEED)
    text = corpus["weihai-2021"].read_text(encoding="utf-8")
    mine = [proof for proof in proofs if proof["documents"][0]["id"] == "weihai-2021"]
    for proof in chance.sample(mine, 20):
        forged = deepcopy(proof)
        node = pick(forged, chance, lambda node: node["source"])
        assert node
        place = chance.randrange(node["source"]["start"], node["source"]["end"])
        other = text[:place] + ("甲" if text[place] != "甲" else "乙") + text[place + 1 :]
        (tmp_path / "weihai-2021.txt").write_text(other, encoding="utf-8")
        hashed = sha256(other.encode()).hexdigest()
        forged["documents"][0] |= {"sha256": hashed, "text_sha256": hashed}
        found = verdicts(tmp_path, [forged], str(tmp_path / "weihai-2021.txt"))
        assert found[0].rejected is not None


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def proof(zhize: Any, tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    listed = zhize("penalties", "--policy", "weihai-2021", "--format", "json").json["penalties"]
    wanted = next(one["id"] for one in listed if one["measure"] == "停止受理新的资源审批")
    assert zhize("explain", wanted, "--format", "json", "--out", str(path)).code == 0
    return path


def test_a_proof_that_holds_ends_with_0_and_says_what_was_checked(zhize: Any, proof: Path) -> None:
    told = zhize("verify", str(proof))
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("共核对 1 个证明：成立 1 个，不成立 0 个。")
    assert "引文 3 处，与原文逐字对照" in told.out
    assert "以此为据，本身不在核对之列：" in told.out
    assert "3 quotations" in zhize("--lang", "en", "verify", str(proof)).out


def test_a_tampered_one_ends_with_1_and_says_where_and_why(zhize: Any, proof: Path) -> None:
    forged = proof.read_text(encoding="utf-8").replace("停止受理新的资源审批", "停止受理全部资源审批").encode()
    told = zhize("verify", "-", stdin=forged)
    assert told.code == 1
    assert "不成立" in told.out
    assert "位置：<stdin> 第1个证明 /proof/premises/" in told.out
    found = zhize("verify", "-", "--format", "json", stdin=forged).json
    assert (found["accepted"], found["verdicts"][0]["accepted"]) == (False, False)
    assert found["verdicts"][0]["place"].startswith("/proof/")


def test_many_proofs_are_checked_at_once(zhize: Any, proof: Path, tmp_path: Path) -> None:
    one = json.loads(proof.read_text(encoding="utf-8"))
    many = tmp_path / "many.json"
    many.write_text(json.dumps([one, {**one, "lang": "en"}]), encoding="utf-8")
    told = zhize("verify", str(proof), str(many), "--format", "json")
    assert told.code == 1
    assert [(each["number"], each["accepted"]) for each in told.json["verdicts"]] == [(1, True), (1, True), (2, False)]


def test_the_sources_are_found_by_their_hash_whatever_their_name(
    zhize: Any, proof: Path, tmp_path: Path, corpus: dict[str, Path]
) -> None:
    folder = tmp_path / "库"
    folder.mkdir()
    (folder / "另一个名字.txt").write_bytes(corpus["weihai-2021"].read_bytes())
    assert zhize("verify", str(proof), "--sources", str(folder)).code == 0
    (folder / "另一个名字.txt").write_bytes(corpus["gansu-2023"].read_bytes())
    missing = zhize("verify", str(proof), "--sources", str(folder))
    assert missing.code == 1
    assert "没有找到“weihai-2021”" in missing.out


def test_rules_of_ones_own_are_compared(zhize: Any, proof: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    for path in FOLDER.glob("*.rules"):
        (folder / path.name).write_bytes(path.read_bytes())
    assert zhize("verify", str(proof), "--rules", str(folder)).code == 0
    text = (folder / "penalties.rules").read_text(encoding="utf-8")
    (folder / "penalties.rules").write_text(text.replace("须承担后果的", "应承担后果的"), encoding="utf-8")
    changed = zhize("verify", str(proof), "--rules", str(folder))
    assert changed.code == 1
    assert "P301 的文字与核对者所持的规则不符" in changed.out
    (folder / "penalties.rules").write_text("rule", encoding="utf-8")
    assert zhize("verify", str(proof), "--rules", str(folder)).code == 2
    assert zhize("verify", str(proof), "--rules", str(tmp_path / "none")).err.startswith(str(tmp_path / "none"))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "JSON 1:1"),
        (b"\xff\xfe", "JSON"),
        (b"[1]", "/0"),
        (b'{"format": "zhize-proof/2"}', "/format"),
        (b'{"id": "a", "id": "b"}', "id"),
        (b"[" * 100_000, "JSON"),
    ],
)
def test_what_is_no_proof_is_told_with_its_place(zhize: Any, tmp_path: Path, content: bytes, place: str) -> None:
    path = tmp_path / "proof.json"
    path.write_bytes(content)
    told = zhize("verify", str(path))
    assert (told.code, told.out) == (2, "")
    assert told.err == f"{path}：不是可核对的证明（{place}）。\n"


def test_a_number_that_is_text_is_no_proof(zhize: Any, proof: Path) -> None:
    one = json.loads(proof.read_text(encoding="utf-8"))
    one["proof"]["premises"][0]["premises"][0]["source"]["start"] = "7"
    told = zhize("verify", "-", stdin=json.dumps(one).encode())
    assert told.code == 2
    assert "/proof/premises/0/premises/0/source/start" in told.err


def test_a_file_that_is_not_there_is_told(zhize: Any, proof: Path, tmp_path: Path) -> None:
    assert zhize("verify", str(tmp_path / "none.json")).code == 2
    assert zhize("verify", str(proof), "--sources", str(tmp_path / "none")).code == 2


def test_the_section_number_belongs_to_the_place(zhize: Any, proof: Path) -> None:
    one = json.loads(proof.read_text(encoding="utf-8"))
    one["proof"]["premises"][1]["source"]["section"] = "九"
    told = zhize("verify", "-", "--format", "json", stdin=json.dumps(one).encode()).json["verdicts"][0]
    assert (told["fault"], told["place"]) == ("section", "/proof/premises/1/source/section")


def test_without_the_facts_the_verdict_says_so(zhize: Any, proof: Path) -> None:
    told = zhize("verify", str(proof), "--no-facts")
    assert told.code == 0
    assert "没有重新读出" in told.out


def test_a_proof_in_english_holds_too(zhize: Any, tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    zhize("--lang", "en", "explain", "weihai-2021", "--as-of", "2025-06-01", "--format", "json", "--out", str(path))
    assert zhize("verify", str(path)).code == 0
