"""Articles that stand in the middle of a line: …… 审批。第十四条历史文化名城……

In: lines. Out: the same lines, those divided before such an article. Guarantee: a line is divided only behind the
end of a sentence, before the number that comes next, and only when no line of its own begins with that number; the
lines still tile the text. Units that are printed apart on one line, with a space behind the number, are told by
`blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policies.lines import Line
from policies.numbering import Family, Label, label

_INSIDE = re.compile(r"(?<=[。；])[ \u3000]*(?=第[ \u3000]?[^\s第条]{1,8}[ \u3000]?条(?![\s\u3000]))")


def divide(lines: list[Line]) -> list[Line]:
    """The lines, divided before articles that are run together with the one before."""
    heads = [_article(line.body, 0) for line in lines]
    following: list[int] = []
    number = 0
    for head in reversed(heads):
        number = head.value if head else number
        following.append(number)
    following.reverse()
    return list(_divided(lines, heads, [*following[1:], 0]))


def _article(body: str, at: int) -> Label | None:
    found = label(body, at)
    return found if found is not None and found.family is Family.ARTICLE and not found.suffix else None


def _divided(lines: list[Line], heads: list[Label | None], following: list[int]) -> Iterator[Line]:
    last = 0
    for line, head, after in zip(lines, heads, following, strict=True):
        last = head.value if head else last
        rest = line
        for match in _INSIDE.finditer(line.body):
            found = _article(line.body, match.end())
            if last and found and found.value == last + 1 != after:
                last = found.value
                done, rest = _cut(rest, line.first + match.end())
                yield done
        yield rest


def _cut(line: Line, at: int) -> tuple[Line, Line]:
    """The two parts of a line that is divided at an offset of the text."""
    before = line.body[: at - line.first].rstrip()
    done = Line(line.start, line.first, line.first + len(before), at, before)
    return done, Line(at, at, line.last, line.end, line.body[at - line.first :])
