"""Enumerations inside a paragraph: 一是 … 二是 … 三是 ….

In: text and blocks. Out: for every block the offsets where its inline items begin. Guarantee: an enumeration starts
with 一是, goes on with 二是, and may run over several paragraphs of one unit.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policies.blocks import Block
from policies.model import Kind
from policies.numbering import value

_ITEM = re.compile(r"(?:^|(?<=[。；：，！;:,\s“（]))(?P<number>[一二三四五六七八九十]{1,3})是(?!否|非)")


class Item(NamedTuple):
    """One inline item: where it begins, its label, its number."""

    start: int
    label: str
    value: int


def find_items(text: str, blocks: list[Block]) -> dict[int, list[Item]]:
    """Inline items by block index."""
    found: dict[int, list[Item]] = {}
    run: list[tuple[int, Item]] = []
    for at, block in enumerate(blocks):
        if block.label is not None or block.kind is not Kind.PROSE:
            _keep(run, found)
            run = []
        if block.kind is not Kind.PROSE or "是" not in (body := text[block.start : block.end]):
            continue
        for match in _ITEM.finditer(body):
            item = Item(block.start + match.start(), match[0], value(match["number"]))
            if item.value == 1:
                _keep(run, found)
                run = [(at, item)]
            elif run and item.value == run[-1][1].value + 1:
                run.append((at, item))
    _keep(run, found)
    return found


def _keep(run: list[tuple[int, Item]], found: dict[int, list[Item]]) -> None:
    if len(run) > 1:
        for at, item in run:
            found.setdefault(at, []).append(item)
