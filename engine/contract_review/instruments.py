"""The instruments that a contract cites: which of them are documents at hand, which are known to be repealed.

In: a contract, the documents at hand, `obligations/repealed.toml`. Out: facts. Guarantee: a title that names two
documents at hand names none; 《民法典》 and 《中华人民共和国民法典》 are one; a document number decides against a
title.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

from engine.relations import NUMBER
from obligations.model import Fact, Source
from obligations.provisions import plain
from policies.model import Citation, Document, Span

AFTER = 16  # characters in which a contract says that what it cites is repealed
STATE = "中华人民共和国"


@cache
def repealed() -> dict[str, tuple[str, str]]:
    """Title -> the day from which it is repealed, and by what."""
    file = resources.files("obligations").joinpath("repealed.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["repeal"]
    return {plain(title): (row["day"].isoformat(), row["basis"]) for row in rows for title in row["titles"]}


def cited(
    contract: Document, documents: Sequence[Document], place: str, citation: Citation, source: Source
) -> Iterator[Fact]:
    """What is known of one instrument that the contract cites.

    Args:
        contract: which cites it.
        documents: at hand.
        place: of the citation.
        citation: the instrument as cited.
        source: its words.
    """
    yield Fact("cites", (contract.id, place, citation.title), source)
    meant = [each for each in documents if is_meant(citation, each)]
    if len(meant) == 1:
        yield Fact("cited_is", (place, meant[0].id), source)
    known = repealed()
    after = contract.text[citation.span.end : citation.span.end + AFTER]
    if "废止" in after.partition("。")[0] or contract.text[: citation.span.start].endswith("原"):
        return  # the contract says so itself
    found = next((known[name] for name in _names(citation.title) if name in known), None)
    if found and not meant:
        yield Fact("known_repealed", (citation.title, *found))


def unquoted(contract: Document) -> Iterator[Citation]:
    """The repealed instruments that a contract names without 《》: 根据民法通则、合同法."""
    quoted = [each.span for each in contract.citations]
    for match in _unquoted().finditer(contract.text):
        if not any(span.start <= match.start() < span.end for span in quoted):
            yield Citation(match[0], None, Span(match.start(), match.end()))


@cache
def _unquoted() -> re.Pattern[str]:
    """Their titles where nothing before or behind makes them a part of other words: 劳动合同法, 合同法律关系."""
    titles = "|".join(sorted(map(re.escape, repealed()), key=len, reverse=True))
    return re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=[和与及据照按依]))(?:{STATE})?(?:{titles})(?![律定院理学人])")


def is_meant(citation: Citation, document: Document) -> bool:
    """Whether a citation names a document."""
    title = document.metadata.title
    if not title or not set(_names(citation.title)) & set(_names(title)):
        return False
    own, told = document.metadata.doc_number, citation.doc_number
    if own and told and NUMBER.search(own) and NUMBER.search(told):
        return NUMBER.sub(r"\1", own) == NUMBER.sub(r"\1", told)
    return True


def _names(title: str) -> tuple[str, str]:
    bare = plain(title)
    return bare, bare.removeprefix(STATE) if bare.startswith(STATE) else STATE + bare
