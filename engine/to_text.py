"""Proofs to text.

In: a proof, and the documents it quotes. Out: indented lines for a lawyer.
Guarantee: no predicate names and no IDs of statements; every quotation stands there once with its words, then with its
place; a conclusion that was proved above is not proved again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.model import Proof
from engine.places import place
from engine.wording import phrase
from obligations.model import Source
from policies.model import Document

CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’"
BREAK = re.compile(rf"(?<=[{CHINESE}])\s+(?=[{CHINESE}])")


def to_text(proof: Proof, documents: Mapping[str, Document], lang: str = "zh") -> str:
    """The proof as indented lines, below the title of the document it quotes.

    Args:
        proof: what to print.
        documents: by ID; for the titles and numbers of the places quoted.
        lang: language of the fixed words, that in which it was proved; quotes are Chinese.
    """
    quoted = list(dict.fromkeys(_documents(proof)))
    alone = quoted[0] if len(quoted) == 1 else ""
    head = [phrase("document", lang, title=_title(documents[alone], lang))] if alone else []
    return "\n".join([*head, *_Text(documents, lang, alone).lines(proof, "")])


def _documents(proof: Proof) -> Iterator[str]:
    if proof.source is not None:
        yield proof.source.document
    for premise in proof.premises:
        yield from _documents(premise)


def _title(document: Document, lang: str) -> str:
    return document.metadata.title or phrase("untold", lang)


@dataclass(slots=True)
class _Text:
    """A proof on its way to text; `alone` is the only document it quotes, "" when there are several."""

    documents: Mapping[str, Document]
    lang: str
    alone: str
    quoted: set[Source] = field(default_factory=set)
    proved: set[Proof] = field(default_factory=set)

    def lines(self, proof: Proof, indent: str) -> Iterator[str]:
        """The conclusion, the rule, the quotation, the premises."""
        again = proof in self.proved
        note = phrase("again", self.lang) if again else proof.note or _only_note(proof)
        yield indent + proof.conclusion + (phrase("note", self.lang, note=note) if note else "")
        if again:
            return
        if proof.rule:
            self.proved.add(proof)
            yield f"{indent}  {phrase('rule', self.lang, code=proof.rule, label=proof.label)}"
        if proof.source is not None:
            yield f"{indent}  {self.quote(proof.source)}"
        for number, premise in enumerate(() if _only_note(proof) else proof.premises, 1):
            first, *rest = self.lines(premise, f"{indent}    ")
            yield f"{indent}  {number}. {first.strip()}"
            yield from rest

    def quote(self, source: Source) -> str:
        """Where it is written, with the words when they have not been quoted yet."""
        document = self.documents[source.document]
        title = "" if self.alone else f"《{_title(document, self.lang)}》"
        at = place(source, document, self.lang, title)
        key = "quoted" if source in self.quoted else "quote"
        self.quoted.add(source)
        return phrase(key, self.lang, place=at, quote=_flat(source.quote))


def _only_note(proof: Proof) -> str:
    """The note of the only premise, when this says nothing but what the conclusion does (classes of actors)."""
    only = proof.premises[0] if len(proof.premises) == 1 else None
    return only.note if only and only.conclusion == proof.conclusion and only.source is None else ""


def _flat(quote: str) -> str:
    """The quote on one line, for reading; the exact characters are in `Proof.source`."""
    return re.sub(r"\s+", " ", BREAK.sub("", quote)).strip()
