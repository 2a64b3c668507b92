"""Proofs end in the exact words of the source and are read without machine words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from engine.inference import derive
from engine.keys import key_of
from engine.library import choose, conclude
from engine.model import Derivation, Proof, Step
from engine.proof import leaves, prove
from engine.queries import Library, duties, explain, load, penalties
from engine.questions import question
from engine.to_text import to_text
from engine.vocabulary import KNOWN
from engine.wording import told
from obligations.from_document import extract
from obligations.model import Fact, Source
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_path
from policies.model import Document

Build = Callable[..., tuple[Document, list[Fact]]]
QUOTE = "全市矿山企业须于每年12月15日前向市\n自然资源局报告"
LINES = (
    "document({doc}, 绿色矿山方案)",
    "validity({doc}, P5Y, 印发之日) | 有效期五年",
    f"norm(方案.n7, {{doc}}, {{unit}}, obligation, 向市自然资源局报告) | {QUOTE}",
    f"bearer(方案.n7, 全市矿山企业) | {QUOTE}",
    f"deadline(方案.n7, yearly:12-15) | {QUOTE}",
)
CORPUS = Path(__file__).parents[2] / "policies" / "corpus"


@pytest.fixture
def library(build: Build) -> Library:
    return load([build("方案", *LINES, title="绿色矿山方案")], [("大型矿山企业", "矿山企业")])


def test_a_proof_in_full(library: Library) -> None:
    proof = explain(library, "方案.n7@大型矿山企业/全市矿山企业", as_of=date(2025, 6, 1))
    assert to_text(proof, {held.document.id: held.document for held in library.held}) == (
        "文件：《绿色矿山方案》\n"
        "大型矿山企业应当：“向市自然资源局报告”\n"
        "  依据〔D503〕对一类主体的规定，适用于其中的每一种\n"
        "  1. 全市矿山企业应当：“向市自然资源局报告”\n"
        "      依据〔D101〕条文点名的主体承担该项规定\n"
        "      1. 条文写明的主体是全市矿山企业\n"
        "          原文 2“第2部分” 第8至34字：“全市矿山企业须于每年12月15日前向市自然资源局报告”\n"
        "      2. 条文规定：应当“向市自然资源局报告”\n"
        "          原文 2“第2部分” 第8至34字，引文见上\n"
        "  2. 大型矿山企业属于全市矿山企业\n"
        "      依据〔D502〕下位类的下位类也属于上位类\n"
        "      1. 大型矿山企业属于矿山企业（主体分类）\n"
        "      2. 矿山企业属于全市矿山企业（主体分类）\n"
        "          依据〔D501〕下位类属于上位类"
    )


def test_a_proof_is_told_in_english_when_asked(library: Library) -> None:
    proof = explain(library, "方案.n7@全市矿山企业", lang="en")
    assert to_text(proof, {held.document.id: held.document for held in library.held}, lang="en") == (
        "document: 《绿色矿山方案》\n"
        "全市矿山企业 must: “向市自然资源局报告”\n"
        "  by rule [D101] whom the provision names bears what it says\n"
        "  1. the provision names 全市矿山企业\n"
        "      text 2“第2部分” characters 8 to 34: “全市矿山企业须于每年12月15日前向市自然资源局报告”\n"
        "  2. the provision says: must “向市自然资源局报告”\n"
        "      text 2“第2部分” characters 8 to 34, quoted above"
    )


def test_what_was_proved_or_quoted_above_is_not_told_again(build: Build) -> None:
    one, other = build("甲", "x(y) | 甲的条文")[0], build("乙", "x(y) | 乙的条文")[0]
    sources = [Source(each.id, "tier1_1", 0, 4, each.text[:4]) for each in (one, other)]
    said = [Proof(f"{each.document}如此", Step.STATED, "norm", (each.document,), source=each) for each in sources]
    proved = Proof("结论", Step.DERIVED, "duty", (), "D101", "规则", tuple(said))
    whole = Proof("总结论", Step.DERIVED, "due", (), "D102", "规则", (proved, proved))
    text = to_text(whole, {"甲": one, "乙": other})
    assert text.count("《甲方案》") == text.count("《乙方案》") == 1
    assert text.endswith("2. 结论（依据见上）")


def test_absences_comparisons_and_computed_dates_say_what_they_are(library: Library) -> None:
    proof = explain(library, "方案.n7", as_of=date(2025, 6, 1))
    notes = {leaf.note for leaf in leaves(proof)}
    assert notes == {"", "由日历推算", "就读出的条文而言"}
    computed = next(leaf for leaf in leaves(proof) if leaf.note == "由日历推算")
    assert computed.source is not None
    assert computed.conclusion == "每年12月15日前，2025年的截止日为2025年12月15日"
    validity = duties(library, as_of=date(2025, 6, 1)).validities[0].proof
    assert {leaf.note for leaf in leaves(validity)} == {"", "所问的日期", "就读出的条文而言"}


def test_a_quotation_has_the_exact_characters(library: Library) -> None:
    proof = explain(library, "方案.n7@全市矿山企业")
    assert proof.rule == "D101"
    source = proof.premises[0].source
    assert source is not None
    assert source.quote == QUOTE
    assert library.held[0].document.text[source.start : source.end] == QUOTE


def test_a_proof_says_in_the_terms_of_the_rules_what_it_says_in_words(library: Library) -> None:
    proof = explain(library, "方案.n7", as_of=date(2025, 6, 1))
    assert (proof.step, proof.predicate, proof.args) == (Step.LISTED, "follows", ("方案.n7",))
    due = next(each for each in proof.premises if each.rule == "T101")
    assert due.args == ("全市矿山企业", "方案.n7", "2025-12-15")
    assert dict(due.binding)["doc"] == "方案"
    assert [(each.step, each.predicate) for each in due.premises] == [
        (Step.COMPUTED, "occurs"),
        (Step.STATED, "norm"),
        (Step.DERIVED, "duty"),
        (Step.ABSENT, "closed"),
    ]
    assert due.premises[-1].args == ("方案", "2025-12-15")


def test_the_shortest_proof_is_chosen_and_none_is_circular() -> None:
    two = Derivation("a", "a", (), "A2", ("b",))
    long = Derivation("a", "a", (), "A1", ("c",))
    loop = Derivation("c", "c", (), "A1", ("a",))
    ground = Derivation("b", "b", (), "A1", ("f",))
    late = Derivation("c", "c", (), "A2", ("a", "not x()", '"1" < "2"'))
    chosen = choose([loop, long, two, late, ground], ["f"])
    assert chosen == {"a": two, "b": ground, "c": loop}
    assert choose([long, loop], ["f"]) == {}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("obligation", "应当"),
        ("prohibition", "不得"),
        ("P5Y", "5年"),
        ("P20WD", "20个工作日"),
        ("", "未写明"),
        ("yearly:12-05", "每年12月5日前"),
        ("monthly", "每月"),
        ("monthly:05", "每月5日前"),
        ("quarterly", "每季度"),
        ("date:2025-12-31", "2025-12-31前"),
        ("range:2025-04-01/2025-06-30", "2025-04-01至2025-06-30"),
        ("from:2021-01-01", "自2021-01-01起"),
        ("relative:P1Y after 矿山投产", "“矿山投产”之后1年内"),
        ("relative:P30D before 届满", "“届满”30日之前"),
        ("relative:P0D before 选址", "“选址”之前"),
        ("relative:P7D", "7日内"),
        ("落实主体责任", "落实主体责任"),
        ("P", "P"),
    ],
)
def test_values_are_told_in_chinese(value: str, words: str) -> None:
    assert told(value) == words


# The five policies


@pytest.fixture(scope="module")
def policies() -> Library:
    documents = [read_path(path) for path in sorted(CORPUS.glob("*.txt"))]
    assert len(documents) == 5
    return load([(document, facts(document, extract(document))) for document in documents], taxonomy())


def proofs(library: Library, actor: str = "矿山企业") -> list[tuple[Document, Proof]]:
    moment = question(as_of=date(2025, 6, 1)).moment
    concluded = [conclude(library, held, moment, actor) for held in library.held]
    return [(each.held.document, prove(each, library.rules, key)) for each in concluded for key in each.chosen]


def test_every_quoted_leaf_of_every_proof_is_the_source(policies: Library) -> None:
    quoted = 0
    for document, proof in proofs(policies):
        for leaf in leaves(proof):
            if leaf.source is None:
                assert leaf.note, leaf
                continue
            quoted += 1
            source = leaf.source
            assert source.document == document.id
            assert document.text[source.start : source.end] == source.quote
    assert quoted > 1000


def test_no_proof_has_machine_words(policies: Library) -> None:
    documents = {held.document.id: held.document for held in policies.held}
    for _, proof in proofs(policies):
        text = re.sub(r"“[^”]*”|《[^》]*》|〔[A-Z]\d+〕", "", to_text(proof, documents))
        assert not re.search(r"[A-Za-z_{}]", text), text


def test_every_answer_of_the_five_policies_can_be_explained(policies: Library) -> None:
    for actor in (None, "矿山企业", "大型矿山企业"):
        answers = [duty.id for duty in duties(policies, actor=actor).duties]
        answers += [penalty.id for penalty in penalties(policies, actor=actor).penalties]
        assert answers
        assert len(set(answers)) == len(answers)
        for identity in answers[::7]:
            assert explain(policies, identity).conclusion


def test_the_facts_of_the_five_policies_are_known_to_the_rules(policies: Library) -> None:
    for held in policies.held:
        for fact in held.facts:
            assert len(fact.args) == len(KNOWN[fact.predicate]), fact
        keys = {key_of(fact.predicate, fact.args) for fact in held.facts}
        assert {each.key for each in derive(policies.rules, held.facts)}.isdisjoint(keys)
