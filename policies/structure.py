"""Text to tree.

In: the raw text of a document. Out: its tree of `Provision` values and what could not be read. Guarantee: the leaves
tile the text; eids are unique and stable; containers begin at their label and end with their last word; linear time.
"""

from __future__ import annotations

from policies import inline, titles
from policies.blocks import Block, make_blocks
from policies.lines import split
from policies.model import Diagnostic, Kind, Provision
from policies.numbering import Family
from policies.tree import TreeBuilder
from policies.zones import find_zones


def parse(text: str) -> tuple[Provision, tuple[Diagnostic, ...]]:
    """The tree of a text.

    Args:
        text: the decoded text of a document.

    Returns:
        The root (kind DOCUMENT) and the diagnostics.
    """
    lines = split(text)
    zones = find_zones(text, lines)
    blocks = make_blocks(lines, zones)
    builder = TreeBuilder(text)
    filler = _Filler(text, blocks, builder, has_front=zones.body > 0)
    filler.run()
    root = builder.finish()
    return root, tuple(builder.diagnostics)


class _Filler:
    """Hands the blocks to the tree builder one by one."""

    def __init__(self, text: str, blocks: list[Block], builder: TreeBuilder, *, has_front: bool) -> None:
        self.text = text
        self.blocks = blocks
        self.builder = builder
        self.items = inline.find_items(text, blocks)
        builder.open_zone(Kind.FRONT if has_front else Kind.BODY, 0)

    def run(self) -> None:
        for at, block in enumerate(self.blocks):
            if block.opens_body:
                self.builder.open_zone(Kind.BODY, block.start)
            if block.label is not None:
                self._unit(at, block)
            elif block.kind is Kind.PROSE:
                self._prose(at, block.start, block.end)
            else:
                self.builder.leaf(block.kind, block.start, block.end)

    def _unit(self, at: int, block: Block) -> None:
        """Open the unit, cut its heading, add the rest as text."""
        tag = block.label
        if tag is None:
            return
        after = min(block.start + tag.end, block.end)
        cut = after + self._title_length(at, block, after)
        title = titles.clean_title(self.text[after:cut])
        self.builder.open_unit(tag, block.start, title)
        self.builder.leaf(Kind.HEADING, block.start, cut if title else block.start + len(self.text[block.start : after].rstrip()))
        if cut < block.end:
            start = cut + len(self.text[cut : block.end]) - len(self.text[cut : block.end].lstrip())
            self._prose(at, start, block.end)

    def _title_length(self, at: int, block: Block, after: int) -> int:
        tag = block.label
        rest = self.text[after : block.end]
        if tag is None or not rest:
            return 0
        if tag.family in (Family.PART, Family.CHAPTER, Family.SECTION, Family.ANNEX):
            return len(rest)
        if tag.family is Family.ARTICLE:
            return titles.article_length(rest)
        if self.builder.in_article():
            return 0
        length = titles.heading_length(rest)
        return length or (len(rest) if self._stands_alone(at, block) else 0)

    def _stands_alone(self, at: int, block: Block) -> bool:
        """A short labelled line followed by text or by units below it."""
        rest = self.text[block.start : block.end]
        if len(rest) > 60 or not (block.heading or titles.is_title(rest)):
            return False
        following = next((b for b in self.blocks[at + 1 : at + 4] if b.kind is not Kind.NOISE), None)
        if following is None or following.kind not in (Kind.PROSE, Kind.TABLE) or block.label is None:
            return False
        return following.label is None or following.label.family > block.label.family

    def _prose(self, at: int, start: int, end: int) -> None:
        items = [item for item in self.items.get(at, ()) if item.start >= start]
        stops = [*(item.start for item in items[1:]), end]
        if not items:
            self.builder.prose(start, end)
            return
        if start < items[0].start and self.text[start : items[0].start].strip():
            self.builder.prose(start, items[0].start)
        for item, stop in zip(items, stops, strict=True):
            self.builder.open_inline(item.label, item.value, item.start)
            self._item_text(item.start, item.start + len(item.label), stop)

    def _item_text(self, start: int, after: int, stop: int) -> None:
        length = titles.heading_length(self.text[after:stop], titles.LONGEST_INLINE)
        self.builder.leaf(Kind.HEADING, start, after + length)
        if length:
            self.builder.name(titles.clean_title(self.text[after : after + length]))
        begin = after + length
        begin += len(self.text[begin:stop]) - len(self.text[begin:stop].lstrip())
        if begin < stop:
            self.builder.prose(begin, stop)
        self.builder.close_inline()

