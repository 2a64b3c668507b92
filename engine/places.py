"""Where something stands in a document, as lawyers cite it.

In: a document. Out: for each `eid` its outline number, or its citation with the heading.
Guarantee: every provision has one; "" where nothing numbered is around it, but in the notice that forwards the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.wording import phrase
from obligations.model import Source
from policies.model import Document, Kind, Provision
from policies.origins import origin

HALF_WIDTH = str.maketrans("()", "（）")


def numbers(document: Document) -> dict[str, str]:
    """Outline number by `eid`, as printed: that of the nearest numbered provision around each."""
    return dict(_numbers(document.root, ""))


def _numbers(provision: Provision, above: str) -> Iterator[tuple[str, str]]:
    number = provision.number or above
    yield provision.eid, number
    for child in provision.children:
        yield from _numbers(child, number)


def citations(document: Document, lang: str = "zh", headed: bool = True) -> dict[str, str]:
    """How each provision is cited: 四（二）“落实任务、扎实推进”一是.

    Args:
        document: where they stand.
        lang: language of 印发通知, which has no number.
        headed: with the lowest heading above it.
    """
    return dict(_citations(document.root, (), phrase("notice", lang), headed))


def place(source: Source, document: Document, lang: str = "zh", title: str = "") -> str:
    """Where something is written: its citation with the heading, behind a title; where in the file; its characters.

    Characters are counted from 1.
    """
    cited = title + citations(document, lang).get(source.eid, "")
    characters = phrase("place", lang, start=source.start + 1, end=source.end)
    return " ".join(filter(None, [cited, _in_the_file(source, document, lang), characters]))


def _in_the_file(source: Source, document: Document, lang: str) -> str:
    """The page or paragraph of the file, when it has such."""
    found = origin(document, source.start)
    if found and found.page:
        return phrase("page", lang, number=found.page)
    return phrase("paragraph", lang, number=found.paragraph) if found and found.paragraph else ""


def _citations(
    provision: Provision, above: tuple[Provision, ...], notice: str, headed: bool
) -> Iterator[tuple[str, str]]:
    path = (*above, provision) if provision.label or provision.kind is Kind.FRONT else above
    yield provision.eid, _cited(path, notice, headed)
    for child in provision.children:
        yield from _citations(child, path, notice, headed)


def _cited(path: tuple[Provision, ...], notice: str, headed: bool) -> str:
    titled = [each.eid for each in path if each.title][-1:] if headed else []
    return "".join(
        (each.label.translate(HALF_WIDTH) or notice) + (f"“{each.title}”" if each.eid in titled else "")
        for each in path
    )
