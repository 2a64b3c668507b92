"""A proof for a page: its steps nested, each quotation with the address of its place.

In: an `Explanation`. Out: `Step`, for the template `proof.html`. Guarantee: as in `engine.to_text`: a quotation stands
there once with its words, a conclusion that was proved above is not proved again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nicegui import ui

from engine.places import place
from engine.wording import phrase
from workbench.pages.frame import asked_of
from workbench.rendering.cited import documents, title

if TYPE_CHECKING:
    from markupsafe import Markup

    from engine.model import Proof
    from obligations.model import Source
    from policies.model import Document
    from workbench.model import Explanation, Reason
    from workbench.pages.frame import View


def proves(view: View) -> None:
    """Answer when the proof of an answer is opened: an element with `data-proof` and `data-document`."""

    async def prove(asked: dict[str, str]) -> None:
        filled = await asked_of(proved, view, asked.get("document", ""), asked.get("id", ""))
        ui.run_javascript(f"prove({json.dumps(asked.get('id', ''))}, {json.dumps(str(filled))})")

    view.on("proof", prove)


def proved(view: View, document: str, identity: str) -> Markup:
    """The proof of an answer as HTML."""
    found = view.base.base([document]).explain(identity, lang=view.lang)
    return view.render("proof.html", proof=steps(found, view.lang))


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its sentence, note and rule; where it is quoted, with the address; the steps below."""

    words: str
    note: str = ""
    rule: str = ""
    place: str = ""
    href: str = ""
    quote: str = ""
    below: tuple[Step, ...] = ()


def steps(explanation: Explanation | Reason, lang: str) -> Step:
    """The whole proof."""
    return _Steps(documents(explanation.entries), lang).step(explanation.proof)


@dataclass(slots=True)
class _Steps:
    documents: dict[str, Document]
    lang: str
    quoted: set[Source] = field(default_factory=set)
    proved: set[Proof] = field(default_factory=set)

    def step(self, proof: Proof) -> Step:
        if proof in self.proved:
            return Step(proof.conclusion, phrase("again", self.lang))
        if proof.rule:
            self.proved.add(proof)
        rule = phrase("rule", self.lang, code=proof.rule, label=proof.label) if proof.rule else ""
        at, href, quote = self.quote(proof.source) if proof.source else ("", "", "")
        return Step(proof.conclusion, proof.note, rule, at, href, quote, tuple(map(self.step, proof.premises)))

    def quote(self, source: Source) -> tuple[str, str, str]:
        """Where it is written, the address of the place, and its words when they have not been quoted yet."""
        document = self.documents[source.document]
        at = place(source, document, self.lang, f"《{title(document)}》")
        words = "" if source in self.quoted else re.sub(r"\s*\n\s*", "", source.quote)
        self.quoted.add(source)
        return at, f"/documents/{document.id}?at={source.start}-{source.end}", words
