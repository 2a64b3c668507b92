"""Headings run in with their text: how much of a labelled paragraph is title.

In: the text of a labelled paragraph after its label. Out: the length of its heading (0 when it has none).
Guarantee: a full sentence that tells someone to do something stays text, so that no duty hides in a heading.
"""

from __future__ import annotations

import re

_STOP = re.compile("[。；;！？]|[：:](?=.)", re.DOTALL)
_BRACKETED = re.compile(
    r"【(?P<title>[^【】。；]{2,30})】|[（(\[](?P<named>[^（）()\[\]。；，]{2,30})[）)\]](?=\s|\u3000|$)"
)
_SENTENCE = re.compile(
    r"应当|必须|不得|应该|可以|负责|严禁|禁止|是指|有下列|下列|如下|以下|包括|牵头|会同|配合|由.{1,20}(?:负责|承担|组织)"
    r"|的[，,]|(?:核准|批准|备案|办理|审批|给付|支付)$|每[年月季]|不(?:超过|少于|低于)|之日|以内|万元|按照|根据|依据|各(?:级|市|地|区|县|部门|有关|单位)"
    r"|(?<![主需首重必纲摘概提])要(?!求|素|点|件|害|闻|务|道|领|旨)|(?<![供响反适相对呼效])应(?!急|用|对|建|收|付|链)"
)
_NO_TITLE = re.compile("[。；！？;]|应当|必须|不得|应该|严禁|是指")
_LONGEST = 30
LONGEST_INLINE = 14
_LONGEST_COLON = 14
_SPACES = re.compile(r"\s+")


def heading_length(rest: str, longest: int = _LONGEST) -> int:
    """Length of the run-in heading at the start of `rest`, its closing mark included."""
    bracketed = _BRACKETED.match(rest)
    if bracketed:
        return bracketed.end()
    stop = _STOP.search(rest[: longest * 3])
    if stop is None or not rest[stop.end() :].strip():
        return 0
    title = _SPACES.sub("", rest[: stop.start()])
    limit = longest if stop[0] == "。" else min(longest, _LONGEST_COLON)
    if not title or len(title) > limit or stop[0] in "；;！？" or _SENTENCE.search(title):
        return 0
    return stop.end()


def bare(title: str) -> str:
    """A clean heading without its brackets and closing mark."""
    stripped = title.strip().rstrip("。：:；;").strip()
    match = _BRACKETED.fullmatch(stripped)
    return (match["title"] or match["named"]) if match else stripped


def article_length(rest: str) -> int:
    """Length of the bracketed heading of an article: 第一条（目的和依据）, 第一条【立法目的】."""
    bracketed = _BRACKETED.match(rest)
    return bracketed.end() if bracketed else 0


def is_title(rest: str) -> bool:
    """A labelled line is all title: （一）指导思想。 or 一、总体要求, but not 二、应当按照下列规定进行：."""
    title = rest.rstrip("。：:").strip()
    if title == rest.strip():
        return _NO_TITLE.search(title) is None
    longest = _LONGEST if rest.rstrip()[-1] == "。" else _LONGEST_COLON
    return len(title) <= longest and not _STOP.search(title) and not _SENTENCE.search(title)
