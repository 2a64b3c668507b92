"""The documents beside the checkout: none makes the extraction fail, few clauses stay unread."""

from __future__ import annotations

import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from obligations import sentences
from obligations.clauses import Clause
from obligations.context import paragraphs
from obligations.from_document import extract
from obligations.to_facts import VOCABULARY, facts
from policies.from_source import read_bytes, read_path
from policies.library import builtin
from policies.model import Document

SHARED = Path(__file__).resolve().parents[3] / "shared"
POLICIES = SHARED / "documents" / "policies"
STATUTES = SHARED / "corpus" / "statutes.tar.xz"
SAMPLE = 100
UNREAD = 0.01  # largest share of clauses that the grammar may refuse


def check(document: Document) -> None:
    extraction = extract(document)
    assert sum(s.span.end - s.span.start for s in extraction.ledger) == len(document.text)
    for fact in facts(document, extraction):
        assert len(fact.args) == len(VOCABULARY[fact.predicate])
        assert fact.source is None or fact.source.quote == document.text[fact.source.start : fact.source.end]


def sampled() -> Iterator[tuple[str, bytes]]:
    """A fixed sample of the statutes, read out of the archive in one pass."""
    with tarfile.open(STATUTES) as archive:
        texts = [member for member in archive.getmembers() if member.isfile() and member.name.endswith(".md")]
        chosen = set(random.Random(20310601).sample([t.name for t in texts], min(SAMPLE, len(texts))))
        for member in texts:
            file = archive.extractfile(member) if member.name in chosen else None
            if file is not None:
                yield member.name, file.read()


@pytest.mark.skipif(not POLICIES.is_dir(), reason="the folder ../shared/documents is not there")
def test_no_policy_makes_it_fail() -> None:
    paths = sorted(path for path in POLICIES.iterdir() if path.suffix in (".txt", ".md"))
    assert len(paths) >= 50
    for path in paths:
        check(read_path(path))


@pytest.mark.skipif(not STATUTES.is_file(), reason="the archive ../shared/corpus/statutes.tar.xz is not there")
def test_no_statute_of_a_sample_makes_it_fail() -> None:
    count = 0
    for name, data in sampled():
        check(read_bytes(data, Path(name).name))
        count += 1
    assert count == SAMPLE


def clauses_of(document: Document) -> list[Clause]:
    period = document.metadata.period
    drafts = [d for paragraph in paragraphs(document) for d in sentences.read(paragraph.tokens, period)]
    return [clause for draft in drafts for clause in draft.clauses]


def test_few_clauses_of_the_built_in_policies_stay_unread() -> None:
    read = [clause for path in builtin() for clause in clauses_of(read_path(path))]
    unread = [clause for clause in read if clause.unread]
    assert len(read) > 500
    assert len(unread) < UNREAD * len(read)
