"""Text to tree.

In: the raw text of a document. Out: its tree of `Provision` values and what could not be read. Guarantee: the leaves
tile the text; eids are unique and stable; containers begin at their label and end with their last word; linear time.
"""

from __future__ import annotations

import re

from policies import inline, titles, view
from policies.blocks import Block, make_blocks
from policies.glued import divide
from policies.lines import split
from policies.model import Diagnostic, Kind, Provision, Span
from policies.numbering import Family, Label
from policies.tree import TreeBuilder
from policies.zones import find_zones

_TITLED = frozenset({Family.PART, Family.CHAPTER, Family.SECTION, Family.ANNEX})
# Leaves that stand in no numbered unit
_OUTSIDE = frozenset({Kind.SIGNATURE, Kind.TITLE, Kind.DOC_NUMBER, Kind.ADDRESSEES, Kind.CONTENTS})
# "本方案自印发之日起执行", "附件：…", "特此通知。" close the whole text, not its last section
_CLOSING = re.compile(
    r"(?:本|此)[\u4e00-\u9fff]{0,6}(?:方案|办法|意见|规划|计划|通知|规定|细则|措施|政策|要点|规则|标准|指南|预案|文件|决定)"
    r"(?:由|自|从|有效期|下发|印发|发布)|附\s?[件表][\d：:]|特此|此通知"
)
_GOES_ON = "：；:;"
_SHORT = 60  # characters of a labelled line that can be all title
_BARE = 20  # characters of a heading without text below it
_ANNEX_TITLE = 50


def parse(text: str) -> tuple[Provision, tuple[Diagnostic, ...]]:
    """The tree of a text.

    Args:
        text: the decoded text of a document.

    Returns:
        The root (kind DOCUMENT) and the diagnostics.
    """
    lines = divide(split(text))
    zones = find_zones(text, lines)
    builder = TreeBuilder(text)
    _Filler(text, make_blocks(lines, zones), builder).run(has_front=zones.body > 0)
    root = builder.finish()
    if not builder.units:
        builder.diagnostics.append(Diagnostic("S101", "文中没有编号的条款或层级，全文按段落处理。"))
    return root, tuple(builder.diagnostics)


class _Filler:
    """Hands the blocks to the tree builder one by one."""

    def __init__(self, text: str, blocks: list[Block], builder: TreeBuilder) -> None:
        self.text = text
        self.blocks = blocks
        self.builder = builder
        self.items = inline.find_items(text, blocks)
        self.following = _following_labels(blocks)

    def run(self, *, has_front: bool) -> None:
        self.builder.open_zone(Kind.FRONT if has_front else Kind.BODY, 0)
        for at, block in enumerate(self.blocks):
            if block.opens_body:
                self.builder.open_zone(Kind.BODY, block.start)
            if block.label is not None:
                self._unit(at, block, block.label)
            elif block.kind is Kind.PROSE:
                self._paragraph(at, block)
            else:
                self._leaf(block)

    def _leaf(self, block: Block) -> None:
        if block.kind in _OUTSIDE:
            self.builder.leave_units()
        self.builder.leaf(block.kind, block.start, block.end)

    def _paragraph(self, at: int, block: Block) -> None:
        """Text without a label: part of the unit above it, unless that was the last item of a list."""
        if self.builder.awaits_title() and block.end - block.start <= _ANNEX_TITLE and not block.closed:
            self.builder.name(self._clean(block.start, block.end))
            self.builder.leaf(Kind.TITLE, block.start, block.end)
            return
        if _CLOSING.match(self.text, block.start, block.end) and not self.builder.in_article():
            self.builder.leave_units()
        else:
            self.builder.leave_finished_items(self.following[at])
        if not self._broken_off(at):
            self.builder.end_paragraph()
        self._prose(at, block.start, block.end)

    def _broken_off(self, at: int) -> bool:
        """The text before ends in the middle of a sentence, or of a list that prints no numbers: no paragraph ends."""
        before = next((b for b in reversed(self.blocks[max(0, at - 3) : at]) if b.kind is not Kind.NOISE), None)
        if before is None or before.kind is not Kind.PROSE or before.heading:
            return False
        return not before.closed or self.text[before.end - 1] in _GOES_ON

    def _unit(self, at: int, block: Block, tag: Label) -> None:
        """Open the unit, cut its heading, add the rest as text."""
        after = min(block.start + tag.end, block.end)
        outer = self.builder.in_article(tag)
        cut = after + self._title_length(at, block, tag, after, in_article=outer)
        title = self._clean(after, cut)
        self.builder.open_unit(tag, block.start, title, heads=block.heading)
        bare = block.start + len(self.text[block.start : after].rstrip())
        self.builder.leaf(Kind.HEADING, block.start, cut if title else bare)
        if cut < block.end:
            self._prose(at, self._skip_space(cut, block.end), block.end)

    def _clean(self, start: int, end: int) -> str:
        return titles.bare(view.clean(self.text, Span(start, end)).text) if start < end else ""

    def _skip_space(self, start: int, end: int) -> int:
        return end - len(self.text[start:end].lstrip())

    def _title_length(self, at: int, block: Block, tag: Label, after: int, *, in_article: bool) -> int:
        rest = self.text[after : block.end]
        if tag.family in _TITLED:
            return len(rest)
        if tag.family is Family.ARTICLE:
            return titles.article_length(rest)
        if in_article or not rest:
            return 0
        return titles.heading_length(rest) or (len(rest) if self._stands_alone(at, block, tag, rest) else 0)

    def _stands_alone(self, at: int, block: Block, tag: Label, rest: str) -> bool:
        """A short labelled line that is a heading: text or lower units follow, or it is short and unfinished."""
        if len(rest) > _SHORT or not titles.is_title(rest):
            return False
        if tag.family <= Family.TIER2 and len(rest) <= _BARE and not block.closed:
            return True
        following = next((b for b in self.blocks[at + 1 : at + 4] if b.kind is not Kind.NOISE), None)
        if following is None or following.kind not in (Kind.PROSE, Kind.TABLE):
            return False
        return following.label is None or following.label.family > tag.family

    def _prose(self, at: int, start: int, end: int) -> None:
        items = [item for item in self.items.get(at, ()) if item.start >= start]
        if not items:
            self.builder.prose(start, end)
            return
        if self.text[start : items[0].start].strip():
            self.builder.prose(start, items[0].start)
        for item, stop in zip(items, [*(i.start for i in items[1:]), end], strict=True):
            self.builder.open_inline(item.label, item.value, item.start)
            self._item_text(item.start, item.start + len(item.label), stop)
            self.builder.close_inline()

    def _item_text(self, start: int, after: int, stop: int) -> None:
        length = titles.heading_length(self.text[after:stop], titles.LONGEST_INLINE)
        self.builder.leaf(Kind.HEADING, start, after + length)
        if length:
            self.builder.name(self._clean(after, after + length))
        begin = self._skip_space(after + length, stop)
        if begin < stop:
            self.builder.prose(begin, stop)


def _following_labels(blocks: list[Block]) -> list[Label | None]:
    """For every block the label that comes next after it."""
    found: list[Label | None] = [None] * len(blocks)
    following: Label | None = None
    for at in range(len(blocks) - 1, -1, -1):
        found[at] = following
        if blocks[at].opens_body:
            following = None
        following = blocks[at].label or following
    return found
