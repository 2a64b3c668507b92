"""clingo, given the same rules and facts, finds the same derivations: rule, conclusion and premises."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.computed import Moment
from engine.from_rules import all_rules, built_in
from engine.inference import derive
from engine.language import RuleBase
from engine.library import conclude, load
from obligations.from_document import extract
from obligations.model import Fact
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_bytes, read_path
from policies.library import builtin
from policies.model import Document
from tests.engine import asp
from tests.engine.strategies import FACTS, PATIENT, SELDOM, programs, vocabulary_facts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
STATUTES = [SHARED / "policies" / name for name in ("shandong-mineral-2012.md", "xinxiang-2021.md")]
CORPUS = SHARED / "corpus" / "statutes.tar.xz"
FIXTURES = sorted((ROOT / "tests" / "fixtures" / "rules").glob("*.yaml"))
EVERY = 200  # one statute of the corpus in so many
ASKED = Moment(date(2025, 6, 1), None, date(2027, 12, 31))
ACTORS = ("大型矿山企业", "县级自然资源主管部门")


def told(document: Document) -> list[Fact]:
    """All that the rules are told when they are asked about two actors."""
    library = load([(document, facts(document, extract(document)))], taxonomy())
    answers = [conclude(library, library.held[0], ASKED, actor) for actor in ACTORS]
    return [fact for each in answers for fact in each.facts.values()]


def check(document: Document) -> int:
    stated = told(document)
    derived = derive(built_in(), stated)
    assert set(derived) == asp.derivations(built_in(), stated), document.id
    return len(derived)


@pytest.mark.parametrize("path", builtin(), ids=lambda path: path.stem)
def test_both_engines_agree_on_a_policy(path: Path) -> None:
    assert check(read_path(path)) > 100


@pytest.mark.parametrize("path", STATUTES, ids=lambda path: path.stem)
def test_both_engines_agree_on_a_statute(path: Path) -> None:
    if not path.is_file():
        pytest.skip("the folder ../shared/policies is not there")
    assert check(read_path(path)) > 100


def sampled() -> Iterator[Document]:
    with tarfile.open(CORPUS) as archive:
        members = sorted((each for each in archive if each.name.endswith(".md")), key=lambda each: each.name)
        for member in sorted(members[::EVERY], key=lambda each: each.offset):
            file = archive.extractfile(member)
            if file is not None:
                yield read_bytes(file.read(), Path(member.name).name)


@pytest.mark.skipif(not CORPUS.is_file(), reason="the archive ../shared/corpus/statutes.tar.xz is not there")
def test_both_engines_agree_on_a_sample_of_the_statutes() -> None:
    assert sum(check(document) for document in sampled()) > 1000


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_both_engines_agree_on_the_fixture_of_a_rule(path: Path, fact: Callable[[str], Fact]) -> None:
    stated = [fact(line) for line in yaml.safe_load(path.read_text(encoding="utf-8"))["facts"]]
    derived = asp.derivations(all_rules(), stated)
    assert path.stem in {each.rule for each in derived}
    assert set(derive(all_rules(), stated)) == derived


@SELDOM
@given(vocabulary_facts())
def test_both_engines_agree_on_random_facts(stated: list[Fact]) -> None:
    assert set(derive(all_rules(), stated)) == asp.derivations(all_rules(), stated)


@PATIENT
@given(programs(), st.lists(FACTS, max_size=7))
def test_both_engines_agree_on_random_rules(base: RuleBase, stated: list[Fact]) -> None:
    assert set(derive(base, stated)) == asp.derivations(base, stated)


def test_a_difference_would_be_seen() -> None:
    stated = [Fact("bearer", ("规定", "企业")), Fact("norm", ("规定", "方案", "一", "obligation", "报告"))]
    assert len(asp.derivations(built_in(), stated)) == 2
    assert asp.derivations(built_in(), stated[:1]) != set(derive(built_in(), stated))
