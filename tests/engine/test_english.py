"""English: every sentence of the rules has one, and nothing Chinese is left but words of the texts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from engine import chinese, english
from engine.from_rules import all_rules
from engine.library import conclude
from engine.model import Proof
from engine.proof import prove
from engine.queries import Library, duties, load
from engine.questions import question
from engine.wording import comparison, days, told
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_path

PLACE = re.compile(r"{(\w+)}")
CORPUS = Path(__file__).parents[2] / "policies" / "corpus"
RULES = all_rules()
OWN = {
    f"{rule.code}.{conclusion.atom.predicate}": conclusion.says
    for rule in RULES.rules.values()
    for conclusion in rule.conclusions
    if conclusion.says
}
SAID = {name: declaration.says for name, declaration in RULES.declarations.items()}
DENIED = {name: declaration.otherwise for name, declaration in RULES.declarations.items() if declaration.otherwise}
LABELS = {code: rule.label for code, rule in RULES.rules.items()}


@pytest.mark.parametrize(
    ("table", "chinese_of"), [("says", SAID), ("otherwise", DENIED), ("rules", OWN), ("labels", LABELS)]
)
def test_every_sentence_of_the_rules_has_an_english_one(table: str, chinese_of: dict[str, str]) -> None:
    found = english.catalogue()[table]
    assert set(found) == set(chinese_of)
    assert not [key for key, text in found.items() if re.search("[\u4e00-\u9fff]", text)]


@pytest.mark.parametrize("key", sorted(SAID))
def test_places_are_those_of_the_declaration(key: str) -> None:
    parameters = set(RULES.declarations[key].parameters)
    assert set(PLACE.findall(english.catalogue()["says"][key])) <= parameters
    assert set(PLACE.findall(english.catalogue()["otherwise"].get(key, ""))) <= parameters


@pytest.mark.parametrize("key", sorted(OWN))
def test_places_are_variables_of_the_rule(key: str) -> None:
    bound = {name for atom in RULES.rules[key.partition(".")[0]].premises for name in atom.variables}
    assert set(PLACE.findall(english.catalogue()["rules"][key])) <= bound


def test_the_languages_have_the_same_words_and_phrases() -> None:
    for table in ("WORDS", "MODES", "SIGNS", "DEADLINES"):
        assert set(getattr(chinese, table)) == set(getattr(english, table))
    assert list(chinese.PHRASES) == list(english.PHRASES)
    for key, text in chinese.PHRASES.items():
        assert set(PLACE.findall(text)) == set(PLACE.findall(english.PHRASES[key])), key


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("obligation", "must"),
        ("P5Y", "5 years"),
        ("P1Y6M", "1 year 6 months"),
        ("P20WD", "20 working days"),
        ("", "not stated"),
        ("yearly:12-05", "every year by 12-05"),
        ("monthly", "every month"),
        ("monthly:05", "every month by day 5"),
        ("quarterly", "every quarter"),
        ("date:2025-12-31", "by 2025-12-31"),
        ("range:2025-04-01/2025-06-30", "2025-04-01 to 2025-06-30"),
        ("from:2021-01-01", "from 2021-01-01"),
        ("relative:P1Y after 矿山投产", "within 1 year after “矿山投产”"),
        ("relative:P30D before 届满", "30 days before “届满”"),
        ("relative:P0D before 选址", "before “选址”"),
        ("relative:P0D after 选址", "after “选址”"),
        ("relative:P7D", "within 7 days"),
        ("落实主体责任", "落实主体责任"),
    ],
)
def test_values_are_told_in_english(value: str, words: str) -> None:
    assert told(value, "en") == words


def test_days_and_comparisons_in_english() -> None:
    assert days("2025-12-31", "en") == "2025-12-31"
    assert comparison("2025-06-01", "<=", "2025-12-31", "en") == "2025-06-01 is not after 2025-12-31"
    assert comparison("3", ">", "2", "en") == "3 is more than 2"


# The five policies


@pytest.fixture(scope="module")
def policies() -> Library:
    documents = [read_path(path) for path in sorted(CORPUS.glob("*.txt"))]
    return load([(document, facts(document, extract(document))) for document in documents], taxonomy())


def steps(proof: Proof) -> list[Proof]:
    return [proof, *(step for premise in proof.premises for step in steps(premise))]


def test_what_is_chinese_in_an_english_proof_are_words_of_the_texts(policies: Library) -> None:
    moment = question(as_of=date(2025, 6, 1)).moment
    for held in policies.held:
        concluded = conclude(policies, held, moment, "大型矿山企业")
        words = {arg for args in concluded.args.values() for arg in args}
        known = re.compile("|".join(re.escape(each) for each in sorted(words, key=len, reverse=True) if each))
        for key in concluded.chosen:
            for step in steps(prove(concluded, policies.rules, key, "en")):
                for text in (step.conclusion, step.label, step.note):
                    assert not re.search("[\u4e00-\u9fff]", known.sub("", text)), text


def test_reasons_and_notes_in_english(policies: Library) -> None:
    answer = duties(policies, actor="火星探测器", policy="没有", lang="en")
    assert answer.notes[1] == "no document has the ID or a title with “没有”"
    answer = duties(policies, actor="火星探测器", as_of=date(2026, 3, 1), lang="en")
    assert [told.reason for told in answer.validities if told.document == "weihai-2021"] == [
        "the document was valid until 2025-12-31; on 2026-03-01 no longer"
    ]
    assert answer.notes[:2] == (
        "listed are the provisions of documents that hold on 2026-03-01",
        "no class above or below “火星探测器” is known: looked up by its name alone",
    )
