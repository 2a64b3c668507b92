"""Cases that a lawyer can read (tests/fixtures/cases): what holds in each was written from the text."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.cases.answers import Asked, ask
from engine.cases.from_yaml import read_path as read_case
from engine.cases.model import CaseAnswer, CaseDuty, Consequence
from engine.cases.why import why
from engine.errors import TooManyDerivations
from engine.from_rules import for_cases
from engine.inference import derive
from engine.model import Step
from engine.proof import leaves
from engine.queries import Library, load
from obligations.from_document import extract
from obligations.to_facts import facts, taxonomy
from policies import library
from policies.from_source import read_path
from tests.engine import asp

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
SHARED = Path(__file__).parents[3] / "shared" / "policies"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))
DUTY = frozenset({"about", "state", "due", "done", "bearer", "basis"})
CONSEQUENCE = frozenset({"about", "step", "since", "until", "fine", "enforcers", "successors", "trigger"})


def expected(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((CASES / "expected" / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def texts(names: tuple[str, ...]) -> Library:
    paths = [SHARED / name for name in names] or list(library.builtin())
    documents = [read_path(path) for path in paths]
    return load([(document, facts(document, extract(document))) for document in documents], taxonomy())


@cache
def answered(name: str) -> tuple[CaseAnswer, tuple[Asked, ...]]:
    sources = tuple(expected(name).get("sources", ()))
    missing = [source for source in sources if not (SHARED / source).exists()]
    if missing:
        pytest.skip(f"no shared policies here: {missing[0]}")
    case = read_case(CASES / f"{name}.yaml")
    return ask(texts(sources), case, case.as_of or date.today())


@pytest.mark.parametrize("name", NAMES)
def test_the_duties_of_a_case_stand_as_the_text_says(name: str) -> None:
    found, _ = answered(name)
    for wanted in expected(name).get("duties", ()):
        assert set(wanted) <= DUTY
        assert any(is_duty(one, wanted) for one in found.duties), (wanted, listed(found, wanted["about"]))


def is_duty(one: CaseDuty, wanted: dict[str, Any]) -> bool:
    return (
        wanted["about"] in one.action
        and one.state.value == wanted["state"]
        and one.due == str(wanted.get("due", one.due if wanted["state"] == "violated" else ""))
        and one.done == str(wanted.get("done", ""))
        and one.bearer == wanted.get("bearer", one.bearer)
        and wanted.get("basis", "") in one.basis
    )


def listed(found: CaseAnswer, words: str) -> list[str]:
    near = [one for one in found.duties if words in one.action]
    return [f"{one.id} {one.state.value} {one.due} {one.done} {one.basis}" for one in near]


@pytest.mark.parametrize("name", NAMES)
def test_the_consequences_of_a_case_are_those_of_the_text(name: str) -> None:
    found, _ = answered(name)
    for wanted in expected(name).get("consequences", ()):
        assert set(wanted) <= CONSEQUENCE
        shown = [one for one in found.consequences if any(wanted["about"] in measure for measure in one.measures)]
        assert any(is_consequence(one, wanted) for one in shown), (wanted, shown)


def is_consequence(one: Consequence, wanted: dict[str, Any]) -> bool:
    fine = (one.fine.least, one.fine.most) if one.fine else None
    return (
        one.step.value == wanted["step"]
        and one.since == str(wanted.get("since", ""))
        and one.until == str(wanted.get("until", ""))
        and wanted.get("trigger", "") in one.trigger
        and set(wanted.get("enforcers", ())) <= set(one.enforcers)
        and ("successors" not in wanted or wanted["successors"] == [each.name for each in one.successors])
        and ("fine" not in wanted or fine == tuple(wanted["fine"]))
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_else_is_claimed(name: str) -> None:
    found, asked = answered(name)
    wanted = expected(name)
    assert set(wanted) <= {"text", "sources", "duties", "consequences", "absent", "questions", "force"}
    for words in wanted.get("absent", ()):
        assert not [one.id for one in found.duties if words in one.action]
        assert not [one.id for one in found.consequences if any(words in each for each in one.measures)]
    incurred = [one.measures for one in found.consequences if one.step.value == "incurred"]
    named = [each["about"] for each in wanted.get("consequences", ()) if each["step"] == "incurred"]
    assert [measures for measures in incurred if not any(a in m for a in named for m in measures)] == []
    broken = {one.action for one in found.duties if one.state.value == "violated"}
    said = [each["about"] for each in wanted.get("duties", ()) if each["state"] == "violated"]
    assert [action for action in broken if not any(words in action for words in said)] == []
    assert [one.missing.text for one in found.questions][: len(wanted.get("questions", ()))] == wanted.get(
        "questions", []
    )
    forces = {each.validity.document: each.validity.force.value for each in asked}
    assert wanted.get("force", {}).items() <= forces.items()


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_has_a_proof_that_ends_in_the_text_or_in_the_case(name: str) -> None:
    found, asked = answered(name)
    documents = {each.index.document: each.meeting.document for each in asked}
    for identity in [one.id for one in found.duties] + [one.id for one in found.consequences]:
        proof = why(texts(tuple(expected(name).get("sources", ()))), asked, identity).proof
        for leaf in leaves(proof):
            assert leaf.source or leaf.note, leaf
            if leaf.source is not None:
                text = documents[leaf.source.document].text
                assert text[leaf.source.start : leaf.source.end] == leaf.source.quote
        assert any(leaf.source for leaf in leaves(proof))
        assert any(leaf.step is Step.COMPUTED for leaf in leaves(proof))


def test_there_are_cases_for_every_built_in_policy() -> None:
    assert len(NAMES) >= 12
    assert {name.partition("-")[0] for name in NAMES} >= {path.stem.partition("-")[0] for path in library.builtin()}


@pytest.mark.parametrize("name", NAMES)
def test_a_case_has_its_expectation(name: str) -> None:
    assert expected(name)["text"]
    assert sorted(path.stem for path in (CASES / "expected").glob("*.yaml")) == NAMES


def facts_of(name: str) -> list[Any]:
    _, asked = answered(name)
    return list(asked[0].index.conclusions.facts.values())


@pytest.mark.parametrize("name", NAMES)
def test_both_engines_agree_on_a_case(name: str) -> None:
    known = facts_of(name)
    derived = set(derive(for_cases(), known))
    assert any(each.rule.startswith("C") for each in derived)
    assert derived == asp.derivations(for_cases(), known)


def test_a_case_that_runs_away_is_stopped_with_the_code_of_a_rule() -> None:
    with pytest.raises(TooManyDerivations) as caught:
        derive(for_cases(), facts_of("gansu-spot-check-overdue"), limit=200)
    assert caught.value.code in for_cases().rules
    assert caught.value.limit == 200


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_facts_changes_nothing(random: Random) -> None:
    known = facts_of("gansu-spot-check-overdue")
    wanted = derive(for_cases(), known)
    random.shuffle(known)
    assert derive(for_cases(), known) == wanted


def test_the_order_of_actors_and_events_changes_nothing(tmp_path: Path) -> None:
    text = (CASES / "gansu-spot-check-overdue.yaml").read_text(encoding="utf-8")
    value = yaml.safe_load(text)
    other = {"name": "别的矿", "role": "矿山", "jurisdiction": "甘肃省", "attributes": {"状态": "新建"}}
    value["actors"].append(other)
    for event in value["events"]:
        event["actor"] = "祁连矿业"
    results = []
    for turned in (False, True):
        if turned:
            value["actors"].reverse()
            value["events"].reverse()
        path = tmp_path / "案件.yaml"
        path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
        found, _ = ask(texts(()), read_case(path), date(2025, 6, 1))
        results.append((set(found.duties), set(found.consequences)))
    assert results[0] == results[1]


def test_an_actor_is_answered_alike_whoever_else_is_in_the_case(tmp_path: Path) -> None:
    alone, _ = answered("gansu-spot-check-overdue")
    value = yaml.safe_load((CASES / "gansu-spot-check-overdue.yaml").read_text(encoding="utf-8"))
    for event in value["events"]:
        event["actor"] = "祁连矿业"
    value["actors"].append({"name": "别的矿", "role": "矿山", "jurisdiction": "云南省"})
    path = tmp_path / "案件.yaml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    found, _ = ask(texts(()), read_case(path), date(2025, 6, 1))
    assert [one for one in found.duties if one.actor == "祁连矿业"] == list(alone.duties)
    assert {one.document for one in found.duties if one.actor == "别的矿"} == {"yunnan-2025"}
