"""What a policy demands of contracts: 采矿权出让合同要约定绿色矿山建设内容、目标任务和违约责任.

In: a policy with its extraction. Out: `Demand`s and `Signing`s, each of a norm of the policy. Guarantee: only
obligations are read (可以约定, 鼓励签订 demand nothing); an item that the lexicon does not know is left out, never
turned into another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lark import Token, Tree

from grammars.lexer import retyped
from grammars.loading import RefusedError, parse_tokens
from obligations.contracts.words import called, kinds, lexer, subjects
from obligations.model import Extraction, Modality, Norm
from policies.model import Document
from policies.view import clean

READ = frozenset({"BA", "INTO", "CONTRACT", "IN", "INSIDE", "MUST", "AGREE", "SIGN", "JOIN", "SUBJECT", "ITEM", "WORD"})
BREAKS = frozenset({"COMMA", "SEMI", "STOP", "COLON"})


@dataclass(frozen=True, slots=True)
class Demand:
    """A contract of this kind must say this of the subject; `norm` is the policy's statement."""

    norm: Norm
    kind: str
    subject: str
    item: str


@dataclass(frozen=True, slots=True)
class Signing:
    """Contracts of this kind are to be signed; the norm says by whom and by when."""

    norm: Norm
    kind: str


@dataclass(frozen=True, slots=True)
class Demands:
    """All that a policy demands of contracts."""

    items: tuple[Demand, ...]
    signings: tuple[Signing, ...]


def demands(document: Document, extraction: Extraction) -> Demands:
    """What a policy demands of contracts."""
    items: list[Demand] = []
    signings: list[Signing] = []
    for norm in extraction.norms:
        if norm.modality is not Modality.OBLIGATION or "合同" not in document.quote(norm.span):
            continue
        for found in _read(norm, clean(document.text, norm.span).text):
            if isinstance(found, Demand) and found not in items:
                items.append(found)
            elif isinstance(found, Signing) and found not in signings:
                signings.append(found)
    return Demands(tuple(items), tuple(signings))


def _read(norm: Norm, text: str) -> Iterator[Demand | Signing]:
    """What one sentence demands, clause by clause: a clause may go on with the contract of the one before."""
    kind = ""
    for tokens in _clauses(text):
        tree = _tree(tokens)
        named = next((_kind(str(token), text) for token in tokens if token.type == "CONTRACT"), "")
        if tree is None:
            kind = named or kind
            continue
        if tree.data == "signed":
            yield Signing(norm, named)
        kind = named or kind
        if kind:
            yield from (Demand(norm, kind, subject, item) for subject, item in _topic(tree, text))


def _clauses(text: str) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for token in lexer().tokens(text):
        if token.type in BREAKS:
            yield clause
            clause = []
        else:
            clause.append(token if token.type in READ else retyped(token, "OTHER"))
    yield clause


def _tree(tokens: list[Token]) -> Tree[Token] | None:
    """The first reading of a clause that some beginning of it does not spoil; 原合同中明确……的 is a case, no demand."""
    for start in range(len(tokens)):
        try:
            return parse_tokens("demand", tokens[start:])
        except RefusedError:
            continue
    return None


def _kind(words: str, sentence: str) -> str:
    """The kind of contract that a word means; 出让合同 is one of 采矿权 where the sentence says so."""
    for each in kinds():
        if words in each.words:
            return each.name
    before = sentence[: sentence.find(words) + len(words)]
    return next((each.name for each in kinds() if words in each.short and each.about in before), "")


def _topic(tree: Tree[Token], sentence: str) -> Iterator[tuple[str, str]]:
    for node in tree.find_data("topic"):
        leaves = [leaf for leaf in node.children if isinstance(leaf, Token)]
        named = next((str(leaf) for leaf in leaves if leaf.type == "SUBJECT"), sentence)
        subject = next((each.name for each in subjects() if any(word in named for word in each.words)), "")
        if subject:
            yield from ((subject, called()[str(leaf)]) for leaf in leaves if leaf.type == "ITEM")


def promises(sentence: str) -> bool:
    """Whether a sentence of a contract only names what the contract is to say: 双方约定建设的任务、进度和违约责任."""
    trees = [_tree(tokens) for tokens in _clauses(sentence)]
    return any(tree is not None and tree.data in {"more", "agreed"} and len(_items(tree)) > 1 for tree in trees)


def _items(tree: Tree[Token]) -> list[Token]:
    return [leaf for leaf in tree.scan_values(lambda leaf: isinstance(leaf, Token)) if leaf.type == "ITEM"]
