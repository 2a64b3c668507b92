"""Lines to blocks: paragraphs across hard line breaks, headings, and the labels that open units.

In: lines and their zones. Out: `Block` values in order. Guarantee: blocks do not overlap and hold every line that is
not blank; what lies between two blocks is white space and marks only. A label counts when the line before is closed or
when its number is the next one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from policies import wording
from policies.decimals import Decimals
from policies.lines import Line
from policies.model import Kind
from policies.numbering import STATUTORY, Family, Label, label
from policies.zones import Zones


@dataclass(slots=True)
class Block:
    """One paragraph, heading, table or other leaf.

    Attributes:
        start: offset of its first character.
        end: end of its last character.
        kind: the leaf it becomes; PROSE for a labelled unit too.
        label: the label it opens with.
        closed: its last line ends a sentence.
        heading: a labelled line that is all heading (no sentence in it yet).
        opens_body: the plan begins here.
    """

    start: int
    end: int
    kind: Kind
    label: Label | None = None
    closed: bool = True
    heading: bool = False
    opens_body: bool = False


_SENTENCE = re.compile("[。；！？;]")
_PAUSE = re.compile("[，。；：、,;]")
_JOIN = 18  # shortest line that can go on in the next
_HEADING = 40  # longest heading; a longer line without a full stop is text that was broken
_TOGETHER = frozenset({Kind.TABLE, Kind.CONTENTS, Kind.ADDRESSEES, Kind.TITLE, Kind.DOC_NUMBER})
_HEADED = frozenset({Family.PART, Family.CHAPTER, Family.SECTION})
# a second unit on one line: "第二章 指导思想与基本原则 第一节 指导思想", "……的空间。 第四十四条 ……"
_SECOND = re.compile(r"(?=第[\u3000 ]?[^\s第]{1,9}[\u3000 ]?[节章条][\s\u3000]+\S)")
# "在刑法第五十条后增加一条，作为第五十条之一：“……": what follows is quoted, its numbers are no units here
_QUOTES = re.compile(r"(?:修改为|改为|作为[^“。]{2,40}|增加[^“。]{0,40}|如下)[：:]?\s*“|^“第[^“”。]{1,9}条")
_QUOTED = 60  # lines of a quotation
_LONGEST_LINE = 60  # characters of a line on a page
_RAGGED = 3  # columns by which the lines of a page differ
_WRAPPED_LINES = 8  # unfinished lines of equal length that show a broken text
_WRAPPED_SHARE = 0.4  # their share of all unfinished lines
_GAP = 8  # spaces between units on one line
_SKIPPED = 3  # articles that a faulty text may leave out


def make_blocks(lines: list[Line], zones: Zones) -> list[Block]:
    """The blocks of a document."""
    return list(_Blocks(lines, zones).run())


class _Blocks:
    """One pass over the lines; remembers the block being filled and the last number of every family."""

    def __init__(self, lines: list[Line], zones: Zones) -> None:
        self.lines = lines
        self.zones = zones
        self.last: dict[Family, int] = {}
        self.block: Block | None = None
        self.tail = ""  # the last line of the block
        self.quoted = 0  # lines that an open quotation may still have
        self.width = _wrap_width(lines, zones)
        self.decimals = Decimals(lines, zones.roles)

    def run(self) -> Iterator[Block]:
        for at, line in enumerate(self.lines):
            role = self.zones.roles[at]
            if role is Kind.BLANK:
                continue
            fresh = self._fresh(at, line, role)
            self._track_quotation(line.body)
            self.tail = line.body
            if fresh is None and self.block is not None:
                self._extend(line, role)
                continue
            if self.block is not None:
                yield self.block
            *done, self.block = fresh or [Block(line.first, line.last, role or Kind.PROSE)]
            yield from done
        if self.block is not None:
            yield self.block

    def _fresh(self, at: int, line: Line, role: Kind | None) -> list[Block] | None:
        """The blocks this line begins, or None when it goes on with the one before."""
        if at == self.zones.body and at:
            self.last.clear()
            return [Block(line.first, line.last, role or Kind.PROSE, opens_body=True)]
        if role is not None:
            return None if self._same(role) else [Block(line.first, line.last, role)]
        if at in self.zones.annexes:
            self.last.clear()
            return [Block(line.first, line.last, Kind.PROSE, self.zones.annexes[at], heading=True)]
        found = self.decimals.label(line.body) or self._label(line.body)
        if found is not None:
            return self._labelled(line, found)
        if self.block is not None and self._goes_on():
            return None
        return [Block(line.first, line.last, Kind.PROSE, closed=wording.is_closed(line.body))]

    def _same(self, role: Kind) -> bool:
        if self.block is None or self.block.kind is not role or role not in _TOGETHER:
            return False
        return role is Kind.TITLE or not self.block.opens_body

    def _extend(self, line: Line, role: Kind | None) -> None:
        block = self.block
        if block is None:
            return
        block.end = line.last
        block.closed = role is not None or wording.is_closed(line.body)
        block.heading = block.heading and not _SENTENCE.search(line.body)

    def _label(self, body: str) -> Label | None:
        found = label(body)
        return found if found is not None and self._accept(found) else None

    def _track_quotation(self, body: str) -> None:
        opened = body.rfind("“") > body.rfind("”")
        if self.quoted:
            self.quoted = 0 if body.rfind("”") > body.rfind("“") else self.quoted - 1
        elif opened and (_QUOTES.search(body) or (body[0] == "“" and _QUOTES.search(self.tail + "“"))):
            self.quoted = _QUOTED

    def _accept(self, found: Label) -> bool:
        family = found.family
        last = self.last.get(family, 0)
        if self.quoted:
            return found.value == last + 1 > 1
        expected = found.value in (1, last + 1) or (found.suffix > 0 and found.value == last)
        settled = self.block is None or self.block.closed or self.block.heading or self.block.kind is not Kind.PROSE
        if family is Family.ARTICLE:
            near = settled or (found.value <= last + _SKIPPED and self.tail[-1] not in "，、")
            again = settled and found.spaced and found.value == last  # a text may print a number twice
            return expected or again or (near and found.spaced and found.value > last)
        return expected or settled

    def _labelled(self, line: Line, found: Label) -> list[Block]:
        """The blocks of a line that opens a unit: more than one when units are run together."""
        self.quoted = 0
        body = line.body
        blocks: list[Block] = []
        at = 0
        while True:
            self._count(found)
            second = self._second(body, found)
            stop = second[0] if second else len(body)
            tag = found._replace(end=found.end - at)
            piece = body[at:stop].rstrip()
            heading = found.family in _HEADED or (found.family is not Family.ARTICLE and not _SENTENCE.search(piece))
            closed = second is not None or wording.is_closed(piece)
            blocks.append(Block(line.first + at, line.first + at + len(piece), Kind.PROSE, tag, closed, heading))
            if second is None:
                return blocks
            at, found = second

    def _second(self, body: str, found: Label) -> tuple[int, Label] | None:
        """Where a second unit begins on the line, and its label."""
        if found.family not in STATUTORY:
            return None
        for match in _SECOND.finditer(body, found.end + 1):
            at = match.start()
            second = label(body, at)
            if second is None or second.family not in STATUTORY:
                continue
            spaced = body[at - 1].isspace()
            if second.family is Family.ARTICLE:
                ended = spaced and body[max(0, at - _GAP) : at].rstrip()[-1:] in ("。", "；", "：")
                if (ended or found.family in _HEADED) and second.value == self.last.get(Family.ARTICLE, 0) + 1:
                    return at, second
            elif spaced and found.family in _HEADED:
                return at, second
        return None

    def _count(self, found: Label) -> None:
        family = found.family
        self.last[family] = found.value
        for inner in [f for f in self.last if f > family and f not in STATUTORY]:
            if not (inner is Family.TIER3 and family is Family.TIER2):
                del self.last[inner]
        if family in (Family.PART, Family.CHAPTER):
            self.last.pop(Family.SECTION, None)
        if family is Family.PART:
            self.last.pop(Family.CHAPTER, None)

    def _goes_on(self) -> bool:
        """The block so far is an unfinished line that the next one continues."""
        block = self.block
        if block is None or block.closed or block.kind is not Kind.PROSE:
            return False
        text = self.tail
        if text[-1] in "，、,（(《“〈" or _open_bracket(text):
            return True
        if self.width and _width(text) >= self.width - _RAGGED:
            return True
        heading = block.heading and len(text) < _HEADING
        return not heading and len(text) >= _JOIN and _PAUSE.search(text) is not None


def _width(text: str) -> int:
    """Columns that a line takes: two for a Chinese character."""
    return sum(1 if c < "\u0100" else 2 for c in text)


def _wrap_width(lines: list[Line], zones: Zones) -> int:
    """Columns at which a text was broken into lines, or 0: most unfinished lines are equally long."""
    widths = Counter(
        _width(line.body)
        for line, role in zip(lines, zones.roles, strict=True)
        if role is None and _JOIN <= len(line.body) <= _LONGEST_LINE and _runs_on(line.body)
    )
    if not widths:
        return 0
    common = max(widths, key=lambda width: (_near(widths, width), width))
    enough = _near(widths, common) >= max(_WRAPPED_LINES, _WRAPPED_SHARE * widths.total())
    return common if enough else 0


def _runs_on(body: str) -> bool:
    """A line of text, no heading, that ends in the middle of a sentence."""
    return label(body) is None and _PAUSE.search(body) is not None and not wording.is_closed(body)


def _near(widths: Counter[int], width: int) -> int:
    return sum(widths[w] for w in range(width - _RAGGED, width + _RAGGED + 1))


def _open_bracket(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("（）", "《》", "“”"))
