"""A document read as a contract.

In: a `Document`. Out: a `Contract`. Guarantee: nothing is guessed: a kind that neither title nor parties tell is "".
"""

from __future__ import annotations

import re

from obligations.contracts.amounts import amounts
from obligations.contracts.blanks import blanks
from obligations.contracts.clauses import clauses
from obligations.contracts.clauses import read as sentences
from obligations.contracts.days import dates, signed, terms
from obligations.contracts.implied import with_implied
from obligations.contracts.model import Contract
from obligations.contracts.parties import parties
from obligations.contracts.words import ContractKind, kinds
from obligations.from_document import extract
from policies.model import Document

TITLE = re.compile(
    r"^[ \t　#*]*([^\n。；，：:]{2,60}?(?:合[ \t　]*同|协[ \t　]*议|协议书|合同书|责任书))"
    r"(?:[（(][^）)\n]*[）)])?[ \t　*]*$",
    re.MULTILINE,
)
FRONT = 6000


def read(document: Document) -> Contract:
    """The contract that a document is."""
    title, begins = _title(document.text)
    kind = kind_of(title)
    found = tuple(each for each in clauses(document) if each.span.end > begins)
    moments = tuple(each for each in dates(document, found) if each.span.start >= begins)
    return Contract(
        document=document,
        extraction=with_implied(document, tuple(sentences(document, found)), extract(document)),
        kind=kind.name if kind else "",
        title=title,
        begins=begins,
        parties=parties(document, kind),
        clauses=found,
        blanks=tuple(each for each in blanks(document, found) if each.span.start >= begins),
        dates=moments,
        signed=signed(document, moments),
        terms=terms(document, moments, found),
        amounts=amounts(document, found),
    )


def kind_of(title: str) -> ContractKind | None:
    """The kind that a title means: the one with the longest of its words in it."""
    told = "".join(title.split())
    having = [
        (max(len(word) for word in each.words if word in told), each)
        for each in kinds()
        if any(word in told for word in each.words)
    ]
    if having:
        return max(having, key=lambda pair: pair[0])[1]
    return next((each for each in kinds() if each.about in told and any(word in told for word in each.short)), None)


def _title(text: str) -> tuple[str, int]:
    """The first line that is the title of a contract of a known kind, else of any; and where it stands."""
    found = [(" ".join(match[1].split()), match.start(1)) for match in TITLE.finditer(text, 0, FRONT)]
    return next((each for each in found if kind_of(each[0])), found[0] if found else ("", 0))
