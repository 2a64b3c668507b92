"""Words to tokens: the lexer that feeds every grammar of the language of policy documents.

In: a mapping word -> word class (the lexicon, which is data) and clean text. Out: `lark.Token`s whose types are the
terminals of the grammars; `start_pos` and `end_pos` are offsets into that text. Guarantee: the tokens tile the text,
in linear time; longest word first; what no word covers becomes a `WORD`.

Longest match over a word list is the oldest sound method of Chinese segmentation (Liang 1983, forward maximum
matching); a general segmenter cuts what must stay one actor (省/自然资源/厅).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lark import Token
from lark.lexer import Lexer

_DIGITS = "0123456789"
_FEW = "一二三四五六七八九十"
_MANY = _FEW + "百"

# Terminals with a form of their own, each with the characters it can begin with; all else comes from the lexicon.
FORMS = (
    ("STOP", "。！？", r"[。！？]"),
    ("COMMA", "，", r"，"),
    ("SEMI", "；", r"；"),
    ("COLON", "：", r"："),
    ("MEASURE", "“黑", r"“?黑名单”?"),
    ("PLAN", "“十", r"“?十[三四五六]五”?(?:规划)?(?=期?[末间内]|时期|前)"),
    ("TITLE", "《", r"《(?:[^《》]|《[^《》]*》)*》"),
    ("QUOTED", "“‘", r"“[^“”]*”|‘[^‘’]*’"),
    ("PAREN", "（", r"（(?:[^（）]|（[^（）]*）)*）"),
    ("CLOSE_DE", "的", r"的(?=[，；。：]|$)"),
    (
        "CLOSE",
        "的之时期过情前基以",
        r"(?:的同时|之时|时|期间|过程中|情况下|情形下|前提下|基础上|之外|以外)(?=[，；。：]|$)",
    ),
    ("FINE", "可并单处", r"(?:可以|可)?(?:并|单)?处以?(?=[^，；。]{0,30}(?:罚款|拘留))"),
    ("YEAR", _DIGITS + "〇零" + _FEW, r"(?:\d{4}|[〇零一二三四五六七八九]{4})年度?(?!级)"),
    ("MONTH", _DIGITS + _FEW, r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"),
    ("DAYS", _DIGITS + _MANY, r"(?:\d{1,3}|[一二三四五六七八九十百]+)个?(?:工作日|自然日|日(?!常)|天)"),
    ("QUARTER", "第一二三四1234", r"第?[一二三四1-4]季度"),
    (
        "SPAN",
        _DIGITS + _FEW + "两半",
        r"(?:\d{1,3}|[一二两三四五六七八九十]+|半)个?(?:年(?!底|末|终|均|度|级|报|轻|龄)|月|周|小时|季度)",
    ),
    ("PERCENT", _DIGITS + "百", r"\d+(?:\.\d+)?(?:[%％]|个百分点)|百分之[一二三四五六七八九十百点]+"),
    (
        "MONEY",
        _DIGITS + _MANY + "两千万亿",
        r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千万亿]+)(?:万亿|万|亿)?(?:美|欧)?元",
    ),
    ("ADV", "近最", rf"最?近(?=[{_MANY}两\d]+个?[年月日周])"),
    ("AT_LEAST", "超", r"超(?=\d)"),
    ("NUMBER", _DIGITS, r"\d+(?:\.\d+)?(?:万|亿)?"),
    (
        "UNIT",
        "万公平家个处项次名人亩吨座条户所批套台件分倍辆艘场种支株立千兆",
        r"(?<=[\d万亿])(?:万吨|公里|平方公里|平方米|立方米|公顷|千瓦时|千瓦|兆瓦|家|个|处|项|次|名|人|亩|吨|座|条|户|所|批"
        r"|套|台|件|分|倍|辆|艘|场|种|支|株)",
    ),
)


class Words:
    """Cuts clean text into typed tokens."""

    def __init__(self, words: Mapping[str, str], borders: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Build the lexer.

        Args:
            words: word -> class.
            borders: ending of a word -> what must not follow it (部 -> 门: 财政部门 has no 财政部).
        """
        self._classes = dict(words)
        self._borders = {word: after for end, after in (borders or {}).items() for word in words if word.endswith(end)}
        self._lengths = {
            opening: tuple(sorted({len(word) for word in found}, reverse=True))
            for opening, found in _by_opening(words).items()
        }
        self._forms = {
            first: re.compile(_alternatives(first)) for first in {c for _, starts, _ in FORMS for c in starts}
        }
        starts = {word[0] for word in words} | self._forms.keys()
        self._starts = re.compile(f"[{re.escape(''.join(sorted(starts)))}]")

    def tokens(self, text: str) -> list[Token]:
        """All tokens of `text`, in order, without gap or overlap."""
        out: list[Token] = []
        plain = position = 0
        search, at = self._starts.search, self._at
        while (begin := search(text, position)) is not None:
            start = begin.start()
            kind, position = at(text, start)
            if not kind:
                continue
            if plain < start:
                out.append(merged("WORD", text[plain:start], plain, start))
            out.append(merged(kind, text[start:position], start, position))
            plain = position
        if plain < len(text):
            out.append(merged("WORD", text[plain:], plain, len(text)))
        return out

    def _at(self, text: str, position: int) -> tuple[str, int]:
        """Class and end of the longest word or form that starts here; "" and the next position when there is none."""
        kind, longest = "", position
        forms = self._forms.get(text[position])
        if forms is not None and (form := forms.match(text, position)) is not None:
            kind, longest = str(form.lastgroup), form.end()
            if kind == "UNIT":  # 15处以上 has no 处以
                return kind, longest
        for length in self._lengths.get(text[position : position + 2], _ONE):
            if position + length <= longest:
                break
            word = text[position : position + length]
            found = self._classes.get(word)
            if found is not None and not text.startswith(self._borders.get(word, _NOTHING), position + length):
                return found, position + len(word)
        return kind, longest if kind else position + 1


_NOTHING: tuple[str, ...] = ()
_ONE = (1,)


def _by_opening(words: Mapping[str, str]) -> dict[str, list[str]]:
    """The words that may stand where two characters stand: those that begin with both, and the first alone."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) > 1:
            found.setdefault(word[:2], [word[0]] if word[0] in words else []).append(word)
    return found


def _alternatives(first: str) -> str:
    """The forms that can begin with a character, in their order."""
    return "|".join(f"(?P<{name}>{pattern})" for name, starts, pattern in FORMS if first in starts)


class Ready(Lexer):
    """Hands ready-made tokens to a Lark parser."""

    def __init__(self, lexer_conf: object) -> None:
        del lexer_conf  # Lark passes it; the tokens are typed already

    def lex(self, lexer_state: Iterable[Token], parser_state: object = None) -> Iterator[Token]:  # type: ignore[override]
        """The tokens as they are."""
        return iter(lexer_state)


def token(kind: str, text: str, start: int, end: int) -> Token:
    """A token over `text[start:end]`."""
    return merged(kind, text[start:end], start, end)


def merged(kind: str, value: str, start: int, end: int) -> Token:
    """A token with that value over a range.

    Without the lines and columns of `lark.Token`, whose constructor takes as long as all the rest of the lexer.
    """
    made = str.__new__(Token, value)
    made.type, made.value, made.start_pos, made.end_pos = kind, value, start, end
    return made


def retyped(word: Token, kind: str) -> Token:
    """The same words as another terminal."""
    return merged(kind, str(word), word.start_pos or 0, word.end_pos or 0)
