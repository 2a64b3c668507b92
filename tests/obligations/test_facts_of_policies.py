"""Facts of the built-in policies: each quotes the text, fits the vocabulary, and has an identifier of its own."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from obligations.from_document import extract
from obligations.model import Extraction, Fact
from obligations.to_facts import VOCABULARY, facts, taxonomy
from obligations.to_json import as_record
from policies.from_source import read_path
from policies.library import builtin
from policies.model import Document
from policies.navigate import walk

PATHS = builtin()
SUBJECTS = {"norm": "norms", "responsibility": "responsibilities", "sanction": "sanctions", "incentive": "incentives"}
MODALITIES = {"obligation", "prohibition", "permission", "encouragement"}
policies = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@cache
def read(path: Path) -> tuple[Document, Extraction, tuple[Fact, ...]]:
    document = read_path(path)
    extraction = extract(document)
    return document, extraction, facts(document, extraction)


def test_there_are_five_policies() -> None:
    assert len(PATHS) == 5


@policies
def test_every_quote_is_the_text_at_its_offsets(path: Path) -> None:
    document, _, found = read(path)
    sources = [fact.source for fact in found if fact.source]
    assert sources
    for source in sources:
        assert source.document == document.id
        assert source.quote == document.text[source.start : source.end] != ""


@policies
def test_every_source_names_a_provision_that_holds_it(path: Path) -> None:
    document, _, found = read(path)
    spans = {node.eid: node.span for node in walk(document.root)}
    for fact in found:
        if fact.source:
            span = spans[fact.source.eid]
            assert span.start <= fact.source.start < span.end, fact


@policies
def test_facts_fit_the_vocabulary(path: Path) -> None:
    for fact in read(path)[2]:
        assert fact.predicate in VOCABULARY
        assert len(fact.args) == len(VOCABULARY[fact.predicate]), fact
        assert all(isinstance(arg, str) for arg in fact.args)
        assert fact.source is not None, fact


@policies
def test_no_fact_is_told_twice(path: Path) -> None:
    told = [(fact.predicate, fact.args) for fact in read(path)[2]]
    assert len(told) == len(set(told))


@policies
def test_every_statement_is_a_fact(path: Path) -> None:
    _, extraction, found = read(path)
    for predicate, field in SUBJECTS.items():
        ids = {statement.id for statement in getattr(extraction, field)}
        assert {fact.args[0] for fact in found if fact.predicate == predicate} == ids
    assert {fact.args[0] for fact in found if fact.predicate == "target"} == {t.id for t in extraction.targets}


@policies
def test_a_norm_has_bearers_or_is_said_to_have_none(path: Path) -> None:
    found = read(path)[2]
    norms = {fact.args[0] for fact in found if fact.predicate == "norm"}
    borne = {fact.args[0] for fact in found if fact.predicate in ("bearer", "implied_bearer")}
    assert borne | {fact.args[0] for fact in found if fact.predicate == "unnamed_bearer"} == norms
    assert borne & {fact.args[0] for fact in found if fact.predicate == "unnamed_bearer"} == set()
    assert {fact.args[3] for fact in found if fact.predicate == "norm"} <= MODALITIES


@policies
def test_identifiers_are_unique_and_stable(path: Path) -> None:
    document, extraction, found = read(path)
    ids = [statement.id for statement in extraction.statements]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(rf"{re.escape(document.id)}\.[nrsit]\d+(-\d+)?", each) for each in ids)
    again = extract(read_path(path))
    assert [statement.id for statement in again.statements] == ids
    assert facts(document, again) == found


@policies
def test_references_between_facts_hold(path: Path) -> None:
    found = read(path)[2]
    statements = {fact.args[0] for fact in found if fact.predicate in (*SUBJECTS, "target")}
    for fact in found:
        if VOCABULARY[fact.predicate][0] in ("norm", "resp", "sanction", "incentive"):
            assert fact.args[0] in statements, fact
        if fact.predicate == "joined":
            assert fact.args[1] in statements, fact


@policies
def test_the_record_says_what_the_extraction_says(path: Path) -> None:
    document, extraction, _ = read(path)
    record = as_record(document, extraction)
    for field in ("norms", "targets", "responsibilities", "sanctions", "incentives"):
        for row, statement in zip(record[field], getattr(extraction, field), strict=True):
            assert row["id"] == statement.id
            assert row["quote"] == document.text[row["start"] : row["end"]]


def test_the_taxonomy_is_told_without_repetition() -> None:
    pairs = taxonomy()
    assert len(pairs) == len(set(pairs))
    assert all(narrower != wider for narrower, wider in pairs)
