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

# Terminals with a form of their own; everything else comes from the lexicon.
FORMS = (
    ("STOP", r"[。！？]"),
    ("COMMA", r"，"),
    ("SEMI", r"；"),
    ("COLON", r"："),
    ("MEASURE", r"“?黑名单”?"),
    ("PLAN", r"“?十[三四五六]五”?(?:规划)?(?=期?[末间内]|时期|前)"),
    ("TITLE", r"《(?:[^《》]|《[^《》]*》)*》"),
    ("QUOTED", r"“[^“”]*”|‘[^‘’]*’"),
    ("PAREN", r"（(?:[^（）]|（[^（）]*）)*）"),
    ("CLOSE_DE", r"的(?=[，；。：]|$)"),
    ("CLOSE", r"(?:的同时|之时|时|期间|过程中|情况下|情形下|前提下|基础上|之外|以外)(?=[，；。：]|$)"),
    ("FINE", r"(?:可以|可)?(?:并|单)?处以?(?=[^，；。]{0,30}(?:罚款|拘留))"),
    ("YEAR", r"(?:\d{4}|[〇零一二三四五六七八九]{4})年度?(?!级)"),
    ("MONTH", r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"),
    ("DAYS", r"(?:\d{1,3}|[一二三四五六七八九十百]+)个?(?:工作日|自然日|日(?!常)|天)"),
    ("QUARTER", r"第?[一二三四1-4]季度"),
    ("SPAN", r"(?:\d{1,3}|[一二两三四五六七八九十]+|半)个?(?:年(?!底|末|终|均|度|级|报|轻|龄)|月|周|小时|季度)"),
    ("PERCENT", r"\d+(?:\.\d+)?[%％]|百分之[一二三四五六七八九十百点]+"),
    ("MONEY", r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千万亿]+)(?:万|亿)?元"),
    ("NUMBER", r"\d+(?:\.\d+)?(?:万|亿)?"),
    (
        "UNIT",
        r"(?<=[\d万亿])(?:万吨|公里|平方公里|平方米|公顷|家|个|处|项|次|名|人|亩|吨|座|条|户|所|批|套|台|件|分|倍)",
    ),
)
# The characters a form can begin with: elsewhere the forms need not be tried.
STARTS = frozenset(
    "。！？，；：《“‘（黑的之时期过情前基以可并单处第0123456789〇零一二两三四五六七八九十百千万亿半家个项次名人亩吨座条户所批套台件分倍公平"
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
        self._lengths: dict[str, tuple[int, ...]] = {}
        for word in words:
            self._lengths[word[0]] = (*self._lengths.get(word[0], ()), len(word))
        self._lengths = {first: tuple(sorted(set(all_), reverse=True)) for first, all_ in self._lengths.items()}
        self._forms = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in FORMS))

    def tokens(self, text: str) -> list[Token]:
        """All tokens of `text`, in order, without gap or overlap."""
        return list(self._scan(text))

    def _scan(self, text: str) -> Iterator[Token]:
        position = plain = 0
        while position < len(text):
            found = self._at(text, position)
            if found is None:
                position += 1
                continue
            if plain < position:
                yield token("WORD", text, plain, position)
            kind, end = found
            yield token(kind, text, position, end)
            position = plain = end
        if plain < len(text):
            yield token("WORD", text, plain, len(text))

    def _at(self, text: str, position: int) -> tuple[str, int] | None:
        """Class and end of the longest word or form that starts here."""
        form = self._forms.match(text, position) if text[position] in STARTS else None
        if form and form.lastgroup == "UNIT":  # 15处以上 has no 处以
            return "UNIT", form.end()
        longest = form.end() if form else position
        for length in self._lengths.get(text[position], ()):
            end = position + length
            if end <= longest:
                break
            kind = self._classes.get(text[position:end]) if end <= len(text) else None
            if kind is not None and not self._crosses(text, position, end):
                return kind, end
        return (str(form.lastgroup), longest) if form else None

    def _crosses(self, text: str, start: int, end: int) -> bool:
        after = self._borders.get(text[start:end])
        return after is not None and text.startswith(after, end)


class Ready(Lexer):
    """Hands ready-made tokens to a Lark parser."""

    def __init__(self, lexer_conf: object) -> None:
        del lexer_conf  # Lark passes it; the tokens are typed already

    def lex(self, lexer_state: Iterable[Token], parser_state: object = None) -> Iterator[Token]:  # type: ignore[override]
        """The tokens as they are."""
        return iter(lexer_state)


def token(kind: str, text: str, start: int, end: int) -> Token:
    """A token over `text[start:end]`."""
    return Token(kind, text[start:end], start_pos=start, end_pos=end)
