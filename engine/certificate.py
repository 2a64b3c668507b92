"""A proof with all that an outsider needs to check it.

In: a proof, the documents it may quote, the rules, the question. Out: a `Certificate`; the checker is in
`engine.checking`.
Guarantee: it carries the text of every rule that the proof uses or on which an absence in it rests, and the hash of
every document; the same proof gives the same certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from engine.checking.world import relevant
from engine.computed import DAILY, Moment
from engine.language import Declaration, Rule, RuleBase
from engine.model import Proof, Step
from policies.model import Document

CLASSES = "is_a"  # the facts that depend on the actor asked for
GOVERNED = "covers"  # the conclusions that a list of what is governed counts


class Kind(StrEnum):
    """What a proof is of: it decides the rules, and the facts that are computed for it."""

    ANSWER = "answer"  # of a document
    CASE = "case"  # of a case before a document
    CONFLICT = "conflict"  # of two provisions of two documents
    CONTRACT = "contract"  # of a contract held against policies


@dataclass(frozen=True, slots=True)
class CaseWitness:
    """A case by the hash of its file.

    Attributes:
        assumed: events that are assumed beside it, in words.
        lines: those of the file on which the proof rests, by number, with their exact characters.
    """

    sha256: str
    assumed: tuple[str, ...]
    lines: tuple[tuple[int, str], ...]


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
    """The question, as far as the proof depends on it.

    Attributes:
        day, first, last: as in `engine.computed.Moment`, ISO; None where no day matters.
        actor: whose classes matter; "" for none.
    """

    day: str | None
    first: str | None
    last: str | None
    actor: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that carries what it rests on.

    Attributes:
        id: of the answer, statement or document explained.
        lang: of the sentences.
        about: ID of the document that it was concluded for: from its facts, and what the others say of it.
        asked: None when nothing in the proof depends on the question; what holds in a case always does.
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
    kind: Kind = Kind.ANSWER
    case: CaseWitness | None = None


def certify(
    identity: str,
    proof: Proof,
    documents: Sequence[Document],
    rules: RuleBase,
    *,
    asked: Terms | None,
    lang: str,
    kind: Kind = Kind.ANSWER,
    case: CaseWitness | None = None,
) -> Certificate:
    """The certificate of a proof.

    Args:
        identity: what was explained.
        proof: its proof.
        documents: that for which it was concluded, and the others that are involved.
        rules: by which it was concluded.
        asked: the question.
        lang: in which it is told.
        kind: what it is of.
        case: that of a proof of this kind.
    """
    nodes = list(_nodes(proof))
    return Certificate(
        id=identity,
        lang=lang,
        asked=asked if kind is Kind.CASE else narrowed(asked, consulted(proof, rules)),
        about=documents[0].id,
        documents=tuple(map(witness, documents)),
        rules=tuple(cited(rules.rules[code]) for code in sorted(_codes(nodes, rules))),
        declarations=tuple(cited(rules.declarations[name]) for name in sorted(set(_predicates(nodes)))),
        proof=proof,
        kind=kind,
        case=case,
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


def consulted(proof: Proof, rules: RuleBase) -> set[str]:
    """The predicates that a proof rests on: those of its steps, and those on which an absence in it depends."""
    nodes = list(_nodes(proof))
    below = [rules.rules[code] for code in _closing(nodes, rules)]
    return {atom.predicate for rule in below for atom in (*rule.premises, *rule.absent)} | {*_predicates(nodes)}


def narrowed(asked: Terms | None, predicates: set[str]) -> Terms | None:
    """What of a question matters to a proof that rests on these predicates, None when nothing does."""
    if asked is None:
        return None
    days = (asked.day, asked.first, asked.last) if predicates & DAILY else (None, None, None)
    actor = asked.actor if CLASSES in predicates else ""
    return Terms(*days, actor) if predicates & {CLASSES, *DAILY} else None


def involved(proof: Proof) -> set[str]:
    """What a proof speaks of: the documents that it quotes, and all that its steps name."""
    named = {str(arg) for node in _nodes(proof) for arg in node.args}
    return named | {node.source.document for node in _nodes(proof) if node.source is not None}


def _nodes(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from _nodes(premise)


def _codes(nodes: list[Proof], rules: RuleBase) -> set[str]:
    return {node.rule for node in nodes if node.rule} | _closing(nodes, rules)


def _closing(nodes: list[Proof], rules: RuleBase) -> set[str]:
    """The rules that decide what is absent or counted."""
    if any(node.predicate == "nothing_follows" for node in nodes if node.step is Step.LISTED):
        return set(rules.rules)
    denied = {node.predicate for node in nodes if node.step is Step.ABSENT}
    counted = {GOVERNED for node in nodes if node.step is Step.LISTED and node.predicate == "governs"}
    return relevant(rules, denied | counted)


def _predicates(nodes: list[Proof]) -> Iterator[str]:
    return (node.predicate for node in nodes if node.step not in {Step.LISTED, Step.COMPARED})
