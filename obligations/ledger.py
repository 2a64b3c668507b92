"""The coverage ledger: what became of every character.

In: a document, its statements, and the stretches that the reading accounted for. Out: stretches that tile the text:
statement / structure / non-normative with the reason / not understood with the reason. Guarantee: they sum to 100 %.
"""

from __future__ import annotations

import re
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
    codes: dict[Key, int] = {_UNREAD: 0}
    account = bytearray(len(document.text))
    for leaf in leaves(document.root):
        _mark(account, leaf.span, codes.setdefault(_DEFAULTS.get(leaf.kind, _STRUCTURE), len(codes)))
    for stretch in reversed(tuple(read)):
        _mark(account, stretch.span, codes.setdefault((stretch.coverage, stretch.reason), len(codes)))
    return tuple(_runs(account, list(codes)))


_RUN = re.compile(rb"(.)\1*", re.DOTALL)
Key = tuple[Coverage, str]
_UNREAD: Key = (Coverage.NOT_UNDERSTOOD, "clause")
_STRUCTURE: Key = (Coverage.STRUCTURE, "")  # of prose: punctuation and line breaks between statements
_DEFAULTS: dict[Kind, Key] = {
    Kind.TABLE: (Coverage.NON_NORMATIVE, "table"),
    Kind.NOISE: (Coverage.NON_NORMATIVE, "noise"),
    Kind.CONTENTS: (Coverage.STRUCTURE, "contents"),
}


def _mark(account: bytearray, span: Span, code: int) -> None:
    account[span.start : span.end] = bytes((code,)) * (span.end - span.start)


def _runs(account: bytearray, keys: list[Key]) -> Iterator[Stretch]:
    for run in _RUN.finditer(account):
        yield Stretch(Span(*run.span()), *keys[account[run.start()]])
