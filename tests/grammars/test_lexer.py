"""The lexer: its tokens tile any text, the same text gives the same tokens, the longest word goes first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grammars.lexer import Words, token
from obligations.words import classes, lexer

STEADY = settings(deadline=None, derandomize=True)  # the same examples on every machine, however slow

# Official prose, figures and what a lexer may stumble on.
PIECES = st.sampled_from(sorted(classes()))
FIGURES = st.from_regex(r"\A[0-9一二三四五六七八九十百千万]{1,5}(年|月|日|%|万元|家|个工作日)?\Z")
RUBBISH = st.text(st.characters(codec="utf-8"), max_size=8)
MARKS = st.sampled_from(list("。，；：、（）《》“”—-~ \n\t"))
TEXTS = st.lists(PIECES | FIGURES | RUBBISH | MARKS, max_size=30).map("".join)


@STEADY
@given(TEXTS)
def test_tokens_tile_the_text(text: str) -> None:
    tokens = lexer().tokens(text)
    assert "".join(tokens) == text
    ends = [0, *(t.end_pos for t in tokens)]
    assert [t.start_pos for t in tokens] == ends[:-1]
    assert ends[-1] == len(text)
    assert all(text[t.start_pos or 0 : t.end_pos] == t.value for t in tokens)


@STEADY
@given(TEXTS)
def test_no_token_is_empty_and_plain_words_do_not_touch(text: str) -> None:
    tokens = lexer().tokens(text)
    assert all(len(t) > 0 for t in tokens)
    plain = [t.type == "WORD" and t.value not in classes() for t in tokens]
    assert not any(one and two for one, two in pairwise(plain))


@STEADY
@given(TEXTS)
def test_the_same_text_gives_the_same_tokens(text: str) -> None:
    once, fresh = lexer().tokens(text), Words(classes()).tokens(text)
    assert [(t.type, t.value, t.start_pos) for t in once] == [(t.type, t.value, t.start_pos) for t in fresh]


@STEADY
@given(st.lists(PIECES, min_size=1, max_size=6), st.permutations(range(5)))
def test_the_order_of_the_lexicon_decides_nothing(pieces: list[str], order: list[int]) -> None:
    known = list(classes().items())
    mixed = [pair for remainder in order for pair in known[remainder::5]]
    text = "".join(pieces)
    assert [t.type for t in Words(dict(mixed)).tokens(text)] == [t.type for t in lexer().tokens(text)]


@STEADY
@given(TEXTS, TEXTS)
def test_a_full_stop_parts_what_is_read(one: str, two: str) -> None:
    """Nothing reaches over 。, unless a bracket or a quotation mark is open."""
    if set("《“‘（") & set(one):
        return
    apart = [*lexer().tokens(one + "。"), *lexer().tokens(two)]
    assert [t.value for t in lexer().tokens(one + "。" + two)] == [t.value for t in apart]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应当", ["应当:OUGHT"]),
        ("不得低于", ["不得:MUSTNOT", "低于:AT_MOST"]),
        ("重要需求", ["重要:WORD", "需求:WORD"]),
        ("许可", ["许可:WORD"]),
        ("2031年6月30日", ["2031年:YEAR", "6月:MONTH", "30日:DAYS"]),
        ("二十个工作日", ["二十个工作日:DAYS"]),
        ("百分之五十", ["百分之五十:PERCENT"]),
        ("12.5%", ["12.5%:PERCENT"]),
        ("三万元", ["三万元:MONEY"]),
        ("200家", ["200:NUMBER", "家:UNIT"]),
        ("《城市供水条例（试行）》", ["《城市供水条例（试行）》:TITLE"]),
        ("（含县（市、区））", ["（含县（市、区））:PAREN"]),
        ("甲乙丙", ["甲乙丙:WORD"]),
    ],
)
def test_words_and_forms(text: str, expected: list[str]) -> None:
    assert [f"{t.value}:{t.type}" for t in lexer().tokens(text)] == expected


@pytest.mark.parametrize("length", [10, 1000, 100_000])
def test_a_long_text_of_one_sign_is_one_token_or_one_each(length: int) -> None:
    assert len(lexer().tokens("甲" * length)) == 1
    assert len(lexer().tokens("。" * length)) == length


@pytest.mark.parametrize("opening", ["（", "《", "“", "（（《"])
def test_open_brackets_without_end_are_read_in_passing(opening: str) -> None:
    text = opening * 3000 + "水利部门"
    assert "".join(lexer().tokens(text)) == text


def test_an_empty_text_has_no_tokens() -> None:
    assert lexer().tokens("") == []


def test_a_token_knows_its_place() -> None:
    made = token("WORD", "上水下", 1, 2)
    assert (made.type, made.value, made.start_pos, made.end_pos) == ("WORD", "水", 1, 2)
