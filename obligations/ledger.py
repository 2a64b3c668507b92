"""The coverage ledger: what became of every character.

In: a document, its statements, and the stretches that the reading accounted for. Out: stretches that tile the text:
statement / structure / non-normative with the reason / not understood with the reason. Guarantee: they sum to 100 %.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from obligations.model import Coverage, Stretch
from policies.model import Document, Kind, Span
from policies.navigate import leaves

REASONS = {
    "background": "现状、形势等叙述，不课以行为",
    "guiding": "指导思想、原则性表述",
    "definition": "定义与解释",
    "caption": "表格或清单的标题",
    "slogan": "四字口号",
    "self": "施行日期、有效期、附件清单等关于本文件自身的文字",
    "preamble": "制定目的与依据",
    "statement": "陈述性文字，无行为要求",
    "goal": "定性目标，无可计量数值",
    "contents": "目录",
    "noise": "图题、页眉等非正文",
    "table": "表格",
    "clause": "分句结构未能识别",
    "actor": "有应当、不得等用语而未能识别行为",
}


def ledger(document: Document, read: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The account of every character.

    Args:
        document: the document.
        read: what is known of its prose; where stretches overlap the first one has it.
    """
    account: list[Stretch | None] = [None] * len(document.text)
    for stretch in read:
        for index in range(stretch.span.start, stretch.span.end):
            account[index] = account[index] or stretch
    for leaf in leaves(document.root):
        default = _default(leaf.kind)
        for index in range(leaf.span.start, leaf.span.end):
            account[index] = account[index] or default
    return tuple(_runs(account))


def _default(kind: Kind) -> Stretch:
    nowhere = Span(0, 0)
    if kind is Kind.PROSE:
        return Stretch(nowhere, Coverage.STRUCTURE, "")  # punctuation and line breaks between statements
    if kind is Kind.TABLE:
        return Stretch(nowhere, Coverage.NON_NORMATIVE, "table")
    if kind is Kind.NOISE:
        return Stretch(nowhere, Coverage.NON_NORMATIVE, "noise")
    return Stretch(nowhere, Coverage.STRUCTURE, "contents" if kind is Kind.CONTENTS else "")


def _runs(account: list[Stretch | None]) -> Iterator[Stretch]:
    start = 0
    for index in range(1, len(account) + 1):
        if index == len(account) or _key(account[index]) != _key(account[start]):
            coverage, reason = _key(account[start])
            yield Stretch(Span(start, index), coverage, reason)
            start = index


def _key(stretch: Stretch | None) -> tuple[Coverage, str]:
    return (stretch.coverage, stretch.reason) if stretch else (Coverage.NOT_UNDERSTOOD, "clause")
