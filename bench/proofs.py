"""Are all proofs accepted, and all that were tampered with rejected? `python bench/proofs.py [--corpus PATH]`.

In: the five policies; the cases of `tests/fixtures/cases`, with the two statutes beside the checkout where they stand;
conflicts between statutes of the corpus on the same subject. Out: how many proofs of each kind `zhize verify` accepts,
and how many of those tampered with (`bench/tampering.py`) it rejects, by way; exit code 1 when a proof is rejected or a
tampered one accepted. Guarantee: the proofs are those that the commands print in JSON; the same ones are drawn in every
run.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.statutes import ARCHIVE, unpacked
from bench.tampering import Json, tampered
from engine.cases.from_yaml import read_path
from engine.errors import CaseError
from engine.from_rules import built_in
from policies import library
from workbench.knowledge_base import KnowledgeBase, open_paths
from workbench.records import conflict_record
from workbench.records.proof_record import explanation
from workbench.rendering.cited import by_document
from workbench.verification import verify

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "fixtures" / "cases"
STATUTES = ROOT.parent / "shared" / "policies"
# Statutes of one subject, by a word of their titles.
SUBJECTS = (
    ("水法(2016", "济南市水资源管理条例", "日照市饮用水水源地"),
    ("渔业法(2013", "河南省实施《渔业法》"),
    ("矿山安全法实施条例", "河南省实施《矿山安全法》"),
    ("安全生产法(2021", "生产安全事故报告和调查处理"),
    ("基本农田保护条例",),
    ("田庄水库", "萌山水库"),
)
DAY = date(2025, 6, 1)
TAMPERED, SEED = 1_000, 20251122


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; 1 when one proof is not as it should be."""
    parser = argparse.ArgumentParser(description="Proofs accepted, tampered ones rejected.")
    parser.add_argument("--corpus", type=Path, default=ARCHIVE, help="an archive, or a folder of Markdown files")
    parser.add_argument("--tampered", type=int, default=TAMPERED, help="how many are tampered with, over all kinds")
    asked = parser.parse_args(arguments)
    policies = [str(path) for path in library.builtin()]
    shared = sorted(str(path) for path in STATUTES.glob("*.md"))
    found = [("answers", list(answers(open_paths(policies))), policies)]
    found.append(("cases", list(cases(open_paths([*policies, *shared]))), [*policies, *shared, str(CASES)]))
    if asked.corpus.exists():
        with unpacked(asked.corpus) as corpus:
            proofs, sources = conflicts(corpus)
            return report([*found, ("conflicts", proofs, sources)], asked.tampered)
    print(f"no conflicts: there is no corpus at {asked.corpus.name}")
    return report(found, asked.tampered)


def answers(base: KnowledgeBase) -> Iterator[Json]:
    """The proofs of all duties and penalties, and of those that a class inherits."""
    sections, ids = by_document(base.entries), dict[str, None]()
    for actor in (None, "大型矿山企业"):
        ids |= dict.fromkeys(duty.id for duty in base.duties(actor=actor).found.duties)
        ids |= dict.fromkeys(penalty.id for penalty in base.penalties(actor=actor).found.penalties)
    for identity in sorted(ids, key=lambda each: (each.partition("@")[2], each)):
        yield explanation(base.explain(identity).certificate, sections).model_dump(mode="json")


def cases(base: KnowledgeBase) -> Iterator[Json]:
    """The proofs of all duties and consequences of all cases."""
    sections = by_document(base.entries)
    for path in sorted(CASES.glob("*.yaml")):
        case = read_path(path)
        day = case.as_of or DAY
        try:
            found = base.case(case, day).found
        except CaseError:
            continue  # its statute is not here
        for identity in [*(duty.id for duty in found.duties), *(each.id for each in found.consequences)]:
            yield explanation(base.why(case, day, identity).certificate, sections).model_dump(mode="json")


def conflicts(corpus: Path) -> tuple[list[Json], list[str]]:
    """The proofs of all conflicts between statutes of one subject, and their files."""
    proofs: list[Json] = []
    sources: list[str] = []
    for subject in SUBJECTS:
        paths = [str(path) for path in sorted(corpus.rglob("*.md")) if any(word in path.stem for word in subject)]
        answer = open_paths(paths).conflicts(as_of=DAY)
        record = conflict_record.conflicts(answer).model_dump(mode="json")
        proofs += [each["proof"] for each in record["conflicts"]]
        sources += paths
    return proofs, sources


def report(found: list[tuple[str, list[Json], list[str]]], count: int) -> int:
    """Check all proofs, and those tampered with: as many of each kind."""
    wrong = 0
    for number, (name, proofs, sources) in enumerate(found):
        rejected = sum(not accepted for accepted in verdicts(proofs, sources))
        print(f"{name}: {len(proofs):,} proofs, accepted {len(proofs) - rejected:,}")
        wrong += rejected
        share = count // len(found) + (number < count % len(found))
        if proofs:
            made = tampered(proofs, share, SEED + number)
            held = [
                way
                for (way, _), accepted in zip(made, verdicts([p for _, p in made], sources), strict=True)
                if accepted
            ]
            ways = Counter(way for way, _ in made)
            print(f"  tampered with: {len(made):,} in {len(ways)} ways, rejected {len(made) - len(held):,}")
            print("".join(f"  accepted though: {way}\n" for way in held), end="")
            wrong += len(held)
    return int(wrong > 0)


def verdicts(proofs: list[Json], sources: list[str]) -> list[bool]:
    """Whether each proof is accepted against its sources."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proofs.json"
        path.write_text(json.dumps(proofs, ensure_ascii=False), encoding="utf-8")
        answer = verify([str(path)], sources, built_in(), facts=True)
    if answer.unreadable:
        raise SystemExit(answer.unreadable[0].en)
    return [one.verdict.rejected is None for one in answer.found]


if __name__ == "__main__":
    sys.exit(main())
