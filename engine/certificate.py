"""A proof with all that an outsider needs to check it.

In: a proof, the documents it may quote, the rules, the question. Out: a `Certificate`; the checker is in
`engine.checking`.
Guarantee: it carries the text of every rule that the proof uses or on which an absence in it rests, and the hash of
every document; the same proof gives the same certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from engine.checking.world import relevant
from engine.computed import Moment
from engine.language import Declaration, Rule, RuleBase
from engine.model import Proof, Step
from policies.model import Document

GOVERNED = "covers"  # the conclusions that a list of what is governed counts


@dataclass(frozen=True, slots=True)
class Witness:
    """A document by its hashes: of its bytes, and of the text read of them, into which the offsets point."""

    id: str
    title: str
    sha256: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule by its code or a declaration by its predicate: where it stands, its hash, its exact characters."""

    name: str
    file: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The question as far as facts depend on it; ISO days, `first` None for the first day that the document knows."""

    day: str
    first: str | None
    last: str
    actor: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that carries what it rests on.

    Attributes:
        id: of the answer, statement or document explained.
        lang: of the sentences.
        about: ID of the document that it was concluded for: from its facts, and what the others say of it.
        asked: None when nothing in the proof depends on the question.
        documents: those whose facts it uses.
        rules: used, or deciding that something is absent, by code.
        declarations: of the predicates used, by name.
    """

    id: str
    lang: str
    about: str
    asked: Terms | None
    documents: tuple[Witness, ...]
    rules: tuple[Cited, ...]
    declarations: tuple[Cited, ...]
    proof: Proof


def certify(
    identity: str, proof: Proof, documents: Sequence[Document], rules: RuleBase, *, asked: Terms, lang: str
) -> Certificate:
    """The certificate of a proof.

    Args:
        identity: what was explained.
        proof: its proof.
        documents: that for which it was concluded, and the others that are involved.
        rules: by which it was concluded.
        asked: the question.
        lang: in which it is told.
    """
    nodes = list(_nodes(proof))
    return Certificate(
        id=identity,
        lang=lang,
        asked=asked if any(map(depends_on_terms, nodes)) else None,
        about=documents[0].id,
        documents=tuple(map(witness, documents)),
        rules=tuple(cited(rules.rules[code]) for code in sorted(_codes(nodes, rules))),
        declarations=tuple(cited(rules.declarations[name]) for name in sorted(set(_predicates(nodes)))),
        proof=proof,
    )


def terms(moment: Moment, actor: str) -> Terms:
    """What the facts computed for a question depend on."""
    first = None if moment.first is None else moment.first.isoformat()
    return Terms(moment.day.isoformat(), first, moment.last.isoformat(), actor)


def witness(document: Document) -> Witness:
    """A document by its hashes."""
    return Witness(document.id, document.metadata.title or "", document.sha256, hashed(document.text))


def cited(one: Rule | Declaration) -> Cited:
    """A rule or a declaration with its text."""
    name = one.code if isinstance(one, Rule) else one.predicate
    return Cited(name, one.at.file, hashed(one.text), one.text)


def hashed(text: str) -> str:
    """SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def depends_on_terms(node: Proof) -> bool:
    """Whether a node of a proof may depend on the question."""
    return node.step in {Step.COMPUTED, Step.ABSENT} or (node.step is Step.LISTED and node.predicate != "follows")


def involved(proof: Proof) -> set[str]:
    """What a proof speaks of: the documents that it quotes, and all that its steps name."""
    named = {str(arg) for node in _nodes(proof) for arg in node.args}
    return named | {node.source.document for node in _nodes(proof) if node.source is not None}


def _nodes(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from _nodes(premise)


def _codes(nodes: list[Proof], rules: RuleBase) -> set[str]:
    if any(node.predicate == "nothing_follows" for node in nodes if node.step is Step.LISTED):
        return set(rules.rules)
    denied = {node.predicate for node in nodes if node.step is Step.ABSENT}
    counted = {GOVERNED for node in nodes if node.step is Step.LISTED and node.predicate == "governs"}
    return {node.rule for node in nodes if node.rule} | relevant(rules, denied | counted)


def _predicates(nodes: list[Proof]) -> Iterator[str]:
    return (node.predicate for node in nodes if node.step not in {Step.LISTED, Step.COMPARED})
