"""Exceptions, wherever a sentence has them: the duty is excused where they hold, and open where that is not known."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases.answers import ask
from engine.cases.from_yaml import read_bytes
from engine.cases.model import CaseDuty
from engine.queries import load
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from policies.from_source import read_text

SENTENCES = [
    "除小型矿山外，矿山企业应当缴纳补偿费。",
    "矿山企业（小型矿山除外）应当缴纳补偿费。",
    "矿山企业应当缴纳补偿费，小型矿山除外。",
    "矿山企业应当缴纳补偿费，但是小型矿山除外。",
    "矿山企业应当缴纳补偿费；但是，小型矿山除外。",
    "矿山企业应当缴纳补偿费。但小型矿山除外。",
]


def paying(sentence: str, attributes: str, *more: str) -> CaseDuty:
    document = read_text(f"某省采矿办法\n\n第一条　{sentence}\n", "办法.txt")
    library = load([(document, facts(document, extract(document)))], taxonomy())
    actor = f"{{name: 甲矿, role: 矿山, jurisdiction: 某省, attributes: {{{attributes}}}}}"
    text = "\n".join(["documents: [办法]", f"actors: [{actor}]", *more])
    found, _ = ask(library, read_bytes("案件.yaml", text.encode()), date(2025, 6, 1))
    return next(duty for duty in found.duties if "缴纳补偿费" in duty.action)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_exception_excuses_where_it_holds(sentence: str) -> None:
    states = {given: paying(sentence, given).state.value for given in ("规模: 小型", "规模: 大型", "")}
    assert states == {"规模: 小型": "excused", "规模: 大型": "due", "": "undetermined"}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_act_is_done_though_its_words_go_on_with_an_exception(sentence: str) -> None:
    paid = paying(sentence, "规模: 大型", "events: [{date: 2025-05-01, what: 缴纳补偿费}]")
    assert (paid.state.value, paid.done) == ("fulfilled", "2025-05-01")


def test_an_exception_that_is_not_read_is_asked_about() -> None:
    sentence = "矿山企业应当缴纳补偿费，但是法律另有规定的除外。"
    asked = paying(sentence, "")
    assert asked.state.value == "undetermined"
    assert [each.text for each in asked.questions] == ["是否属于“法律另有规定的”的情形？"]
    answered = {
        told: paying(sentence, "", f"answers: {{法律另有规定的: {told}}}").state.value for told in ("true", "false")
    }
    assert answered == {"true": "excused", "false": "due"}
