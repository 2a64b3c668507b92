"""Text to lines, each with the marks around it set aside.

In: the raw text. Out: `Line` values in order. Guarantee: ``[start, end)`` of the lines tile the text;
``[first, last)`` is the line without white space, Markdown marks, bookmarks and crawl marks at its two ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Line(NamedTuple):
    """One physical line.

    Attributes:
        start: offset of the line.
        first: offset of its body.
        last: end of its body; equal to `first` when there is none.
        end: end of the line, its line break included.
        body: the text of ``[first, last)``.
    """

    start: int
    first: int
    last: int
    end: int
    body: str


_SPACES = r"\s\u3000\ufeff\u200b"
# "## 第一章", "**关于…**", "[bookmark: _Toc1]（二）…", "【法规正文】 各省…", "> 引用", "&nbsp;第二条"
_LEAD = re.compile(
    rf"(?:[{_SPACES}]+|\[bookmark:[^\]\n]{{0,200}}\]|\#{{1,6}}[ \t\u3000]|\#{{2,6}}|\*\*|__|>[ ]|&(?:nbsp|ensp|emsp);"
    rf"|【[^】\n]{{0,6}}(?:法规|正文|标题|全文)】|<!--[^>\n]{{0,500}}-->)+"
)
# "…的通知**", "第一章 总 则{align="center"}", "总则 ##", "第一行<br>"
_TAIL = re.compile(r"\*\*|__|&(?:nbsp|ensp|emsp);|\{[^{}\n]{0,40}\}| \#{1,6}|<br\s*/?>|\\")
_TAIL_REACH = 48  # longest closing mark looked for
_TAIL_MARKS = 4  # closing marks on one line
_SPACE_CHARS = " \t\r\f\v\u3000\xa0\ufeff\u200b\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_TAIL_CHARS = frozenset("*_}#>;\\")


def split(text: str) -> list[Line]:
    """The lines of the text."""
    lines: list[Line] = []
    at = 0
    for piece in text.split("\n"):
        end = at + len(piece) + 1
        lines.append(_line(piece, at, min(end, len(text))))
        at = end
    if lines[-1].start == lines[-1].end and len(lines) > 1:
        lines.pop()
    return lines


def _line(piece: str, at: int, end: int) -> Line:
    lead = _LEAD.match(piece)
    skip = lead.end() if lead else 0
    stop = max(_body_end(piece), skip)
    return Line(at, at + skip, at + stop, end, piece[skip:stop])


def _body_end(piece: str) -> int:
    stop = len(piece.rstrip(_SPACE_CHARS))
    for _ in range(_TAIL_MARKS):
        if not stop or piece[stop - 1] not in _TAIL_CHARS:
            break
        marks = [m for m in _TAIL.finditer(piece, max(0, stop - _TAIL_REACH), stop) if m.end() == stop]
        if not marks:
            break
        stop = len(piece[: marks[0].start()].rstrip(_SPACE_CHARS))
    return stop
